/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning, replanning and stepping 5,000 tasks; and how close the order of starts comes to the shortest possible time, beside
 * other orders. No clock but the virtual one is used for the latter, so its figures are the same on every machine. */
#include "bookgen-engine.h"
#include "bookgen-planner.h"

#include <locale.h>

#include "pipelines.h"

#define N_TASKS 5000
#define N_STEPS 500
#define N_SEEDS 20

/* How the next one is chosen. */
typedef enum { OURS, FIFO, LONGEST, WAVES, BARRIERS, N_ORDERS } Order;

static const char *const order_names[] = { "ours", "first in, first out", "longest first", "waves", "a stage after the other" };

/* A run on the virtual clock. */
typedef struct {
  GPtrArray *tasks;
  gint64 *end_us;  /* by task; 0: does not run */
  gboolean *started, *done;
  guint slots, running;
  gint64 now_us;
} World;

static gint64
length_of (const BookgenTask *task)
{
  return (gint64) task->target_words * (task->stage->depth == 2 ? 3 : task->stage->depth == 1 ? 10 : 5) * 100;
}

static guint
next_end (const World *world)
{
  guint next = BOOKGEN_NO_TASK;
  for (guint i = 0; i < world->tasks->len; i++)
    if (world->end_us[i] > 0 && (next == BOOKGEN_NO_TASK || world->end_us[i] < world->end_us[next]))
      next = i;
  return next;
}

static void
start (World *world, guint index)
{
  world->end_us[index] = world->now_us + length_of (g_ptr_array_index (world->tasks, index));
  world->started[index] = TRUE;
  world->running++;
}

/* Without the engine: the other orders keep to needs and to the order of in-order stages as well. */
static gboolean
is_ready (const World *world, const BookgenTask *task, Order order, guint lowest_depth)
{
  if (world->started[task->index] || (order == BARRIERS && task->stage->depth > lowest_depth))
    return FALSE;
  if (task->previous != BOOKGEN_NO_TASK && !world->done[task->previous])
    return FALSE;
  for (guint i = 0; i < task->needs->len; i++)
    if (!world->done[g_array_index (task->needs, guint, i)])
      return FALSE;
  return TRUE;
}

static guint
find_lowest_depth (const World *world)
{
  guint lowest = G_MAXUINT;
  for (guint i = 0; i < world->tasks->len; i++)
    if (!world->done[i])
      lowest = MIN (lowest, ((BookgenTask *) world->tasks->pdata[i])->stage->depth);
  return lowest;
}

static guint
pick (const World *world, Order order)
{
  guint best = BOOKGEN_NO_TASK, lowest = find_lowest_depth (world);
  for (guint i = 0; i < world->tasks->len; i++)
    {
      if (!is_ready (world, world->tasks->pdata[i], order, lowest))
        continue;
      if (best == BOOKGEN_NO_TASK
          || (order == LONGEST && length_of (world->tasks->pdata[i]) > length_of (world->tasks->pdata[best])))
        best = i;
    }
  return best;
}

/* Waves start the next so many only when all of the last have ended. */
static void
start_by (World *world, Order order)
{
  if (order == WAVES && world->running > 0)
    return;
  for (guint next; world->running < world->slots && (next = pick (world, order)) != BOOKGEN_NO_TASK;)
    start (world, next);
}

static void
start_by_engine (World *world, BookgenEngine *engine, BookgenEventKind kind, guint task)
{
  BookgenEvent event = { .kind = kind, .task = task, .used_tokens = -1 };
  const GArray *actions = bookgen_engine_step (engine, &event, world->now_us);
  for (guint i = 0; i < actions->len; i++)
    if (g_array_index (actions, BookgenAction, i).kind == BOOKGEN_ACTION_START)
      start (world, g_array_index (actions, BookgenAction, i).task);
}

