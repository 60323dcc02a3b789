/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-engine.h"
#include "bookgen-planner.h"

#include "pipelines.h"

#define SECOND G_USEC_PER_SEC

typedef struct {
  BookgenPipeline *pipeline;
  BookgenOutline *outline;
  BookgenGovernor *governor;
  BookgenEngine *engine;
  GPtrArray *tasks;
  const GArray *actions;
  gint64 now_us;
} Fixture;

static void
set_up_with (Fixture *fixture, BookgenPipeline *pipeline, guint chapters, guint at_once, BookgenMode mode,
             gboolean skip_failed)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->mode = mode;
  fixture->pipeline = pipeline;
  fixture->outline = outline_of_chapters (chapters, 1000);
  fixture->tasks = bookgen_planner_plan (pipeline, fixture->outline, settings, NULL);
  fixture->governor = bookgen_governor_new (at_once);
  fixture->engine = bookgen_engine_new (fixture->tasks, fixture->governor, skip_failed, 7);
  fixture->now_us = SECOND;
}

/* Four chapters, text alone, two at once. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, pipeline_of_seed (1), 4, 2, BOOKGEN_MODE_PARALLEL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_engine_free (fixture->engine);
  bookgen_governor_free (fixture->governor);
  g_object_unref (fixture->outline);
  bookgen_pipeline_unref (fixture->pipeline);
}

static void
tell (Fixture *fixture, BookgenEventKind kind, guint task)
{
  BookgenEvent event = { .kind = kind, .task = task, .used_tokens = -1 };
  fixture->actions = bookgen_engine_step (fixture->engine, &event, fixture->now_us);
}

static void
fail (Fixture *fixture, guint task, BookgenFailureKind kind, gsize kept_chars)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (kind, 0, "no");
  BookgenEvent event
      = { .kind = BOOKGEN_EVENT_FAILED, .task = task, .failure = failure, .used_tokens = -1, .kept_chars = kept_chars };
  fixture->actions = bookgen_engine_step (fixture->engine, &event, fixture->now_us);
}

static void
cancelled (Fixture *fixture, guint task, gsize kept_chars)
{
  BookgenEvent event = { .kind = BOOKGEN_EVENT_CANCELLED, .task = task, .used_tokens = -1, .kept_chars = kept_chars };
  fixture->actions = bookgen_engine_step (fixture->engine, &event, fixture->now_us);
}

static const BookgenAction *
find_action (Fixture *fixture, BookgenActionKind kind, guint task)
{
  for (guint i = 0; i < fixture->actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (fixture->actions, BookgenAction, i);
      if (action->kind == kind && action->task == task)
        return action;
    }
  return NULL;
}

static gboolean
starts (Fixture *fixture, guint task)
{
  return find_action (fixture, BOOKGEN_ACTION_START, task) != NULL;
}

static gboolean
ended (Fixture *fixture)
{
  return find_action (fixture, BOOKGEN_ACTION_ENDED, BOOKGEN_NO_TASK) != NULL;
}

static BookgenTask *
task_at (Fixture *fixture, guint index)
{
  return g_ptr_array_index (fixture->tasks, index);
}

/* Lets time pass until the engine's next wake-up. */
static void
wait_for_wake (Fixture *fixture)
{
  const BookgenAction *wake = find_action (fixture, BOOKGEN_ACTION_WAKE, BOOKGEN_NO_TASK);
  g_assert_nonnull (wake);
  g_assert_cmpint (wake->at_us, >=, fixture->now_us);
  fixture->now_us = wake->at_us;
  tell (fixture, BOOKGEN_EVENT_TIME, BOOKGEN_NO_TASK);
}

static void
test_slots (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  g_assert_true (starts (fixture, 0) && starts (fixture, 1));
  g_assert_false (starts (fixture, 2));
  g_assert_cmpint (task_at (fixture, 2)->wait, ==, BOOKGEN_WAIT_SLOT);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_true (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_false (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_DONE, 3);
  g_assert_true (ended (fixture));
}

static void
test_limits_change (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  BookgenEvent event = { .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = 4 };
  fixture->actions = bookgen_engine_step (fixture->engine, &event, fixture->now_us);
  g_assert_true (starts (fixture, 2) && starts (fixture, 3));
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 4);
}

