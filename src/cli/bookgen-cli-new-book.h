/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-cli-options.h"
#include "bookgen-import.h"

G_BEGIN_DECLS

/* Makes the book of IMPORT at PATH, which must be free, and opens it. Outline, author and how it is to be written (SETTINGS,
 * with the selection of OPTIONS; nullable) are all in it from the moment the file has its name: whenever the program is
 * killed, there is a book that can be resumed, or none. */
BookgenBook *bookgen_cli_new_book (const char *path, const char *title, BookgenImport *import,
                                   const BookgenCliOptions *options, const BookgenRunSettings *settings, GError **error);

G_END_DECLS
