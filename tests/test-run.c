/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole runs: a book in a folder of its own, the real client, and the rehearsal server on its own thread. */
#include "bookgen-run.h"

#include <json-glib/json-glib.h>

#include "bookgen-partial.h"
#include "bookgen-rehearsal.h"
#include "pipelines.h"
#include "scratch-book.h"

#define WORDS 220

typedef struct {
  ScratchBook scratch;
  BookgenClient *client;
  BookgenRehearsal *server;
  BookgenRun *run;
  BookgenRunSettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer chapters)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (GPOINTER_TO_UINT (chapters), WORDS);
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->client = bookgen_client_new ();
  bookgen_client_set_timeouts (fixture->client, 30, 30);
  fixture->settings = bookgen_run_settings_new ();
  fixture->settings->context = FALSE;
}

/* It may have something to say still. */
static void
drop_run (Fixture *fixture)
{
  if (fixture->run != NULL)
    g_signal_handlers_disconnect_by_data (fixture->run, fixture);
  g_clear_object (&fixture->run);
}

static void
tear_down (Fixture *fixture, gconstpointer chapters)
{
  drop_run (fixture);
  scratch_book_tear_down (&fixture->scratch);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
  bookgen_run_settings_free (fixture->settings);
}

static void
begin_anew (Fixture *fixture, guint chapters)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (chapters, WORDS);
  drop_run (fixture);
  scratch_book_begin_anew (&fixture->scratch, outline);
}

static void
reopen (Fixture *fixture)
{
  drop_run (fixture);
  scratch_book_close (&fixture->scratch);
  scratch_book_open (&fixture->scratch);
}

static char *
dup_text (Fixture *fixture, const char *unit_id)
{
  return scratch_book_dup_text (&fixture->scratch, unit_id);
}

static void
serve (Fixture *fixture, const char *fault, guint tokens_per_second)
{
  g_autoptr (GError) error = NULL;
  const char *const faults[] = { fault, NULL };
  BookgenRehearsalOptions options
      = { .first_token_ms = 5, .tokens_per_second = tokens_per_second, .faults = fault != NULL ? faults : NULL };
  g_clear_object (&fixture->server);
  fixture->server = bookgen_rehearsal_new (&options, &error);
  g_assert_no_error (error);
}

static void
run_ended (BookgenRun *run, Fixture *fixture)
{
  g_main_loop_quit (fixture->scratch.loop);
}

static void
plan_run (Fixture *fixture, gboolean rehearsal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (
      "test", bookgen_rehearsal_get_base_url (fixture->server), BOOKGEN_DIALECT_OPENAI, "rehearsal", &error);
  g_assert_no_error (error);
  if (rehearsal)
    bookgen_endpoint_mark_rehearsal (endpoint);
  drop_run (fixture);
  fixture->run
      = bookgen_run_new (fixture->scratch.book, fixture->client, endpoint, "sk-secret-of-the-test", fixture->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->run, "ended", G_CALLBACK (run_ended), fixture);
}

static void
run_to_end (Fixture *fixture)
{
  bookgen_run_start (fixture->run);
  g_main_loop_run (fixture->scratch.loop);
  g_assert_cmpint (bookgen_run_get_state (fixture->run), ==, BOOKGEN_RUN_ENDED);
}

static JsonObject *
stats (Fixture *fixture)
{
  g_autofree char *json = bookgen_rehearsal_dup_stats (fixture->server);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  return json_object_ref (json_node_get_object (node));
}

static guint
requests_of (Fixture *fixture, const char *chapter)
{
  g_autoptr (JsonObject) all = stats (fixture);
  JsonObject *chapters = json_object_get_object_member (all, "requests_per_chapter");
  return json_object_get_int_member_with_default (chapters, chapter, 0);
}

static guint
stat (Fixture *fixture, const char *name)
{
  g_autoptr (JsonObject) all = stats (fixture);
  return json_object_get_int_member (all, name);
}

static BookgenTotals
totals (Fixture *fixture)
{
  BookgenTotals all;
  bookgen_run_get_totals (fixture->run, &all);
  return all;
}

