/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-reader.h"

G_BEGIN_DECLS

/* TEXT has one heading. Where that is its first line and what stands below are plain lines with a chapter on each, the heading
 * becomes the title in IMPORT and the lines its items; else IMPORT stays as it is. */
gboolean bookgen_import_below_title_read (const char *text, const BookgenImportSource *source, BookgenImport *import, GError **error);

G_END_DECLS
