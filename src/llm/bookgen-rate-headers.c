/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rate-headers.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#define LONGEST_S 1e9

static const BookgenRateHeaders NOTHING = { -1, -1, -1, -1, -1, -1 };

/* Takes the unit at *END into account; 0 for none known. */
static double
unit_ms (char **end)
{
  static const struct
  {
    const char *name;
    double ms;
  } units[] = { { "ms", 1 }, { "s", 1e3 }, { "m", 6e4 }, { "h", 3.6e6 }, { "d", 8.64e7 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (*end, units[i].name))
      {
        *end += strlen (units[i].name);
        return units[i].ms;
      }
  return 0;
}

gint64
bookgen_duration_parse_ms (const char *text)
{
  double total = 0;
  const char *p = text;

  while (g_ascii_isdigit (*p))
    {
      char *end = NULL;
      double value = g_ascii_strtod (p, &end);
      double unit = unit_ms (&end);

      if (unit == 0)
        return -1;
      total += value * unit;
      p = end;
    }
  return p > text && total < 1e12 ? (gint64) ceil (total) : -1;
}

/* Bare numbers: seconds from now, or seconds or milliseconds since the epoch, told apart by their size. */
static gint64
number_ms (double value, gint64 clock_ms)
{
  if (value < 1e6)
    return (gint64) ceil (value * 1000);
  return MAX (0, (gint64) (value < 1e11 ? value * 1000 : value) - clock_ms);
}

static gint64
date_ms (const char *text)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  if (date == NULL)
    date = soup_date_time_new_from_http_string (text);
  return date != NULL ? g_date_time_to_unix (date) * 1000 + g_date_time_get_microsecond (date) / 1000 : -1;
}

/* Milliseconds until a reset, whatever form it has; -1 unknown. */
static gint64
reset_ms (const char *text, gint64 clock_ms)
{
  char *end = NULL;
  double value;
  gint64 ms;

  if (text == NULL)
    return -1;
  value = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return value >= 0 && value < 1e14 ? number_ms (value, clock_ms) : -1;
  ms = bookgen_duration_parse_ms (text);
  if (ms >= 0)
    return ms;
  ms = date_ms (text);
  return ms >= 0 ? MAX (0, ms - clock_ms) : -1;
}

/* A whole number that is not negative; Azure sends -1 for "unknown". */
static gint64
count (const char *text)
{
  char *end = NULL;
  double value = text != NULL ? g_ascii_strtod (text, &end) : -1;

  return text != NULL && end != text && *end == '\0' && value >= 0 && value < 1e15 ? (gint64) value : -1;
}

/* Durations are exact; numbers and dates are whole seconds, or are compared with a clock that shows no more. */
static gint64
error_ms (const char *reset)
{
  return reset == NULL || bookgen_duration_parse_ms (reset) >= 0 ? 0 : 1000;
}

typedef struct { gint64 limit, remaining, reset_ms, error_ms; } Bucket;

static Bucket
read_bucket (BookgenHeaderLookup lookup, gpointer headers, const char *limit, const char *remaining, const char *reset,
             gint64 clock_ms)
{
  Bucket bucket = { count (lookup (headers, limit)), count (lookup (headers, remaining)),
                    reset_ms (lookup (headers, reset), clock_ms), error_ms (lookup (headers, reset)) };

  if (bucket.limit == 0)
    bucket = (Bucket){ -1, -1, -1, 0 }; /* Azure again: a limit of nothing is none */
  return bucket;
}

/* The one of two that has the smaller share left; one that is not known counts as full. */
static Bucket
tighter (Bucket a, Bucket b)
{
  if (b.limit < 0 || b.remaining < 0)
    return a;
  if (a.limit < 0 || a.remaining < 0)
    return b;
  return (double) b.remaining / b.limit < (double) a.remaining / a.limit ? b : a;
}

static gint64
server_clock_ms (BookgenHeaderLookup lookup, gpointer headers, gint64 clock_ms)
{
  const char *date = lookup (headers, "date");
  gint64 ms = date != NULL ? date_ms (date) : -1;

  return ms >= 0 ? ms : clock_ms;
}

#define BUCKET(prefix, kind) \
  read_bucket (lookup, headers, prefix "limit-" kind, prefix "remaining-" kind, prefix "reset-" kind, clock_ms)
#define ANTHROPIC_BUCKET(kind) \
  read_bucket (lookup, headers, "anthropic-ratelimit-" kind "-limit", "anthropic-ratelimit-" kind "-remaining", \
               "anthropic-ratelimit-" kind "-reset", clock_ms)

BookgenRateHeaders
bookgen_rate_headers_read (BookgenHeaderLookup lookup, gpointer headers, gint64 clock_ms)
{
  BookgenRateHeaders found = NOTHING;
  Bucket requests, tokens;

  clock_ms = server_clock_ms (lookup, headers, clock_ms);
  requests = tighter (BUCKET ("x-ratelimit-", "requests"), ANTHROPIC_BUCKET ("requests"));
  requests = tighter (
      requests, read_bucket (lookup, headers, "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", clock_ms));
  tokens = tighter (BUCKET ("x-ratelimit-", "tokens"), BUCKET ("x-ratelimit-", "tokens_usage_based"));
  tokens = tighter (tokens, ANTHROPIC_BUCKET ("tokens"));
  tokens = tighter (tokens, ANTHROPIC_BUCKET ("input-tokens"));
  tokens = tighter (tokens, ANTHROPIC_BUCKET ("output-tokens"));
  found.requests_limit = requests.limit;
  found.requests_remaining = requests.remaining;
  found.requests_reset_ms = requests.reset_ms;
  found.tokens_limit = tokens.limit;
  found.tokens_remaining = tokens.remaining;
  found.tokens_reset_ms = tokens.reset_ms;
  found.reset_error_ms = MAX (requests.error_ms, tokens.error_ms);
  found.no_retry = g_strcmp0 (lookup (headers, "x-should-retry"), "false") == 0;
  return found;
}

gint64
bookgen_rate_headers_read_retry_after (BookgenHeaderLookup lookup, gpointer headers, gint64 clock_ms)
{
  const char *exact = lookup (headers, "retry-after-ms");
  const char *usual = lookup (headers, "retry-after");
  gint64 ms = count (exact);

  if (ms >= 0 && ms < G_MAXINT32)
    return ms;
  /* RFC 9110, 10.2.3: a bare number is seconds, however many, and never a moment. */
  if (count (usual) >= 0)
    return (gint64) (MIN (g_ascii_strtod (usual, NULL), LONGEST_S) * 1000);
  return reset_ms (usual, server_clock_ms (lookup, headers, clock_ms));
}
