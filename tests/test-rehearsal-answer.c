/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-answer.h"

#include "bookgen-rehearsal-text.h"

#include <string.h>

#define ASK "Write it.\n\nChapter 4: The Ferry\nTarget: 600 words"
#define GO_ON "Go on from your last words."

static void
add (BookgenRehearsalRequest *request, BookgenRehearsalRole role, const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_string (node, text);
  bookgen_rehearsal_request_add (request, role, node);
}

static char *
answer (const char *ask, const char *said, const char *go_on)
{
  g_autoptr (BookgenRehearsalRequest) request = bookgen_rehearsal_request_new ();

  add (request, BOOKGEN_REHEARSAL_SYSTEM, "Chapter 9: Not this one\nTarget: 1 words");
  add (request, BOOKGEN_REHEARSAL_USER, ask);
  if (said != NULL)
    {
      add (request, BOOKGEN_REHEARSAL_ASSISTANT, said);
      add (request, BOOKGEN_REHEARSAL_USER, go_on);
    }
  return bookgen_rehearsal_answer (request);
}

static void
test_chapter (void)
{
  g_autofree char *text = answer (ASK, NULL, NULL);
  g_autofree char *expected = bookgen_rehearsal_text_make (4, "The Ferry", 600);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_goes_on_from_every_character (void)
{
  g_autofree char *text = answer (ASK, NULL, NULL);

  for (const char *at = g_utf8_next_char (text); *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *said = g_strndup (text, at - text);
      g_autofree char *rest = answer (ASK, said, GO_ON);

      g_assert_cmpstr (rest, ==, at);
    }
}

static void
test_goes_on_over_many_cuts (void)
{
  g_autofree char *text = answer (ASK, NULL, NULL);
  g_autoptr (GString) joined = g_string_new (NULL);

  while (joined->len < strlen (text))
    {
      g_autofree char *rest = answer (ASK, joined->len > 0 ? joined->str : NULL, GO_ON);
      glong cut = g_test_rand_int_range (1, 700);
      glong chars = MIN (cut, g_utf8_strlen (rest, -1));

      g_string_append_len (joined, rest, g_utf8_offset_to_pointer (rest, chars) - rest);
    }
  g_assert_cmpstr (joined->str, ==, text);
}

/* The joined turns of earlier continuations are one beginning. */
static void
test_goes_on_after_two_turns (void)
{
  g_autoptr (BookgenRehearsalRequest) request = bookgen_rehearsal_request_new ();
  g_autofree char *text = answer (ASK, NULL, NULL);
  g_autofree char *first = g_strndup (text, 500);
  g_autofree char *second = g_strndup (text + 500, 300);
  g_autofree char *rest = NULL;

  add (request, BOOKGEN_REHEARSAL_USER, ASK);
  add (request, BOOKGEN_REHEARSAL_ASSISTANT, first);
  add (request, BOOKGEN_REHEARSAL_USER, GO_ON);
  add (request, BOOKGEN_REHEARSAL_ASSISTANT, second);
  add (request, BOOKGEN_REHEARSAL_USER, GO_ON);
  rest = bookgen_rehearsal_answer (request);
  g_assert_cmpstr (rest, ==, text + 800);
}

static void
test_goes_on_after_a_tidied_beginning (void)
{
  g_autofree char *text = answer (ASK, NULL, NULL);
  g_autofree char *cut = g_strndup (text, 900);
  g_autofree char *tidied = g_strconcat ("Other first line.\n\n", strstr (cut, "\n\n") + 2, NULL);
  g_autofree char *rest = answer (ASK, tidied, GO_ON);

  g_assert_cmpstr (rest, ==, text + 900);
}

static void
test_nothing_left_is_a_line_feed (void)
{
  g_autofree char *text = answer (ASK, NULL, NULL);
  g_autofree char *rest = answer (ASK, text, GO_ON);

  g_assert_cmpstr (rest, ==, "\n");
}

static void
test_last_lines_count (void)
{
  g_autofree char *text = answer ("Chapter 1: One\nTarget: 100 words\n" ASK, NULL, NULL);
  g_autofree char *windows = answer ("Chapter 4: The Ferry\r\nTarget: 600 words\r\n", NULL, NULL);
  g_autofree char *expected = bookgen_rehearsal_text_make (4, "The Ferry", 600);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (windows, ==, expected);
}

static void
test_plan_names_every_title (void)
{
  g_autofree char *plan = answer ("1. Beginnings\n   2. “Middles”\n3) \"Ends\"\n{\"premise\": …}\n\nPlan for 3 chapters\n", NULL, NULL);
  g_autofree char *more = answer ("41. Later\n\nPlan for 1 chapters\n", NULL, NULL);
  static const char *const titles[] = { "\"number\": 1, \"title\": \"Beginnings\"", "\"title\": \"“Middles”\"",
                                        "\"number\": 3, \"title\": \"'Ends'\"" };
  g_autoptr (JsonNode) whole = json_from_string (plan, NULL);
  g_autoptr (JsonNode) part = json_from_string (more, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_nonnull (strstr (plan, titles[i]));
  g_assert_nonnull (whole);
  g_assert_nonnull (part);
  g_assert_nonnull (strstr (plan, "Rehearsal plan"));
  g_assert_null (strstr (more, "Rehearsal plan"));
  g_assert_nonnull (strstr (more, "\"number\": 41"));
}

/* Who asks for it is told what is carried over, after the same text; and it can be gone on from anywhere. */
static void
test_carried_over (void)
{
  g_autofree char *plain = answer (ASK, NULL, NULL);
  g_autofree char *text = answer ("[[CARRIED OVER]]\n" ASK, NULL, NULL);
  g_autofree char *said = g_strndup (text, strlen (plain) + 20);
  g_autofree char *rest = answer ("[[CARRIED OVER]]\n" ASK, said, GO_ON);

  g_assert_true (g_str_has_prefix (text, plain));
  g_assert_true (g_str_has_prefix (text + strlen (plain), "\n\n[[CARRIED OVER]]\nPoints: "));
  g_assert_cmpstr (rest, ==, text + strlen (said));
}

/* Turns of a long text end with paragraphs, and are the same text in the end. */
static void
test_turns (void)
{
  g_autofree char *whole = answer ("Chapter 4: The Ferry\nTarget: 3000 words", NULL, NULL);
  g_autofree char *first = answer ("Part: 800 words\nChapter 4: The Ferry\nTarget: 3000 words", NULL, NULL);
  g_autofree char *second = answer ("Chapter 4: The Ferry\nTarget: 3000 words", first, "Go on.\nPart: 700 words");
  g_autofree char *cut = g_strndup (first, strlen (first) / 2);
  g_autofree char *rest = answer ("Part: 800 words\nChapter 4: The Ferry\nTarget: 3000 words", cut, GO_ON);
  g_autofree char *joined = g_strconcat (first, second, NULL);
  g_autofree char *again = g_strconcat (cut, rest, NULL);

  g_assert_true (g_str_has_prefix (whole, joined));
  g_assert_true (g_str_has_prefix (second, "\n\n"));
  g_assert_true (g_str_has_prefix (whole, again));
  g_assert_cmpuint (bookgen_rehearsal_text_count_words (first), <=, 800);
  g_assert_cmpuint (bookgen_rehearsal_text_count_words (first), >=, 600);
  g_assert_cmpuint (bookgen_rehearsal_text_count_words (second), <=, 700);
  g_assert_cmpuint (bookgen_rehearsal_text_count_words (again), >=, 600);
}

static JsonArray *
ask_for_pictures (const char *text, JsonNode **node)
{
  g_autofree char *ask = g_strdup_printf ("Chapter 4: The “Ferry”\n\nIts text:\n%s\n\nChoose at most one.\n{\"items\": […]}\n", text);
  g_autofree char *list = answer (ask, NULL, NULL);

  *node = json_from_string (list, NULL);
  g_assert_nonnull (*node);
  return json_object_get_array_member (json_node_get_object (*node), "items");
}

/* As many as the text can bear, each after a paragraph that is there. */
static void
test_pictures (void)
{
  static const struct { guint words, pictures; } cases[] = { { 100, 1 }, { 1300, 2 }, { 3100, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bookgen_rehearsal_text_make (4, "The Ferry", cases[i].words);
      g_autoptr (JsonNode) node = NULL;
      JsonArray *items = ask_for_pictures (text, &node);

      g_assert_cmpuint (json_array_get_length (items), ==, cases[i].pictures);
      for (guint k = 0; k < cases[i].pictures; k++)
        {
          JsonObject *item = json_array_get_object_element (items, k);
          const char *anchor = json_object_get_string_member (item, "anchor");

          g_assert_true (g_str_has_prefix (json_object_get_string_member (item, "draw"), "Chapter 4: The “Ferry”\n"));
          g_assert_cmpuint (strlen (anchor), >, 16);
          g_assert_nonnull (strstr (text, anchor));
        }
    }
}

static void
test_other_kinds (void)
{
  static const char *const asks[] = { "Hello", "Plan for many chapters", "Chapter: one", "" };

  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *text = answer (asks[i], NULL, NULL);

      g_assert_nonnull (strstr (text, "ehears"));
      g_assert_cmpuint (strlen (text), <, 200);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-answer/chapter", test_chapter);
  g_test_add_func ("/rehearsal-answer/goes-on-from-every-character", test_goes_on_from_every_character);
  g_test_add_func ("/rehearsal-answer/goes-on-over-many-cuts", test_goes_on_over_many_cuts);
  g_test_add_func ("/rehearsal-answer/goes-on-after-two-turns", test_goes_on_after_two_turns);
  g_test_add_func ("/rehearsal-answer/goes-on-after-a-tidied-beginning", test_goes_on_after_a_tidied_beginning);
  g_test_add_func ("/rehearsal-answer/nothing-left", test_nothing_left_is_a_line_feed);
  g_test_add_func ("/rehearsal-answer/last-lines-count", test_last_lines_count);
  g_test_add_func ("/rehearsal-answer/plan", test_plan_names_every_title);
  g_test_add_func ("/rehearsal-answer/carried-over", test_carried_over);
  g_test_add_func ("/rehearsal-answer/turns", test_turns);
  g_test_add_func ("/rehearsal-answer/pictures", test_pictures);
  g_test_add_func ("/rehearsal-answer/other-kinds", test_other_kinds);
  return g_test_run ();
}
