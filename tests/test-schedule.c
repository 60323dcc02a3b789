/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What starts when, and what keeps it: limits within limits, money, and a provider that answers nobody. */
#include "bookgen-engine.h"
#include "bookgen-planner.h"

#include "pipelines.h"

#define SECOND G_USEC_PER_SEC

typedef struct {
  BookgenPipeline *pipeline;
  BookgenOutline *outline;
  BookgenRunSettings *settings;
  BookgenGovernor *governor;
  BookgenEngine *engine;
  GPtrArray *tasks;
  gboolean ended;
  gint64 now_us;
} Fixture;

static void
set_up_with (Fixture *fixture, BookgenPipeline *pipeline, BookgenOutline *outline, guint at_once)
{
  fixture->pipeline = pipeline;
  fixture->outline = outline;
  fixture->settings = bookgen_run_settings_new ();
  fixture->tasks = bookgen_planner_plan (pipeline, outline, fixture->settings, NULL);
  fixture->governor = bookgen_governor_new (at_once);
  fixture->engine = bookgen_engine_new (fixture->tasks, fixture->governor, FALSE, 7);
  fixture->now_us = SECOND;
}

/* Three modules of three lessons, text alone. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, pipeline_of_seed (1), outline_of_modules (3, 3, 1000), 100);
}

/* Four chapters: plan, text, joining. */
static void
set_up_joined (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, pipeline_with_joining (), outline_of_chapters (4, 1000), 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_engine_free (fixture->engine);
  bookgen_governor_free (fixture->governor);
  bookgen_run_settings_free (fixture->settings);
  g_object_unref (fixture->outline);
  bookgen_pipeline_unref (fixture->pipeline);
}

static void
step (Fixture *fixture, BookgenEvent event)
{
  const GArray *actions = bookgen_engine_step (fixture->engine, &event, fixture->now_us);
  for (guint i = 0; i < actions->len; i++)
    fixture->ended |= g_array_index (actions, BookgenAction, i).kind == BOOKGEN_ACTION_ENDED;
}

static void
tell (Fixture *fixture, BookgenEventKind kind, guint task)
{
  step (fixture, (BookgenEvent){ .kind = kind, .task = task, .used_tokens = -1 });
}

static void
go (Fixture *fixture)
{
  tell (fixture, BOOKGEN_EVENT_GO, BOOKGEN_NO_TASK);
}

static void
set_limits (Fixture *fixture, guint modules, guint lessons)
{
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .modules_at_once = modules,
                                 .lessons_at_once = lessons });
}

static void
set_budget (Fixture *fixture, gint64 cap, gint64 spent)
{
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_BUDGET, .task = BOOKGEN_NO_TASK, .cap_micros = cap, .spent_micros = spent });
}

static void
done_for (Fixture *fixture, guint task, gint64 cost)
{
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_DONE, .task = task, .used_tokens = -1, .cost_micros = cost });
}

static void
fail (Fixture *fixture, guint task, BookgenFailureKind kind)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (kind, 0, "no");
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_FAILED, .task = task, .failure = failure, .used_tokens = -1 });
}

static BookgenTask *
task_at (Fixture *fixture, guint index)
{
  return g_ptr_array_index (fixture->tasks, index);
}

static gboolean
runs (Fixture *fixture, guint index)
{
  return task_at (fixture, index)->state == BOOKGEN_TASK_RUNNING;
}

static void
price_all (Fixture *fixture, gint64 micros)
{
  for (guint i = 0; i < fixture->tasks->len; i++)
    task_at (fixture, i)->cost_most_micros = micros;
}

static void
test_modules (Fixture *fixture, gconstpointer data)
{
  set_limits (fixture, 2, 10);
  go (fixture);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 6);
  g_assert_cmpint (task_at (fixture, 6)->wait, ==, BOOKGEN_WAIT_MODULES);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_false (runs (fixture, 6));
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  g_assert_true (runs (fixture, 6) && runs (fixture, 7) && runs (fixture, 8));
}

