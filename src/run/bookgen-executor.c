/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-executor.h"

#include "bookgen-attempt.h"
#include "bookgen-cost.h"
#include "bookgen-feasible.h"
#include "bookgen-keyring.h"
#include "bookgen-media-attempt.h"
#include "bookgen-list.h"
#include "bookgen-planner.h"
#include "bookgen-shared-part.h"
#include "bookgen-warm-up.h"

struct _BookgenExecutor {
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;      /* whose model writes */
  BookgenEndpoint *endpoints[BOOKGEN_N_MODEL_JOBS]; /* the same, each with the model of a job */
  char *key;              /* NULL for none */
  BookgenRunSettings *settings;
  BookgenPipeline *pipeline;
  BookgenPrompts *prompts;
  BookgenPrices *prices;  /* NULL where the list cannot be read */
  BookgenGovernor *governor;
  BookgenEngine *engine;
  BookgenLedger *ledger;
  GPtrArray *jobs;        /* BookgenJob, by task; NULL where none runs */
  BookgenPlan *plan;      /* that shared was made with; NULL for none */
  GRefString *shared;     /* what requests share; NULL until the first needs it */
  GArray *held;           /* BookgenEvent that wait for what is loaded */
  gboolean lists_loaded;
  guint loading;          /* texts of an earlier run that are still loaded: the plan, and lists */
  GRefString *unplanned;  /* the same without a plan, for the request that makes one */
  BookgenUsage usage;
  BookgenWarmUp warm_up;  /* of shared */
  guint max_in_flight;
  guint replan_id;        /* the outline has changed: another plan is due */
  guint wake_id;
  gint64 wake_us;
};

G_DEFINE_FINAL_TYPE (BookgenExecutor, bookgen_executor, G_TYPE_OBJECT)

enum { MAX_CROWD = 16 };

enum { SIGNAL_TASK_CHANGED, SIGNAL_REPLANNED, SIGNAL_STEPPED, SIGNAL_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static BookgenTask *
get_task (BookgenExecutor *self, guint index)
{
  return g_ptr_array_index (bookgen_engine_get_tasks (self->engine), index);
}

/* A task of the book or of a unit; NULL for none. */
static const BookgenTask *
find_task (BookgenExecutor *self, const char *stage, const char *unit_id)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->item == 0 && g_str_equal (task->stage->id, stage) && g_str_equal (task->unit_id, unit_id))
        return task;
    }
  return NULL;
}

/* The part that requests share. It stays what it was at the run's first chapter, whatever is edited meanwhile. */

static GRefString *
get_shared (BookgenExecutor *self, const BookgenTask *task)
{
  GRefString **place = task->stage->makes == BOOKGEN_MAKES_CONTEXT ? &self->unplanned : &self->shared;
  if (*place == NULL)
    *place = bookgen_shared_part_make (self->book, NULL);
  return *place;
}

/* How many requests have not been made yet, for the plan or for what shares it. */
static guint
count_open (BookgenExecutor *self, gboolean for_plan)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  guint open = 0;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      gboolean plans = task->stage->makes == BOOKGEN_MAKES_CONTEXT;
      open += plans == for_plan && task->state != BOOKGEN_TASK_DONE && task->state != BOOKGEN_TASK_SKIPPED;
    }
  return open;
}

static BookgenEndpoint *
endpoint_of (BookgenExecutor *self, const BookgenStage *stage)
{
  if (stage->does == BOOKGEN_DOES_DRAW)
    return self->endpoints[BOOKGEN_JOB_PICTURES];
  if (stage->does == BOOKGEN_DOES_SPEAK)
    return self->endpoints[BOOKGEN_JOB_SPEECH];
  return self->endpoints[stage->makes == BOOKGEN_MAKES_CONTEXT ? BOOKGEN_JOB_PLAN : BOOKGEN_JOB_WRITING];
}

/* What each can cost at most, now that more is known of what all requests share. */
static void
price (BookgenExecutor *self, GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->state != BOOKGEN_TASK_RUNNING)
        task->cost_most_micros = bookgen_cost_most_micros (self->prices, endpoint_of (self, task->stage), task,
                                                           self->warm_up.shared_tokens);
    }
}

/* SHARED is taken. One of the requests that have it goes first where that fills a cache. */
static void
take_shared (BookgenExecutor *self, GRefString *shared)
{
  self->shared = shared;
  self->warm_up.shared_tokens = bookgen_text_estimate_tokens (shared);
  price (self, bookgen_engine_get_tasks (self->engine));
  if (bookgen_warm_up_pays (&self->warm_up, count_open (self, FALSE)))
    bookgen_governor_set_first_alone (self->governor, TRUE);
}

