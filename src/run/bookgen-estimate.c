/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-estimate.h"

#include "bookgen-engine.h"
#include "bookgen-planner.h"
#include "bookgen-workload.h"

/* One run on a virtual clock. */
typedef struct {
  BookgenEngine *engine;
  BookgenGovernor *governor;
  const BookgenWorkload *work;
  GArray *ends;    /* gint64, microseconds, by task; 0 where it does not run */
  gboolean sequential;
  guint running;
  guint at_once;
  gint64 waited[BOOKGEN_N_LIMITS]; /* task steps that something else could have started at */
  gint64 now_us, wake_us;
  gboolean ended;
} Trial;

const char *
bookgen_limit_to_string (BookgenLimit limit)
{
  static const char *const names[]
      = { "chapters", "mode", "at-once", "pause-ms", "modules-at-once", "lessons-at-once", "stage" };
  return names[limit];
}

static gboolean
is_over (const BookgenTask *task)
{
  return task->state == BOOKGEN_TASK_DONE || task->state == BOOKGEN_TASK_SKIPPED;
}

static void
begin (Trial *trial, const BookgenTask *task)
{
  g_array_index (trial->ends, gint64, task->index) = trial->now_us + bookgen_workload_length_us (trial->work, task);
  trial->running++;
  trial->at_once = MAX (trial->at_once, trial->running);
}

static void
take_actions (Trial *trial, const GArray *actions)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (trial->engine);
  trial->wake_us = G_MAXINT64;
  for (guint i = 0; i < actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (actions, BookgenAction, i);
      if (action->kind == BOOKGEN_ACTION_START)
        begin (trial, g_ptr_array_index (tasks, action->task));
      else if (action->kind == BOOKGEN_ACTION_WAKE)
        trial->wake_us = action->at_us;
      else if (action->kind == BOOKGEN_ACTION_ENDED)
        trial->ended = TRUE;
    }
}

/* What the tasks that could not start were waiting for. */
static void
count_waits (Trial *trial)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (trial->engine);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->state != BOOKGEN_TASK_TODO)
        continue;
      trial->waited[BOOKGEN_LIMIT_AT_ONCE] += task->wait == BOOKGEN_WAIT_SLOT;
      trial->waited[BOOKGEN_LIMIT_PAUSE] += task->wait == BOOKGEN_WAIT_PAUSE;
      trial->waited[BOOKGEN_LIMIT_MODULES] += task->wait == BOOKGEN_WAIT_MODULES;
      trial->waited[BOOKGEN_LIMIT_LESSONS] += task->wait == BOOKGEN_WAIT_LESSONS;
      trial->waited[BOOKGEN_LIMIT_STAGE] += task->wait == BOOKGEN_WAIT_STAGE;
      trial->waited[BOOKGEN_LIMIT_MODE] += trial->sequential && task->previous != BOOKGEN_NO_TASK
                                           && task->waits_for == task->previous && task->stage->makes == BOOKGEN_MAKES_TEXT;
    }
}

static void
tell (Trial *trial, BookgenEventKind kind, guint task)
{
  const BookgenEvent event = { .kind = kind, .task = task, .used_tokens = -1 };
  take_actions (trial, bookgen_engine_step (trial->engine, &event, trial->now_us));
  count_waits (trial);
}

static guint
find_next_end (const Trial *trial)
{
  guint next = BOOKGEN_NO_TASK;
  for (guint i = 0; i < trial->ends->len; i++)
    {
      gint64 end = g_array_index (trial->ends, gint64, i);
      if (end > 0 && (next == BOOKGEN_NO_TASK || end < g_array_index (trial->ends, gint64, next)))
        next = i;
    }
  return next;
}

/* FALSE when nothing is left to happen. */
static gboolean
go_on (Trial *trial)
{
  guint task = find_next_end (trial);
  gint64 end_us = task != BOOKGEN_NO_TASK ? g_array_index (trial->ends, gint64, task) : G_MAXINT64;
  if (trial->ended || (task == BOOKGEN_NO_TASK && trial->wake_us == G_MAXINT64))
    return FALSE;
  trial->now_us = MAX (trial->now_us, MIN (end_us, trial->wake_us));
  if (trial->wake_us < end_us)
    {
      tell (trial, BOOKGEN_EVENT_TIME, BOOKGEN_NO_TASK);
      return TRUE;
    }
  g_array_index (trial->ends, gint64, task) = 0;
  trial->running--;
  tell (trial, BOOKGEN_EVENT_DONE, task);
  return TRUE;
}

/* Takes TASKS. */
static void
run_trial (Trial *trial, GPtrArray *tasks, const BookgenWorkload *work, const BookgenEvent *limits, gboolean sequential)
{
  *trial = (Trial){ .work = work, .sequential = sequential, .now_us = 1, .wake_us = G_MAXINT64 };
  trial->ends = g_array_sized_new (FALSE, TRUE, sizeof (gint64), tasks->len);
  g_array_set_size (trial->ends, tasks->len);
  trial->governor = bookgen_governor_new (limits->at_once);
  trial->engine = bookgen_engine_new (tasks, trial->governor, TRUE, 0);
  bookgen_engine_step (trial->engine, limits, trial->now_us);
  tell (trial, BOOKGEN_EVENT_RETRY_ALL, BOOKGEN_NO_TASK);
  while (go_on (trial))
    continue;
  bookgen_engine_free (trial->engine);
  bookgen_governor_free (trial->governor);
  g_array_unref (trial->ends);
}

