/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-cli-writer.h"
#include "bookgen-cli.h"

G_BEGIN_DECLS

/* Where a person sits at the terminal and it may cost: says what writing OUTLINE will take, less what its RECORDS
 * (BookgenTaskRecord; nullable) say is done, and asks. */
gboolean bookgen_cli_confirm (const BookgenCliOptions *options, const BookgenCliWriter *writer, BookgenOutline *outline,
                              GPtrArray *records, const BookgenRunSettings *settings, GHashTable *material);
/* Writes BOOK as SETTINGS say, showing how it goes, closes it and makes the exports. AGAIN: what failed before is tried
 * again. Ctrl+C stops cleanly. */
BookgenCliStatus bookgen_cli_write (BookgenBook *book, const BookgenCliOptions *options, BookgenCliWriter *writer,
                                    const BookgenRunSettings *settings, gboolean again);

G_END_DECLS
