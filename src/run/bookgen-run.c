/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run.h"

#include <glib/gi18n-lib.h>

#include "bookgen-attempt.h"
#include "bookgen-engine.h"
#include "bookgen-keyring.h"
#include "bookgen-ledger.h"
#include "bookgen-planner.h"
#include "bookgen-reason.h"
#include "bookgen-rows.h"

#define TICK_MS 100
#define TICKS_PER_STORE 4
/* After GTK's redraw (120), with the network. */
#define TICK_PRIORITY 200

struct _BookgenRun {
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  char *key;                 /* NULL for none */
  BookgenRunSettings *settings;
  BookgenPipeline *pipeline;
  BookgenPrompts *prompts;
  BookgenPrices *prices;     /* NULL where the list cannot be read */
  BookgenGovernor *governor;
  BookgenEngine *engine;
  GRefString *shared;        /* what requests share; NULL until the first needs it */
  GRefString *unplanned;     /* the same without a plan, for the request that makes one */

  BookgenLedger *ledger;
  GPtrArray *jobs;           /* BookgenJob, by task; NULL where none runs */
  BookgenRows *rows;

  BookgenRunState state;
  BookgenUsage usage;        /* of this run */
  gint64 started_at_us;      /* 0 while it does not run */
  gint64 active_us;          /* of earlier stretches */
  guint words_at_start;
  guint max_in_flight;
  guint tick_id, ticks, wake_id;
  gint64 wake_us;
};

static void bookgen_run_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenRun, bookgen_run, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bookgen_run_list_model_init))

enum { SIGNAL_TASK_CHANGED, SIGNAL_PROGRESSED, SIGNAL_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GParamSpec *state_property;

GType
bookgen_run_state_get_type (void)
{
  static const GEnumValue values[] = {
    { BOOKGEN_RUN_IDLE, "BOOKGEN_RUN_IDLE", "idle" },
    { BOOKGEN_RUN_WRITING, "BOOKGEN_RUN_WRITING", "writing" },
    { BOOKGEN_RUN_PAUSING, "BOOKGEN_RUN_PAUSING", "pausing" },
    { BOOKGEN_RUN_PAUSED, "BOOKGEN_RUN_PAUSED", "paused" },
    { BOOKGEN_RUN_STOPPING, "BOOKGEN_RUN_STOPPING", "stopping" },
    { BOOKGEN_RUN_ENDED, "BOOKGEN_RUN_ENDED", "ended" },
    { 0 },
  };
  static gsize type;
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("BookgenRunState", values));
  return type;
}

static void step (BookgenRun *self, const BookgenEvent *event);

static BookgenTask *
get_task (BookgenRun *self, guint index)
{
  return g_ptr_array_index (bookgen_engine_get_tasks (self->engine), index);
}

static BookgenTaskRecord *
get_record (BookgenRun *self, guint index)
{
  return g_ptr_array_index (bookgen_ledger_get_records (self->ledger), index);
}

static void
set_state (BookgenRun *self, BookgenRunState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), state_property);
}

/* The one timer: takes what came in, stores it twice a second or more, and tells the rows. */

static void
store_jobs (BookgenRun *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (self->jobs->pdata[i] != NULL)
      bookgen_job_store (self->jobs->pdata[i], self->book);
}

