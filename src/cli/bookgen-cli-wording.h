/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-run.h"

G_BEGIN_DECLS

/* Numbers and states in words for people. Strings returned are the caller's, but for those of states. */
const char *bookgen_cli_word_shown (BookgenShown shown);
/* "9 s", "3 min 20 s", "1 h 10 min". */
char *bookgen_cli_word_time (gint64 ms);
/* "0.42 USD", "cost unknown", "no cost". */
char *bookgen_cli_word_cost (const BookgenUsage *usage);
/* "7 of 19 chapters · 3 being written · about 4 min left · 0.42 USD" */
char *bookgen_cli_word_totals (const BookgenTotals *totals);
/* "17 of 19 chapters written, 1 to look at, 2 stopped · 9 min · 120000 tokens in, 34000 out · 0.83 USD" */
char *bookgen_cli_word_summary (const BookgenTotals *totals);
/* TEXT cut to so many cells of a terminal, and filled up with spaces where FILL. */
char *bookgen_cli_fit (const char *text, guint cells, gboolean fill);

G_END_DECLS
