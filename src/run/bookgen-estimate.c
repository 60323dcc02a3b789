/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-estimate.h"

#include "bookgen-caching.h"
#include "bookgen-chat.h"
#include "bookgen-cost.h"
#include "bookgen-engine.h"
#include "bookgen-planner.h"
#include "bookgen-portion.h"
#include "bookgen-revision.h"

/* How far models are from the length they were asked for. */
#define LENGTH_LOW 0.9
#define LENGTH_HIGH 1.15
/* Our count of tokens against the provider's, where no answer has told: languages and models differ. */
#define INPUT_LOW 0.8
#define INPUT_HIGH 1.25
#define OUTPUT_LOW 0.9
#define OUTPUT_HIGH 1.4
/* Usual answers, from a quick model to a slow one; on one's own machine slower still. */
#define FIRST_TOKEN_LOW_MS 500
#define FIRST_TOKEN_HIGH_MS 3000
#define RATE_LOW 30
#define RATE_HIGH 100
#define RATE_LOCAL_LOW 8
#define RATE_LOCAL_HIGH 60
/* How far today's answers are from the earlier ones. */
#define KNOWN_LOW 0.85
#define KNOWN_HIGH 1.3
/* Words of an outline that tell how many tokens a word of its language has, and the usual number. */
#define LEAST_WORDS 10
#define USUAL_TOKENS_PER_WORD 1.35
#define LEAST_TOKENS_PER_WORD 0.9
#define MOST_TOKENS_PER_WORD 5.0

typedef struct {
  double first_token_ms;
  double tokens_per_second;
  double input_factor;  /* tokens a prompt has for each that we count */
  double output_tokens; /* tokens of an answer for each word that it is to have */
} Pace;

/* One run on a virtual clock. */
typedef struct {
  BookgenEngine *engine;
  BookgenGovernor *governor;
  const Pace *pace;
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

/* From the outline's own words: scripts differ by a factor of three. */
static double
count_tokens_per_word (BookgenOutline *outline)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  gint64 words = 0, tokens = 0;
  for (guint i = 0; i < units->len && words < 5000; i++)
    {
      const char *texts[] = { bookgen_unit_get_title (units->pdata[i]), bookgen_unit_get_brief (units->pdata[i]) };
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          words += bookgen_revision_count_words (texts[j]);
          tokens += bookgen_text_estimate_tokens (texts[j]);
        }
    }
  if (words < LEAST_WORDS)
    return USUAL_TOKENS_PER_WORD;
  return CLAMP ((double) tokens / words, LEAST_TOKENS_PER_WORD, MOST_TOKENS_PER_WORD);
}

static void
set_rates (const BookgenEstimateBasis *basis, Pace *low, Pace *high)
{
  const BookgenPace *known = &basis->pace;
  gboolean local = basis->endpoint != NULL && bookgen_endpoint_is_local (basis->endpoint);
  low->first_token_ms = known->answers > 0 ? known->first_token_ms * KNOWN_LOW : FIRST_TOKEN_LOW_MS;
  high->first_token_ms = known->answers > 0 ? known->first_token_ms * KNOWN_HIGH : FIRST_TOKEN_HIGH_MS;
  low->tokens_per_second = known->answers > 0 ? known->tokens_per_second / KNOWN_LOW : local ? RATE_LOCAL_HIGH : RATE_HIGH;
  high->tokens_per_second = known->answers > 0 ? known->tokens_per_second / KNOWN_HIGH : local ? RATE_LOCAL_LOW : RATE_LOW;
}

static void
set_paces (const BookgenEstimateBasis *basis, double tokens_per_word, Pace *low, Pace *high)
{
  const BookgenPace *known = &basis->pace;
  set_rates (basis, low, high);
  low->input_factor = known->input_factor > 0 ? known->input_factor : INPUT_LOW;
  high->input_factor = known->input_factor > 0 ? known->input_factor : INPUT_HIGH;
  low->output_tokens = tokens_per_word * LENGTH_LOW * (known->output_factor > 0 ? known->output_factor : OUTPUT_LOW);
  high->output_tokens = tokens_per_word * LENGTH_HIGH * (known->output_factor > 0 ? known->output_factor : OUTPUT_HIGH);
}