static guint
find_last_of_first (GPtrArray *tasks)
{
  guint last = BOOKGEN_NO_TASK;
  for (guint i = 0; i < tasks->len; i++)
    if (((BookgenTask *) tasks->pdata[i])->order == 1)
      last = i;
  return last;
}

/* Returns the makespan; when the first chapter is ready, in shares of it, comes in FIRST_READY. Takes TASKS. */
static gint64
simulate (GPtrArray *tasks, guint slots, Order order, double *first_ready)
{
  g_autofree gint64 *end_us = g_new0 (gint64, tasks->len);
  g_autofree gboolean *started = g_new0 (gboolean, tasks->len), *done = g_new0 (gboolean, tasks->len);
  World world = { .tasks = tasks, .end_us = end_us, .started = started, .done = done, .slots = slots, .now_us = 1 };
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (slots);
  g_autoptr (BookgenEngine) engine = bookgen_engine_new (tasks, governor, FALSE, 1);
  gint64 first_us = 0;
  if (order == OURS)
    start_by_engine (&world, engine, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  else
    start_by (&world, order);
  for (guint task; (task = next_end (&world)) != BOOKGEN_NO_TASK;)
    {
      world.now_us = end_us[task];
      end_us[task] = 0;
      done[task] = TRUE;
      world.running--;
      if (task == find_last_of_first (tasks))
        first_us = world.now_us;
      if (order == OURS)
        start_by_engine (&world, engine, BOOKGEN_EVENT_DONE, task);
      else
        start_by (&world, order);
    }
  *first_ready = (double) first_us / world.now_us;
  return world.now_us;
}

/* The plan's first task runs alone, its others beside each other, and the chapters after them. */
static gint64
length_of_plan (GPtrArray *tasks, guint slots)
{
  gint64 first = 0, longest = 0, others = 0;
  for (guint i = 0; i < tasks->len && ((BookgenTask *) tasks->pdata[i])->order == 0; i++)
    {
      gint64 length = length_of (tasks->pdata[i]);
      first = i == 0 ? length : first;
      others += i > 0 ? length : 0;
      longest = MAX (longest, i > 0 ? length : 0);
    }
  return first + MAX (longest, others / slots);
}

/* No order makes chapter 1 ready sooner than it takes by itself: the plan and its own tasks. */
static gint64
length_of_first (GPtrArray *tasks, guint slots)
{
  gint64 length = length_of_plan (tasks, slots);
  for (guint i = 0; i < tasks->len; i++)
    if (((BookgenTask *) tasks->pdata[i])->order == 1)
      length += length_of (tasks->pdata[i]);
  return length;
}

/* After the plan all slots at best. Nor is it done before its longest chain. */
static gint64
lower_bound (GPtrArray *tasks, guint slots)
{
  gint64 work = 0, longest = 0;
  g_autofree gint64 *path = g_new0 (gint64, tasks->len);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      gint64 before = task->previous != BOOKGEN_NO_TASK ? path[task->previous] : 0;
      for (guint j = 0; j < task->needs->len; j++)
        before = MAX (before, path[g_array_index (task->needs, guint, j)]);
      path[i] = before + length_of (task);
      longest = MAX (longest, path[i]);
      work += task->order > 0 ? length_of (task) : 0;
    }
  return MAX (longest, length_of_plan (tasks, slots) + work / slots);
}

/* Plan, text and a third stage, joining, which is in order, or checking, which is not; chapters of 500 to 4,000 words. */
static GPtrArray *
plan_seed (BookgenPipeline *pipeline, guint chapters, gboolean in_order, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (chapters, 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  GPtrArray *tasks = bookgen_planner_plan (pipeline, outline, settings, NULL);
  guint plan = tasks->len - 2 * chapters;
  for (guint i = 0; i < chapters; i++)
    {
      BookgenTask *draft = g_ptr_array_index (tasks, plan + i), *join = g_ptr_array_index (tasks, plan + chapters + i);
      draft->target_words = join->target_words = g_rand_int_range (rand, 500, 4000);
    }
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      task->expected_ms = length_of (task) / 1000;
      if (!in_order)
        task->previous = BOOKGEN_NO_TASK;
    }
  return tasks;
}

