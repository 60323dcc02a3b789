/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-progress.h"

G_BEGIN_DECLS

/* How many rows show what, and how far they are together. */
typedef struct {
  guint rows, done, to_look_at, writing, waiting, failed, skipped; /* to_look_at are among the done */
  guint words, target_words; /* written counts up to each one's target */
} BookgenRowCounts;

/* The rows of a run: one BookgenProgress for each unit that is written, in reading order, and one for the book's own stages,
 * each folded from its tasks. */
typedef struct _BookgenRows BookgenRows;

/* By task, all borrowed for the rows' life: TASKS (BookgenTask), RECORDS (BookgenTaskRecord), JOBS (BookgenJob, NULL where
 * none runs). */
BookgenRows *bookgen_rows_new (BookgenBook *book, GPtrArray *tasks, GPtrArray *records, GPtrArray *jobs);
void bookgen_rows_free (BookgenRows *self);
/* The same arrays hold other tasks now. */
void bookgen_rows_replan (BookgenRows *self);
/* Looks at everything again; NEXT_START_US is when what waits for the provider may start (monotonic; 0 unknown). */
void bookgen_rows_update (BookgenRows *self, gint64 next_start_us);
/* The same, ten times a second: of a very long book only at rows whose task runs or has changed, and at some of the others. */
void bookgen_rows_update_some (BookgenRows *self, gint64 next_start_us);
/* A task has changed. */
void bookgen_rows_mark (BookgenRows *self, guint task);

/* BookgenProgress of units; borrowed. */
GPtrArray *bookgen_rows_get_units (BookgenRows *self);
/* Borrowed; NULL when the unit is not in the run; "" is the book's. */
BookgenProgress *bookgen_rows_find (BookgenRows *self, const char *unit_id);
/* The indices (guint) of a unit's tasks, in pipeline order; "" for the book's. Borrowed; NULL for none. */
GArray *bookgen_rows_find_tasks (BookgenRows *self, const char *unit_id);
void bookgen_rows_count (BookgenRows *self, BookgenRowCounts *counts);
/* Words a task has written so far, and why it waits or stopped (ours to free). */
guint bookgen_rows_count_words (BookgenRows *self, guint task);
char *bookgen_rows_dup_reason (BookgenRows *self, guint task);

G_END_DECLS
