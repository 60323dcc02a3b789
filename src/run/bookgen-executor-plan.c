/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-executor-private.h"

#include "bookgen-cost.h"
#include "bookgen-list.h"
#include "bookgen-material-part.h"
#include "bookgen-planner.h"

enum { MAX_CROWD = 16 };

const BookgenTask *
bookgen_executor_find_task (BookgenExecutor *self, const char *stage, const char *unit_id)
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

const BookgenTask *
bookgen_executor_find_item (BookgenExecutor *self, const char *unit_id, int item)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->item == item && task->stage->for_each == BOOKGEN_FOR_ITEM && g_str_equal (task->unit_id, unit_id))
        return task;
    }
  return NULL;
}

BookgenEndpoint *
bookgen_executor_endpoint_of (BookgenExecutor *self, const BookgenStage *stage)
{
  return self->endpoints[bookgen_stage_get_job (stage)];
}

void
bookgen_executor_price (BookgenExecutor *self, GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->state != BOOKGEN_TASK_RUNNING)
        task->cost_most_micros = bookgen_cost_most_micros (self->prices, bookgen_executor_endpoint_of (self, task->stage), task,
                                                           self->warm_up.shared_tokens);
    }
}

static void
add_material (BookgenExecutor *self, GPtrArray *tasks)
{
  gint64 context = bookgen_client_get_context_tokens (self->client, self->endpoint);
  self->material_tokens = bookgen_material_part_get_limit (self->endpoint, context);
  g_autoptr (GHashTable) material = bookgen_material_part_count_tokens (self->book, self->material_tokens);
  bookgen_planner_add_material (tasks, self->prompts, material);
}

/* All that is to be done, as outline and lists are now. */
static GPtrArray *
plan_tasks (BookgenExecutor *self)
{
  GPtrArray *tasks = bookgen_planner_plan (self->pipeline, bookgen_book_get_outline (self->book), self->settings,
                                           bookgen_ledger_get_stored (self->ledger));
  add_material (self, tasks);
  bookgen_executor_price (self, tasks);
  return tasks;
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
  GPtrArray *planned = plan_tasks (self);
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
  g_signal_emit_by_name (self, "replanned");
  bookgen_executor_execute_all (self, actions);
}

static void
replan_if_due (BookgenExecutor *self)
{
  gboolean due = self->replan_due;
  self->replan_due = FALSE;
  if (due)
    replan (self);
}

static void
context_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenExecutor) self = user_data;
  g_auto (GStrv) models = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, NULL);
  if (models != NULL && bookgen_client_get_context_tokens (self->client, self->endpoint) > 0)
    replan (self);
}

/* How much material goes into a request depends on how much the model reads. Who does not say it is asked once more by the next
 * run; until it is known what is usual counts. */
void
bookgen_executor_ask_context (BookgenExecutor *self)
{
  if (bookgen_endpoint_is_rehearsal (self->endpoint) || bookgen_client_get_context_tokens (self->client, self->endpoint) > 0
      || !bookgen_material_part_has_any (self->book))
    return;
  bookgen_client_models_async (self->client, self->endpoint, self->key, NULL, context_told, g_object_ref (self));
}

static void
take_list (BookgenExecutor *self, const BookgenTask *list, BookgenRevision *revision)
{
  g_autoptr (GArray) items = bookgen_list_read (bookgen_revision_get (revision)->text);
  self->replan_due |= bookgen_ledger_set_items (self->ledger, list, items);
}

/* What it brings to do are tasks from now on; before its own end, so that the run is not over in between. */
void
bookgen_executor_take_made (BookgenExecutor *self, const BookgenTask *task, BookgenRevision *revision)
{
  gboolean plan = task->stage->makes == BOOKGEN_MAKES_CONTEXT;
  if (plan)
    bookgen_executor_take_plan (self, task, revision);
  else if (task->stage->makes == BOOKGEN_MAKES_LIST)
    take_list (self, task, revision);
  if (self->loading == 0)
    replan_if_due (self);
  if (plan)
    bookgen_executor_share_plan (self, task);
}

/* What an earlier run made, and this one goes on from. */

static const BookgenTask *
find_held (BookgenExecutor *self, const BookgenHeldEvent *held)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; held->stage != NULL && i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->stage == held->stage && task->item == held->item && g_str_equal (task->unit_id, held->unit_id))
        return task;
    }
  return held->stage == NULL ? bookgen_executor_find_item (self, held->unit_id, held->item) : NULL;
}