static void
take_plan (BookgenExecutor *self, BookgenRevision *plan)
{
  g_clear_pointer (&self->shared, g_ref_string_release);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  self->plan = bookgen_plan_from_text (bookgen_revision_get (plan)->text);
  take_shared (self, bookgen_shared_part_make (self->book, self->plan));
}

/* Nothing will make a plan that is to be waited for. */
static void
go_without_plan (BookgenExecutor *self)
{
  if (self->shared == NULL && count_open (self, TRUE) == 0)
    take_shared (self, bookgen_shared_part_make (self->book, NULL));
}

static void step (BookgenExecutor *self, const BookgenEvent *event);
static void execute_all (BookgenExecutor *self, const GArray *actions);

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

static void
halt_for_storage (BookgenExecutor *self, const char *message)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (BOOKGEN_FAILURE_NONE, 0, message);
  step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_HALT, .task = BOOKGEN_NO_TASK, .failure = failure });
}

/* The tasks once more, as the outline and the lists are now. What runs goes on. */
static void
replan (BookgenExecutor *self)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  g_autoptr (GHashTable) jobs = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < tasks->len; i++)
    if (self->jobs->pdata[i] != NULL)
      g_hash_table_insert (jobs, tasks->pdata[i], self->jobs->pdata[i]);
  GPtrArray *planned = bookgen_planner_plan (self->pipeline, bookgen_book_get_outline (self->book), self->settings,
                                             bookgen_ledger_get_stored (self->ledger));
  price (self, planned);
  g_autoptr (GArray) actions
      = g_array_copy ((GArray *) bookgen_engine_replan (self->engine, planned, g_get_monotonic_time ()));
  bookgen_ledger_take (self->ledger, tasks);
  g_ptr_array_set_size (self->jobs, tasks->len);
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenJob *job = self->jobs->pdata[i] = g_hash_table_lookup (jobs, tasks->pdata[i]);
      if (job != NULL)
        job->task = i;
    }
  g_signal_emit (self, signals[SIGNAL_REPLANNED], 0);
  execute_all (self, actions);
}

/* The items of a list are tasks from now on; before the list's own end, so that the run is not over in between. */
static void
take_list (BookgenExecutor *self, const BookgenTask *list, BookgenRevision *revision)
{
  guint items = bookgen_list_count (bookgen_revision_get (revision)->text);
  bookgen_ledger_set_items (self->ledger, list, items);
  if (items > 0)
    replan (self);
}

