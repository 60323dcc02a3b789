/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Divides the items, which have their depths and clean titles, into the book's title, parts and chapters (or modules and
 * lessons), and sections; fills the import's outline. */
void bookgen_import_divide (BookgenImport *self);

G_END_DECLS