static void
test_retry_waits (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  fail (fixture, 0, BOOKGEN_FAILURE_SERVER, 0);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_TODO);
  g_assert_true (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  tell (fixture, BOOKGEN_EVENT_DONE, 3);
  if (task_at (fixture, 0)->state != BOOKGEN_TASK_RUNNING)
    wait_for_wake (fixture);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_RUNNING);
  g_assert_cmpuint (task_at (fixture, 0)->attempts, ==, 2);
}

/* Trying again has an end: the chapter stops, the others go on. */
static void
test_gives_up (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  for (guint i = 0; i < 50 && task_at (fixture, 0)->state != BOOKGEN_TASK_FAILED; i++)
    {
      fail (fixture, 0, BOOKGEN_FAILURE_SERVER, 0);
      for (guint j = 1; j < 4; j++)
        if (task_at (fixture, j)->state == BOOKGEN_TASK_RUNNING)
          tell (fixture, BOOKGEN_EVENT_DONE, j);
      if (task_at (fixture, 0)->state == BOOKGEN_TASK_TODO)
        wait_for_wake (fixture);
    }
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_FAILED);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_RETRY, 0);
  g_assert_true (starts (fixture, 0));
}

/* A cut text is gone on from at most three times, then stops with what there is; the author may go on. */
static void
test_continues (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  for (guint i = 1; i <= 3; i++)
    {
      fail (fixture, 0, BOOKGEN_FAILURE_CUT, 500 * i);
      const BookgenAction *start = find_action (fixture, BOOKGEN_ACTION_START, 0);
      g_assert_nonnull (start);
      g_assert_true (start->continuing);
    }
  fail (fixture, 0, BOOKGEN_FAILURE_CUT, 2000);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_FAILED);
  g_assert_cmpuint (task_at (fixture, 0)->kept_chars, ==, 2000);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  tell (fixture, BOOKGEN_EVENT_RETRY, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_RUNNING);
  g_assert_cmpuint (task_at (fixture, 0)->continued, ==, 1);
}

static void
test_too_short_to_continue (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_PAUSE, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  fail (fixture, 0, BOOKGEN_FAILURE_CUT, 100);
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_DONE, 1 + (task_at (fixture, 2)->state == BOOKGEN_TASK_RUNNING));
  if (task_at (fixture, 0)->state != BOOKGEN_TASK_RUNNING)
    wait_for_wake (fixture);
  g_assert_cmpuint (task_at (fixture, 0)->kept_chars, ==, 0);
  g_assert_cmpuint (task_at (fixture, 0)->continued, ==, 0);
}

/* No credit: nothing more is started, what runs may end, and going on brings the stopped one back. */
static void
test_halt (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  fail (fixture, 0, BOOKGEN_FAILURE_QUOTA, 0);
  g_assert_nonnull (bookgen_engine_get_halt (fixture->engine));
  g_assert_false (starts (fixture, 2));
  g_assert_false (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  g_assert_null (bookgen_engine_get_halt (fixture->engine));
  g_assert_true (starts (fixture, 0) && starts (fixture, 2));
}

static void
test_pause_and_stop (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_PAUSE, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  g_assert_false (starts (fixture, 2) || ended (fixture));
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  g_assert_true (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_STOP, BOOKGEN_NO_TASK);
  g_assert_nonnull (find_action (fixture, BOOKGEN_ACTION_CANCEL, 1));
  g_assert_nonnull (find_action (fixture, BOOKGEN_ACTION_CANCEL, 2));
  cancelled (fixture, 1, 900);
  g_assert_false (ended (fixture));
  /* It was finished before the cancel arrived: what is paid for is kept. */
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_cmpint (task_at (fixture, 2)->state, ==, BOOKGEN_TASK_DONE);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  g_assert_true (find_action (fixture, BOOKGEN_ACTION_START, 1)->continuing);
}

/* One that the author stopped waits for a retry; a retry in a stopped run starts that one alone. */
static void
test_one_alone (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_CANCEL, 0);
  cancelled (fixture, 0, 0);
  g_assert_false (starts (fixture, 0));
  g_assert_true (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_STOP, BOOKGEN_NO_TASK);
  cancelled (fixture, 1, 0);
  cancelled (fixture, 2, 0);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_RETRY, 0);
  g_assert_true (starts (fixture, 0));
  g_assert_false (starts (fixture, 1) || starts (fixture, 2) || starts (fixture, 3));
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  g_assert_true (ended (fixture));
}

