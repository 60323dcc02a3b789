/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-budget.h"

gboolean
bookgen_budget_allows (const BookgenBudget *self, gint64 most_micros)
{
  if (self->cap_micros < 0)
    return TRUE;
  return most_micros >= 0 && most_micros <= self->cap_micros - self->spent_micros - self->in_flight_micros;
}

void
bookgen_budget_started (BookgenBudget *self, gint64 most_micros)
{
  self->in_flight_micros += MAX (most_micros, 0);
}

void
bookgen_budget_ended (BookgenBudget *self, gint64 most_micros, gint64 cost_micros)
{
  self->in_flight_micros -= MAX (most_micros, 0);
  self->spent_micros += cost_micros >= 0 ? cost_micros : MAX (most_micros, 0);
}