static const BookgenProgressFacts *
row (Fixture *fixture, const char *unit_id)
{
  return bookgen_progress_get_facts (bookgen_run_get_progress (fixture->run, unit_id));
}

static void
test_at_the_same_time (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 400);
  plan_run (fixture, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->run)), ==, 6);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 6);
  g_assert_cmpuint (stat (fixture, "peak_concurrent"), ==, 3);
  g_assert_cmpuint (totals (fixture).max_in_flight, ==, 3);
  g_assert_cmpint (row (fixture, "u1")->shown, ==, BOOKGEN_SHOWN_DONE);
  g_assert_cmpuint (row (fixture, "u1")->words, >, WORDS / 2);
  g_assert_cmpuint (totals (fixture).usage.requests, ==, 6);
  g_autofree char *text = dup_text (fixture, "u6");
  g_assert_nonnull (text);
}

static void
test_one_after_another (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 0);
  fixture->settings->mode = BOOKGEN_MODE_SEQUENTIAL;
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (stat (fixture, "peak_concurrent"), ==, 1);
}

/* The plan is made first, once, and is part of what the chapters share. */
static void
test_with_plan (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 0);
  fixture->settings->context = TRUE;
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 7);
  g_assert_nonnull (bookgen_book_get_newest (fixture->scratch.book, "", "plan"));
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 7);
}

static gboolean
stop_now (gpointer user_data)
{
  bookgen_run_stop (((Fixture *) user_data)->run);
  return G_SOURCE_REMOVE;
}

/* A resumed book is written from the plan it has: its requests are as long as those of the first run. Stopping while that
 * plan is being loaded stops. */
static void
test_plan_of_an_earlier_run (Fixture *fixture, gconstpointer data)
{
  serve (fixture, "refusal@6x1", 0);
  fixture->settings->context = TRUE;
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 5);
  guint first = stat (fixture, "prompt_tokens");
  reopen (fixture);
  plan_run (fixture, FALSE);
  bookgen_run_start (fixture->run);
  stop_now (fixture);
  g_main_loop_run (fixture->scratch.loop);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 7);

  plan_run (fixture, FALSE);
  bookgen_run_start (fixture->run);
  bookgen_run_retry_all (fixture->run);
  g_main_loop_run (fixture->scratch.loop);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 8);
  /* The plan's own request is a little longer than a chapter's. */
  g_assert_cmpuint (stat (fixture, "prompt_tokens") - first, >, first / 8);
}

/* A text that was complete when the book could not be written is stored, not bought again. */
static void
test_complete_is_kept (Fixture *fixture, gconstpointer data)
{
  const char *text = "A whole chapter, paid for.";
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("draft", "u1", 0);
  record->state = BOOKGEN_TASK_INTERRUPTED;
  g_autoptr (GString) partial = g_string_new (NULL);
  g_string_append_printf (partial, "%s ", text);
  for (guint i = 0; partial->len < 600; i++)
    g_string_append_printf (partial, "%u and %u are paid for as well. ", i * 17, i * 31);
  g_string_append (partial, BOOKGEN_PARTIAL_END);
  bookgen_book_save_task_async (fixture->scratch.book, record, TRUE, NULL, NULL);
  bookgen_book_append_partial (fixture->scratch.book, record, partial->str, partial->len);
  reopen (fixture);
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_autofree char *kept = dup_text (fixture, "u1");
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (requests_of (fixture, "1"), ==, 0);
  g_assert_true (g_str_has_prefix (kept, text));
}

/* A text without an end is gone on from once; what has none then is done, and to be looked at. */
static void
test_without_end (Fixture *fixture, gconstpointer data)
{
  serve (fixture, "mid-sentence@1x2", 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 1);
  g_assert_cmpuint (totals (fixture).to_look_at, ==, 1);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 2);
  BookgenRevision *current = bookgen_book_get_current (fixture->scratch.book, "u1");
  g_assert_nonnull (strstr (bookgen_revision_get (current)->findings, "truncated"));
}

