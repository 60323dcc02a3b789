/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-executor-private.h"

#include "bookgen-attempt.h"
#include "bookgen-feasible.h"
#include "bookgen-keyring.h"
#include "bookgen-media-attempt.h"
#include "bookgen-narration.h"
#include "bookgen-planner.h"

G_DEFINE_FINAL_TYPE (BookgenExecutor, bookgen_executor, G_TYPE_OBJECT)

enum { SIGNAL_TASK_CHANGED, SIGNAL_REPLANNED, SIGNAL_STEPPED, SIGNAL_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Which attempt a callback is about. */
typedef struct {
  BookgenExecutor *executor; /* owned */
  BookgenJob *job;           /* borrowed: its task's index may change */
} At;

static At *
at_new (BookgenExecutor *executor, BookgenJob *job)
{
  At *self = g_new (At, 1);
  *self = (At){ .executor = g_object_ref (executor), .job = job };
  return self;
}

static void
at_free (At *self)
{
  g_object_unref (self->executor);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (At, at_free)

void
bookgen_executor_halt_for_storage (BookgenExecutor *self, const char *message)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (BOOKGEN_FAILURE_NONE, 0, message);
  bookgen_executor_step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_HALT, .task = BOOKGEN_NO_TASK, .failure = failure });
}

/* What the repair that the engine may ask for is told. */
static void
set_note (BookgenTask *task, const char *note)
{
  g_free (task->note);
  task->note = g_strdup (note);
}

static void
attempt_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const BookgenEventKind kinds[] = {
    [BOOKGEN_OUTCOME_DONE] = BOOKGEN_EVENT_DONE,
    [BOOKGEN_OUTCOME_TURN] = BOOKGEN_EVENT_TURN,
    [BOOKGEN_OUTCOME_REPAIR] = BOOKGEN_EVENT_REPAIR,
    [BOOKGEN_OUTCOME_FAILED] = BOOKGEN_EVENT_FAILED,
    [BOOKGEN_OUTCOME_CANCELLED] = BOOKGEN_EVENT_CANCELLED,
    [BOOKGEN_OUTCOME_STORAGE] = BOOKGEN_EVENT_CANCELLED,
  };
  g_autoptr (At) at = user_data;
  BookgenExecutor *self = at->executor;
  g_autoptr (BookgenOutcome) outcome = bookgen_attempt_finish (result);
  g_autoptr (BookgenJob) job = g_steal_pointer (&self->jobs->pdata[at->job->task]);
  BookgenTask *task = bookgen_executor_get_task (self, job->task);
  bookgen_usage_add (&self->usage, &outcome->usage);
  self->busy_us += g_get_monotonic_time () - job->started_us;
  if (task->stage->makes != BOOKGEN_MAKES_CONTEXT)
    bookgen_warm_up_count (&self->warm_up, &outcome->usage);
  if (outcome->kind == BOOKGEN_OUTCOME_STORAGE)
    bookgen_executor_halt_for_storage (self, outcome->failure->message);
  if (outcome->kind == BOOKGEN_OUTCOME_REPAIR || outcome->kind == BOOKGEN_OUTCOME_DONE)
    set_note (task, outcome->note);
  if (outcome->revision != NULL)
    bookgen_executor_take_made (self, task, outcome->revision);
  bookgen_executor_step (self, &(BookgenEvent){ .kind = kinds[outcome->kind],
                               .task = task->index,
                               .failure = outcome->failure,
                               .headers = bookgen_reply_get_rate_headers (job->reply),
                               .used_tokens = outcome->used_tokens,
                               .cost_micros = outcome->usage.requests > 0 ? outcome->usage.cost_micros : 0,
                               .refused = outcome->revision == NULL,
                               .kept_chars = outcome->kept_chars });
}

static void
at_dropped (gpointer self, GClosure *closure)
{
  at_free (self);
}

static void
reply_began (BookgenReply *reply, At *at)
{
  bookgen_executor_step (at->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_BEGAN,
                                       .task = at->job->task,
                                       .headers = bookgen_reply_get_rate_headers (reply) });
}

static void
start_attempt (BookgenExecutor *self, const BookgenAction *action)
{
  BookgenTask *task = bookgen_executor_get_task (self, action->task);
  BookgenTaskRecord *record = g_ptr_array_index (bookgen_ledger_get_records (self->ledger), action->task);
  BookgenJob *job = bookgen_job_new (action->task, record, action->continuing);
  BookgenAttemptContext context = {
    .book = self->book,
    .client = self->client,
    .endpoint = bookgen_executor_endpoint_of (self, task->stage),
    .key = self->key,
    .prompts = self->prompts,
    .prices = self->prices,
    .shared = bookgen_executor_get_shared (self, task),
    .plan = self->plan,
    .making = &self->making,
    .seed = self->settings->seed,
    .material_tokens = self->material_tokens,
    .checks = self->settings->checks,
    .voice = bookgen_narration_get_voice (self->settings),
    .task = task,
    .previous = task->carry_from != BOOKGEN_NO_TASK ? bookgen_executor_get_task (self, task->carry_from) : NULL,
    .in_order = bookgen_planner_is_in_order (task->stage, self->settings),
  };
  if (task->stage->makes == BOOKGEN_MAKES_CONTEXT)
    bookgen_executor_deal_chapters (self, task);
  job->note = g_strdup (task->note);
  self->jobs->pdata[action->task] = job;
  record->attempts = task->attempts;
  g_free (record->model);
  record->model = g_strdup (bookgen_endpoint_get_model (context.endpoint));
  record->continued += action->continuing;
  g_signal_connect_data (job->reply, "began", G_CALLBACK (reply_began), at_new (self, job), at_dropped, 0);
  if (task->stage->does == BOOKGEN_DOES_WRITE)
    bookgen_attempt_async (job, &context, attempt_ended, at_new (self, job));
  else
    bookgen_media_attempt_async (job, &context, attempt_ended, at_new (self, job));
  self->max_in_flight = MAX (self->max_in_flight, bookgen_engine_get_running (self->engine));
}

