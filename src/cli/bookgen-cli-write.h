/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-cli-writer.h"
#include "bookgen-cli.h"

G_BEGIN_DECLS

/* Asks, where a person sits at the terminal and it may cost, whether OUTLINE is to be written. */
gboolean bookgen_cli_confirm (const BookgenCliOptions *options, const BookgenCliWriter *writer, BookgenOutline *outline,
                              const BookgenRunSettings *settings);
/* Writes BOOK as SETTINGS say, showing how it goes, closes it and makes the exports. AGAIN: what failed before is tried
 * again. Ctrl+C stops cleanly. */
BookgenCliStatus bookgen_cli_write (BookgenBook *book, const BookgenCliOptions *options, BookgenCliWriter *writer,
                                    const BookgenRunSettings *settings, gboolean again);

G_END_DECLS
