/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning and stepping 5,000 tasks, and how close the order of starts comes to the shortest possible time. No clock but the
 * virtual one is used for the latter, so its figures are the same on every machine. */
#include "bookgen-engine.h"
#include "bookgen-planner.h"

#include <locale.h>

#include "pipelines.h"

#define N_TASKS 5000
#define N_STEPS 500

typedef struct {
  gint64 *end_us;     /* by task; 0: does not run */
  gint64 *length_us;
  gint64 now_us, first_ready_us;
  gboolean chapter_one_done;
} World;

static gint64
length_of (const BookgenTask *task)
{
  return (gint64) task->target_words * (task->stage->depth == 2 ? 3 : task->stage->depth == 1 ? 10 : 5) * 100;
}

static void
take_starts (World *world, GPtrArray *tasks, const GArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (actions, BookgenAction, i);
      if (action->kind == BOOKGEN_ACTION_START)
        world->end_us[action->task] = world->now_us + length_of (g_ptr_array_index (tasks, action->task));
    }
}

static guint
next_end (const World *world, guint n)
{
  guint next = BOOKGEN_NO_TASK;
  for (guint i = 0; i < n; i++)
    if (world->end_us[i] > 0 && (next == BOOKGEN_NO_TASK || world->end_us[i] < world->end_us[next]))
      next = i;
  return next;
}

/* Returns the makespan. */
static gint64
simulate (GPtrArray *tasks, guint slots, double *first_ready)
{
  g_autofree gint64 *end_us = g_new0 (gint64, tasks->len);
  World world = { .end_us = end_us, .now_us = 1 };
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (slots);
  g_autoptr (BookgenEngine) engine = bookgen_engine_new (tasks, governor, FALSE, 1);
  BookgenEvent go = { .kind = BOOKGEN_EVENT_GO, .task = BOOKGEN_NO_TASK };
  take_starts (&world, tasks, bookgen_engine_step (engine, &go, world.now_us));
  const BookgenTask *last_of_first = NULL;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (task->order == 1 || (last_of_first != NULL && task->order == last_of_first->order))
        last_of_first = task;
    }
  for (guint task; (task = next_end (&world, tasks->len)) != BOOKGEN_NO_TASK;)
    {
      world.now_us = world.end_us[task];
      world.end_us[task] = 0;
      if (last_of_first != NULL && task == last_of_first->index)
        world.first_ready_us = world.now_us;
      BookgenEvent done = { .kind = BOOKGEN_EVENT_DONE, .task = task, .used_tokens = -1 };
      take_starts (&world, tasks, bookgen_engine_step (engine, &done, world.now_us));
    }
  *first_ready = (double) world.first_ready_us / world.now_us;
  return world.now_us;
}

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
      work += length_of (task);
    }
  return MAX (longest, work / slots);
}

static void
measure_order (guint chapters, guint slots)
{
  double worst = 0, sum = 0, first = 0;
  for (guint seed = 0; seed < 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (BookgenPipeline) pipeline = pipeline_with_joining ();
      g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
      g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
      settings->context = FALSE;
      for (guint i = 0; i < chapters; i++)
        bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "Chapter");
      GPtrArray *tasks = bookgen_planner_plan (pipeline, outline, settings, NULL);
      for (guint i = 0; i < chapters; i++)
        {
          BookgenTask *draft = g_ptr_array_index (tasks, i), *join = g_ptr_array_index (tasks, chapters + i);
          draft->target_words = join->target_words = g_rand_int_range (rand, 500, 4000);
          draft->expected_ms = length_of (draft) / 1000;
          join->expected_ms = length_of (join) / 1000;
        }
      gint64 bound = lower_bound (tasks, slots);
      double first_ready;
      double ratio = (double) simulate (tasks, slots, &first_ready) / bound;
      worst = MAX (worst, ratio);
      sum += ratio;
      first = MAX (first, first_ready);
    }
  g_print ("%8u %6u %18.3f %8.3f %22.3f\n", chapters, slots, sum / 20, worst, first);
}

static void
measure_speed (void)
{
  g_autoptr (BookgenPipeline) pipeline = pipeline_of_seed (3);
  g_autoptr (BookgenOutline) outline = outline_of_chapters (N_TASKS / 2, 2000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  gint64 start_us = g_get_monotonic_time ();
  GPtrArray *tasks = bookgen_planner_plan (pipeline, outline, settings, NULL);
  g_print ("planning %u tasks: %.1f ms\n", tasks->len, (g_get_monotonic_time () - start_us) / 1000.0);

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
  g_print ("one step: mean %.0f µs, longest %" G_GINT64_FORMAT " µs\n\n", (double) sum_us / N_STEPS, longest_us);
}

int
main (void)
{
  setlocale (LC_ALL, "");
  g_print ("%s\n", g_get_host_name ());
  measure_speed ();
  g_print ("%8s %6s %18s %8s %22s\n", "chapters", "slots", "makespan ÷ bound", "worst", "chapter 1 ready at");
  measure_order (12, 3);
  measure_order (100, 10);
  measure_order (300, 10);
  measure_order (300, 30);
  return 0;
}
