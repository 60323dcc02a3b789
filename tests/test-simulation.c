/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives the engine that the HTTP run uses with a virtual clock: seeded durations, faults and an author who presses every
 * button. Whatever happens, no limit is passed, nothing is done twice, in-order stages keep their order, and it ends. */
#include "bookgen-engine.h"
#include "bookgen-planner.h"

#include "pipelines.h"

#define N_SEEDS 1000
#define MAX_STEPS 20000

typedef struct {
  gint64 at_us;
  guint order; /* of asking, for those at one time */
  BookgenEventKind kind;
  guint task;
  BookgenFailureKind failure;
  gsize kept_chars;
} Pending;

typedef struct {
  GRand *rand;
  BookgenPipeline *pipeline;
  BookgenEngine *engine;
  BookgenGovernor *governor;
  GPtrArray *tasks;
  GArray *pending;       /* Pending, unsorted */
  gboolean *running;     /* by task */
  guint *done;           /* times, by task */
  guint at_once, n_running, most_running, order;
  gint64 now_us, wake_us;
  gboolean skip_failed, faults, ended;
} World;

static void
promise (World *world, gint64 in_us, BookgenEventKind kind, guint task, BookgenFailureKind failure, gsize kept_chars)
{
  Pending pending = { world->now_us + in_us, world->order++, kind, task, failure, kept_chars };
  g_array_append_val (world->pending, pending);
}

static gint64
between_us (World *world, guint least_ms, guint most_ms)
{
  return (gint64) g_rand_int_range (world->rand, least_ms, most_ms) * 1000;
}

static BookgenFailureKind
pick_failure (World *world)
{
  static const BookgenFailureKind kinds[] = {
    BOOKGEN_FAILURE_CONNECT, BOOKGEN_FAILURE_RATE, BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FAILURE_SERVER, BOOKGEN_FAILURE_CUT,
    BOOKGEN_FAILURE_IDLE,    BOOKGEN_FAILURE_CUT,  BOOKGEN_FAILURE_POLICY,   BOOKGEN_FAILURE_GARBAGE,
  };
  if (g_rand_int_range (world->rand, 0, 400) == 0)
    return BOOKGEN_FAILURE_QUOTA;
  return kinds[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (kinds))];
}

static gboolean
may_follow (World *world, const BookgenTask *previous)
{
  if (previous->state == BOOKGEN_TASK_DONE || previous->state == BOOKGEN_TASK_SKIPPED)
    return TRUE;
  return world->skip_failed
         && (previous->state == BOOKGEN_TASK_FAILED || previous->held || previous->blocker != BOOKGEN_NO_TASK);
}

static void
check_start (World *world, const BookgenAction *action)
{
  const BookgenTask *task = g_ptr_array_index (world->tasks, action->task);
  g_assert_false (world->running[action->task]);
  g_assert_cmpuint (world->done[action->task], ==, 0);
  g_assert_cmpint (task->state, ==, BOOKGEN_TASK_RUNNING);
  g_assert_cmpint (task->not_before_us, <=, world->now_us);
  g_assert_true (!action->continuing || task->kept_chars >= 400);
  for (guint i = 0; i < task->needs->len; i++)
    {
      const BookgenTask *need = g_ptr_array_index (world->tasks, g_array_index (task->needs, guint, i));
      g_assert_true (need->state == BOOKGEN_TASK_DONE
                     || (need->state == BOOKGEN_TASK_SKIPPED && need->stage->makes == BOOKGEN_MAKES_CONTEXT)
                     || (need->state == BOOKGEN_TASK_FAILED && need->stage->in_order && world->skip_failed));
    }
  if (task->previous != BOOKGEN_NO_TASK)
    g_assert_true (may_follow (world, g_ptr_array_index (world->tasks, task->previous)));
  g_assert_cmpuint (world->n_running, <, world->at_once);
}