static void
cancel_attempt (BookgenExecutor *self, guint task)
{
  BookgenJob *job = g_ptr_array_index (self->jobs, task);
  if (job != NULL)
    g_cancellable_cancel (job->cancellable);
}

static gboolean
wake (gpointer user_data)
{
  BookgenExecutor *self = user_data;
  self->wake_id = 0;
  bookgen_executor_step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_TIME, .task = BOOKGEN_NO_TASK });
  return G_SOURCE_REMOVE;
}

static void
wake_at (BookgenExecutor *self, gint64 at_us)
{
  gint64 wait_us = MAX (at_us - g_get_monotonic_time (), 0);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  self->wake_us = at_us;
  self->wake_id = g_timeout_add (MIN ((wait_us + 999) / 1000, G_MAXINT), wake, self);
}

static void
execute (BookgenExecutor *self, const BookgenAction *action)
{
  switch (action->kind)
    {
    case BOOKGEN_ACTION_START:
      start_attempt (self, action);
      break;
    case BOOKGEN_ACTION_CANCEL:
      cancel_attempt (self, action->task);
      break;
    case BOOKGEN_ACTION_STORE:
      bookgen_ledger_store (self->ledger, bookgen_executor_get_task (self, action->task));
      break;
    case BOOKGEN_ACTION_WAKE:
      wake_at (self, action->at_us);
      break;
    case BOOKGEN_ACTION_ENDED:
    default:
      g_signal_emit (self, signals[SIGNAL_ENDED], 0);
      break;
    }
  if (action->kind == BOOKGEN_ACTION_START || action->kind == BOOKGEN_ACTION_STORE)
    g_signal_emit (self, signals[SIGNAL_TASK_CHANGED], 0, action->task);
}

void
bookgen_executor_execute_all (BookgenExecutor *self, const GArray *actions)
{
  g_autoptr (BookgenExecutor) alive = g_object_ref (self);
  for (guint i = 0; i < actions->len; i++)
    execute (self, &g_array_index (actions, BookgenAction, i));
  g_signal_emit (self, signals[SIGNAL_STEPPED], 0);
}

void
bookgen_executor_step (BookgenExecutor *self, const BookgenEvent *event)
{
  g_autoptr (GArray) actions = g_array_copy ((GArray *) bookgen_engine_step (self->engine, event, g_get_monotonic_time ()));
  bookgen_executor_execute_all (self, actions);
}

static void
keep_so_far (BookgenExecutor *self, BookgenJob *job)
{
  const BookgenStage *stage = bookgen_executor_get_task (self, job->task)->stage;
  bookgen_job_store (job, self->book);
  if (stage->does == BOOKGEN_DOES_WRITE && job->record->open.requests > 0)
    bookgen_job_store_open (job, self->book, self->prices, bookgen_executor_endpoint_of (self, stage));
}

void
bookgen_executor_pull (BookgenExecutor *self, gboolean store)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      BookgenJob *job = g_ptr_array_index (self->jobs, i);
      if (job != NULL)
        bookgen_job_pull (job, FALSE);
      if (job != NULL && store)
        keep_so_far (self, job);
    }
}

static gboolean
starts_chapters (const BookgenEvent *event)
{
  return event->kind == BOOKGEN_EVENT_GO || event->kind == BOOKGEN_EVENT_RETRY || event->kind == BOOKGEN_EVENT_RETRY_ALL
         || event->kind == BOOKGEN_EVENT_AGAIN;
}

static BookgenHeldEvent
make_held (BookgenExecutor *self, const BookgenEvent *event)
{
  if (event->task == BOOKGEN_NO_TASK)
    return (BookgenHeldEvent){ .event = *event };
  const BookgenTask *task = bookgen_executor_get_task (self, event->task);
  return (BookgenHeldEvent){ .event = *event, .stage = task->stage, .unit_id = g_strdup (task->unit_id), .item = task->item };
}

