/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-reason.h"

#include "bookgen-planner.h"
#include "pipelines.h"

/* Every kind of failure is a sentence of its own, with the provider's words where there are any. */
static void
test_failures (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint kind = BOOKGEN_FAILURE_CANCELLED; kind <= BOOKGEN_FAILURE_UNFINISHED; kind++)
    {
      g_autoptr (BookgenFailure) silent = bookgen_failure_new (kind, 0, NULL);
      g_autoptr (BookgenFailure) spoken = bookgen_failure_new (kind, 0, "words of theirs");
      g_autofree char *without = bookgen_reason_of_failure (silent);
      g_autofree char *with = bookgen_reason_of_failure (spoken);
      g_assert_cmpuint (strlen (without), >, 10);
      g_assert_nonnull (strstr (with, "words of theirs"));
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&without)));
    }
}

typedef struct {
  BookgenPipeline *pipeline;
  BookgenOutline *outline;
  GPtrArray *tasks; /* draft of Chapter 1, 2 */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  fixture->pipeline = pipeline_of_seed (1);
  fixture->outline = outline_of_chapters (2, 990);
  fixture->tasks = bookgen_planner_plan (fixture->pipeline, fixture->outline, settings, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->tasks);
  g_object_unref (fixture->outline);
  bookgen_pipeline_unref (fixture->pipeline);
}

static void
says (Fixture *fixture, BookgenTask *task, guint words, guint wait_s, const char *expected)
{
  g_autofree char *reason = bookgen_reason_of_task (task, fixture->tasks, fixture->outline, words, wait_s);
  g_assert_cmpstr (reason, ==, expected);
}

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  BookgenTask *task = g_ptr_array_index (fixture->tasks, 1);
  says (fixture, task, 0, 0, "");
  task->wait = BOOKGEN_WAIT_TOKENS;
  says (fixture, task, 0, 8, "Waiting 8 s: the provider's limit for this minute is used up");
  task->waits_for = 0;
  says (fixture, task, 0, 0, "Waiting for “Chapter 1”");
  task->blocker = 0;
  says (fixture, task, 0, 0, "“Chapter 1” has stopped, and this needs it");

  task->state = BOOKGEN_TASK_RUNNING;
  says (fixture, task, 10, 0, "");
  task->state = BOOKGEN_TASK_FAILED;
  task->failure = bookgen_failure_new (BOOKGEN_FAILURE_CUT, 200, NULL);
  says (fixture, task, 980, 0, "Cut off by the provider after 980 of 990 words");
  says (fixture, task, 0, 0, "Cut off by the provider");
  task->state = BOOKGEN_TASK_DONE;
  says (fixture, task, 980, 0, "");
}

static void
test_trying_again (Fixture *fixture, gconstpointer data)
{
  BookgenTask *task = g_ptr_array_index (fixture->tasks, 0);
  task->failure = bookgen_failure_new (BOOKGEN_FAILURE_CONNECT, 0, NULL);
  task->not_before_us = 1;
  says (fixture, task, 0, 4, "Trying again in 4 s. The provider cannot be reached");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reason/failures", test_failures);
  g_test_add ("/reason/tasks", Fixture, NULL, set_up, test_tasks, tear_down);
  g_test_add ("/reason/trying-again", Fixture, NULL, set_up, test_trying_again, tear_down);
  return g_test_run ();
}
