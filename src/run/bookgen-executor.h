/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"
#include "bookgen-engine.h"
#include "bookgen-job.h"
#include "bookgen-ledger.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

/* Does what the engine says and tells it what happened: plans the tasks of a book, runs their attempts, stores, wakes up.
 * It decides nothing.
 *
 * Signals: "task-changed" (guint task) after each change of a task's state; "replanned" when tasks have come, gone or changed
 * their indices; "stepped" after each step of the engine; "ended"
 * when nothing runs and nothing can start. */
#define BOOKGEN_TYPE_EXECUTOR (bookgen_executor_get_type ())
G_DECLARE_FINAL_TYPE (BookgenExecutor, bookgen_executor, BOOKGEN, EXECUTOR, GObject)

/* KEY (nullable) is copied to memory that is wiped. Errors: an unknown or wrong pipeline or prompt file. */
BookgenExecutor *bookgen_executor_new (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                                       const BookgenRunSettings *settings, GError **error);
/* What starts chapters waits until the plan of an earlier run, where there is one, is loaded. */
void bookgen_executor_tell (BookgenExecutor *self, const BookgenEvent *event);
/* Makes one item of a unit's list by itself, also one that is made already; nothing happens where there is no such item. */
void bookgen_executor_make_item (BookgenExecutor *self, const char *unit_id, int item);
/* Takes what came in since the last time; with STORE also hands it to the book. */
void bookgen_executor_pull (BookgenExecutor *self, gboolean store);

/* Borrowed, as all below. */
BookgenPipeline *bookgen_executor_get_pipeline (BookgenExecutor *self);
BookgenEngine *bookgen_executor_get_engine (BookgenExecutor *self);
BookgenLedger *bookgen_executor_get_ledger (BookgenExecutor *self);
/* BookgenJob by task; NULL where none runs. */
GPtrArray *bookgen_executor_get_jobs (BookgenExecutor *self);
/* What its requests have used so far. */
const BookgenUsage *bookgen_executor_get_usage (BookgenExecutor *self);
/* The provider should read the shared part from its cache and does not. */
gboolean bookgen_executor_get_cache_fails (BookgenExecutor *self);
guint bookgen_executor_get_max_in_flight (BookgenExecutor *self);
/* How long the attempts that have ended took, one after another. */
gint64 bookgen_executor_get_busy_us (BookgenExecutor *self);
/* When something is tried again (monotonic); 0 when nothing waits for a time. */
gint64 bookgen_executor_get_wake_us (BookgenExecutor *self);

G_END_DECLS