/* What held up most, if anything did. */
static BookgenLimit
find_limit (const Trial *trial)
{
  BookgenLimit limit = BOOKGEN_LIMIT_CHAPTERS;
  for (guint i = 0; i < G_N_ELEMENTS (trial->waited); i++)
    if (trial->waited[i] > trial->waited[limit])
      limit = i;
  return limit;
}

/* What was planned, and what is needed to try it: no longer tied to the outline. */
typedef struct {
  BookgenEstimate estimate;
  GPtrArray *low_tasks, *high_tasks; /* BookgenTask; a trial takes them */
  BookgenWorkload low, high;
  BookgenEvent limits;
  gboolean sequential;
  BookgenPipeline *pipeline;         /* which the tasks borrow from */
} Plan;

static void
plan_free (Plan *self)
{
  g_clear_pointer (&self->low_tasks, g_ptr_array_unref);
  g_clear_pointer (&self->high_tasks, g_ptr_array_unref);
  bookgen_pipeline_unref (self->pipeline);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)

static void
count_chapters (BookgenEstimate *estimate, GPtrArray *tasks)
{
  g_autoptr (GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (!is_over (task) && *task->unit_id != '\0')
        g_hash_table_add (units, task->unit_id);
    }
  estimate->chapters = g_hash_table_size (units);
}

/* With as many pictures as there may be, where no list has named them yet. */
static GPtrArray *
plan_tasks (const BookgenWorkload *work, BookgenPipeline *pipeline, BookgenOutline *outline,
            const BookgenRunSettings *settings, GHashTable *records)
{
  g_autoptr (GPtrArray) sure = bookgen_planner_plan (pipeline, outline, settings, records);
  g_autoptr (GHashTable) expected = bookgen_workload_expect_items (work, pipeline, outline, settings, records, sure);
  return expected != NULL ? bookgen_planner_plan (pipeline, outline, settings, expected) : g_steal_pointer (&sure);
}

static void
add_material (BookgenPipeline *pipeline, GPtrArray *tasks, GHashTable *material)
{
  g_autoptr (BookgenPrompts) prompts = material != NULL ? bookgen_prompts_load (pipeline, NULL) : NULL;
  if (prompts != NULL)
    bookgen_planner_add_material (tasks, prompts, material);
}

static Plan *
make_plan (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings, GHashTable *records,
           const BookgenEstimateBasis *basis)
{
  Plan *self = g_new0 (Plan, 1);
  BookgenEstimate *estimate = &self->estimate;
  self->pipeline = bookgen_pipeline_ref (pipeline);
  self->sequential = settings->mode == BOOKGEN_MODE_SEQUENTIAL;
  self->limits = (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = settings->at_once,
                                 .modules_at_once = settings->modules_at_once,
                                 .lessons_at_once = settings->lessons_at_once, .pause_ms = settings->pause_ms };
  bookgen_workload_guess (&self->low, &self->high, outline, settings, basis);
  self->low_tasks = plan_tasks (&self->low, pipeline, outline, settings, records);
  self->high_tasks = plan_tasks (&self->high, pipeline, outline, settings, records);
  add_material (pipeline, self->low_tasks, basis->material);
  add_material (pipeline, self->high_tasks, basis->material);
  bookgen_workload_sum (&self->low, &estimate->low, self->low_tasks, basis, settings, &estimate->unpriced);
  bookgen_workload_sum (&self->high, &estimate->high, self->high_tasks, basis, settings, &estimate->unpriced);
  estimate->requests = estimate->low.requests;
  count_chapters (estimate, self->low_tasks);
  return self;
}

static void
try_plan (Plan *self)
{
  Trial trial;
  run_trial (&trial, g_steal_pointer (&self->low_tasks), &self->low, &self->limits, self->sequential);
  self->estimate.low.ms = trial.now_us / 1000;
  run_trial (&trial, g_steal_pointer (&self->high_tasks), &self->high, &self->limits, self->sequential);
  self->estimate.high.ms = trial.now_us / 1000;
  self->estimate.at_once = trial.at_once;
  self->estimate.limit = find_limit (&trial);
}

void
bookgen_estimate_make (BookgenEstimate *self, BookgenPipeline *pipeline, BookgenOutline *outline,
                       const BookgenRunSettings *settings, GHashTable *records, const BookgenEstimateBasis *basis)
{
  g_autoptr (Plan) plan = make_plan (pipeline, outline, settings, records, basis);
  try_plan (plan);
  *self = plan->estimate;
}

static void
try_in_thread (GTask *task, gpointer source, gpointer plan, GCancellable *cancellable)
{
  try_plan (plan);
  g_task_return_boolean (task, TRUE);
}

void
bookgen_estimate_async (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings,
                        GHashTable *records, const BookgenEstimateBasis *basis, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bookgen_estimate_async);
  g_task_set_task_data (task, make_plan (pipeline, outline, settings, records, basis), (GDestroyNotify) plan_free);
  g_task_run_in_thread (task, try_in_thread);
}

gboolean
bookgen_estimate_finish (GAsyncResult *result, BookgenEstimate *self, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *self = ((Plan *) g_task_get_task_data (G_TASK (result)))->estimate;
  return TRUE;
}