/* A row that was asked for alone, and waits, is stopped with all the others. */
static void
test_stop_one_alone (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  fail (fixture, 0, BOOKGEN_FAILURE_CAPACITY, 0);
  tell (fixture, BOOKGEN_EVENT_STOP, BOOKGEN_NO_TASK);
  cancelled (fixture, 1, 0);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_RETRY, 1);
  g_assert_cmpint (task_at (fixture, 1)->wait, !=, BOOKGEN_WAIT_NONE);
  g_assert_false (starts (fixture, 1) || ended (fixture));
  tell (fixture, BOOKGEN_EVENT_STOP, BOOKGEN_NO_TASK);
  g_assert_true (ended (fixture));
  fixture->now_us += 1000 * SECOND;
  tell (fixture, BOOKGEN_EVENT_TIME, BOOKGEN_NO_TASK);
  g_assert_false (starts (fixture, 1));
}

/* What is asked for and cannot start is an end as well: somebody waits to hear of it. */
/* What is done is made once more when it is asked for by itself, and nothing else starts. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_AGAIN, 2);
  g_assert_true (starts (fixture, 2));
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_true (ended (fixture));
  tell (fixture, BOOKGEN_EVENT_RETRY, 2);
  g_assert_false (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_AGAIN, 2);
  g_assert_true (starts (fixture, 2));
  tell (fixture, BOOKGEN_EVENT_AGAIN, 2);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_true (ended (fixture));
  g_assert_cmpuint (task_at (fixture, 2)->attempts, ==, 2);
}

static void
test_retry_of_blocked (void)
{
  Fixture fixture;
  set_up_with (&fixture, pipeline_of_seed (0), 3, 3, BOOKGEN_MODE_PARALLEL, FALSE);
  tell (&fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  fail (&fixture, 0, BOOKGEN_FAILURE_POLICY, 0);
  g_assert_true (ended (&fixture));
  tell (&fixture, BOOKGEN_EVENT_RETRY, 2);
  g_assert_true (ended (&fixture));
  tear_down (&fixture, NULL);
}

/* Waiting for the provider does not use up the continuations. */
static void
test_turned_away (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  fail (fixture, 0, BOOKGEN_FAILURE_CUT, 500);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_RUNNING);
      tell (fixture, BOOKGEN_EVENT_PAUSE, BOOKGEN_NO_TASK);
      fail (fixture, 0, BOOKGEN_FAILURE_SERVER, 500);
      fixture->now_us += 1000 * SECOND;
      tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
    }
  g_assert_cmpuint (task_at (fixture, 0)->continued, ==, 1);
}

static void
test_skip_and_next (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_NEXT, 3);
  tell (fixture, BOOKGEN_EVENT_SKIP, 2);
  tell (fixture, BOOKGEN_EVENT_SKIP, 0);
  g_assert_nonnull (find_action (fixture, BOOKGEN_ACTION_CANCEL, 0));
  cancelled (fixture, 0, 0);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_SKIPPED);
  g_assert_true (starts (fixture, 3));
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 3);
  g_assert_true (ended (fixture));
}

/* Events of an attempt that is over change nothing. */
static void
test_late_events (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  guint running = bookgen_engine_get_running (fixture->engine);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  fail (fixture, 0, BOOKGEN_FAILURE_QUOTA, 0);
  tell (fixture, BOOKGEN_EVENT_RETRY, 0);
  tell (fixture, BOOKGEN_EVENT_SKIP, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 99);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_DONE);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, running);
  g_assert_null (bookgen_engine_get_halt (fixture->engine));
}

