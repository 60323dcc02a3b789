/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rate-headers.h"

/* 2026-11-21T08:29:00Z */
#define CLOCK_MS (G_GINT64_CONSTANT (1795249740) * 1000)

/* Headers as NULL-terminated pairs. */
static const char *
lookup (gpointer headers, const char *name)
{
  for (const char **pair = headers; pair[0] != NULL; pair += 2)
    if (g_ascii_strcasecmp (pair[0], name) == 0)
      return pair[1];
  return NULL;
}

static const struct { const char *text; gint64 ms; } durations[] = {
  { "12ms", 12 }, { "1s", 1000 }, { "8.64s", 8640 }, { "6m0s", 360000 }, { "2m59.56s", 179560 }, { "17h30m2s", 63002000 },
  { "", -1 },     { "abc", -1 },  { "5", -1 },       { "5x", -1 },
};

static void
test_durations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    g_assert_cmpint (bookgen_duration_parse_ms (durations[i].text), ==, durations[i].ms);
}

static const struct { const char *headers[12]; gint64 ms; } retries[] = {
  { { NULL }, -1 },
  { { "Retry-After", "7" }, 7000 },
  { { "Retry-After", "0.5" }, 500 },
  { { "Retry-After", "86400" }, 86400000 },
  { { "Retry-After", "1000000000" }, G_GINT64_CONSTANT (1000000000000) },
  { { "Retry-After", "99999999999999" }, G_GINT64_CONSTANT (1000000000000) },
  { { "retry-after", "Sat, 21 Nov 2026 08:29:30 GMT" }, 30000 },
  { { "retry-after", "Sat, 21 Nov 2026 08:28:00 GMT" }, 0 },
  { { "retry-after", "Sat, 21 Nov 2026 09:29:30 GMT", "Date", "Sat, 21 Nov 2026 09:29:00 GMT" }, 30000 },
  { { "retry-after-ms", "250", "retry-after", "9" }, 250 },
  { { "retry-after", "soon" }, -1 },
  { { "retry-after", "-5" }, -1 },
  { { "retry-after", "1e300" }, -1 },
};

static void
test_retry_after (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    g_assert_cmpint (bookgen_rate_headers_read_retry_after (lookup, (gpointer) retries[i].headers, CLOCK_MS), ==, retries[i].ms);
}

static const struct { const char *headers[20]; BookgenRateHeaders found; } limits[] = {
  { { NULL }, { -1, -1, -1, -1, -1, -1 } },
  { { "x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "59", "x-ratelimit-reset-requests", "1s",
      "x-ratelimit-limit-tokens", "30000", "x-ratelimit-remaining-tokens", "29000", "x-ratelimit-reset-tokens", "6m0s" },
    { 60, 59, 1000, 30000, 29000, 360000 } },
  { { "x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "12" }, { 60, 1, 12000, -1, -1, -1, 1000 } },
  { { "x-ratelimit-limit-requests", "0", "x-ratelimit-remaining-requests", "-1" }, { -1, -1, -1, -1, -1, -1 } },
  { { "X-RateLimit-Limit", "20", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1795249800000" }, { 20, 0, 60000, -1, -1, -1, 1000 } },
  { { "X-RateLimit-Limit", "20", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1795249800" }, { 20, 0, 60000, -1, -1, -1, 1000 } },
  { { "anthropic-ratelimit-requests-limit", "50", "anthropic-ratelimit-requests-remaining", "49", "anthropic-ratelimit-requests-reset",
      "2026-11-21T08:29:54Z", "anthropic-ratelimit-input-tokens-limit", "40000", "anthropic-ratelimit-input-tokens-remaining", "39000",
      "anthropic-ratelimit-output-tokens-limit", "8000", "anthropic-ratelimit-output-tokens-remaining", "1000",
      "anthropic-ratelimit-output-tokens-reset", "2026-11-21T08:29:30.500Z" },
    { 50, 49, 54000, 8000, 1000, 30500, 1000 } },
  { { "x-ratelimit-limit-tokens", "100", "x-ratelimit-remaining-tokens", "90", "x-ratelimit-limit-tokens_usage_based", "100",
      "x-ratelimit-remaining-tokens_usage_based", "10" }, { -1, -1, -1, 100, 10, -1 } },
  { { "x-should-retry", "false" }, { -1, -1, -1, -1, -1, -1, 0, TRUE } },
  { { "x-should-retry", "true" }, { -1, -1, -1, -1, -1, -1 } },
  { { "x-ratelimit-limit-requests", "many", "x-ratelimit-remaining-requests", "9999999999999999999999" }, { -1, -1, -1, -1, -1, -1 } },
};

static void
test_limits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      BookgenRateHeaders found = bookgen_rate_headers_read (lookup, (gpointer) limits[i].headers, CLOCK_MS);

      g_test_message ("row %u", i);
      g_assert_cmpmem (&found, G_STRUCT_OFFSET (BookgenRateHeaders, no_retry), &limits[i].found,
                       G_STRUCT_OFFSET (BookgenRateHeaders, no_retry));
      g_assert_cmpint (found.no_retry, ==, limits[i].found.no_retry);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-headers/durations", test_durations);
  g_test_add_func ("/rate-headers/retry-after", test_retry_after);
  g_test_add_func ("/rate-headers/limits", test_limits);
  return g_test_run ();
}
