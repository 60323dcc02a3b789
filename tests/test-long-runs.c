/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs whose texts and plans take more than one answer, and what is handed from one text to the next. */
#include "bookgen-run.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "bookgen-made-from.h"
#include "bookgen-plan.h"
#include "bookgen-rehearsal.h"
#include "bookgen-rehearsal-text.h"
#include "pipelines.h"
#include "scratch-book.h"

typedef struct {
  ScratchBook scratch;
  BookgenClient *client;
  BookgenRehearsal *server;
  BookgenRun *run;
  BookgenRunSettings *settings;
} Fixture;

static void
run_ended (BookgenRun *run, Fixture *fixture)
{
  g_main_loop_quit (fixture->scratch.loop);
}

/* N chapters of WORDS words. */
static void
set_up (Fixture *fixture, guint n, guint words)
{
  g_autoptr (BookgenOutline) outline = outline_of_chapters (n, words);
  scratch_book_set_up (&fixture->scratch, outline);
  fixture->client = bookgen_client_new ();
  fixture->settings = bookgen_run_settings_new ();
  fixture->settings->default_words = words;
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->run);
  scratch_book_tear_down (&fixture->scratch);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->server);
  bookgen_run_settings_free (fixture->settings);
}

static void
serve (Fixture *fixture, const char *const *faults)
{
  g_autoptr (GError) error = NULL;
  BookgenRehearsalOptions options = { .first_token_ms = 1, .faults = faults };
  g_clear_object (&fixture->server);
  fixture->server = bookgen_rehearsal_new (&options, &error);
  g_assert_no_error (error);
}

static void
prepare (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (
      "test", bookgen_rehearsal_get_base_url (fixture->server), BOOKGEN_DIALECT_OPENAI, "rehearsal", &error);
  g_assert_no_error (error);
  if (fixture->settings->rehearsal)
    bookgen_endpoint_mark_rehearsal (endpoint);
  g_clear_object (&fixture->run);
  fixture->run = bookgen_run_new (fixture->scratch.book, fixture->client, endpoint, "k", fixture->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->run, "ended", G_CALLBACK (run_ended), fixture);
}

static void
run (Fixture *fixture)
{
  prepare (fixture);
  bookgen_run_start (fixture->run);
  g_main_loop_run (fixture->scratch.loop);
}

static guint
requests_of (Fixture *fixture, const char *chapter)
{
  g_autofree char *json = bookgen_rehearsal_dup_stats (fixture->server);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *all = json_node_get_object (node);
  if (chapter == NULL)
    return json_object_get_int_member (all, "requests");
  return json_object_get_int_member_with_default (json_object_get_object_member (all, "requests_per_chapter"), chapter, 0);
}

static guint
count_done (Fixture *fixture)
{
  BookgenTotals totals;
  bookgen_run_get_totals (fixture->run, &totals);
  return totals.done;
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = user_data;
  fixture->scratch.result = G_OBJECT (bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (fixture->scratch.loop);
}

/* The newest revision of a unit at STAGE, with its text. New reference. */
static BookgenRevision *
load (Fixture *fixture, const char *unit_id, const char *stage)
{
  BookgenRevision *newest = bookgen_book_get_newest (fixture->scratch.book, unit_id, stage);
  g_assert_nonnull (newest);
  bookgen_book_load_revision_async (fixture->scratch.book, bookgen_revision_get (newest)->id, NULL, loaded, fixture);
  g_main_loop_run (fixture->scratch.loop);
  return BOOKGEN_REVISION (g_steal_pointer (&fixture->scratch.result));
}

/* A model that stops politely at 900 words writes 6,000 all the same, in turns, and each goes on exactly where the one before
 * ended. */
static void
test_stops_politely (void)
{
  static const char *const faults[] = { "polite", NULL };
  Fixture fixture = { 0 };
  set_up (&fixture, 1, 6000);
  fixture.settings->context = FALSE;
  serve (&fixture, faults);
  run (&fixture);
  g_assert_cmpuint (count_done (&fixture), ==, 1);
  g_autoptr (BookgenRevision) text = load (&fixture, "u1", "draft");
  const BookgenRevisionData *data = bookgen_revision_get (text);
  g_autofree char *whole = bookgen_rehearsal_text_make (1, "Chapter 1", 6000);
  g_test_message ("6,000 words asked: %u in %u turns", data->words, requests_of (&fixture, "1"));
  g_assert_cmpuint (data->words, >=, 6000 * 85 / 100);
  g_assert_cmpuint (data->words, <=, 6000 * 115 / 100);
  g_assert_cmpuint (requests_of (&fixture, "1"), ==, 7);
  g_assert_true (strncmp (data->text, whole, strlen (data->text) - 1) == 0);
  g_assert_nonnull (strstr (data->made_from, "\"turns\":7"));
  tear_down (&fixture);
}

/* A turn that is cut off is gone on from, and the next one comes after it: the same text as without. */
static void
test_cut_turn (void)
{
  static const char *const polite[] = { "polite", NULL };
  static const char *const cut[] = { "polite@1x2", "cut@1", "polite@1x1", "silent-cut@1", "polite", NULL };
  const char *const *both[] = { polite, cut };
  g_autofree char *first = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      Fixture fixture = { 0 };
      set_up (&fixture, 1, 4000);
      fixture.settings->context = FALSE;
      serve (&fixture, both[i]);
      run (&fixture);
      g_autoptr (BookgenRevision) text = load (&fixture, "u1", "draft");
      g_autofree char *whole = bookgen_rehearsal_text_make (1, "Chapter 1", 4000);
      const char *written = bookgen_revision_get (text)->text;
      g_assert_cmpuint (count_done (&fixture), ==, 1);
      g_assert_true (strncmp (written, whole, strlen (written) - 1) == 0);
      g_assert_cmpuint (bookgen_revision_get (text)->words, >=, 3400);
      tear_down (&fixture);
    }
}

