/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-usage.h"

static void
test_add (void)
{
  BookgenUsage sum = { 0 };
  const BookgenUsage one = { 100, 40, 10, 200, 50, 3000, 1, FALSE };
  const BookgenUsage cut = { 100, 0, 0, 20, 0, 500, 1, TRUE };

  bookgen_usage_add (&sum, &one);
  bookgen_usage_add (&sum, &cut);
  g_assert_cmpint (sum.input_tokens, ==, 200);
  g_assert_cmpint (sum.cached_tokens, ==, 40);
  g_assert_cmpint (sum.cache_write_tokens, ==, 10);
  g_assert_cmpint (sum.output_tokens, ==, 220);
  g_assert_cmpint (sum.reasoning_tokens, ==, 50);
  g_assert_cmpint (sum.cost_micros, ==, 3500);
  g_assert_cmpuint (sum.requests, ==, 2);
  g_assert_true (sum.estimated);
}

static void
test_unknown_stays_unknown (void)
{
  static const gint64 costs[][3] = { { -1, 5, -1 }, { 5, -1, -1 }, { -1, -1, -1 }, { 0, 5, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      BookgenUsage sum = { .cost_micros = costs[i][0] };

      bookgen_usage_add (&sum, &(BookgenUsage){ .cost_micros = costs[i][1] });
      g_assert_cmpint (sum.cost_micros, ==, costs[i][2]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usage/add", test_add);
  g_test_add_func ("/usage/unknown-stays-unknown", test_unknown_stays_unknown);
  return g_test_run ();
}