static void
take_start (World *world, const BookgenAction *action)
{
  check_start (world, action);
  const BookgenTask *task = g_ptr_array_index (world->tasks, action->task);
  world->running[action->task] = TRUE;
  world->n_running++;
  world->most_running = MAX (world->most_running, world->n_running);
  gint64 first_us = between_us (world, 50, 800);
  promise (world, first_us, BOOKGEN_EVENT_BEGAN, action->task, BOOKGEN_FAILURE_NONE, 0);
  gint64 length_us = first_us + between_us (world, 100, 2 * task->target_words);
  if (world->faults && g_rand_int_range (world->rand, 0, 5) == 0)
    promise (world, length_us, BOOKGEN_EVENT_FAILED, action->task, pick_failure (world),
             task->kept_chars + g_rand_int_range (world->rand, 0, 1500));
  else
    promise (world, length_us, BOOKGEN_EVENT_DONE, action->task, BOOKGEN_FAILURE_NONE, 0);
}

static void
forget (World *world, guint task)
{
  for (guint i = world->pending->len; i > 0; i--)
    if (g_array_index (world->pending, Pending, i - 1).task == task)
      g_array_remove_index_fast (world->pending, i - 1);
}

static void
take_actions (World *world, const GArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (actions, BookgenAction, i);
      if (action->kind == BOOKGEN_ACTION_START)
        take_start (world, action);
      else if (action->kind == BOOKGEN_ACTION_WAKE)
        world->wake_us = action->at_us;
      else if (action->kind == BOOKGEN_ACTION_ENDED)
        world->ended = TRUE;
      else if (action->kind == BOOKGEN_ACTION_CANCEL)
        {
          g_assert_true (world->running[action->task]);
          forget (world, action->task);
          promise (world, between_us (world, 0, 50), BOOKGEN_EVENT_CANCELLED, action->task, BOOKGEN_FAILURE_NONE,
                   g_rand_int_range (world->rand, 0, 1500));
        }
    }
}

static void
step (World *world, BookgenEvent event)
{
  world->ended = FALSE;
  gboolean ends = event.kind == BOOKGEN_EVENT_DONE || event.kind == BOOKGEN_EVENT_FAILED
                  || event.kind == BOOKGEN_EVENT_CANCELLED;
  if (ends)
    {
      world->running[event.task] = FALSE;
      world->n_running--;
      world->done[event.task] += event.kind == BOOKGEN_EVENT_DONE;
    }
  take_actions (world, bookgen_engine_step (world->engine, &event, world->now_us));
}

static void
tell (World *world, BookgenEventKind kind, guint task)
{
  step (world, (BookgenEvent){ .kind = kind, .task = task, .used_tokens = -1 });
}

