/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-queue.h"

#include "pipelines.h"

typedef struct {
  BookgenPipeline *pipeline;
  BookgenQueue *queue;
  GPtrArray *tasks;
} Fixture;

static BookgenTask *
add (Fixture *fixture, const char *stage, gint64 length_ms, gboolean next_please)
{
  BookgenTask *task = bookgen_task_new (bookgen_pipeline_find (fixture->pipeline, stage), "", fixture->tasks->len);
  task->expected_ms = length_ms;
  task->next_please = next_please;
  g_ptr_array_add (fixture->tasks, task);
  bookgen_queue_add (fixture->queue, task);
  return task;
}

static BookgenTask *
take (Fixture *fixture, gint64 remaining_ms, guint slots)
{
  BookgenTask *task = bookgen_queue_peek (fixture->queue, remaining_ms, slots);
  if (task != NULL)
    bookgen_queue_drop (fixture->queue);
  return task;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->pipeline = pipeline_with_joining ();
  fixture->queue = bookgen_queue_new (2);
  fixture->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_queue_free (fixture->queue);
  g_ptr_array_unref (fixture->tasks);
  bookgen_pipeline_unref (fixture->pipeline);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  BookgenTask *first = add (fixture, "draft", 10, FALSE), *second = add (fixture, "draft", 10, FALSE);
  BookgenTask *joining = add (fixture, "join", 10, FALSE), *asked = add (fixture, "draft", 10, TRUE);
  g_assert_true (take (fixture, 1000, 2) == asked);
  g_assert_true (take (fixture, 1000, 2) == joining);
  g_assert_true (take (fixture, 1000, 2) == first);
  g_assert_true (take (fixture, 1000, 2) == second);
  g_assert_null (take (fixture, 1000, 2));
}

/* The long chapter goes first only when it would otherwise be waited for. */
static void
test_longest (Fixture *fixture, gconstpointer data)
{
  BookgenTask *a = add (fixture, "draft", 10, FALSE), *b = add (fixture, "draft", 10, FALSE);
  BookgenTask *tall = add (fixture, "draft", 50, FALSE), *c = add (fixture, "draft", 10, FALSE);
  g_assert_true (take (fixture, 300, 2) == a);
  g_assert_true (take (fixture, 150, 2) == tall);
  g_assert_true (take (fixture, 100, 2) == b);
  g_assert_true (take (fixture, 10, 2) == c);
  g_assert_null (take (fixture, 0, 2));
}

/* Where the money may not suffice: one unit after the other, each as far as it goes. */
static void
test_strict (Fixture *fixture, gconstpointer data)
{
  bookgen_queue_set_strict (fixture->queue, TRUE);
  BookgenTask *first = add (fixture, "draft", 10, FALSE), *long_one = add (fixture, "draft", 500, FALSE);
  BookgenTask *joining = add (fixture, "join", 10, FALSE), *asked = add (fixture, "draft", 10, TRUE);
  first->order = 1;
  long_one->order = joining->order = 2;
  asked->order = 9;
  g_assert_true (take (fixture, 500, 2) == asked);
  g_assert_true (take (fixture, 500, 2) == first);
  g_assert_true (take (fixture, 500, 2) == joining);
  g_assert_true (take (fixture, 500, 2) == long_one);
  g_assert_null (take (fixture, 500, 2));
}

static void
test_mark (Fixture *fixture, gconstpointer data)
{
  BookgenTask *started = add (fixture, "draft", 10, FALSE), *waits = add (fixture, "draft", 10, FALSE);
  g_assert_true (take (fixture, 100, 1) == started);
  bookgen_queue_mark (fixture->queue, BOOKGEN_WAIT_TOKENS);
  g_assert_cmpint (started->wait, ==, BOOKGEN_WAIT_NONE);
  g_assert_cmpint (waits->wait, ==, BOOKGEN_WAIT_TOKENS);
  bookgen_queue_clear (fixture->queue);
  g_assert_null (take (fixture, 100, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/queue/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/queue/longest", Fixture, NULL, set_up, test_longest, tear_down);
  g_test_add ("/queue/strict", Fixture, NULL, set_up, test_strict, tear_down);
  g_test_add ("/queue/mark", Fixture, NULL, set_up, test_mark, tear_down);
  return g_test_run ();
}