/* The program ended just when such a text had come in whole, or just after it had been decided to go on from it. */
static void
test_without_end_later (Fixture *fixture, gconstpointer data)
{
  static const char *const ends[] = { BOOKGEN_PARTIAL_END, BOOKGEN_PARTIAL_TAKEN_UP };
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_autofree char *whole = dup_text (fixture, "u1");
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      begin_anew (fixture, 1);
      g_autofree char *cut = g_strndup (whole, strlen (whole) - 20);
      g_autofree char *partial = g_strconcat (cut, ends[i], NULL);
      g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("draft", "u1", 0);
      record->state = BOOKGEN_TASK_INTERRUPTED;
      bookgen_book_save_task_async (fixture->scratch.book, record, TRUE, NULL, NULL);
      bookgen_book_append_partial (fixture->scratch.book, record, partial, strlen (partial));
      reopen (fixture);
      serve (fixture, NULL, 0);
      plan_run (fixture, FALSE);
      run_to_end (fixture);
      g_autofree char *text = dup_text (fixture, "u1");
      g_assert_cmpuint (stat (fixture, "requests"), ==, 1);
      g_assert_cmpstr (text, ==, whole);
    }
}

static void
set_words (BookgenOutline *outline, const char *id, guint words)
{
  g_auto (GValue) target = G_VALUE_INIT;
  g_value_init (&target, G_TYPE_UINT);
  g_value_set_uint (&target, words);
  bookgen_outline_edit (outline, bookgen_outline_find (outline, id), "target-words", &target);
}

/* The length of the book, and of a chapter, may change while it is written: what has not begun is written so. */
static void
test_other_length (Fixture *fixture, gconstpointer data)
{
  BookgenOutline *outline = bookgen_book_get_outline (fixture->scratch.book);
  serve (fixture, NULL, 0);
  set_words (outline, "u5", 0);
  set_words (outline, "u6", 0);
  plan_run (fixture, FALSE);
  bookgen_outline_set_length_words (outline, WORDS * 4 + 600);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (((BookgenTask *) bookgen_run_get_tasks (fixture->run)->pdata[5])->target_words, ==, 300);
  set_words (outline, "u2", 400);
  bookgen_outline_set_length_words (outline, WORDS * 3 + 400 + 700);
  run_to_end (fixture);
  g_assert_cmpuint (row (fixture, "u1")->words, <, 260);
  g_assert_cmpuint (row (fixture, "u2")->words, >, 340);
  g_assert_cmpuint (row (fixture, "u6")->words, >, 300);
}

static gboolean
look_at_live (gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize length;
  gboolean written = bookgen_book_get_current (fixture->scratch.book, "u1") != NULL;
  g_assert_true (!written || bookgen_run_get_live_text (fixture->run, "u1", &length) == NULL);
  return G_SOURCE_CONTINUE;
}

/* A chapter whose pictures are planned and drawn is not being written: its text is there to be read. */
static void
test_live_text (Fixture *fixture, gconstpointer chapters)
{
  serve (fixture, NULL, 0);
  fixture->settings->pictures = TRUE;
  plan_run (fixture, FALSE);
  guint look = g_timeout_add (1, look_at_live, fixture);
  run_to_end (fixture);
  g_source_remove (look);
  g_assert_nonnull (bookgen_book_get_newest (fixture->scratch.book, "u1", "visuals"));
}

/* One fails for good: its row says why, the others are written, and one click later it is there. */
static void
test_isolation_and_retry (Fixture *fixture, gconstpointer data)
{
  serve (fixture, "refusal@2x1", 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 5);
  g_assert_cmpint (row (fixture, "u2")->shown, ==, BOOKGEN_SHOWN_STOPPED);
  g_assert_cmpint (row (fixture, "u2")->step, ==, BOOKGEN_STEP_RETRY);
  g_assert_cmpstr (row (fixture, "u2")->reason, !=, "");
  bookgen_run_retry (fixture->run, "u2");
  g_main_loop_run (fixture->scratch.loop);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (requests_of (fixture, "1"), ==, 1);
}

