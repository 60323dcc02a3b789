/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-private.h"

#include "bookgen-reason.h"

BookgenRunState
bookgen_run_get_state (BookgenRun *self)
{
  return self->state;
}

BookgenBook *
bookgen_run_get_book (BookgenRun *self)
{
  return self->book;
}

BookgenEndpoint *
bookgen_run_get_endpoint (BookgenRun *self)
{
  return self->endpoint;
}

const BookgenRunSettings *
bookgen_run_get_settings (BookgenRun *self)
{
  return self->settings;
}

const BookgenFailure *
bookgen_run_get_halt (BookgenRun *self)
{
  return bookgen_engine_get_halt (bookgen_run_get_engine (self));
}

char *
bookgen_run_dup_halt_text (BookgenRun *self)
{
  const BookgenFailure *halt = bookgen_run_get_halt (self);
  return halt != NULL ? bookgen_reason_of_failure (halt) : NULL;
}

GPtrArray *
bookgen_run_get_tasks (BookgenRun *self)
{
  return bookgen_engine_get_tasks (bookgen_run_get_engine (self));
}

BookgenProgress *
bookgen_run_get_progress (BookgenRun *self, const char *unit_id)
{
  return bookgen_rows_find (self->rows, unit_id);
}

const char *
bookgen_run_get_live_text (BookgenRun *self, const char *unit_id, gsize *length)
{
  GPtrArray *jobs = bookgen_executor_get_jobs (self->executor);
  GPtrArray *tasks = bookgen_run_get_tasks (self);
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);
      const BookgenJob *job = g_ptr_array_index (jobs, index);
      const BookgenTask *task = g_ptr_array_index (tasks, index);
      if (job == NULL || task->stage->makes != BOOKGEN_MAKES_TEXT)
        continue;
      *length = job->text->len;
      return job->text->str;
    }
  return NULL;
}

void
bookgen_run_get_task_facts (BookgenRun *self, guint task, BookgenUsage *usage, guint *words, char **reason)
{
  GPtrArray *records = bookgen_ledger_get_records (bookgen_executor_get_ledger (self->executor));
  *usage = ((BookgenTaskRecord *) g_ptr_array_index (records, task))->usage;
  *words = bookgen_rows_count_words (self->rows, task);
  *reason = bookgen_rows_dup_reason (self->rows, task);
}

/* From the words written so far in this run; unknown for the first two seconds. */
static gint64
guess_left_ms (gint64 elapsed_ms, guint written, guint left)
{
  if (elapsed_ms < 2000 || written == 0)
    return -1;
  return (double) elapsed_ms / written * left;
}

void
bookgen_run_get_totals (BookgenRun *self, BookgenTotals *totals)
{
  BookgenRowCounts counts;
  bookgen_rows_count (self->rows, &counts);
  gint64 stretch_us = self->started_at_us > 0 ? g_get_monotonic_time () - self->started_at_us : 0;
  *totals = (BookgenTotals){
    .chapters = counts.rows,
    .done = counts.done,
    .to_look_at = counts.to_look_at,
    .writing = counts.writing,
    .waiting = counts.waiting,
    .failed = counts.failed,
    .skipped = counts.skipped,
    .max_in_flight = bookgen_executor_get_max_in_flight (self->executor),
    .cache_fails = bookgen_executor_get_cache_fails (self->executor),
    .elapsed_ms = (self->active_us + stretch_us) / 1000,
    .busy_ms = bookgen_executor_get_busy_us (self->executor) / 1000,
    .usage = *bookgen_executor_get_usage (self->executor),
    .expected_low = self->expected.low,
    .expected_high = self->expected.high,
  };
  totals->left_ms = guess_left_ms (totals->elapsed_ms, counts.words - MIN (counts.words, self->words_at_start),
                                   counts.target_words - counts.words);
}