/* What an event was about may have gone meanwhile. */
static void
release_one (BookgenExecutor *self, BookgenHeldEvent *held)
{
  const BookgenTask *task = held->unit_id != NULL ? find_held (self, held) : NULL;
  if (held->unit_id != NULL && task == NULL)
    return;
  if (task != NULL)
    held->event.task = task->index;
  bookgen_executor_step (self, &held->event);
}

static void
release (BookgenExecutor *self)
{
  gsize n;
  g_autofree BookgenHeldEvent *events = g_array_steal (self->held, &n);
  for (gsize i = 0; i < n; i++)
    {
      release_one (self, &events[i]);
      g_free (events[i].unit_id);
    }
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
      bookgen_executor_halt_for_storage (self, error->message);
      return;
    }
  const BookgenRevisionData *data = bookgen_revision_get (made);
  const BookgenTask *task = bookgen_executor_find_task (self, data->stage, data->unit_id);
  if (task != NULL)
    bookgen_executor_take_made (self, task, made);
  if (self->loading > 0)
    return;
  replan_if_due (self);
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

/* The author has changed what is planned for a unit. */
static void
revision_came (BookgenBook *book, BookgenRevision *revision, gboolean current, BookgenExecutor *self)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);
  const BookgenStage *stage = bookgen_pipeline_find (self->pipeline, data->stage);
  if (data->origin == BOOKGEN_ORIGIN_ME && stage != NULL && stage->makes == BOOKGEN_MAKES_CONTEXT)
    bookgen_executor_take_edit (self, revision);
  if (data->origin != BOOKGEN_ORIGIN_ME || stage == NULL || stage->makes != BOOKGEN_MAKES_LIST || !self->lists_loaded)
    return;
  const BookgenTask *task = bookgen_executor_find_task (self, data->stage, data->unit_id);
  if (task != NULL)
    load_made (self, task);
}

/* Loads the plan and the lists that are done but not at hand. */
static void
load_all (BookgenExecutor *self)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      gboolean plan = task->stage->makes == BOOKGEN_MAKES_CONTEXT && self->plan == NULL;
      gboolean list = task->stage->makes == BOOKGEN_MAKES_LIST && !self->lists_loaded;
      if (task->state == BOOKGEN_TASK_DONE && task->item == 0 && (plan || list))
        load_made (self, task);
    }
  self->lists_loaded = TRUE;
}

gboolean
bookgen_executor_is_loading (BookgenExecutor *self)
{
  if (self->loading == 0)
    load_all (self);
  return self->loading > 0;
}

void
bookgen_executor_hold (BookgenExecutor *self, BookgenHeldEvent *held)
{
  g_array_append_val (self->held, *held);
}

/* Whoever notices first that the book cannot be written stops the run. */
static void
book_write_failed (BookgenBook *book, const GError *error, BookgenExecutor *self)
{
  if (bookgen_engine_get_running (self->engine) > 0 && bookgen_engine_get_halt (self->engine) == NULL)
    bookgen_executor_halt_for_storage (self, error->message);
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

/* The length of the book is dealt anew to the chapters that share it. */
static void
length_changed (BookgenOutline *outline, GParamSpec *pspec, BookgenExecutor *self)
{
  outline_changed (outline, NULL, BOOKGEN_OUTLINE_EDITED, self);
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
expect_limits (BookgenExecutor *self)
{
  gint64 requests, tokens;
  bookgen_client_get_limits (self->client, self->endpoint, &requests, &tokens);
  bookgen_governor_expect_limits (self->governor, requests, tokens, g_get_monotonic_time ());
}

void
bookgen_executor_plan (BookgenExecutor *self)
{
  BookgenOutline *outline = bookgen_book_get_outline (self->book);
  self->ledger = bookgen_ledger_new (self->book, self->pipeline);
  decide_where_to_stop (self);
  GPtrArray *tasks = plan_tasks (self);
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
  g_signal_connect_object (self->book, "revision", G_CALLBACK (revision_came), self, 0);
  g_signal_connect_object (outline, "changed", G_CALLBACK (outline_changed), self, 0);
  g_signal_connect_object (outline, "notify::length-words", G_CALLBACK (length_changed), self, 0);
}
