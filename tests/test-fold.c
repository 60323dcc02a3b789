/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-fold.h"

#include "pipelines.h"

typedef struct {
  BookgenPipeline *pipeline;
  BookgenOutline *outline;
  GPtrArray *tasks;                /* draft and join of one chapter of 1,000 words */
  BookgenTaskRecord *records[2];
  BookgenFoldTask parts[2];
  char *reason, *stages;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "draft", "join" };
  fixture->pipeline = pipeline_with_joining ();
  fixture->outline = outline_of_chapters (1, 1000);
  fixture->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_free);
  for (guint i = 0; i < 2; i++)
    {
      BookgenTask *task = bookgen_task_new (bookgen_pipeline_find (fixture->pipeline, names[i]), "u1", 0);
      task->target_words = 1000;
      g_ptr_array_add (fixture->tasks, task);
      fixture->records[i] = bookgen_task_record_new (names[i], "u1", 0);
      fixture->parts[i] = (BookgenFoldTask){ .task = task, .record = fixture->records[i] };
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->tasks);
  for (guint i = 0; i < 2; i++)
    bookgen_task_record_free (fixture->records[i]);
  g_object_unref (fixture->outline);
  bookgen_pipeline_unref (fixture->pipeline);
  g_free (fixture->reason);
  g_free (fixture->stages);
}

static BookgenProgressFacts
fold (Fixture *fixture)
{
  BookgenProgressFacts facts = { 0 };
  g_clear_pointer (&fixture->reason, g_free);
  g_clear_pointer (&fixture->stages, g_free);
  bookgen_fold (fixture->parts, 2, fixture->tasks, fixture->outline, 0, &facts, &fixture->reason, &fixture->stages);
  return facts;
}

static BookgenTask *
part (Fixture *fixture, guint index)
{
  return g_ptr_array_index (fixture->tasks, index);
}

/* A stopped task speaks for the row, then one that is written, then one that waits. */
static void
test_who_speaks (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_TODO);
  part (fixture, 0)->state = BOOKGEN_TASK_RUNNING;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_WRITING);
  g_assert_cmpint (fold (fixture).step, ==, BOOKGEN_STEP_STOP);
  part (fixture, 0)->state = BOOKGEN_TASK_DONE;
  part (fixture, 1)->wait = BOOKGEN_WAIT_SLOT;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_WAITING);
  part (fixture, 1)->state = BOOKGEN_TASK_FAILED;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_STOPPED);
  g_assert_cmpint (fold (fixture).step, ==, BOOKGEN_STEP_RETRY);
  part (fixture, 1)->kept_chars = 900;
  g_assert_cmpint (fold (fixture).step, ==, BOOKGEN_STEP_CONTINUE);
  part (fixture, 1)->state = BOOKGEN_TASK_DONE;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_DONE);
  fixture->parts[1].to_look_at = "Too short";
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_TO_LOOK_AT);
}

/* What is left as drafted is written; what is left out altogether is not. */
static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  part (fixture, 0)->state = BOOKGEN_TASK_DONE;
  part (fixture, 1)->state = BOOKGEN_TASK_SKIPPED;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_DONE);
  g_assert_cmpfloat (fold (fixture).fraction, ==, 1);
  part (fixture, 0)->state = BOOKGEN_TASK_SKIPPED;
  g_assert_cmpint (fold (fixture).shown, ==, BOOKGEN_SHOWN_SKIPPED);
  g_assert_cmpfloat (fold (fixture).fraction, ==, 0);
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  part (fixture, 0)->state = BOOKGEN_TASK_DONE;
  part (fixture, 1)->state = BOOKGEN_TASK_RUNNING;
  part (fixture, 0)->attempts = 2;
  part (fixture, 1)->attempts = 1;
  fixture->parts[0].words = 1100;
  fixture->parts[1].words = 500;
  fixture->records[0]->usage = (BookgenUsage){ .output_tokens = 1500, .cost_micros = 20, .requests = 2 };
  fixture->records[1]->usage = (BookgenUsage){ .output_tokens = 700, .cost_micros = -1, .requests = 1 };
  BookgenProgressFacts facts = fold (fixture);
  g_assert_cmpfloat_with_epsilon (facts.fraction, 0.75, 1e-9);
  g_assert_cmpuint (facts.words, ==, 1100);
  g_assert_cmpuint (facts.target_words, ==, 1000);
  g_assert_cmpuint (facts.attempts, ==, 3);
  g_assert_cmpint (facts.usage.output_tokens, ==, 2200);
  g_assert_cmpint (facts.usage.cost_micros, ==, -1);
  g_assert_cmpstr (facts.stages, ==, "Text ✓ · Joining …");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fold/who-speaks", Fixture, NULL, set_up, test_who_speaks, tear_down);
  g_test_add ("/fold/left-out", Fixture, NULL, set_up, test_left_out, tear_down);
  g_test_add ("/fold/sums", Fixture, NULL, set_up, test_sums, tear_down);
  return g_test_run ();
}