static void
test_lessons (Fixture *fixture, gconstpointer data)
{
  set_limits (fixture, 10, 2);
  go (fixture);
  g_assert_true (runs (fixture, 0) && runs (fixture, 1) && runs (fixture, 3) && runs (fixture, 4));
  g_assert_cmpint (task_at (fixture, 2)->wait, ==, BOOKGEN_WAIT_LESSONS);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_true (runs (fixture, 2));
  g_assert_false (runs (fixture, 5));
}

/* The smallest wins: here the run's own. */
static void
test_smallest (Fixture *fixture, gconstpointer data)
{
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = 1, .modules_at_once = 3,
                                 .lessons_at_once = 3 });
  go (fixture);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 1);
  g_assert_cmpint (task_at (fixture, 1)->wait, ==, BOOKGEN_WAIT_SLOT);
}

/* Money in flight counts at its most; what ends cheaper lets more start; nothing left halts, and a higher cap goes on. */
static void
test_budget (Fixture *fixture, gconstpointer data)
{
  price_all (fixture, 100);
  set_budget (fixture, 350, 50);
  go (fixture);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 3);
  g_assert_cmpint (task_at (fixture, 3)->wait, ==, BOOKGEN_WAIT_BUDGET);
  done_for (fixture, 0, 40);
  g_assert_false (runs (fixture, 3));
  done_for (fixture, 1, 40);
  g_assert_true (runs (fixture, 3));
  done_for (fixture, 2, -1);
  g_assert_null (bookgen_engine_get_halt (fixture->engine));
  done_for (fixture, 3, 100);
  g_assert_cmpint (bookgen_engine_get_halt (fixture->engine)->kind, ==, BOOKGEN_FAILURE_BUDGET);
  g_assert_true (fixture->ended);
  set_budget (fixture, 450, -1);
  g_assert_null (bookgen_engine_get_halt (fixture->engine));
  g_assert_true (runs (fixture, 4));
  g_assert_false (runs (fixture, 5));
}

/* Without a known price nothing starts under a cap. */
static void
test_unknown_price (Fixture *fixture, gconstpointer data)
{
  set_budget (fixture, 1000000, 0);
  go (fixture);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 0);
  g_assert_nonnull (bookgen_engine_get_halt (fixture->engine));
}

/* Where the money may not suffice the first chapter is finished first; else a long one is not waited for at the end. */
static void
test_strict (Fixture *fixture, gconstpointer data)
{
  price_all (fixture, 100);
  task_at (fixture, 8)->expected_ms = 9000;
  set_limits (fixture, 10, 10);
  set_budget (fixture, 500, 0);
  step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = 2 });
  go (fixture);
  g_assert_true (runs (fixture, 0) && runs (fixture, 1));
  g_assert_false (runs (fixture, 8));
}

/* Three in a row that spend all their tries without a word: the others are not tried for hours. */
static void
test_dead_provider (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  for (guint round = 0; round < 40 && !fixture->ended; round++)
    {
      for (guint i = 0; i < fixture->tasks->len; i++)
        if (runs (fixture, i))
          fail (fixture, i, BOOKGEN_FAILURE_SERVER);
      fixture->now_us += 100 * SECOND;
      tell (fixture, BOOKGEN_EVENT_TIME, BOOKGEN_NO_TASK);
    }
  guint failed = 0;
  for (guint i = 0; i < fixture->tasks->len; i++)
    failed += task_at (fixture, i)->state == BOOKGEN_TASK_FAILED;
  g_assert_true (fixture->ended);
  g_assert_nonnull (bookgen_engine_get_halt (fixture->engine));
  g_assert_cmpuint (failed, >=, 3);
}

