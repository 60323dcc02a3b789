/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-limits.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START (1000 * SECOND)

static void
test_no_limits (void)
{
  BookgenRehearsalLimits limits;
  BookgenRehearsalAllowance allowance;

  bookgen_rehearsal_limits_init (&limits, 0, 0, 0, START);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1000000, START), ==, 0);
  allowance = bookgen_rehearsal_limits_get_allowance (&limits, START);
  g_assert_cmpint (allowance.requests_limit, ==, -1);
  g_assert_cmpint (allowance.tokens_remaining, ==, -1);
}

static void
test_requests_refill (void)
{
  BookgenRehearsalLimits limits;

  bookgen_rehearsal_limits_init (&limits, 60, 0, 0, START);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1, START), ==, 0);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1, START), ==, 1000);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1, START + SECOND / 4), ==, 750);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1, START + SECOND), ==, 0);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1, START + SECOND), ==, 1000);
}

/* A minute of two seconds. */
static void
test_short_minute (void)
{
  BookgenRehearsalLimits limits;

  bookgen_rehearsal_limits_init (&limits, 2, 100, 2000, START);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 50, START), ==, 0);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 20, START), ==, 1000);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 100, START), ==, 2000);
  g_assert_cmpint (bookgen_rehearsal_limits_get_allowance (&limits, START).tokens_full_ms, ==, 2000);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 20, START + SECOND), ==, 0);
}

static void
test_never_more_than_full (void)
{
  BookgenRehearsalLimits limits;
  BookgenRehearsalAllowance allowance;

  bookgen_rehearsal_limits_init (&limits, 10, 500, 0, START);
  bookgen_rehearsal_limits_correct (&limits, 400, 0, START + 3600 * SECOND);
  allowance = bookgen_rehearsal_limits_get_allowance (&limits, START + 3600 * SECOND);
  g_assert_cmpint (allowance.requests_remaining, ==, 10);
  g_assert_cmpint (allowance.tokens_remaining, ==, 500);
  g_assert_cmpint (allowance.tokens_full_ms, ==, 0);
}

static void
test_tokens_are_corrected (void)
{
  BookgenRehearsalLimits limits;

  bookgen_rehearsal_limits_init (&limits, 0, 6000, 0, START);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 5000, START), ==, 0);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 2000, START), ==, 10000);
  bookgen_rehearsal_limits_correct (&limits, 5000, 1000, START);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 5000, START), ==, 0);
  g_assert_cmpint (bookgen_rehearsal_limits_get_allowance (&limits, START).tokens_full_ms, ==, 60000);
}

static void
test_refused_request_is_not_charged (void)
{
  BookgenRehearsalLimits limits;

  bookgen_rehearsal_limits_init (&limits, 2, 100, 0, START);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 100, START), ==, 0);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 50, START), ==, 30000);
  g_assert_cmpint (bookgen_rehearsal_limits_get_allowance (&limits, START).requests_remaining, ==, 1);
}

static void
test_too_large_for_ever (void)
{
  BookgenRehearsalLimits limits;

  bookgen_rehearsal_limits_init (&limits, 0, 1000, 0, START);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1001, START), ==, -1);
  g_assert_cmpint (bookgen_rehearsal_limits_charge (&limits, 1000, START), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-limits/none", test_no_limits);
  g_test_add_func ("/rehearsal-limits/requests-refill", test_requests_refill);
  g_test_add_func ("/rehearsal-limits/short-minute", test_short_minute);
  g_test_add_func ("/rehearsal-limits/never-more-than-full", test_never_more_than_full);
  g_test_add_func ("/rehearsal-limits/tokens-are-corrected", test_tokens_are_corrected);
  g_test_add_func ("/rehearsal-limits/refused-is-not-charged", test_refused_request_is_not_charged);
  g_test_add_func ("/rehearsal-limits/too-large-for-ever", test_too_large_for_ever);
  return g_test_run ();
}
