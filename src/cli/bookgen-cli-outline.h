/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Imports the outline in FILE, "-" for standard input, and says on standard error what was not understood. */
BookgenImport *bookgen_cli_outline_read (const char *file, GError **error);
/* The book's title: the outline's own, else the file's name. Ours to free. */
char *bookgen_cli_outline_dup_title (BookgenImport *import, const char *file);
/* The chapter with this number, or the unit with this title; NULL where there is none. Borrowed. */
BookgenUnit *bookgen_cli_outline_find_unit (BookgenOutline *outline, const char *name);
/* Makes of the texts under IMPORT's headings what USES (nullable) say: "chapter", "material@3", … */
gboolean bookgen_cli_outline_use (BookgenImport *import, const char *const *uses, GError **error);

G_END_DECLS
