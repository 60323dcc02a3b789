/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-pace.h"

static void
test_first_answer_counts_whole (void)
{
  BookgenPace pace = { 0 };

  bookgen_pace_add (&pace, &(BookgenAnswerFacts){ 400000, 10000000, 1200, 500, 1000, 500 });
  g_assert_cmpuint (pace.answers, ==, 1);
  g_assert_cmpfloat_with_epsilon (pace.first_token_ms, 400, 1e-6);
  g_assert_cmpfloat_with_epsilon (pace.tokens_per_second, 50, 1e-6);
  g_assert_cmpfloat_with_epsilon (pace.input_factor, 1.2, 1e-6);
  g_assert_cmpfloat_with_epsilon (pace.output_factor, 1.0, 1e-6);
}

/* A model that has become slower is known as such within some answers. */
static void
test_follows (void)
{
  BookgenPace pace = { 0 };

  for (guint i = 0; i < 100; i++)
    bookgen_pace_add (&pace, &(BookgenAnswerFacts){ 100000, 1000000, 100, 100, 100, 100 });
  for (guint i = 0; i < 60; i++)
    bookgen_pace_add (&pace, &(BookgenAnswerFacts){ 900000, 10000000, 200, 200, 100, 100 });
  g_assert_cmpfloat (pace.tokens_per_second, <, 26);
  g_assert_cmpfloat (pace.tokens_per_second, >, 19);
  g_assert_cmpfloat (pace.input_factor, >, 1.8);
}

static void
test_what_tells_nothing (void)
{
  static const BookgenAnswerFacts facts[] = {
    { 0, 0, -1, -1, 0, 0 },                     /* no usage, no text */
    { 100, 100, 7, 12, 9, 11 },                 /* a few words */
    { -5, 1000000, -1, 800, 10, 700 },          /* clocks that make no sense */
    { 400000, 0, -1, 800, 10, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      BookgenPace pace = { 0 };
      bookgen_pace_add (&pace, &facts[i]);
      g_assert_cmpuint (pace.answers, ==, 0);
      g_assert_cmpfloat (pace.tokens_per_second, ==, 0);
    }
}

/* Without usage our own count stands in for the speed, and teaches nothing about counts. */
static void
test_without_usage (void)
{
  BookgenPace pace = { 0 };

  bookgen_pace_add (&pace, &(BookgenAnswerFacts){ 1000, 2000000, -1, -1, 500, 100 });
  g_assert_cmpuint (pace.answers, ==, 1);
  g_assert_cmpfloat_with_epsilon (pace.tokens_per_second, 50, 1e-6);
  g_assert_cmpfloat (pace.output_factor, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm/pace/first-answer-counts-whole", test_first_answer_counts_whole);
  g_test_add_func ("/llm/pace/follows", test_follows);
  g_test_add_func ("/llm/pace/what-tells-nothing", test_what_tells_nothing);
  g_test_add_func ("/llm/pace/without-usage", test_without_usage);
  return g_test_run ();
}
