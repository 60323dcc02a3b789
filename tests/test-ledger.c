/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-ledger.h"

#include "bookgen-planner.h"
#include "pipelines.h"
#include "scratch-book.h"

typedef struct {
  ScratchBook scratch;
  BookgenPipeline *pipeline;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (2, 1000);
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->pipeline = pipeline_with_joining ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_pipeline_unref (fixture->pipeline);
  scratch_book_tear_down (&fixture->scratch);
}

static BookgenTaskRecord *
find (BookgenLedger *ledger, const char *stage, const char *unit_id)
{
  g_autofree char *key = bookgen_task_key (stage, unit_id, 0);
  return g_hash_table_lookup (bookgen_ledger_get_stored (ledger), key);
}

static GPtrArray *
plan (Fixture *fixture, BookgenLedger *ledger, gboolean rehearsal)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  settings->rehearsal = rehearsal;
  GPtrArray *tasks = bookgen_planner_plan (fixture->pipeline, bookgen_book_get_outline (fixture->scratch.book), settings,
                                           bookgen_ledger_get_stored (ledger));
  bookgen_ledger_take (ledger, tasks);
  return tasks;
}

/* A text of the author's own is done, at every stage that makes texts. */
static void
test_own_text (Fixture *fixture, gconstpointer data)
{
  scratch_book_write (&fixture->scratch, "u2", "Mine.");
  BookgenLedger *ledger = bookgen_ledger_new (fixture->scratch.book, fixture->pipeline);
  g_assert_cmpint (find (ledger, "draft", "u2")->state, ==, BOOKGEN_TASK_DONE);
  g_assert_cmpint (find (ledger, "join", "u2")->state, ==, BOOKGEN_TASK_DONE);
  g_assert_null (find (ledger, "draft", "u1"));
  bookgen_ledger_free (ledger);
}

/* What is stored is there the next time, with its reason; a placeholder's record is no record for a real endpoint. */
static void
test_stores (Fixture *fixture, gconstpointer data)
{
  BookgenLedger *ledger = bookgen_ledger_new (fixture->scratch.book, fixture->pipeline);
  g_autoptr (GPtrArray) tasks = plan (fixture, ledger, TRUE);
  BookgenTask *failed = g_ptr_array_index (tasks, 1);
  BookgenTaskRecord *record = g_ptr_array_index (bookgen_ledger_get_records (ledger), 1);
  failed->state = BOOKGEN_TASK_FAILED;
  failed->failure = bookgen_failure_new (BOOKGEN_FAILURE_POLICY, 200, "I will not");
  record->rehearsal = TRUE;
  record->usage.requests = 3;
  bookgen_ledger_store (ledger, failed);
  bookgen_ledger_free (ledger);
  scratch_book_close (&fixture->scratch);
  scratch_book_open (&fixture->scratch);

  ledger = bookgen_ledger_new (fixture->scratch.book, fixture->pipeline);
  g_assert_cmpint (find (ledger, "draft", "u1")->state, ==, BOOKGEN_TASK_FAILED);
  g_assert_nonnull (strstr (find (ledger, "draft", "u1")->reason, "I will not"));
  g_assert_nonnull (strstr (find (ledger, "draft", "u1")->failure, "policy"));
  g_autoptr (GPtrArray) real = plan (fixture, ledger, FALSE);
  record = g_ptr_array_index (bookgen_ledger_get_records (ledger), 1);
  g_assert_cmpint (((BookgenTask *) real->pdata[1])->state, ==, BOOKGEN_TASK_TODO);
  g_assert_cmpuint (record->usage.requests, ==, 0);
  g_assert_false (record->rehearsal);
  bookgen_ledger_free (ledger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ledger/own-text", Fixture, NULL, set_up, test_own_text, tear_down);
  g_test_add ("/ledger/stores", Fixture, NULL, set_up, test_stores, tear_down);
  return g_test_run ();
}