/* What a model delivers in one reply is remembered: the next chapter is asked for in such turns from the start. */
static void
test_is_learnt (void)
{
  static const char *const faults[] = { "polite", NULL };
  Fixture fixture = { 0 };
  set_up (&fixture, 2, 1500);
  fixture.settings->context = FALSE;
  fixture.settings->at_once = 1;
  serve (&fixture, faults);
  run (&fixture);
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (
      "test", bookgen_rehearsal_get_base_url (fixture.server), BOOKGEN_DIALECT_OPENAI, "rehearsal", NULL);
  guint words = bookgen_client_get_reply_words (fixture.client, endpoint);
  g_assert_cmpuint (words, >=, 600);
  g_assert_cmpuint (words, <=, 900);
  g_assert_cmpuint (requests_of (&fixture, "1"), ==, 2);
  g_assert_cmpuint (requests_of (&fixture, "2"), ==, 2);
  tear_down (&fixture);
}

/* The plan of a long book is made in several requests, and every chapter is in it. */
static void
test_long_plan (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 100, 40);
  fixture.settings->at_once = 20;
  serve (&fixture, NULL);
  run (&fixture);
  guint of_plan = requests_of (&fixture, NULL) - 100;
  g_assert_cmpuint (count_done (&fixture), ==, 100);
  g_assert_cmpuint (of_plan, >=, 3);
  g_assert_cmpuint (of_plan, <=, 5);
  g_autoptr (BookgenRevision) revision = load (&fixture, "", "plan");
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  g_assert_cmpuint (plan->chapters->len, ==, 100);
  g_assert_null (bookgen_revision_get (revision)->findings);
  g_assert_cmpstr (plan->voice, ==, "Plain, in the past tense.");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i + 1);
      g_assert_cmpstr (((BookgenPlanChapter *) plan->chapters->pdata[i])->unit_id, ==, id);
    }
  tear_down (&fixture);
}

static void
assert_entry (BookgenPlan *plan, const char *part, const char *expected)
{
  g_autofree char *text = bookgen_plan_dup_part (plan, part);
  g_assert_cmpstr (text, ==, expected);
}

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = user_data;
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (fixture->scratch.loop);
}

/* The author says how chapter 2 opens. */
static void
edit_plan (Fixture *fixture)
{
  g_autoptr (BookgenRevision) made = load (fixture, "", "plan");
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (bookgen_revision_get (made)->text);
  g_autoptr (BookgenPlan) edited = bookgen_plan_set_part (plan, "u2.opens", "with a bell");
  g_autoptr (BookgenRevision) revision = bookgen_plan_make_revision (edited, "plan", BOOKGEN_ORIGIN_ME);
  bookgen_book_add_revision_async (fixture->scratch.book, revision, FALSE, NULL, added, fixture);
  g_main_loop_run (fixture->scratch.loop);
}

/* Chapters that come after the plan get their entries before they are written; of the rest of it nothing is asked again or
 * changed. */
