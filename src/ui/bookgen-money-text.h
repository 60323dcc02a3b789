/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Amounts in the price list's currency, in millionths of it; -1 is one that is not known. What is given is ours to free. */

/* "$0.35", "<$0.01", "price not known". */
char *bookgen_money_dup_text (gint64 micros);
/* For "about …": a cent is the least. */
char *bookgen_money_dup_about (gint64 micros);
/* "$0.35–0.60"; one amount where both read the same. */
char *bookgen_money_dup_range (gint64 low_micros, gint64 high_micros);
/* "USD" */
const char *bookgen_money_get_currency (void);
/* What a person typed: "2", "2.50", "2,50", "$2". Nothing: -1. FALSE where it is no amount. */
gboolean bookgen_money_from_text (const char *text, gint64 *micros);

G_END_DECLS
