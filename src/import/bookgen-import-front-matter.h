/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Takes the book's title and author from YAML between "---" lines at the start of TEXT, where there is some, and returns
 * where the text begins. */
const char *bookgen_import_front_matter_take (BookgenImport *import, const char *text);

G_END_DECLS