static void
test_added_chapters (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 3, 40);
  serve (&fixture, NULL);
  run (&fixture);
  edit_plan (&fixture);
  g_autoptr (BookgenRevision) first = load (&fixture, "", "plan");
  BookgenOutline *outline = bookgen_book_get_outline (fixture.scratch.book);
  g_autofree char *one = g_strdup (bookgen_unit_get_id (bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "Tides")));
  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "Winds");
  serve (&fixture, NULL);
  run (&fixture);
  g_autoptr (BookgenRevision) second = load (&fixture, "", "plan");
  g_autoptr (BookgenPlan) before = bookgen_plan_from_text (bookgen_revision_get (first)->text);
  g_autoptr (BookgenPlan) after = bookgen_plan_from_text (bookgen_revision_get (second)->text);
  g_autofree char *digest = bookgen_plan_digest (before, "u3.summary");
  g_autofree char *same = bookgen_plan_digest (after, "u3.summary");
  g_assert_cmpuint (requests_of (&fixture, NULL), ==, 1 + 2);
  g_assert_cmpuint (after->chapters->len, ==, 5);
  g_assert_cmpstr (((BookgenPlanChapter *) after->chapters->pdata[1])->unit_id, ==, one);
  assert_entry (after, "u2.opens", "with a bell");
  assert_entry (after, "premise", before->premise);
  g_assert_cmpstr (same, ==, digest);
  serve (&fixture, NULL);
  run (&fixture);
  g_assert_cmpuint (requests_of (&fixture, NULL), ==, 0);
  tear_down (&fixture);
}

/* Before anything is written, what the plan lacks is made, and read, too. */
static void
test_unfinished_plan (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 3, 40);
  fixture.settings->stop_after_plan = TRUE;
  fixture.settings->at_once = 20;
  serve (&fixture, NULL);
  run (&fixture);
  for (guint i = 0; i < 45; i++)
    {
      g_autofree char *title = g_strdup_printf ("More %u", i);
      bookgen_outline_add (bookgen_book_get_outline (fixture.scratch.book), NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
    }
  run (&fixture);
  g_assert_cmpuint (requests_of (&fixture, NULL), ==, 1 + 2);
  g_assert_cmpuint (count_done (&fixture), ==, 0);
  run (&fixture);
  g_assert_cmpuint (requests_of (&fixture, NULL), ==, 1 + 2 + 48);
  g_assert_cmpuint (count_done (&fixture), ==, 48);
  tear_down (&fixture);
}

/* A passage that was chosen before there was a plan is its voice, whatever the model says, in every part of it. */
static void
test_kept_voice (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 45, 40);
  fixture.settings->plan_only = TRUE;
  bookgen_book_set_setting (fixture.scratch.book, "style", "{\"sample\": \"The tide turned.\"}");
  serve (&fixture, NULL);
  run (&fixture);
  g_autoptr (BookgenRevision) revision = load (&fixture, "", "plan");
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  g_assert_cmpuint (plan->chapters->len, ==, 45);
  assert_entry (plan, "sample", "The tide turned.");
  assert_entry (plan, "voice", "Plain, in the past tense.");
  tear_down (&fixture);
}

/* A rehearsal of chapters that came later leaves the real plan what counts. */
static void
test_rehearsed_after_plan (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 2, 40);
  fixture.settings->plan_only = TRUE;
  serve (&fixture, NULL);
  run (&fixture);
  edit_plan (&fixture);
  fixture.settings->plan_only = FALSE;
  bookgen_outline_add (bookgen_book_get_outline (fixture.scratch.book), NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "Winds");
  fixture.settings->rehearsal = TRUE;
  run (&fixture);
  fixture.settings->rehearsal = FALSE;
  g_autoptr (BookgenRevision) revision = load (&fixture, "", "plan");
  g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  g_assert_false (bookgen_revision_get (revision)->rehearsal);
  assert_entry (plan, "u2.opens", "with a bell");
  tear_down (&fixture);
}

/* A plan that leaves a chapter out is mended once; if it is left out again, the plan is taken as it is, and says so. */
static void
test_mended_plan (void)
{
  static const char *const once[] = { "gap", NULL };
  static const char *const always[] = { "gapx9", NULL };
  const char *const *both[] = { once, always };
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      Fixture fixture = { 0 };
      set_up (&fixture, 4, 40);
      serve (&fixture, both[i]);
      fixture.settings->plan_only = TRUE;
      run (&fixture);
      g_autoptr (BookgenRevision) revision = load (&fixture, "", "plan");
      g_autoptr (BookgenPlan) plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
      g_assert_cmpuint (requests_of (&fixture, NULL), ==, 2);
      g_assert_cmpuint (plan->chapters->len, ==, 4);
      g_assert_null (bookgen_revision_get (revision)->findings);
      tear_down (&fixture);
    }
}