static void
take_made (BookgenExecutor *self, const BookgenTask *task, BookgenRevision *revision)
{
  if (task->stage->makes == BOOKGEN_MAKES_CONTEXT)
    take_plan (self, revision);
  else if (task->stage->makes == BOOKGEN_MAKES_LIST)
    take_list (self, task, revision);
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
  BookgenTask *task = get_task (self, job->task);
  bookgen_usage_add (&self->usage, &outcome->usage);
  if (task->stage->makes != BOOKGEN_MAKES_CONTEXT)
    bookgen_warm_up_count (&self->warm_up, &outcome->usage);
  if (outcome->kind == BOOKGEN_OUTCOME_STORAGE)
    halt_for_storage (self, outcome->failure->message);
  if (outcome->revision != NULL)
    {
      set_note (task, outcome->note);
      take_made (self, task, outcome->revision);
    }
  step (self, &(BookgenEvent){ .kind = kinds[outcome->kind],
                               .task = task->index,
                               .failure = outcome->failure,
                               .headers = bookgen_reply_get_rate_headers (job->reply),
                               .used_tokens = outcome->used_tokens,
                               .cost_micros = outcome->usage.requests > 0 ? outcome->usage.cost_micros : 0,
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
  step (at->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_BEGAN,
                                       .task = at->job->task,
                                       .headers = bookgen_reply_get_rate_headers (reply) });
}

static void
start_attempt (BookgenExecutor *self, const BookgenAction *action)
{
  const BookgenTask *task = get_task (self, action->task);
  BookgenTaskRecord *record = g_ptr_array_index (bookgen_ledger_get_records (self->ledger), action->task);
  BookgenJob *job = bookgen_job_new (action->task, record, action->continuing);
  BookgenAttemptContext context = {
    .book = self->book,
    .client = self->client,
    .endpoint = endpoint_of (self, task->stage),
    .key = self->key,
    .prompts = self->prompts,
    .prices = self->prices,
    .shared = get_shared (self, task),
    .plan = self->plan,
    .seed = self->settings->seed,
    .task = task,
    .previous = task->carry_from != BOOKGEN_NO_TASK ? get_task (self, task->carry_from) : NULL,
    .in_order = bookgen_planner_is_in_order (task->stage, self->settings),
  };
  job->note = g_strdup (task->note);
  self->jobs->pdata[action->task] = job;
  record->attempts = task->attempts;
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
  step (self, &(BookgenEvent){ .kind = BOOKGEN_EVENT_TIME, .task = BOOKGEN_NO_TASK });
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
      bookgen_ledger_store (self->ledger, get_task (self, action->task));
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

static void
execute_all (BookgenExecutor *self, const GArray *actions)
{
  g_autoptr (BookgenExecutor) alive = g_object_ref (self);
  for (guint i = 0; i < actions->len; i++)
    execute (self, &g_array_index (actions, BookgenAction, i));
  g_signal_emit (self, signals[SIGNAL_STEPPED], 0);
}

static void
step (BookgenExecutor *self, const BookgenEvent *event)
{
  g_autoptr (GArray) actions = g_array_copy ((GArray *) bookgen_engine_step (self->engine, event, g_get_monotonic_time ()));
  execute_all (self, actions);
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
        bookgen_job_store (job, self->book);
    }
}

/* What an earlier run made, and this one goes on from. */

static void
release (BookgenExecutor *self)
{
  g_autoptr (GArray) events = g_steal_pointer (&self->held);
  self->held = g_array_new (FALSE, FALSE, sizeof (BookgenEvent));
  for (guint i = 0; i < events->len; i++)
    step (self, &g_array_index (events, BookgenEvent, i));
}

static void
made_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenExecutor) self = user_data;
  g_autoptr (BookgenRevision) made = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  self->loading--;
  if (made == NULL)
    {
      g_array_set_size (self->held, 0);
      halt_for_storage (self, error->message);
      return;
    }
  const BookgenRevisionData *data = bookgen_revision_get (made);
  const BookgenTask *task = find_task (self, data->stage, data->unit_id);
  if (task != NULL)
    take_made (self, task, made);
  if (self->loading == 0)
    release (self);
}

static void
load_made (BookgenExecutor *self, const BookgenTask *task)
{
  BookgenRevision *made = bookgen_book_get_newest (self->book, task->unit_id, task->stage->id);
  if (made == NULL)
    return;
  self->loading++;
  bookgen_book_load_revision_async (self->book, bookgen_revision_get (made)->id, NULL, made_loaded, g_object_ref (self));
}

/* Loads the plan and the lists that are done but not at hand. */
static void
load_all (BookgenExecutor *self)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      gboolean plan = task->stage->makes == BOOKGEN_MAKES_CONTEXT && self->shared == NULL;
      gboolean list = task->stage->makes == BOOKGEN_MAKES_LIST && !self->lists_loaded;
      if (task->state == BOOKGEN_TASK_DONE && (plan || list))
        load_made (self, task);
    }
  self->lists_loaded = TRUE;
}

static gboolean
starts_chapters (const BookgenEvent *event)
{
  return event->kind == BOOKGEN_EVENT_GO || event->kind == BOOKGEN_EVENT_RETRY || event->kind == BOOKGEN_EVENT_RETRY_ALL;
}

/* What starts chapters waits until what they are made from is at hand. FALSE when it is, or will be made. */
static gboolean
hold (BookgenExecutor *self, const BookgenEvent *event)
{
  if (self->loading == 0)
    load_all (self);
  if (self->loading == 0)
    return FALSE;
  g_array_append_val (self->held, *event);
  return TRUE;
}

