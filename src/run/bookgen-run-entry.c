/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-private.h"

/* Where the run stands, for the book's history. */
void
bookgen_run_note_entry (BookgenRun *self)
{
  BookgenTotals totals;
  bookgen_run_get_totals (self, &totals);
  BookgenRunEntry *entry = self->entry;
  entry->ended_at_ms = g_get_real_time () / 1000;
  entry->chapters = totals.chapters;
  entry->done = totals.done;
  entry->to_look_at = totals.to_look_at;
  entry->failed = totals.failed;
  entry->usage = totals.usage;
  entry->low = totals.expected_low;
  entry->high = totals.expected_high;
  bookgen_run_history_note (self->book, entry);
}

static void
estimate_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenRun) self = user_data;
  bookgen_estimate_finish (result, &self->expected, NULL);
}

/* What it will take, by what was to be done at its start and what lists have named since. */
void
bookgen_run_expect (BookgenRun *self)
{
  self->expect_again = FALSE;
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  BookgenEstimateBasis basis = { .endpoint = self->endpoint, .prices = prices };
  bookgen_client_get_pace (self->client, self->endpoint, &basis.pace);
  bookgen_estimate_async (bookgen_executor_get_pipeline (self->executor), bookgen_book_get_outline (self->book),
                          self->settings, bookgen_ledger_get_stored (bookgen_executor_get_ledger (self->executor)), &basis,
                          NULL, estimate_made, g_object_ref (self));
}

void
bookgen_run_begin_entry (BookgenRun *self)
{
  if (self->entry != NULL)
    return;
  self->entry = g_new0 (BookgenRunEntry, 1);
  self->entry->started_at_ms = g_get_real_time () / 1000;
  self->entry->mode = self->settings->mode;
  self->entry->model = g_strdup (bookgen_endpoint_get_model (self->endpoint));
  self->entry->rehearsal = bookgen_endpoint_is_rehearsal (self->endpoint);
  bookgen_run_expect (self);
  bookgen_run_note_entry (self);
}
