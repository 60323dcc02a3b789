/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-estimate.h"

G_BEGIN_DECLS

/* "$0.35": MICROS are millionths of CURRENCY (as the price list names it: "USD"). Ours to free, as all below. */
char *bookgen_money_dup_text (gint64 micros, const char *currency);
/* "about 6 min · $0.35–0.60": what a way of writing takes. Money is left out where nothing is paid. */
char *bookgen_estimate_dup_text (const BookgenEstimate *self, const char *currency);
/* What keeps it from being quicker, as a sentence. */
char *bookgen_estimate_dup_limit (const BookgenEstimate *self);
/* What a person typed as an amount, in millionths: "2", "2.50", "2,50", "$2". Nothing: -1. FALSE where it is no amount. */
gboolean bookgen_money_from_text (const char *text, gint64 *micros);

G_END_DECLS