/* The author presses something. */
static void
interfere (World *world)
{
  guint task = g_rand_int_range (world->rand, 0, world->tasks->len);
  switch (g_rand_int_range (world->rand, 0, 9))
    {
    case 0:
      tell (world, BOOKGEN_EVENT_PAUSE, BOOKGEN_NO_TASK);
      break;
    case 1:
      tell (world, BOOKGEN_EVENT_STOP, BOOKGEN_NO_TASK);
      break;
    case 2:
      tell (world, BOOKGEN_EVENT_RETRY, task);
      break;
    case 3:
      tell (world, BOOKGEN_EVENT_CANCEL, task);
      break;
    case 4:
      tell (world, BOOKGEN_EVENT_NEXT, task);
      break;
    case 5:
      world->at_once = g_rand_int_range (world->rand, 1, 12);
      step (world, (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = world->at_once });
      break;
    default:
      tell (world, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
      break;
    }
}

static int
find_earliest (World *world)
{
  int earliest = -1;
  for (guint i = 0; i < world->pending->len; i++)
    {
      const Pending *a = &g_array_index (world->pending, Pending, i);
      const Pending *b = earliest >= 0 ? &g_array_index (world->pending, Pending, earliest) : NULL;
      if (b == NULL || a->at_us < b->at_us || (a->at_us == b->at_us && a->order < b->order))
        earliest = i;
    }
  return earliest;
}

/* Lets the next thing happen. FALSE when nothing will. */
static gboolean
happen (World *world)
{
  int earliest = find_earliest (world);
  gint64 at_us = earliest >= 0 ? g_array_index (world->pending, Pending, earliest).at_us : G_MAXINT64;
  if (world->wake_us < at_us)
    {
      world->now_us = MAX (world->now_us, world->wake_us);
      world->wake_us = G_MAXINT64;
      tell (world, BOOKGEN_EVENT_TIME, BOOKGEN_NO_TASK);
      return TRUE;
    }
  if (earliest < 0)
    return FALSE;
  Pending pending = g_array_index (world->pending, Pending, earliest);
  g_array_remove_index_fast (world->pending, earliest);
  world->now_us = pending.at_us;
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (pending.failure, 0, "simulated");
  step (world, (BookgenEvent){ .kind = pending.kind,
                               .task = pending.task,
                               .failure = pending.kind == BOOKGEN_EVENT_FAILED ? failure : NULL,
                               .kept_chars = pending.kept_chars,
                               .used_tokens = -1 });
  return TRUE;
}

static void
run_to_end (World *world, gboolean with_author)
{
  guint steps = 0;
  tell (world, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  while (happen (world))
    {
      g_assert_cmpuint (++steps, <, MAX_STEPS);
      if (with_author && g_rand_int_range (world->rand, 0, 12) == 0)
        interfere (world);
    }
}

static World *
world_new (guint seed)
{
  World *world = g_new0 (World, 1);
  world->rand = g_rand_new_with_seed (seed);
  world->at_once = g_rand_int_range (world->rand, 1, 12);
  world->skip_failed = g_rand_boolean (world->rand);
  world->faults = TRUE;
  world->wake_us = G_MAXINT64;
  world->pipeline = pipeline_of_seed (seed);
  g_autoptr (BookgenOutline) outline = outline_of_seed (seed);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->mode = seed % 3 == 0 ? BOOKGEN_MODE_SEQUENTIAL : BOOKGEN_MODE_PARALLEL;
  world->tasks = bookgen_planner_plan (world->pipeline, outline, settings, NULL);
  world->governor = bookgen_governor_new (world->at_once);
  world->engine = bookgen_engine_new (world->tasks, world->governor, world->skip_failed, seed);
  world->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  world->running = g_new0 (gboolean, world->tasks->len);
  world->done = g_new0 (guint, world->tasks->len);
  return world;
}

static void
world_free (World *world)
{
  bookgen_engine_free (world->engine);
  bookgen_governor_free (world->governor);
  bookgen_pipeline_unref (world->pipeline);
  g_array_unref (world->pending);
  g_rand_free (world->rand);
  g_free (world->running);
  g_free (world->done);
  g_free (world);
}

static void
check_all_done (World *world)
{
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (world->tasks, i);
      g_assert_cmpint (task->state, ==, BOOKGEN_TASK_DONE);
      g_assert_cmpuint (world->done[i], ==, 1);
    }
}

static void
test_seeds (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      World *world = world_new (seed);
      run_to_end (world, seed % 2 == 1);
      g_assert_cmpuint (world->n_running, ==, 0);
      /* Once the faults are over and the author lets it, everything gets done, and nothing of it again. */
      world->faults = FALSE;
      tell (world, BOOKGEN_EVENT_RETRY_ALL, BOOKGEN_NO_TASK);
      while (happen (world))
        ;
      g_assert_true (world->ended || bookgen_engine_get_running (world->engine) == 0);
      check_all_done (world);
      world_free (world);
    }
}

/* Without faults or an author every slot is used, from the first start to the last. */
static void
test_limit_is_reached (void)
{
  for (guint seed = 1; seed < 50; seed++)
    {
      World *world = world_new (seed * 3 + 1);
      world->faults = FALSE;
      run_to_end (world, FALSE);
      check_all_done (world);
      g_assert_true (world->ended);
      g_assert_cmpuint (world->most_running, <=, world->at_once);
      world_free (world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulation/seeds", test_seeds);
  g_test_add_func ("/simulation/limit-is-reached", test_limit_is_reached);
  return g_test_run ();
}