/* What passes by itself is tried again by itself. */
static void
test_tries_again (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[] = { "429@1", "500@3", "503@2", "garbage@4", "error-in-stream@5", "reset@6" };
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      if (i > 0)
        begin_anew (fixture, 6);
      g_test_message ("%s", faults[i]);
      serve (fixture, faults[i], 0);
      plan_run (fixture, FALSE);
      run_to_end (fixture);
      g_assert_cmpuint (totals (fixture).done, ==, 6);
      g_assert_cmpuint (stat (fixture, "requests"), ==, 7);
    }
}

/* A cut text is gone on from, and equals one that was never cut, byte for byte. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[] = { "cut@1", "silent-cut@1", "stall@1", "mid-sentence@1" };
  g_autofree char *whole = NULL;
  for (guint i = 0; i <= G_N_ELEMENTS (faults); i++)
    {
      if (i > 0)
        begin_anew (fixture, 1);
      bookgen_client_set_timeouts (fixture->client, 30, i > 0 && g_str_has_prefix (faults[i - 1], "stall") ? 1 : 30);
      serve (fixture, i > 0 ? faults[i - 1] : NULL, 0);
      plan_run (fixture, FALSE);
      run_to_end (fixture);
      g_assert_cmpuint (totals (fixture).done, ==, 1);
      g_autofree char *text = dup_text (fixture, "u1");
      if (i > 0)
        g_assert_cmpuint (stat (fixture, "requests"), ==, 2);
      if (whole == NULL)
        whole = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, whole);
    }
}

static void
test_no_credit (Fixture *fixture, gconstpointer data)
{
  serve (fixture, "quota", 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_autofree char *why = bookgen_run_dup_halt_text (fixture->run);
  g_assert_cmpint (bookgen_run_get_halt (fixture->run)->kind, ==, BOOKGEN_FAILURE_QUOTA);
  g_assert_nonnull (why);
  g_assert_cmpuint (stat (fixture, "requests"), <=, 3);
}

/* Stopped in the middle, closed, opened, gone on: nothing that was done is asked for again, and the text is the same. */
static void
test_stop_and_resume (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 300);
  plan_run (fixture, FALSE);
  g_timeout_add (1300, stop_now, fixture);
  run_to_end (fixture);
  guint done = totals (fixture).done;
  g_assert_cmpuint (done, <, 6);
  reopen (fixture);
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 6 - done);
  g_autofree char *resumed = dup_text (fixture, "u1");

  begin_anew (fixture, 6);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_autofree char *whole = dup_text (fixture, "u1");
  g_assert_cmpstr (resumed, ==, whole);
}

/* Placeholders are written as if the chapters were empty. */
static void
test_rehearsed_then_real (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 0);
  plan_run (fixture, TRUE);
  run_to_end (fixture);
  g_assert_true (bookgen_revision_get (bookgen_book_get_current (fixture->scratch.book, "u1"))->rehearsal);
  plan_run (fixture, FALSE);
  g_assert_cmpuint (totals (fixture).done, ==, 0);
  run_to_end (fixture);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 12);
  g_assert_false (bookgen_revision_get (bookgen_book_get_current (fixture->scratch.book, "u1"))->rehearsal);
  plan_run (fixture, TRUE);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  fixture->settings->rehearse_again = TRUE;
  plan_run (fixture, TRUE);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
}

/* Placeholders are written again where that was asked for. */
static void
test_rehearsed_again (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 0);
  plan_run (fixture, TRUE);
  run_to_end (fixture);
  plan_run (fixture, TRUE);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  fixture->settings->rehearse_again = TRUE;
  plan_run (fixture, TRUE);
  g_assert_cmpuint (totals (fixture).done, ==, 0);
  run_to_end (fixture);
  g_assert_cmpuint (stat (fixture, "requests"), ==, 12);
}

static gboolean
stop_and_start (gpointer user_data)
{
  Fixture *fixture = user_data;
  bookgen_run_stop (fixture->run);
  bookgen_run_start (fixture->run);
  g_assert_cmpint (bookgen_run_get_state (fixture->run), ==, BOOKGEN_RUN_STOPPING);
  return G_SOURCE_REMOVE;
}