static gint64
count_output (const Pace *pace, const BookgenTask *task)
{
  return task->target_words * pace->output_tokens;
}

/* A long text comes in several answers. */
static guint
count_requests (const BookgenTask *task)
{
  gboolean is_long = task->stage->makes == BOOKGEN_MAKES_TEXT && task->target_words > BOOKGEN_PORTION_WORDS * 11 / 10;
  return is_long ? (task->target_words + BOOKGEN_PORTION_WORDS - 1) / BOOKGEN_PORTION_WORDS : 1;
}

static gint64
length_us (const Pace *pace, const BookgenTask *task)
{
  double answer_ms = count_output (pace, task) / pace->tokens_per_second * 1e3;
  return (pace->first_token_ms * count_requests (task) + answer_ms) * 1e3;
}

/* The words of the plan, which every chapter's prompt has once it is made. */
static guint
count_plan_words (GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->stage->makes == BOOKGEN_MAKES_CONTEXT)
        return is_over (task) ? 0 : task->target_words;
    }
  return 0;
}

static gint64
price (const BookgenEstimateBasis *basis, const BookgenRunSettings *settings, const BookgenStage *stage, gint64 input_tokens,
       gint64 output_tokens)
{
  const BookgenTokens tokens = { input_tokens, -1, -1, output_tokens, -1, -1 };
  if (basis->endpoint == NULL)
    return settings->rehearsal ? 0 : -1;
  return bookgen_cost_micros (basis->prices, basis->endpoint, &tokens);
}

static void
sum_bound (BookgenBound *bound, const Pace *pace, GPtrArray *tasks, const BookgenEstimateBasis *basis,
           const BookgenRunSettings *settings)
{
  guint plan_words = count_plan_words (tasks);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (is_over (task))
        continue;
      gint64 plan = task->stage->makes != BOOKGEN_MAKES_CONTEXT ? plan_words * pace->output_tokens : 0;
      gint64 output = count_output (pace, task);
      gint64 prompt = (task->expected_tokens - task->output_limit) * pace->input_factor + plan;
      gint64 input = prompt * count_requests (task) + output * (count_requests (task) - 1) / 2;
      gint64 cost = price (basis, settings, task->stage, input, output);
      bound->input_tokens += input;
      bound->output_tokens += output;
      bound->cost_micros = bound->cost_micros < 0 || cost < 0 ? -1 : bound->cost_micros + cost;
    }
}

static void
begin (Trial *trial, const BookgenTask *task)
{
  g_array_index (trial->ends, gint64, task->index) = trial->now_us + length_us (trial->pace, task);
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
run_trial (Trial *trial, GPtrArray *tasks, const Pace *pace, const BookgenEvent *limits, gboolean sequential)
{
  *trial = (Trial){ .pace = pace, .sequential = sequential, .now_us = 1, .wake_us = G_MAXINT64 };
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
  Pace low, high;
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
count_tasks (BookgenEstimate *estimate, GPtrArray *tasks)
{
  g_autoptr (GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (is_over (task))
        continue;
      estimate->requests += count_requests (task);
      if (*task->unit_id != '\0')
        g_hash_table_add (units, task->unit_id);
    }
  estimate->chapters = g_hash_table_size (units);
}

static Plan *
make_plan (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings, GHashTable *records,
           const BookgenEstimateBasis *basis)
{
  Plan *self = g_new0 (Plan, 1);
  self->pipeline = bookgen_pipeline_ref (pipeline);
  self->low_tasks = bookgen_planner_plan (pipeline, outline, settings, records);
  self->high_tasks = bookgen_planner_plan (pipeline, outline, settings, records);
  self->sequential = settings->mode == BOOKGEN_MODE_SEQUENTIAL;
  self->limits = (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = settings->at_once,
                                 .modules_at_once = settings->modules_at_once,
                                 .lessons_at_once = settings->lessons_at_once, .pause_ms = settings->pause_ms };
  set_paces (basis, count_tokens_per_word (outline), &self->low, &self->high);
  count_tasks (&self->estimate, self->low_tasks);
  sum_bound (&self->estimate.low, &self->low, self->low_tasks, basis, settings);
  sum_bound (&self->estimate.high, &self->high, self->high_tasks, basis, settings);
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