/* An answer in between says that it works; what one text is refused for says nothing of the provider. */
static void
test_living_provider (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  for (guint i = 0; i < 8; i++)
    fail (fixture, i, BOOKGEN_FAILURE_POLICY);
  g_assert_null (bookgen_engine_get_halt (fixture->engine));
  tell (fixture, BOOKGEN_EVENT_DONE, 8);
  g_assert_true (fixture->ended);
}

/* A turn is no failure and no continuation after a cut. */
static void
test_turns (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  for (guint i = 1; i <= 8; i++)
    {
      step (fixture, (BookgenEvent){ .kind = BOOKGEN_EVENT_TURN, .task = 0, .used_tokens = -1, .kept_chars = 200 * i });
      g_assert_true (runs (fixture, 0));
    }
  g_assert_cmpuint (task_at (fixture, 0)->turns, ==, 8);
  g_assert_cmpuint (task_at (fixture, 0)->continued, ==, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_DONE);
}

/* One repair, and no more; one that fails leaves what was there. */
static void
test_repair (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  tell (fixture, BOOKGEN_EVENT_REPAIR, 0);
  g_assert_true (runs (fixture, 0));
  tell (fixture, BOOKGEN_EVENT_REPAIR, 0);
  g_assert_cmpint (task_at (fixture, 0)->state, ==, BOOKGEN_TASK_DONE);
  tell (fixture, BOOKGEN_EVENT_REPAIR, 1);
  fail (fixture, 1, BOOKGEN_FAILURE_POLICY);
  g_assert_cmpint (task_at (fixture, 1)->state, ==, BOOKGEN_TASK_DONE);
  tell (fixture, BOOKGEN_EVENT_REPAIR, 2);
  tell (fixture, BOOKGEN_EVENT_SKIP, 2);
  tell (fixture, BOOKGEN_EVENT_CANCELLED, 2);
  g_assert_cmpint (task_at (fixture, 2)->state, ==, BOOKGEN_TASK_DONE);
}

/* The joining of the second chapter fails: chapters go on being written, joining waits for the author. Left as drafted, it
 * goes on from the first. */
static void
test_left_as_drafted (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 2);
  tell (fixture, BOOKGEN_EVENT_DONE, 5);
  fail (fixture, 6, BOOKGEN_FAILURE_POLICY);
  tell (fixture, BOOKGEN_EVENT_DONE, 3);
  tell (fixture, BOOKGEN_EVENT_DONE, 4);
  g_assert_true (fixture->ended);
  g_assert_cmpuint (task_at (fixture, 7)->blocker, ==, 6);
  g_assert_cmpuint (task_at (fixture, 8)->blocker, ==, 6);
  tell (fixture, BOOKGEN_EVENT_SKIP, 6);
  g_assert_true (runs (fixture, 7));
  g_assert_cmpuint (task_at (fixture, 7)->carry_from, ==, 5);
}

/* A chapter comes, one goes: what runs and what is done stays the same, under other indices. */
static void
test_replan (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  BookgenTask *second = task_at (fixture, 1), *third = task_at (fixture, 2);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_cmpint (third->state, ==, BOOKGEN_TASK_RUNNING);
  bookgen_outline_add (fixture->outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "New");
  bookgen_outline_remove (fixture->outline, bookgen_outline_find (fixture->outline, "u2"));
  bookgen_engine_replan (fixture->engine,
                         bookgen_planner_plan (fixture->pipeline, fixture->outline, fixture->settings, NULL), fixture->now_us);
  g_assert_cmpuint (fixture->tasks->len, ==, 1 + 4 + 4 + 1);
  g_assert_true (task_at (fixture, 2) == second);
  g_assert_cmpint (second->state, ==, BOOKGEN_TASK_DONE);
  g_assert_true (task_at (fixture, 9) == third);
  g_assert_true (third->gone);
  g_assert_cmpstr (task_at (fixture, 1)->unit_id, ==, "u5");
  tell (fixture, BOOKGEN_EVENT_CANCELLED, 9);
  g_assert_true (runs (fixture, 1));

  /* Undone, the removed one is back, and goes on. */
  bookgen_outline_undo (fixture->outline);
  bookgen_engine_replan (fixture->engine,
                         bookgen_planner_plan (fixture->pipeline, fixture->outline, fixture->settings, NULL), fixture->now_us);
  g_assert_cmpuint (fixture->tasks->len, ==, 1 + 5 + 5);
  g_assert_true (task_at (fixture, 3) == third);
  g_assert_cmpint (third->state, ==, BOOKGEN_TASK_TODO);
}