/* What was just being stopped is written all the same. */
static void
test_start_while_stopping (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 400);
  plan_run (fixture, FALSE);
  g_timeout_add (200, stop_and_start, fixture);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
}

static void
wait_for_state (Fixture *fixture, BookgenRunState state)
{
  gulong id = g_signal_connect_swapped (fixture->run, "notify::state", G_CALLBACK (g_main_loop_quit), fixture->scratch.loop);
  while (bookgen_run_get_state (fixture->run) != state)
    g_main_loop_run (fixture->scratch.loop);
  g_signal_handler_disconnect (fixture->run, id);
}

/* One that is asked for while all the others wait is written, and then nothing moves any more. */
static void
test_retry_in_a_pause (Fixture *fixture, gconstpointer data)
{
  fixture->settings->at_once = 1;
  serve (fixture, NULL, 2000);
  plan_run (fixture, FALSE);
  bookgen_run_start (fixture->run);
  bookgen_run_cancel (fixture->run, "u6");
  bookgen_run_pause (fixture->run);
  wait_for_state (fixture, BOOKGEN_RUN_PAUSED);
  bookgen_run_retry (fixture->run, "u6");
  wait_for_state (fixture, BOOKGEN_RUN_PAUSING);
  wait_for_state (fixture, BOOKGEN_RUN_PAUSED);
  g_assert_cmpint (row (fixture, "u6")->shown, ==, BOOKGEN_SHOWN_DONE);
  g_assert_cmpuint (totals (fixture).done, ==, 2);
  gint64 elapsed_ms = totals (fixture).elapsed_ms;
  g_usleep (5000);
  g_assert_cmpint (totals (fixture).elapsed_ms, ==, elapsed_ms);
}

/* A text that is done is written once more when it is to be mended, and only that one. */
static void
test_mended (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  gint64 before = bookgen_revision_get (bookgen_book_get_current (fixture->scratch.book, "u2"))->id;
  g_assert_false (bookgen_run_mend (fixture->run, "nobody", "Mend it."));
  g_assert_true (bookgen_run_mend (fixture->run, "u2", "Mend it."));
  wait_for_state (fixture, BOOKGEN_RUN_ENDED);
  g_assert_cmpuint (requests_of (fixture, "2"), ==, 2);
  g_assert_cmpuint (requests_of (fixture, "3"), ==, 1);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (fixture->scratch.book, "u2"))->id, >, before);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
}

/* A stage in order, added by JSON alone, in a file of the author's. */
static void
test_stage_by_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pipeline = g_build_filename (fixture->scratch.folder, "joined.json", NULL);
  g_file_set_contents (pipeline,
                       "{\"id\":\"joined\",\"stages\":["
                       "{\"id\":\"draft\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\",\"units\":[\"chapter\"],"
                       "\"prompt\":\"draft\"},"
                       "{\"id\":\"polish\",\"does\":\"write\",\"makes\":\"text\",\"for_each\":\"unit\",\"units\":[\"chapter\"],"
                       "\"needs\":[\"draft\"],\"in_order\":true,\"prompt\":\"draft\",\"on_failure\":\"pause\"}]}",
                       -1, &error);
  g_assert_no_error (error);
  g_free (fixture->settings->pipeline);
  fixture->settings->pipeline = g_steal_pointer (&pipeline);
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *chapter = g_strdup_printf ("%u", i);
      g_assert_cmpuint (requests_of (fixture, chapter), ==, 2);
    }
  g_assert_cmpstr (bookgen_revision_get (bookgen_book_get_current (fixture->scratch.book, "u1"))->stage, ==, "polish");
}

/* A chapter that the author wrote is not the model's to write. */
static void
test_own_text (Fixture *fixture, gconstpointer data)
{
  scratch_book_write (&fixture->scratch, "u2", "My own words.");
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  g_autofree char *text = dup_text (fixture, "u2");
  g_assert_cmpstr (text, ==, "My own words.");
  g_assert_cmpuint (requests_of (fixture, "2"), ==, 0);
  g_assert_cmpuint (totals (fixture).done, ==, 6);
}