static gboolean
tick (gpointer user_data)
{
  BookgenRun *self = user_data;
  for (guint i = 0; i < self->jobs->len; i++)
    if (self->jobs->pdata[i] != NULL)
      bookgen_job_pull (self->jobs->pdata[i], FALSE);
  if (++self->ticks % TICKS_PER_STORE == 0)
    store_jobs (self);
  bookgen_rows_update (self->rows, self->wake_us);
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

static void
start_ticking (BookgenRun *self)
{
  if (self->tick_id != 0)
    return;
  self->started_at_us = g_get_monotonic_time ();
  self->tick_id = g_timeout_add_full (TICK_PRIORITY, TICK_MS, tick, self, NULL);
}

static void
stop_ticking (BookgenRun *self)
{
  if (self->tick_id == 0)
    return;
  self->active_us += g_get_monotonic_time () - self->started_at_us;
  self->started_at_us = 0;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  bookgen_rows_update (self->rows, self->wake_us);
}

/* The part that requests share. It stays what it was at the run's first chapter, whatever is edited meanwhile. */

static GRefString *
get_shared (BookgenRun *self, const BookgenTask *task)
{
  GRefString **place = task->stage->makes == BOOKGEN_MAKES_CONTEXT ? &self->unplanned : &self->shared;
  if (*place == NULL)
    *place = bookgen_prompt_make_shared (self->book, NULL);
  return *place;
}

static void
take_plan (BookgenRun *self, BookgenRevision *plan)
{
  if (self->shared == NULL)
    self->shared = bookgen_prompt_make_shared (self->book, bookgen_revision_get (plan)->text);
}

/* Executing what the engine says, and telling it what happened. */

typedef struct {
  BookgenRun *run; /* owned */
  guint task;
} RunTask;

static RunTask *
run_task_new (BookgenRun *run, guint task)
{
  RunTask *self = g_new (RunTask, 1);
  *self = (RunTask){ .run = g_object_ref (run), .task = task };
  return self;
}

static void
run_task_free (RunTask *self)
{
  g_object_unref (self->run);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunTask, run_task_free)

static void
halt_for_storage (BookgenRun *self, const char *message)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (BOOKGEN_FAILURE_NONE, 0, message);
  step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_HALT, .task = BOOKGEN_NO_TASK, .failure = failure });
}

static void
attempt_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const BookgenEventKind kinds[] = {
    [BOOKGEN_OUTCOME_DONE] = BOOKGEN_EVENT_DONE,
    [BOOKGEN_OUTCOME_FAILED] = BOOKGEN_EVENT_FAILED,
    [BOOKGEN_OUTCOME_CANCELLED] = BOOKGEN_EVENT_CANCELLED,
    [BOOKGEN_OUTCOME_STORAGE] = BOOKGEN_EVENT_CANCELLED,
  };
  g_autoptr (RunTask) at = user_data;
  BookgenRun *self = at->run;
  g_autoptr (BookgenOutcome) outcome = bookgen_attempt_finish (result);
  g_autoptr (BookgenJob) job = g_steal_pointer (&self->jobs->pdata[at->task]);
  bookgen_usage_add (&self->usage, &outcome->usage);
  if (outcome->kind == BOOKGEN_OUTCOME_STORAGE)
    halt_for_storage (self, outcome->failure->message);
  if (outcome->kind == BOOKGEN_OUTCOME_DONE && get_task (self, at->task)->stage->makes == BOOKGEN_MAKES_CONTEXT)
    take_plan (self, outcome->revision);
  step (self, &(BookgenEvent){ .kind = kinds[outcome->kind],
                               .task = at->task,
                               .failure = outcome->failure,
                               .headers = bookgen_reply_get_rate_headers (job->reply),
                               .used_tokens = outcome->used_tokens,
                               .kept_chars = outcome->kept_chars });
}

static void
run_task_dropped (gpointer self, GClosure *closure)
{
  run_task_free (self);
}

static void
reply_began (BookgenReply *reply, RunTask *at)
{
  step (at->run, &(BookgenEvent){ .kind = BOOKGEN_EVENT_BEGAN,
                                  .task = at->task,
                                  .headers = bookgen_reply_get_rate_headers (reply) });
}

static void
start_attempt (BookgenRun *self, const BookgenAction *action)
{
  const BookgenTask *task = get_task (self, action->task);
  BookgenTaskRecord *record = get_record (self, action->task);
  BookgenJob *job = bookgen_job_new (action->task, record, action->continuing);
  BookgenAttemptContext context = {
    .book = self->book,
    .client = self->client,
    .endpoint = self->endpoint,
    .key = self->key,
    .prompts = self->prompts,
    .prices = self->prices,
    .shared = get_shared (self, task),
    .task = task,
    .previous = task->previous != BOOKGEN_NO_TASK ? get_task (self, task->previous) : NULL,
  };
  self->jobs->pdata[action->task] = job;
  record->attempts = task->attempts;
  record->continued += action->continuing;
  g_signal_connect_data (job->reply, "began", G_CALLBACK (reply_began), run_task_new (self, action->task),
                         run_task_dropped, 0);
  bookgen_attempt_async (job, &context, attempt_ended, run_task_new (self, action->task));
  self->max_in_flight = MAX (self->max_in_flight, bookgen_engine_get_running (self->engine));
}

