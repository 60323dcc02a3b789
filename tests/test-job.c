/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-job.h"

#include "bookgen-partial.h"
#include "bookgen-reply-fill.h"
#include "pipelines.h"
#include "scratch-book.h"

typedef struct {
  ScratchBook scratch;
  BookgenTaskRecord *record;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (1, 1000);
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->record = bookgen_task_record_new ("draft", "u1", 0);
  fixture->record->state = BOOKGEN_TASK_RUNNING;
  bookgen_book_save_task_async (fixture->scratch.book, fixture->record, TRUE, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_task_record_free (fixture->record);
  scratch_book_tear_down (&fixture->scratch);
}

static void
come_in (BookgenJob *job, const char *text)
{
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  g_autoptr (GString) quoted = g_string_new (NULL);
  bookgen_json_write_string (quoted, text);
  g_assert_true (bookgen_json_parse (json, quoted->str, quoted->len, NULL));
  bookgen_reply_add_text (job->reply, json, 0);
}

static char *
dup_stored_partial (Fixture *fixture)
{
  scratch_book_close (&fixture->scratch);
  scratch_book_open (&fixture->scratch);
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (fixture->scratch.book);
  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (((BookgenTaskRecord *) records->pdata[0])->partial);
}

/* What comes in grows the text, and is in the book, piece by piece. */
static void
test_grows_and_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenJob) job = bookgen_job_new (0, fixture->record, FALSE);
  come_in (job, "The tide comes ");
  bookgen_job_pull (job, FALSE);
  bookgen_job_store (job, fixture->scratch.book);
  g_assert_cmpstr (job->text->str, ==, "The tide comes ");
  g_assert_cmpuint (bookgen_job_get_words (job), ==, 3);
  come_in (job, "in ever");
  bookgen_job_pull (job, FALSE);
  bookgen_job_store (job, fixture->scratch.book);
  bookgen_job_store (job, fixture->scratch.book);
  g_assert_cmpuint (bookgen_job_get_words (job), ==, 4);
  g_autofree char *stored = dup_stored_partial (fixture);
  g_assert_cmpstr (stored, ==, "The tide comes in ever");
  g_assert_cmpstr (fixture->record->partial, ==, stored);
}

/* A continuation is stored from its first byte and shown once it can be seen what it repeats. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  fixture->record->partial = g_strdup ("The pilots knew the bar and kept it to thems");
  g_autoptr (BookgenJob) job = bookgen_job_new (0, fixture->record, TRUE);
  g_assert_cmpstr (job->kept, ==, "The pilots knew the bar and kept it to ");
  g_assert_cmpstr (job->text->str, ==, job->kept);
  come_in (job, "The pilots knew the bar and kept it to themselves.");
  bookgen_job_pull (job, FALSE);
  bookgen_job_store (job, fixture->scratch.book);
  g_assert_cmpstr (job->text->str, ==, job->kept);
  bookgen_job_pull (job, TRUE);
  g_assert_cmpstr (job->text->str, ==, "The pilots knew the bar and kept it to themselves.");
  g_autofree char *joined = bookgen_partial_join (fixture->record->partial, NULL);
  g_assert_cmpstr (joined, ==, job->text->str);
}

/* The mark between attempts cannot come from a model. */
static void
test_seam_is_ours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenJob) job = bookgen_job_new (0, fixture->record, FALSE);
  come_in (job, "one\x1etwo");
  bookgen_job_pull (job, FALSE);
  bookgen_job_store (job, fixture->scratch.book);
  g_assert_cmpstr (fixture->record->partial, ==, "one two");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/job/grows-and-is-kept", Fixture, NULL, set_up, test_grows_and_is_kept, tear_down);
  g_test_add ("/job/goes-on", Fixture, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/job/seam-is-ours", Fixture, NULL, set_up, test_seam_is_ours, tear_down);
  return g_test_run ();
}