static void
set_words (Fixture *fixture, const char *id, guint words)
{
  g_auto (GValue) target = G_VALUE_INIT;
  g_value_init (&target, G_TYPE_UINT);
  g_value_set_uint (&target, words);
  bookgen_outline_edit (fixture->outline, bookgen_outline_find (fixture->outline, id), "target-words", &target);
}

/* Another length is for what has not begun: what is being written, or waits for its next turn, keeps its own. */
static void
test_replan_words (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  BookgenTask *first = task_at (fixture, 1), *begun = task_at (fixture, 3), *fresh = task_at (fixture, 4);
  guint words = fresh->target_words;
  gint64 limit = fresh->output_limit;
  g_assert_cmpint (first->state, ==, BOOKGEN_TASK_RUNNING);
  g_assert_cmpint (begun->state, ==, BOOKGEN_TASK_TODO);
  begun->turns = 1;
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);
      set_words (fixture, id, words * 3);
    }
  bookgen_engine_replan (fixture->engine,
                         bookgen_planner_plan (fixture->pipeline, fixture->outline, fixture->settings, NULL), fixture->now_us);
  g_assert_cmpuint (first->target_words, ==, words);
  g_assert_cmpuint (begun->target_words, ==, words);
  g_assert_cmpuint (fresh->target_words, ==, words * 3);
  g_assert_cmpint (first->output_limit, ==, limit);
  g_assert_cmpint (fresh->output_limit, ==, bookgen_planner_output_limit (words * 3));
}

/* Fifty chapters: the plan's first task alone, its others beside each other, and no chapter before the last of them. */
static void
set_up_long (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, pipeline_with_joining (), outline_of_chapters (50, 1000), 10);
}

static void
test_long_plan (Fixture *fixture, gconstpointer data)
{
  go (fixture);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 1);
  tell (fixture, BOOKGEN_EVENT_DONE, 0);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 2);
  tell (fixture, BOOKGEN_EVENT_DONE, 1);
  g_assert_false (runs (fixture, 3));
  g_assert_cmpuint (task_at (fixture, 3)->waits_for, ==, 2);
  fail (fixture, 2, BOOKGEN_FAILURE_POLICY);
  g_assert_cmpuint (task_at (fixture, 3)->blocker, ==, 2);
  tell (fixture, BOOKGEN_EVENT_SKIP, 2);
  g_assert_cmpuint (bookgen_engine_get_running (fixture->engine), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/schedule/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("modules", test_modules);
  ADD ("lessons", test_lessons);
  ADD ("smallest", test_smallest);
  ADD ("budget", test_budget);
  ADD ("unknown-price", test_unknown_price);
  ADD ("strict", test_strict);
  ADD ("dead-provider", test_dead_provider);
  ADD ("living-provider", test_living_provider);
  ADD ("turns", test_turns);
  ADD ("repair", test_repair);
#undef ADD
  g_test_add ("/schedule/left-as-drafted", Fixture, NULL, set_up_joined, test_left_as_drafted, tear_down);
  g_test_add ("/schedule/replan", Fixture, NULL, set_up_joined, test_replan, tear_down);
  g_test_add ("/schedule/replan-words", Fixture, NULL, set_up_joined, test_replan_words, tear_down);
  g_test_add ("/schedule/long-plan", Fixture, NULL, set_up_long, test_long_plan, tear_down);
  return g_test_run ();
}
