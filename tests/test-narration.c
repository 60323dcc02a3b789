/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-narration.h"

#include "bookgen-narration-sample.h"
#include "bookgen-spoken.h"
#include "pipelines.h"
#include "scratch-book.h"

static void
test_digest (void)
{
  g_autofree char *plain = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Low water.", -1);
  g_autofree char *first = bookgen_narration_digest ("Low water.", "alloy");
  g_autofree char *other = bookgen_narration_digest ("Low water.", "nova");
  g_autofree char *another = bookgen_narration_digest ("High water.", "nova");
  g_assert_cmpstr (first, ==, plain);
  g_assert_cmpstr (other, !=, first);
  g_assert_cmpstr (another, !=, other);
}

static void
test_voice (void)
{
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_assert_cmpstr (bookgen_narration_get_voice (settings), ==, "alloy");
  settings->voice = g_strdup ("");
  g_assert_cmpstr (bookgen_narration_get_voice (settings), ==, "alloy");
  g_free (settings->voice);
  settings->voice = g_strdup ("af_sky");
  g_autofree char *json = bookgen_run_settings_to_json (settings);
  g_autoptr (BookgenRunSettings) kept = bookgen_run_settings_from_json (json);
  g_assert_cmpstr (bookgen_narration_get_voice (kept), ==, "af_sky");
}

static void
test_sample_text (void)
{
  static const struct { const char *markdown, *text; } cases[] = {
    { "# The *harbour*\n\nIt was quiet.", "The harbour\n\nIt was quiet." },
    { "```c\nint x;\n```\n\n![a](b.png)\n\nWords.", "Words." },
    { "", NULL },
    { "![only a picture](x.png)", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bookgen_narration_sample_dup_text (cases[i].markdown);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* However long the chapter: whole sentences, as many as fit. */
static void
test_sample_is_short (void)
{
  g_autoptr (GString) chapter = g_string_new (NULL);
  for (guint i = 0; i < 1000; i++)
    g_string_append (chapter, "The tide came in again, and nobody on the quay looked up. ");
  g_autofree char *text = bookgen_narration_sample_dup_text (chapter->str);
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, BOOKGEN_NARRATION_SAMPLE_CHARS);
  g_assert_cmpint (g_utf8_strlen (text, -1), >, BOOKGEN_NARRATION_SAMPLE_CHARS / 2);
  g_assert_true (g_str_has_suffix (text, "looked up."));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
add_reading (ScratchBook *scratch, const char *unit_id, const char *text, const char *voice, gboolean rehearsal)
{
  g_autofree char *spoken = bookgen_spoken_from_markdown (text);
  g_autofree char *digest = bookgen_narration_digest (spoken, voice);
  g_autoptr (GBytes) bytes = g_bytes_new ("ID3", 3);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const BookgenMediaData data = { .unit_id = (char *) unit_id, .stage = (char *) "narrate", .item = 1,
                                  .media_type = (char *) "audio/mpeg", .made_from = digest, .model = (char *) "tts-1",
                                  .rehearsal = rehearsal, .bytes = bytes };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);
  bookgen_book_add_media_async (scratch->book, media, NULL, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (BookgenMedia) stored = bookgen_book_add_media_finish (scratch->book, result, &error);
  g_assert_no_error (error);
}

static void
assert_changed (ScratchBook *scratch, const char *voice, const char *model, gboolean rehearsal, const char *expected)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load ("nonfiction", NULL);
  g_autoptr (BookgenRunSettings) settings = bookgen_run_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (scratch->path, &error);
  g_assert_no_error (error);
  settings->voice = g_strdup (voice);
  settings->rehearsal = rehearsal;
  g_auto (GStrv) changed = bookgen_narration_find_changed (snapshot, pipeline, settings, model, &error);
  g_assert_no_error (error);
  g_autofree char *ids = g_strjoinv (" ", changed);
  g_assert_cmpstr (ids, ==, expected);
}

/* u1 and u2 are read as they are, u3 was edited since, u4 holds a placeholder, u5 is not read. */
static void
test_changed (void)
{
  ScratchBook scratch = { 0 };
  g_autoptr (BookgenOutline) outline = outline_of_chapters (5, 100);
  scratch_book_set_up (&scratch, outline);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *unit = g_strdup_printf ("u%u", i);
      scratch_book_write (&scratch, unit, "# A chapter\n\nIts *text*.");
    }
  add_reading (&scratch, "u1", "# A chapter\n\nIts *text*.", "alloy", FALSE);
  add_reading (&scratch, "u2", "# A chapter\n\nIts text.", "nova", FALSE);
  add_reading (&scratch, "u3", "# A chapter\n\nIts first text.", "alloy", FALSE);
  add_reading (&scratch, "u4", "# A chapter\n\nIts first text.", "alloy", TRUE);
  assert_changed (&scratch, NULL, NULL, FALSE, "u2 u3");
  assert_changed (&scratch, "nova", "tts-1", FALSE, "u1 u3");
  assert_changed (&scratch, NULL, "tts-1-hd", FALSE, "u1 u2 u3");
  assert_changed (&scratch, NULL, NULL, TRUE, "u2 u3 u4");
  scratch_book_tear_down (&scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/narration/digest", test_digest);
  g_test_add_func ("/run/narration/voice", test_voice);
  g_test_add_func ("/run/narration/sample-text", test_sample_text);
  g_test_add_func ("/run/narration/sample-is-short", test_sample_is_short);
  g_test_add_func ("/run/narration/changed", test_changed);
  return g_test_run ();
}