/* Without its plan no chapter can start, and says so; with the plan left out they can. */
static void
test_plan_first (void)
{
  Fixture fixture;
  set_up_with (&fixture, pipeline_of_seed (0), 3, 3, BOOKGEN_MODE_PARALLEL, FALSE);
  tell (&fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  g_assert_true (starts (&fixture, 0));
  g_assert_cmpuint (task_at (&fixture, 1)->waits_for, ==, 0);
  fail (&fixture, 0, BOOKGEN_FAILURE_POLICY, 0);
  g_assert_true (ended (&fixture));
  g_assert_cmpuint (task_at (&fixture, 1)->blocker, ==, 0);
  tell (&fixture, BOOKGEN_EVENT_SKIP, 0);
  g_assert_true (starts (&fixture, 1) && starts (&fixture, 2) && starts (&fixture, 3));
  tear_down (&fixture, NULL);
}

/* One after another: a failure pauses what comes after, unless failures are to be passed over. */
static void
test_in_order (void)
{
  for (guint skip_failed = 0; skip_failed < 2; skip_failed++)
    {
      Fixture fixture;
      set_up_with (&fixture, pipeline_of_seed (1), 3, 3, BOOKGEN_MODE_SEQUENTIAL, skip_failed);
      tell (&fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
      g_assert_true (starts (&fixture, 0));
      g_assert_false (starts (&fixture, 1));
      tell (&fixture, BOOKGEN_EVENT_DONE, 0);
      g_assert_true (starts (&fixture, 1));
      fail (&fixture, 1, BOOKGEN_FAILURE_POLICY, 0);
      g_assert_cmpint (starts (&fixture, 2), ==, skip_failed);
      g_assert_cmpint (ended (&fixture), ==, !skip_failed);
      g_assert_cmpuint (task_at (&fixture, 2)->blocker, ==, skip_failed ? BOOKGEN_NO_TASK : 1);
      tear_down (&fixture, NULL);
    }
}

/* Joining starts as soon as its chapter is there and the one before is joined, before further chapters. */
static void
test_furthest_down_first (void)
{
  Fixture fixture;
  set_up_with (&fixture, pipeline_with_joining (), 4, 2, BOOKGEN_MODE_PARALLEL, FALSE);
  tell (&fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (&fixture, BOOKGEN_EVENT_DONE, 0);
  g_assert_true (starts (&fixture, 1) && starts (&fixture, 2));
  tell (&fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_true (starts (&fixture, 3));
  g_assert_false (starts (&fixture, 6));
  tell (&fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_true (starts (&fixture, 5));
  g_assert_false (starts (&fixture, 4));
  tear_down (&fixture, NULL);
}

/* A text that is there is not lost because writing it once more fails; without a note it is wanted anew. */
static void
test_mending_fails (Fixture *fixture, gconstpointer data)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  task_at (fixture, 0)->note = g_strdup ("A gap.");
  tell (fixture, BOOKGEN_EVENT_AGAIN, 0);
  tell (fixture, BOOKGEN_EVENT_AGAIN, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  tell (fixture, BOOKGEN_EVENT_DONE, 3);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_RUNNING);
  fail (fixture, 0, BOOKGEN_FAILURE_POLICY, 0);
  fail (fixture, 1, BOOKGEN_FAILURE_POLICY, 0);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_DONE);
  g_assert_cmpint (task_at (fixture, 1)->state, ==, BOOKGEN_TASK_FAILED);
  g_assert_true (ended (fixture));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/engine/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("slots", test_slots);
  ADD ("limits-change", test_limits_change);
  ADD ("retry-waits", test_retry_waits);
  ADD ("again", test_again);
  ADD ("gives-up", test_gives_up);
  ADD ("continues", test_continues);
  ADD ("too-short-to-continue", test_too_short_to_continue);
  ADD ("halt", test_halt);
  ADD ("pause-and-stop", test_pause_and_stop);
  ADD ("one-alone", test_one_alone);
  ADD ("stop-one-alone", test_stop_one_alone);
  ADD ("turned-away", test_turned_away);
  ADD ("skip-and-next", test_skip_and_next);
  ADD ("late-events", test_late_events);
  ADD ("mending-fails", test_mending_fails);
#undef ADD
  g_test_add_func ("/engine/plan-first", test_plan_first);
  g_test_add_func ("/engine/retry-of-blocked", test_retry_of_blocked);
  g_test_add_func ("/engine/in-order", test_in_order);
  g_test_add_func ("/engine/furthest-down-first", test_furthest_down_first);
  return g_test_run ();
}
