/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-partial.h"

#include <string.h>

#define S BOOKGEN_PARTIAL_SEAM
#define T BOOKGEN_PARTIAL_TURN
#define MARK "[[CARRIED OVER]]"

static void
test_join (void)
{
  static const struct {
    const char *partial, *text;
  } cases[] = {
    { "", "" },
    { "The tide", "The tide" },
    /* A word that was cut comes again whole. */
    { "The tide comes in ev" S "every day.", "The tide comes in every day." },
    { "The tide. " S "It ebbs.", "The tide. It ebbs." },
    { "One.\n\n" S "## Two", "One.\n\n## Two" },
    { "a b c" S "c d e" S "e f", "a b c d e f" },
    /* What is said again goes. */
    { "The harbour lies open to the north, and so " S "The harbour lies open to the north, and so the waves come in.",
      "The harbour lies open to the north, and so the waves come in." },
    /* Without blanks nothing is cut off. */
    { "潮が満ちると、港の水は静かに上がっていく。船は岸壁に寄り、人々は網を引く準備を始める。朝の光が" S "水面に広がる。",
      "潮が満ちると、港の水は静かに上がっていく。船は岸壁に寄り、人々は網を引く準備を始める。朝の光が水面に広がる。" },
    { S "From the beginning.", "From the beginning." },
    { "a b c d" BOOKGEN_PARTIAL_TAKEN_UP S "d e." S, "a b c d e." },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bookgen_partial_join (cases[i].partial, NULL);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Wherever a text is cut, and however often, what goes on exactly gives the same text. */
static void
test_every_cut (void)
{
  const char *whole = "At low water the flats lie bare for two miles. Nobody who has seen them forgets the light.\n\n"
                      "## What the pilots knew\n\n- the bar\n- the *second* channel\n\nThey kept it to themselves.";
  gsize length = strlen (whole);
  for (gsize first = 1; first < length; first++)
    for (gsize more = 1; first + more < length; more += 7)
      {
        g_autofree char *kept = g_strndup (whole, first);
        bookgen_partial_trim (kept);
        g_autofree char *next = g_strndup (whole + strlen (kept), more);
        g_autofree char *cut = g_strndup (whole, first);
        g_autofree char *twice = g_strconcat (cut, S, next, NULL);
        g_autofree char *joined = bookgen_partial_join (twice, NULL);
        bookgen_partial_trim (joined);
        g_autofree char *thrice = g_strconcat (twice, S, whole + strlen (joined), NULL);
        g_autofree char *text = bookgen_partial_join (thrice, NULL);
        g_assert_cmpstr (text, ==, whole);
      }
}

/* What is complete says so, and the mark is no part of the text. */
static void
test_complete (void)
{
  g_autofree char *text = bookgen_partial_join ("One. " S "Two." BOOKGEN_PARTIAL_END, NULL);
  g_assert_cmpstr (text, ==, "One. Two.");
  g_assert_true (bookgen_partial_is_complete ("Two." BOOKGEN_PARTIAL_END));
  g_assert_false (bookgen_partial_is_complete ("Two."));
  g_assert_false (bookgen_partial_is_complete (""));
  g_assert_false (bookgen_partial_is_complete ("Two" BOOKGEN_PARTIAL_TAKEN_UP));
  g_assert_true (bookgen_partial_is_taken_up ("Two" BOOKGEN_PARTIAL_TAKEN_UP S "three." BOOKGEN_PARTIAL_END));
  g_assert_false (bookgen_partial_is_taken_up ("One" S "Two." BOOKGEN_PARTIAL_END));
}

/* Turns of a long text: what each carries over is no part of it, and the last one counts. */
static void
test_turns (void)
{
  static const struct {
    const char *partial, *text, *said;
    guint turns;
  } cases[] = {
    { "", "", NULL, 1 },
    { "One." T, "One.", NULL, 2 },
    { "One." T "\n\n## Two\n\nThree", "One.\n\n## Two\n\nThree", NULL, 2 },
    { "One." T "Two." T "All thr" S "three.", "One.\n\nTwo.\n\nAll three.", NULL, 3 },
    { "The tide came in and took the boats.\n" T "The tide came in and took the boats. Then it went.",
      "The tide came in and took the boats. Then it went.", NULL, 2 },
    { "One.\n" T "“Two,” he said.", "One.\n\n“Two,” he said.", NULL, 2 },
    { "One.\n\n" MARK "\nPoints: a\n" T "Two.\n" MARK "\nPoints: b", "One.\n\nTwo.", MARK "\nPoints: b", 2 },
    { "One.\n" MARK "\nPoints: a" T "Two.", "One.\n\nTwo.", MARK "\nPoints: a", 2 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = NULL;
      g_autofree char *text = bookgen_partial_join (cases[i].partial, &said);
      g_auto (GStrv) turns = bookgen_partial_split (cases[i].partial);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (said, ==, cases[i].said);
      g_assert_cmpuint (g_strv_length (turns), ==, cases[i].turns);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partial/join", test_join);
  g_test_add_func ("/partial/complete", test_complete);
  g_test_add_func ("/partial/turns", test_turns);
  g_test_add_func ("/partial/every-cut", test_every_cut);
  return g_test_run ();
}