/* What starts chapters waits until what they are made from is at hand. */
void
bookgen_executor_tell (BookgenExecutor *self, const BookgenEvent *event)
{
  if (event->kind == BOOKGEN_EVENT_STOP || event->kind == BOOKGEN_EVENT_PAUSE)
    g_array_set_size (self->held, 0);
  if (starts_chapters (event))
    bookgen_executor_ask_context (self);
  if (starts_chapters (event) && bookgen_executor_is_loading (self))
    {
      BookgenHeldEvent held = make_held (self, event);
      bookgen_executor_hold (self, &held);
      return;
    }
  if (starts_chapters (event))
    bookgen_executor_go_without_plan (self);
  bookgen_executor_step (self, event);
}

void
bookgen_executor_make_item (BookgenExecutor *self, const char *unit_id, int item)
{
  BookgenHeldEvent held = { .event = { .kind = BOOKGEN_EVENT_AGAIN, .task = BOOKGEN_NO_TASK }, .item = item };
  const BookgenTask *task;
  if (bookgen_executor_is_loading (self))
    {
      held.unit_id = g_strdup (unit_id);
      bookgen_executor_hold (self, &held);
      return;
    }
  task = bookgen_executor_find_item (self, unit_id, item);
  if (task != NULL)
    bookgen_executor_step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_AGAIN, .task = task->index });
}

BookgenPipeline *
bookgen_executor_get_pipeline (BookgenExecutor *self)
{
  return self->pipeline;
}

BookgenEngine *
bookgen_executor_get_engine (BookgenExecutor *self)
{
  return self->engine;
}

BookgenLedger *
bookgen_executor_get_ledger (BookgenExecutor *self)
{
  return self->ledger;
}

GPtrArray *
bookgen_executor_get_jobs (BookgenExecutor *self)
{
  return self->jobs;
}

const BookgenUsage *
bookgen_executor_get_usage (BookgenExecutor *self)
{
  return &self->usage;
}

gboolean
bookgen_executor_get_cache_fails (BookgenExecutor *self)
{
  return bookgen_warm_up_fails (&self->warm_up);
}

gint64
bookgen_executor_get_busy_us (BookgenExecutor *self)
{
  return self->busy_us;
}

guint
bookgen_executor_get_max_in_flight (BookgenExecutor *self)
{
  return self->max_in_flight;
}

gint64
bookgen_executor_get_wake_us (BookgenExecutor *self)
{
  return self->wake_id != 0 ? self->wake_us : 0;
}

BookgenExecutor *
bookgen_executor_new (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                      const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenExecutor) self = g_object_new (BOOKGEN_TYPE_EXECUTOR, NULL);
  self->book = g_object_ref (book);
  self->client = g_object_ref (client);
  self->endpoint = g_object_ref (endpoint);
  for (guint i = 0; i < BOOKGEN_N_MODEL_JOBS; i++)
    self->endpoints[i] = bookgen_endpoint_dup_for (endpoint, i);
  self->settings = bookgen_run_settings_copy (settings);
  self->key = g_strdup (key);
  self->prices = bookgen_prices_load (NULL);
  self->pipeline = bookgen_pipeline_load (settings->pipeline, error);
  self->prompts = self->pipeline != NULL ? bookgen_prompts_load (self->pipeline, error) : NULL;
  if (self->prompts == NULL || !bookgen_feasible (self->pipeline, settings, endpoint, error))
    return NULL;
  bookgen_executor_plan (self);
  return g_steal_pointer (&self);
}

/* Attempts hold a reference, so none runs any more. */
static void
bookgen_executor_finalize (GObject *object)
{
  BookgenExecutor *self = BOOKGEN_EXECUTOR (object);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_clear_handle_id (&self->replan_id, g_source_remove);
  g_clear_pointer (&self->engine, bookgen_engine_free);
  g_clear_pointer (&self->governor, bookgen_governor_free);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_array_unref);
  g_clear_pointer (&self->ledger, bookgen_ledger_free);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  g_clear_pointer (&self->shared, g_ref_string_release);
  g_clear_pointer (&self->making, bookgen_plan_unref);
  g_clear_pointer (&self->planning, g_ref_string_release);
  g_clear_pointer (&self->prices, bookgen_prices_free);
  g_clear_pointer (&self->prompts, bookgen_prompts_free);
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self->key, bookgen_keyring_free_key);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  for (guint i = 0; i < BOOKGEN_N_MODEL_JOBS; i++)
    g_clear_object (&self->endpoints[i]);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->client);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_executor_parent_class)->finalize (object);
}

static void
bookgen_executor_class_init (BookgenExecutorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_executor_finalize;
  signals[SIGNAL_TASK_CHANGED] = g_signal_new ("task-changed", BOOKGEN_TYPE_EXECUTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_REPLANNED] = g_signal_new ("replanned", BOOKGEN_TYPE_EXECUTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[SIGNAL_STEPPED] = g_signal_new ("stepped", BOOKGEN_TYPE_EXECUTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", BOOKGEN_TYPE_EXECUTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
held_clear (gpointer held)
{
  g_free (((BookgenHeldEvent *) held)->unit_id);
}

static void
bookgen_executor_init (BookgenExecutor *self)
{
  self->jobs = g_ptr_array_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (BookgenHeldEvent));
  g_array_set_clear_func (self->held, held_clear);
}