static gboolean
remove_third (gpointer user_data)
{
  Fixture *fixture = user_data;
  BookgenOutline *outline = bookgen_book_get_outline (fixture->scratch.book);
  bookgen_outline_remove (outline, bookgen_outline_find (outline, "u3"));
  return G_SOURCE_REMOVE;
}

static void
test_removed_unit (Fixture *fixture, gconstpointer data)
{
  serve (fixture, NULL, 400);
  plan_run (fixture, FALSE);
  g_timeout_add (200, remove_third, fixture);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 5);
  g_assert_null (bookgen_run_get_progress (fixture->run, "u3"));
}

static gboolean
add_first (gpointer user_data)
{
  Fixture *fixture = user_data;
  BookgenOutline *outline = bookgen_book_get_outline (fixture->scratch.book);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "A late thought");
  return G_SOURCE_REMOVE;
}

static void
count_items (GListModel *run, guint position, guint removed, guint added, guint *told)
{
  *told += added;
  g_assert_cmpuint (position + removed + added, ==, 1);
}

/* A chapter that comes while a run of all goes on is written too, and what runs under another index goes on. */
static void
test_added_unit (Fixture *fixture, gconstpointer data)
{
  guint told = 0;
  serve (fixture, NULL, 400);
  plan_run (fixture, FALSE);
  g_signal_connect (fixture->run, "items-changed", G_CALLBACK (count_items), &told);
  g_timeout_add (200, add_first, fixture);
  run_to_end (fixture);
  g_assert_cmpuint (totals (fixture).done, ==, 7);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->run)), ==, 7);
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpint (row (fixture, "u7")->shown, ==, BOOKGEN_SHOWN_DONE);
  g_assert_cmpuint (row (fixture, "u1")->attempts, ==, 1);
  g_assert_cmpuint (row (fixture, "u6")->attempts, ==, 1);
}

static void
test_key_is_nowhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;
  serve (fixture, NULL, 0);
  plan_run (fixture, FALSE);
  run_to_end (fixture);
  drop_run (fixture);
  scratch_book_close (&fixture->scratch);
  g_assert_true (g_file_get_contents (fixture->scratch.path, &contents, &length, NULL));
  g_assert_null (g_strstr_len (contents, length, "sk-secret"));
  scratch_book_open (&fixture->scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, chapters, function)                                                                                        \
  g_test_add ("/run/" name, Fixture, GUINT_TO_POINTER (chapters), set_up, function, tear_down)
  ADD ("at-the-same-time", 6, test_at_the_same_time);
  ADD ("one-after-another", 6, test_one_after_another);
  ADD ("with-plan", 6, test_with_plan);
  ADD ("plan-of-an-earlier-run", 6, test_plan_of_an_earlier_run);
  ADD ("complete-is-kept", 6, test_complete_is_kept);
  ADD ("live-text", 2, test_live_text);
  ADD ("isolation-and-retry", 6, test_isolation_and_retry);
  ADD ("tries-again", 6, test_tries_again);
  ADD ("goes-on", 1, test_goes_on);
  ADD ("other-length", 6, test_other_length);
  ADD ("without-end", 1, test_without_end);
  ADD ("without-end-later", 1, test_without_end_later);
  ADD ("no-credit", 6, test_no_credit);
  ADD ("stop-and-resume", 6, test_stop_and_resume);
  ADD ("rehearsed-then-real", 6, test_rehearsed_then_real);
  ADD ("rehearsed-again", 6, test_rehearsed_again);
  ADD ("start-while-stopping", 6, test_start_while_stopping);
  ADD ("retry-in-a-pause", 6, test_retry_in_a_pause);
  ADD ("mended", 6, test_mended);
  ADD ("stage-by-json", 6, test_stage_by_json);
  ADD ("own-text", 6, test_own_text);
  ADD ("removed-unit", 6, test_removed_unit);
  ADD ("added-unit", 6, test_added_unit);
  ADD ("key-is-nowhere", 6, test_key_is_nowhere);
#undef ADD
  return g_test_run ();
}