static void
cancel_attempt (BookgenRun *self, guint task)
{
  BookgenJob *job = g_ptr_array_index (self->jobs, task);
  if (job != NULL)
    g_cancellable_cancel (job->cancellable);
}

static gboolean
wake (gpointer user_data)
{
  BookgenRun *self = user_data;
  self->wake_id = 0;
  step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_TIME, .task = BOOKGEN_NO_TASK });
  return G_SOURCE_REMOVE;
}

static void
wake_at (BookgenRun *self, gint64 at_us)
{
  gint64 wait_us = MAX (at_us - g_get_monotonic_time (), 0);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  self->wake_us = at_us;
  self->wake_id = g_timeout_add (MIN ((wait_us + 999) / 1000, G_MAXINT), wake, self);
}

static void
book_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenRun) self = user_data;
  bookgen_book_flush_finish (BOOKGEN_BOOK (source), result, NULL);
  if (self->tick_id == 0)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static void
end (BookgenRun *self)
{
  stop_ticking (self);
  set_state (self, BOOKGEN_RUN_ENDED);
  bookgen_book_flush_async (self->book, book_flushed, g_object_ref (self));
}

static void
execute (BookgenRun *self, const BookgenAction *action)
{
  switch (action->kind)
    {
    case BOOKGEN_ACTION_START:
      start_ticking (self);
      start_attempt (self, action);
      break;
    case BOOKGEN_ACTION_CANCEL:
      cancel_attempt (self, action->task);
      break;
    case BOOKGEN_ACTION_STORE:
      bookgen_ledger_store (self->ledger, get_task (self, action->task));
      break;
    case BOOKGEN_ACTION_WAKE:
      wake_at (self, action->at_us);
      break;
    case BOOKGEN_ACTION_ENDED:
    default:
      end (self);
      break;
    }
  if (action->kind == BOOKGEN_ACTION_START || action->kind == BOOKGEN_ACTION_STORE)
    g_signal_emit (self, signals[SIGNAL_TASK_CHANGED], 0, action->task);
}

static void
step (BookgenRun *self, const BookgenEvent *event)
{
  g_autoptr (BookgenRun) alive = g_object_ref (self);
  g_autoptr (GArray) actions = g_array_copy ((GArray *) bookgen_engine_step (self->engine, event, g_get_monotonic_time ()));
  for (guint i = 0; i < actions->len; i++)
    execute (self, &g_array_index (actions, BookgenAction, i));
  if (self->state == BOOKGEN_RUN_PAUSING && bookgen_engine_get_running (self->engine) == 0)
    {
      stop_ticking (self);
      set_state (self, BOOKGEN_RUN_PAUSED);
    }
}

/* What the author asks for. */

static void
ask (BookgenRun *self, BookgenEventKind kind)
{
  step (self, &(BookgenEvent){ .kind = kind, .task = BOOKGEN_NO_TASK });
}

static void
go (BookgenRun *self)
{
  set_state (self, BOOKGEN_RUN_WRITING);
  start_ticking (self);
  ask (self, BOOKGEN_EVENT_GO);
}

static void
plan_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenRun) self = user_data;
  g_autoptr (BookgenRevision) plan = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (plan == NULL)
    {
      halt_for_storage (self, error->message);
      return;
    }
  take_plan (self, plan);
  go (self);
}

/* The plan of an earlier run; NULL when there is none or it is at hand. Borrowed. */
static BookgenRevision *
find_stored_plan (BookgenRun *self)
{
  GArray *of_book = bookgen_rows_find_tasks (self->rows, "");
  for (guint i = 0; self->shared == NULL && i < of_book->len; i++)
    {
      const BookgenTask *task = get_task (self, g_array_index (of_book, guint, i));
      if (task->stage->makes == BOOKGEN_MAKES_CONTEXT && task->state == BOOKGEN_TASK_DONE)
        return bookgen_book_get_newest (self->book, "", task->stage->id);
    }
  return NULL;
}

void
bookgen_run_start (BookgenRun *self)
{
  BookgenRevision *plan = find_stored_plan (self);
  if (plan == NULL)
    go (self);
  else
    bookgen_book_load_revision_async (self->book, bookgen_revision_get (plan)->id, NULL, plan_loaded, g_object_ref (self));
}

void
bookgen_run_pause (BookgenRun *self)
{
  if (self->state != BOOKGEN_RUN_WRITING)
    return;
  set_state (self, BOOKGEN_RUN_PAUSING);
  ask (self, BOOKGEN_EVENT_PAUSE);
}

