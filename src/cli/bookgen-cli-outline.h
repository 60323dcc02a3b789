/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Imports the outline in FILE, "-" for standard input, and says on standard error what was not understood. */
BookgenImport *bookgen_cli_outline_read (const char *file, GError **error);
/* The book's title: the outline's own, else the file's name. Ours to free. */
char *bookgen_cli_outline_dup_title (BookgenImport *import, const char *file);

G_END_DECLS
