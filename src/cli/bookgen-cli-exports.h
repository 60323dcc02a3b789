/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-cli-options.h"

G_BEGIN_DECLS

/* Makes the folders that the exports go to, before anything is spent on what could not be written there. */
gboolean bookgen_cli_exports_make_folders (const BookgenCliOptions *options, GError **error);
/* Makes the files that were asked for from the book at BOOK_PATH (TITLE.epub and TITLE.md here when none was) and adds their
 * names to MADE (char *). Each is said: on standard output its name, on standard error what is missing in it. A book without
 * a written chapter gives none. FALSE when one could not be written; the others are made all the same. */
gboolean bookgen_cli_exports_make (const char *book_path, const char *title, const BookgenCliOptions *options,
                                   GPtrArray *made);

G_END_DECLS
