/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rows.h"

#include "bookgen-ledger.h"
#include "bookgen-planner.h"
#include "pipelines.h"
#include "scratch-book.h"

typedef struct {
  ScratchBook scratch;
  BookgenPipeline *pipeline;
  BookgenLedger *ledger;
  GPtrArray *tasks; /* plan, then draft and join of each chapter */
  GPtrArray *jobs;
  BookgenRows *rows;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (GPOINTER_TO_UINT (data), 1000);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->pipeline = pipeline_with_joining ();
  fixture->ledger = bookgen_ledger_new (fixture->scratch.book, fixture->pipeline);
  fixture->tasks = bookgen_planner_plan (fixture->pipeline, bookgen_book_get_outline (fixture->scratch.book), settings,
                                         bookgen_ledger_get_stored (fixture->ledger));
  bookgen_ledger_take (fixture->ledger, fixture->tasks);
  fixture->jobs = g_ptr_array_new ();
  g_ptr_array_set_size (fixture->jobs, fixture->tasks->len);
  fixture->rows = bookgen_rows_new (fixture->scratch.book, fixture->tasks, bookgen_ledger_get_records (fixture->ledger),
                                    fixture->jobs);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_rows_free (fixture->rows);
  g_ptr_array_unref (fixture->jobs);
  g_ptr_array_unref (fixture->tasks);
  bookgen_ledger_free (fixture->ledger);
  bookgen_pipeline_unref (fixture->pipeline);
  scratch_book_tear_down (&fixture->scratch);
}

/* One row a chapter, never one a task; the book's own stages have theirs. */
static void
test_one_row_a_chapter (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (bookgen_rows_get_units (fixture->rows)->len, ==, 3);
  g_assert_cmpuint (bookgen_rows_find_tasks (fixture->rows, "u2")->len, ==, 2);
  g_assert_cmpuint (bookgen_rows_find_tasks (fixture->rows, "")->len, ==, 1);
  g_assert_null (bookgen_rows_find_tasks (fixture->rows, "u9"));
  g_assert_null (bookgen_rows_find (fixture->rows, "u9"));
  g_assert_cmpuint (bookgen_progress_get_facts (bookgen_rows_find (fixture->rows, "u3"))->number, ==, 3);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  BookgenRowCounts counts;
  guint first = g_array_index (bookgen_rows_find_tasks (fixture->rows, "u1"), guint, 0);
  BookgenTask *task = g_ptr_array_index (fixture->tasks, first);
  BookgenTaskRecord *record = g_ptr_array_index (bookgen_ledger_get_records (fixture->ledger), first);
  task->state = BOOKGEN_TASK_FAILED;
  task->kept_chars = 15;
  record->partial = g_strdup ("Four words of it");
  bookgen_rows_update (fixture->rows, 0);
  bookgen_rows_count (fixture->rows, &counts);
  g_assert_cmpuint (counts.rows, ==, 3);
  g_assert_cmpuint (counts.failed, ==, 1);
  g_assert_cmpuint (counts.waiting, ==, 2);
  g_assert_cmpuint (counts.target_words, ==, 3000);
  g_assert_cmpuint (bookgen_rows_count_words (fixture->rows, first), ==, 4);
  g_assert_cmpint (bookgen_progress_get_facts (bookgen_rows_find (fixture->rows, "u1"))->step, ==, BOOKGEN_STEP_CONTINUE);
}

static BookgenShown
get_shown (Fixture *fixture, const char *unit_id)
{
  return bookgen_progress_get_facts (bookgen_rows_find (fixture->rows, unit_id))->shown;
}

static guint
fail_task_of (Fixture *fixture, const char *unit_id)
{
  guint index = g_array_index (bookgen_rows_find_tasks (fixture->rows, unit_id), guint, 0);
  ((BookgenTask *) g_ptr_array_index (fixture->tasks, index))->state = BOOKGEN_TASK_FAILED;
  return index;
}

/* Of a very long book a tick does not look at all rows: at once at those said to have changed, soon at the others. */
static void
test_some_at_a_time (Fixture *fixture, gconstpointer data)
{
  BookgenRowCounts counts;
  bookgen_rows_mark (fixture->rows, fail_task_of (fixture, "u2400"));
  fail_task_of (fixture, "u2300");
  bookgen_rows_update_some (fixture->rows, 0);
  g_assert_cmpint (get_shown (fixture, "u2400"), ==, BOOKGEN_SHOWN_STOPPED);
  g_assert_cmpint (get_shown (fixture, "u2300"), !=, BOOKGEN_SHOWN_STOPPED);
  bookgen_rows_count (fixture->rows, &counts);
  g_assert_cmpuint (counts.failed, ==, 1);
  for (guint i = 0; i < 2; i++)
    bookgen_rows_update_some (fixture->rows, 0);
  bookgen_rows_count (fixture->rows, &counts);
  g_assert_cmpuint (counts.failed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rows/one-row-a-chapter", Fixture, GUINT_TO_POINTER (3), set_up, test_one_row_a_chapter, tear_down);
  g_test_add ("/rows/counts", Fixture, GUINT_TO_POINTER (3), set_up, test_counts, tear_down);
  g_test_add ("/rows/some-at-a-time", Fixture, GUINT_TO_POINTER (2500), set_up, test_some_at_a_time, tear_down);
  return g_test_run ();
}