static void
measure_order (guint chapters, guint slots, gboolean in_order, Order order)
{
  double worst = 0, sum = 0, first = 0, first_sum = 0, alone = 0;
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
      GPtrArray *tasks = plan_seed (pipeline, chapters, in_order, seed);
      gint64 bound = lower_bound (tasks, slots), first_us = length_of_first (tasks, slots);
      double first_ready;
      gint64 makespan = simulate (tasks, slots, order, &first_ready);
      double ratio = (double) makespan / bound;
      worst = MAX (worst, ratio);
      sum += ratio;
      alone = MAX (alone, (double) first_us / makespan);
      first = MAX (first, first_ready);
      first_sum += first_ready;
    }
  g_print ("%8u %6u  %-24s %8.3f %8.3f %8.3f %8.3f %8.3f\n", chapters, slots, order_names[order], sum / N_SEEDS, worst,
           first_sum / N_SEEDS, first, alone);
}

static double
since_ms (gint64 start_us)
{
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

static void
measure_speed (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (3);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (N_TASKS / 2, 2000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  gint64 start_us = g_get_monotonic_time ();
  GPtrArray *tasks = bookgen_planner_plan (pipeline, outline, settings, NULL);
  g_print ("planning %u tasks: %.1f ms\n", tasks->len, since_ms (start_us));

  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (100);
  g_autoptr (BookgenEngine) engine = bookgen_engine_new (tasks, governor, FALSE, 1);
  BookgenEvent event = { .kind = BOOKGEN_EVENT_GO, .task = BOOKGEN_NO_TASK };
  gint64 longest_us = 0, sum_us = 0;
  for (guint i = 0; i < N_STEPS; i++)
    {
      start_us = g_get_monotonic_time ();
      bookgen_engine_step (engine, &event, i + 1);
      gint64 took_us = g_get_monotonic_time () - start_us;
      longest_us = MAX (longest_us, took_us);
      sum_us += took_us;
      event = (BookgenEvent){ .kind = BOOKGEN_EVENT_DONE, .task = i, .used_tokens = -1 };
    }
  g_print ("one step: mean %.0f µs, longest %" G_GINT64_FORMAT " µs\n", (double) sum_us / N_STEPS, longest_us);
  start_us = g_get_monotonic_time ();
  GPtrArray *again = bookgen_planner_plan (pipeline, outline, settings, NULL);
  double planned_ms = since_ms (start_us);
  bookgen_engine_replan (engine, again, N_STEPS + 1);
  g_print ("planning them again under way: %.1f ms, of which the plan %.1f ms\n\n", since_ms (start_us), planned_ms);
}

int
main (void)
{
  static const guint cases[][2] = { { 12, 3 }, { 100, 10 }, { 300, 10 }, { 300, 30 } };
  setlocale (LC_ALL, "");
  g_print ("%s\n", g_get_host_name ());
  measure_speed ();
  for (int in_order = 1; in_order >= 0; in_order--)
    {
      g_print ("%s; %u books of each size\n", in_order ? "plan, text, joining in order" : "plan, text, a third stage without order",
               N_SEEDS);
      g_print ("%8s %6s  %-24s %8s %8s %8s %8s %8s\n", "chapters", "slots", "order of starts", "mean", "worst", "first",
               "latest", "alone");
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        for (Order order = OURS; order < N_ORDERS; order++)
          measure_order (cases[i][0], cases[i][1], in_order, order);
    }
  g_print ("mean, worst: time for all ÷ the least possible; first, latest: when chapter 1 is ready, on average and at worst, ÷ time for all;\n"
           "alone: what the plan and chapter 1 take by themselves, at the most, ÷ time for all: no order can be below it\n");
  return 0;
}