void
bookgen_executor_tell (BookgenExecutor *self, const BookgenEvent *event)
{
  if (event->kind == BOOKGEN_EVENT_STOP || event->kind == BOOKGEN_EVENT_PAUSE)
    g_array_set_size (self->held, 0);
  if (starts_chapters (event) && hold (self, event))
    return;
  if (starts_chapters (event))
    go_without_plan (self);
  step (self, event);
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

/* Whoever notices first that the book cannot be written stops the run. */
static void
book_write_failed (BookgenBook *book, const GError *error, BookgenExecutor *self)
{
  if (bookgen_engine_get_running (self->engine) > 0 && bookgen_engine_get_halt (self->engine) == NULL)
    halt_for_storage (self, error->message);
}

static gboolean
replan_later (gpointer user_data)
{
  BookgenExecutor *self = user_data;
  self->replan_id = 0;
  replan (self);
  return G_SOURCE_REMOVE;
}

/* Many units may change at once: one look serves them all. */
static void
outline_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenExecutor *self)
{
  if (self->replan_id == 0)
    self->replan_id = g_idle_add_full (G_PRIORITY_DEFAULT, replan_later, self, NULL);
}

/* Nobody has answered there yet: the key or the model may be wrong, and limits are not known that a crowd would run into.
 * Neither is to be feared of a few on this machine. */
static gboolean
is_new (BookgenExecutor *self)
{
  gboolean harmless = bookgen_endpoint_is_rehearsal (self->endpoint)
                      || (bookgen_endpoint_is_local (self->endpoint) && self->settings->at_once <= MAX_CROWD);
  return !harmless && !bookgen_client_has_answered (self->client, self->endpoint, self->key);
}

static void
expect_limits (BookgenExecutor *self)
{
  gint64 requests, tokens;
  bookgen_client_get_limits (self->client, self->endpoint, &requests, &tokens);
  bookgen_governor_expect_limits (self->governor, requests, tokens, g_get_monotonic_time ());
}

static void
set_limits (BookgenExecutor *self)
{
  BookgenUsage usage;
  const BookgenRunSettings *settings = self->settings;
  BookgenEvent limits = { .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = settings->at_once,
                          .pause_ms = settings->pause_ms, .modules_at_once = settings->modules_at_once,
                          .lessons_at_once = settings->lessons_at_once };
  bookgen_engine_step (self->engine, &limits, g_get_monotonic_time ());
  bookgen_book_get_usage (self->book, &usage);
  BookgenEvent budget = { .kind = BOOKGEN_EVENT_BUDGET, .task = BOOKGEN_NO_TASK, .cap_micros = settings->budget_micros,
                          .spent_micros = MAX (usage.cost_micros, 0) };
  bookgen_engine_step (self->engine, &budget, g_get_monotonic_time ());
}

/* The first run makes the plan and stops, so that it can be read; a later one goes on from it. */
static void
decide_where_to_stop (BookgenExecutor *self)
{
  GHashTable *stored = bookgen_ledger_get_stored (self->ledger);
  for (guint i = 0; self->settings->stop_after_plan && i < self->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (self->pipeline->stages, i);
      g_autofree char *key = bookgen_task_key (stage->id, "", 0);
      const BookgenTaskRecord *record = g_hash_table_lookup (stored, key);
      gboolean done = record != NULL && record->state == BOOKGEN_TASK_DONE
                      && (!record->rehearsal || self->settings->rehearsal);
      if (stage->makes == BOOKGEN_MAKES_CONTEXT && bookgen_stage_is_on (stage, self->settings) && !done)
        self->settings->plan_only = TRUE;
    }
}

static void
plan (BookgenExecutor *self)
{
  BookgenOutline *outline = bookgen_book_get_outline (self->book);
  self->ledger = bookgen_ledger_new (self->book, self->pipeline);
  decide_where_to_stop (self);
  GPtrArray *tasks
      = bookgen_planner_plan (self->pipeline, outline, self->settings, bookgen_ledger_get_stored (self->ledger));
  price (self, tasks);
  bookgen_ledger_take (self->ledger, tasks);
  g_ptr_array_set_size (self->jobs, tasks->len);
  self->governor = bookgen_governor_new (self->settings->at_once);
  bookgen_governor_set_first_alone (self->governor, is_new (self));
  expect_limits (self);
  self->warm_up.caching = bookgen_caching_of (self->endpoint);
  self->warm_up.asked = self->settings->warm_up;
  self->engine = bookgen_engine_new (tasks, self->governor, self->settings->skip_failed, g_random_int ());
  set_limits (self);
  g_signal_connect_object (self->book, "write-failed", G_CALLBACK (book_write_failed), self, 0);
  g_signal_connect_object (outline, "changed", G_CALLBACK (outline_changed), self, 0);
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
  plan (self);
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
  g_clear_pointer (&self->unplanned, g_ref_string_release);
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
bookgen_executor_init (BookgenExecutor *self)
{
  self->jobs = g_ptr_array_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (BookgenEvent));
}