static char *
dup_told (Fixture *fixture, const char *unit_id, const char *stage)
{
  g_autoptr (BookgenRevision) revision = load (fixture, unit_id, stage);
  return bookgen_made_from_dup_told (bookgen_revision_get (revision)->made_from);
}

/* In order, each text is told what the one before handed on, and the lines that said so are in no text. */
static void
test_carried_over (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 3, 220);
  fixture.settings->mode = BOOKGEN_MODE_SEQUENTIAL;
  serve (&fixture, NULL);
  run (&fixture);
  g_autofree char *first = dup_told (&fixture, "u1", "draft");
  g_autofree char *third = dup_told (&fixture, "u3", "draft");
  g_autoptr (BookgenRevision) second = load (&fixture, "u2", "draft");
  g_autofree char *handed_on = bookgen_made_from_dup_hands_on (bookgen_revision_get (second)->made_from);
  g_assert_null (first);
  g_assert_cmpstr (third, ==, handed_on);
  g_assert_nonnull (strstr (third, "Points made: what “Chapter 2” has made clear"));
  g_assert_null (strstr (bookgen_revision_get (second)->text, "CARRIED"));
  tear_down (&fixture);
}

/* Joining works from the draft, and knows what was carried over; a chapter by the author hands on its end. */
static void
test_joined (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 3, 220);
  scratch_book_write (&fixture.scratch, "u1", "One.\n\nThe author's own end.\n");
  fixture.settings->mode = BOOKGEN_MODE_HYBRID;
  serve (&fixture, NULL);
  run (&fixture);
  g_autofree char *told = dup_told (&fixture, "u2", "join");
  g_autoptr (BookgenRevision) draft = load (&fixture, "u2", "draft");
  g_autoptr (BookgenRevision) joined = load (&fixture, "u2", "join");
  g_autofree char *texts = g_strdup_printf (",%" G_GINT64_FORMAT "]", bookgen_revision_get (draft)->id);
  g_assert_nonnull (strstr (told, "It ended with these words: The author's own end."));
  g_assert_nonnull (strstr (bookgen_revision_get (joined)->made_from, texts));
  g_assert_true (bookgen_book_get_current (fixture.scratch.book, "u2") != NULL);
  tear_down (&fixture);
}

/* Joining that was left goes on from one chapter; what stands before it stays as it was drafted. */
static void
test_joining_goes_on (void)
{
  Fixture fixture = { 0 };
  set_up (&fixture, 3, 60);
  serve (&fixture, NULL);
  run (&fixture);
  fixture.settings->mode = BOOKGEN_MODE_HYBRID;
  prepare (&fixture);
  bookgen_run_stop_stage (fixture.run, "join");
  bookgen_run_start (fixture.run);
  g_main_loop_run (fixture.scratch.loop);
  g_assert_null (bookgen_book_get_newest (fixture.scratch.book, "u1", "join"));
  bookgen_run_resume_stage (fixture.run, "join", "u2");
  g_main_loop_run (fixture.scratch.loop);
  g_assert_null (bookgen_book_get_newest (fixture.scratch.book, "u1", "join"));
  g_assert_nonnull (bookgen_book_get_newest (fixture.scratch.book, "u2", "join"));
  g_assert_nonnull (bookgen_book_get_newest (fixture.scratch.book, "u3", "join"));
  g_assert_cmpuint (count_done (&fixture), ==, 3);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/long-runs/stops-politely", test_stops_politely);
  g_test_add_func ("/long-runs/joining-goes-on", test_joining_goes_on);
  g_test_add_func ("/long-runs/cut-turn", test_cut_turn);
  g_test_add_func ("/long-runs/is-learnt", test_is_learnt);
  g_test_add_func ("/long-runs/long-plan", test_long_plan);
  g_test_add_func ("/long-runs/added-chapters", test_added_chapters);
  g_test_add_func ("/long-runs/unfinished-plan", test_unfinished_plan);
  g_test_add_func ("/long-runs/kept-voice", test_kept_voice);
  g_test_add_func ("/long-runs/rehearsed-after-plan", test_rehearsed_after_plan);
  g_test_add_func ("/long-runs/mended-plan", test_mended_plan);
  g_test_add_func ("/long-runs/carried-over", test_carried_over);
  g_test_add_func ("/long-runs/joined", test_joined);
  return g_test_run ();
}
