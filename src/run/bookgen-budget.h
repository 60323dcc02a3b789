/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The author's cap: what was spent and what the requests in flight may cost at most stay below it together. Amounts are
 * millionths of the price list's currency; a cost of -1 is unknown. */
typedef struct {
  gint64 cap_micros;       /* -1: none */
  gint64 spent_micros;
  gint64 in_flight_micros; /* at most */
} BookgenBudget;

/* Whether a request of at most MOST_MICROS may start. Under a cap, one of unknown cost may not. */
gboolean bookgen_budget_allows (const BookgenBudget *self, gint64 most_micros);
void bookgen_budget_started (BookgenBudget *self, gint64 most_micros);
/* What it has COST is unknown where it left no count: then it counts as the most it could. */
void bookgen_budget_ended (BookgenBudget *self, gint64 most_micros, gint64 cost_micros);

G_END_DECLS