void
bookgen_run_stop (BookgenRun *self)
{
  if (self->state == BOOKGEN_RUN_IDLE || self->state == BOOKGEN_RUN_ENDED)
    return;
  set_state (self, BOOKGEN_RUN_STOPPING);
  ask (self, BOOKGEN_EVENT_STOP);
}

void
bookgen_run_retry_all (BookgenRun *self)
{
  set_state (self, BOOKGEN_RUN_WRITING);
  ask (self, BOOKGEN_EVENT_RETRY_ALL);
}

void
bookgen_run_set_limits (BookgenRun *self, guint at_once, guint pause_ms)
{
  self->settings->at_once = MAX (at_once, 1);
  self->settings->pause_ms = pause_ms;
  g_autofree char *json = bookgen_run_settings_to_json (self->settings);
  bookgen_book_set_setting (self->book, "run", json);
  step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = self->settings->at_once,
                               .pause_ms = pause_ms });
}

static void
ask_unit (BookgenRun *self, const char *unit_id, BookgenEventKind kind)
{
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      guint task = g_array_index (indices, guint, i);
      step (self, &(BookgenEvent){ .kind = kind, .task = task });
    }
  bookgen_rows_update (self->rows, self->wake_us);
}

void
bookgen_run_retry (BookgenRun *self, const char *unit_id)
{
  BookgenRunState before = self->state;
  if (before == BOOKGEN_RUN_ENDED || before == BOOKGEN_RUN_IDLE)
    set_state (self, BOOKGEN_RUN_WRITING);
  ask_unit (self, unit_id, BOOKGEN_EVENT_RETRY);
  if (bookgen_engine_get_running (self->engine) == 0 && self->wake_id == 0)
    set_state (self, before);
}

void
bookgen_run_skip (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_SKIP);
}

void
bookgen_run_cancel (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_CANCEL);
}

void
bookgen_run_write_next (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_NEXT);
}

/* What can be asked about it. */

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
  return bookgen_engine_get_halt (self->engine);
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
  return bookgen_engine_get_tasks (self->engine);
}

BookgenProgress *
bookgen_run_get_progress (BookgenRun *self, const char *unit_id)
{
  return bookgen_rows_find (self->rows, unit_id);
}

const char *
bookgen_run_get_live_text (BookgenRun *self, const char *unit_id, gsize *length)
{
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      const BookgenJob *job = g_ptr_array_index (self->jobs, g_array_index (indices, guint, i));
      if (job == NULL)
        continue;
      *length = job->text->len;
      return job->text->str;
    }
  return NULL;
}

void
bookgen_run_get_task_facts (BookgenRun *self, guint task, BookgenUsage *usage, guint *words, char **reason)
{
  *usage = get_record (self, task)->usage;
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
    .max_in_flight = self->max_in_flight,
    .elapsed_ms = (self->active_us + stretch_us) / 1000,
    .usage = self->usage,
  };
  totals->left_ms = guess_left_ms (totals->elapsed_ms, counts.words - MIN (counts.words, self->words_at_start),
                                   counts.target_words - counts.words);
}

/* Making one. */

static void
plan (BookgenRun *self)
{
  self->ledger = bookgen_ledger_new (self->book, self->pipeline);
  GPtrArray *tasks = bookgen_planner_plan (self->pipeline, bookgen_book_get_outline (self->book), self->settings,
                                           bookgen_ledger_get_stored (self->ledger));
  bookgen_ledger_take (self->ledger, tasks);
  g_ptr_array_set_size (self->jobs, tasks->len);
  self->governor = bookgen_governor_new (self->settings->at_once);
  bookgen_governor_set_pause_ms (self->governor, self->settings->pause_ms);
  self->engine = bookgen_engine_new (tasks, self->governor, self->settings->skip_failed, g_random_int ());
  self->rows = bookgen_rows_new (self->book, tasks, bookgen_ledger_get_records (self->ledger), self->jobs);
}

static void
book_write_failed (BookgenBook *book, const GError *error, BookgenRun *self)
{
  if (self->tick_id != 0 && bookgen_engine_get_halt (self->engine) == NULL)
    halt_for_storage (self, error->message);
}

