/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-run.h"

G_BEGIN_DECLS

/* "7 of 19 chapters · 3 being written · about 4 min left · $0.42 of $2.00": the run while it goes on, of a book that used
 * OF_BOOK and may cost CAP_MICROS in all (-1: anything). Ours to free. */
char *bookgen_totals_dup_text (const BookgenTotals *totals, BookgenRunState state, const BookgenUsage *of_book,
                               gint64 cap_micros);
/* "17 of 19 chapters written, 2 to look at, 2 stopped": the run when it has ended. What REHEARSAL made is not called written.
 * Ours to free. */
char *bookgen_totals_dup_result (const BookgenTotals *totals, gboolean rehearsal);
/* "9 min; one after another: about 1 h 10 min · $0.83, expected $0.60–1.10": what that took. Ours to free. */
char *bookgen_totals_dup_took (const BookgenTotals *totals);
/* "40 s", "9 min", "1 h 10 min". Ours to free. */
char *bookgen_duration_dup_text (gint64 duration_ms);

G_END_DECLS