/* A chapter that leaves the outline is not written any more; what it has is kept. */
static void
outline_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenRun *self)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; what == BOOKGEN_OUTLINE_REMOVED && i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (*task->unit_id != '\0' && bookgen_outline_find (outline, task->unit_id) == NULL)
        step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_SKIP, .task = i });
    }
}

static gboolean
prepare (BookgenRun *self, GError **error)
{
  if (!bookgen_book_get_writable (self->book))
    {
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY, _("“%s” is being written by another program (%s)."),
                   bookgen_book_get_title (self->book), bookgen_book_get_owner (self->book));
      return FALSE;
    }
  self->pipeline = bookgen_pipeline_load (self->settings->pipeline, error);
  self->prompts = self->pipeline != NULL ? bookgen_prompts_load (self->pipeline, error) : NULL;
  if (self->prompts == NULL)
    return FALSE;
  plan (self);
  if (bookgen_engine_get_tasks (self->engine)->len == 0)
    {
      g_set_error_literal (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_UNKNOWN,
                           _("There is no chapter for the model to write."));
      return FALSE;
    }
  return TRUE;
}

BookgenRun *
bookgen_run_new (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                 const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenRun) self = g_object_new (BOOKGEN_TYPE_RUN, NULL);
  self->book = g_object_ref (book);
  self->client = g_object_ref (client);
  self->endpoint = g_object_ref (endpoint);
  self->key = g_strdup (key);
  self->settings = bookgen_run_settings_copy (settings);
  self->settings->rehearsal = bookgen_endpoint_is_rehearsal (endpoint);
  self->prices = bookgen_prices_load (NULL);
  if (!prepare (self, error))
    return NULL;
  BookgenRowCounts counts;
  bookgen_rows_count (self->rows, &counts);
  self->words_at_start = counts.words;
  g_autofree char *json = bookgen_run_settings_to_json (self->settings);
  bookgen_book_set_setting (book, "run", json);
  g_signal_connect_object (book, "write-failed", G_CALLBACK (book_write_failed), self, 0);
  g_signal_connect_object (bookgen_book_get_outline (book), "changed", G_CALLBACK (outline_changed), self, 0);
  return g_steal_pointer (&self);
}

static GType
bookgen_run_get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_PROGRESS;
}

static guint
bookgen_run_get_n_items (GListModel *model)
{
  BookgenRun *self = BOOKGEN_RUN (model);
  return bookgen_rows_get_units (self->rows)->len;
}

static gpointer
bookgen_run_get_item (GListModel *model, guint position)
{
  GPtrArray *units = bookgen_rows_get_units (BOOKGEN_RUN (model)->rows);
  return position < units->len ? g_object_ref (units->pdata[position]) : NULL;
}

static void
bookgen_run_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bookgen_run_get_item_type;
  iface->get_n_items = bookgen_run_get_n_items;
  iface->get_item = bookgen_run_get_item;
}

static void
bookgen_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_enum (value, BOOKGEN_RUN (object)->state);
}

/* Attempts hold a reference, so none runs any more. */
static void
bookgen_run_finalize (GObject *object)
{
  BookgenRun *self = BOOKGEN_RUN (object);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_clear_pointer (&self->rows, bookgen_rows_free);
  g_clear_pointer (&self->engine, bookgen_engine_free);
  g_clear_pointer (&self->governor, bookgen_governor_free);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->ledger, bookgen_ledger_free);
  g_clear_pointer (&self->shared, g_ref_string_release);
  g_clear_pointer (&self->unplanned, g_ref_string_release);
  g_clear_pointer (&self->prices, bookgen_prices_free);
  g_clear_pointer (&self->prompts, bookgen_prompts_free);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_clear_pointer (&self->key, bookgen_keyring_free_key);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->client);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_run_parent_class)->finalize (object);
}

static void
bookgen_run_class_init (BookgenRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = bookgen_run_get_property;
  object_class->finalize = bookgen_run_finalize;
  state_property = g_param_spec_enum ("state", NULL, NULL, BOOKGEN_TYPE_RUN_STATE, BOOKGEN_RUN_IDLE,
                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, state_property);
  signals[SIGNAL_TASK_CHANGED] = g_signal_new ("task-changed", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PROGRESSED] = g_signal_new ("progressed", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_run_init (BookgenRun *self)
{
  self->jobs = g_ptr_array_new ();
}
