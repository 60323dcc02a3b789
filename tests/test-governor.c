/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-governor.h"

#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

static const BookgenRateHeaders no_headers = { -1, -1, -1, -1, -1, -1 };

static BookgenFailure *
failure (BookgenFailureKind kind, gint64 retry_after_ms)
{
  BookgenFailure *made = bookgen_failure_new (kind, 429, NULL);

  made->retry_after_ms = retry_after_ms;
  return made;
}

static void
assert_waits (BookgenGovernor *governor, gint64 tokens, gint64 now_us, BookgenWait why, gint64 until_us)
{
  BookgenPermit permit = bookgen_governor_ask (governor, tokens, now_us);

  g_assert_false (permit.go);
  g_assert_cmpint (permit.why, ==, why);
  g_assert_cmpint (permit.not_before_us, ==, until_us);
}

static void
assert_goes (BookgenGovernor *governor, gint64 tokens, gint64 now_us)
{
  g_assert_true (bookgen_governor_ask (governor, tokens, now_us).go);
}

static void
test_slots (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (2);

  for (guint i = 0; i < 2; i++)
    {
      assert_goes (governor, 10, 0);
      bookgen_governor_started (governor, 10, 0);
    }
  assert_waits (governor, 10, 0, BOOKGEN_WAIT_SLOT, G_MAXINT64);
  bookgen_governor_set_at_once (governor, 3);
  assert_goes (governor, 10, 0);
  bookgen_governor_set_at_once (governor, 1);
  bookgen_governor_ended (governor, 10, -1, &no_headers, NULL, 0);
  assert_waits (governor, 10, 0, BOOKGEN_WAIT_SLOT, G_MAXINT64);
  bookgen_governor_ended (governor, 10, -1, NULL, NULL, 0);
  assert_goes (governor, 10, 0);
}

/* A server that names a pause of a day does not hold the run for a day. */
static void
test_longest_wait (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (9);
  g_autoptr (BookgenFailure) day = failure (BOOKGEN_FAILURE_CAPACITY, 86400 * 1000);
  const BookgenRateHeaders used_up = { 10, 0, G_GINT64_CONSTANT (100000000000000), -1, -1, -1 };

  bookgen_governor_started (governor, 10, SECOND);
  bookgen_governor_ended (governor, 10, -1, &no_headers, day, SECOND);
  assert_waits (governor, 10, SECOND, BOOKGEN_WAIT_RETRY_AFTER, 301 * SECOND);
  bookgen_governor_started (governor, 10, 301 * SECOND);
  bookgen_governor_began (governor, &used_up, 301 * SECOND);
  assert_waits (governor, 10, 500 * SECOND, BOOKGEN_WAIT_CAPACITY, G_MAXINT64);
  bookgen_governor_ended (governor, 10, -1, NULL, NULL, 500 * SECOND);
  assert_waits (governor, 10, 500 * SECOND, BOOKGEN_WAIT_REQUESTS, 601 * SECOND);
  assert_goes (governor, 10, 601 * SECOND);
}

static void
test_pause (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (9);

  bookgen_governor_set_pause_ms (governor, 500);
  assert_goes (governor, 1, 7);
  bookgen_governor_started (governor, 1, 7);
  assert_waits (governor, 1, 8, BOOKGEN_WAIT_PAUSE, 500007);
  assert_goes (governor, 1, 500007);
}

static void
test_first_alone (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (9);
  g_autoptr (BookgenFailure) cut = failure (BOOKGEN_FAILURE_CONNECT, -1);

  bookgen_governor_set_first_alone (governor, TRUE);
  bookgen_governor_started (governor, 1, 0);
  assert_waits (governor, 1, 0, BOOKGEN_WAIT_FIRST, G_MAXINT64);
  bookgen_governor_ended (governor, 1, -1, NULL, cut, 1);
  bookgen_governor_started (governor, 1, 2);
  assert_waits (governor, 1, 2, BOOKGEN_WAIT_FIRST, G_MAXINT64);
  bookgen_governor_began (governor, &no_headers, 3);
  assert_goes (governor, 1, 3);
}

static void
test_retry_after (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (3);
  g_autoptr (BookgenFailure) rate = failure (BOOKGEN_FAILURE_RATE, 7000);

  bookgen_governor_started (governor, 1, 0);
  bookgen_governor_started (governor, 1, 0);
  bookgen_governor_ended (governor, 1, -1, NULL, rate, SECOND);
  assert_waits (governor, 1, SECOND, BOOKGEN_WAIT_RETRY_AFTER, 8 * SECOND);
  bookgen_governor_ended (governor, 1, 1, NULL, NULL, 2 * SECOND);
  assert_waits (governor, 1, 2 * SECOND, BOOKGEN_WAIT_RETRY_AFTER, 8 * SECOND);
  /* a rate is no capacity: all three again, only not in the same instant */
  for (guint i = 0; i < 3; i++)
    {
      assert_goes (governor, 1, (8 + i) * SECOND);
      bookgen_governor_started (governor, 1, (8 + i) * SECOND);
      assert_waits (governor, 1, (8 + i) * SECOND, i < 2 ? BOOKGEN_WAIT_REQUESTS : BOOKGEN_WAIT_SLOT,
                    i < 2 ? bookgen_governor_ask (governor, 1, (8 + i) * SECOND).not_before_us : G_MAXINT64);
    }
}

/* Ten at once fail together: one pause, not ten, and the next wave waits twice as long. */
static void
test_waves (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (10);
  g_autoptr (BookgenFailure) rate = failure (BOOKGEN_FAILURE_RATE, -1);

  for (guint wave = 0; wave < 3; wave++)
    {
      gint64 now_us = 100 * SECOND * (wave + 1);

      for (guint i = 0; i < 10; i++)
        bookgen_governor_started (governor, 1, now_us);
      for (guint i = 0; i < 10; i++)
        bookgen_governor_ended (governor, 1, -1, NULL, rate, now_us + i);
      assert_waits (governor, 1, now_us + 10, BOOKGEN_WAIT_RETRY_AFTER, now_us + (SECOND << wave));
    }
}

static void
test_capacity (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (10);
  g_autoptr (BookgenFailure) busy = failure (BOOKGEN_FAILURE_CAPACITY, -1);

  for (guint i = 0; i < 10; i++)
    bookgen_governor_started (governor, 1, 0);
  for (guint i = 0; i < 6; i++)
    bookgen_governor_ended (governor, 1, -1, NULL, busy, 0);
  assert_waits (governor, 1, 2 * SECOND, BOOKGEN_WAIT_CAPACITY, G_MAXINT64);
  bookgen_governor_ended (governor, 1, 1, NULL, NULL, 2 * SECOND);
  for (guint i = 0; i < 2; i++) /* one in the place of the one that ended, and one more for the success */
    {
      assert_goes (governor, 1, 2 * SECOND);
      bookgen_governor_started (governor, 1, 2 * SECOND);
    }
  assert_waits (governor, 1, 2 * SECOND, BOOKGEN_WAIT_CAPACITY, G_MAXINT64);
}

static void
test_buckets (void)
{
  BookgenRateHeaders requests = { 60, 2, 58000, -1, -1, -1 }, tokens = { -1, -1, -1, 6000, 500, 55000 };
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (99);

  bookgen_governor_started (governor, 1, 0);
  bookgen_governor_began (governor, &requests, 0);
  for (guint i = 0; i < 2; i++)
    {
      assert_goes (governor, 1, 0);
      bookgen_governor_started (governor, 1, 0);
    }
  assert_waits (governor, 1, 0, BOOKGEN_WAIT_REQUESTS, bookgen_governor_ask (governor, 1, 0).not_before_us);
  g_assert_cmpint (bookgen_governor_ask (governor, 1, 0).not_before_us, <=, SECOND + 10000);
  assert_goes (governor, 1, SECOND + 10000);
  bookgen_governor_began (governor, &tokens, 60 * SECOND);
  assert_waits (governor, 1500, 60 * SECOND, BOOKGEN_WAIT_TOKENS, bookgen_governor_ask (governor, 1500, 60 * SECOND).not_before_us);
  /* more than the bucket holds waits for a full one, not for ever */
  g_assert_cmpint (bookgen_governor_ask (governor, 90000, 60 * SECOND).not_before_us, <=, 116 * SECOND);
}

/* How fast a bucket fills is seen through numbers that are rounded: what they allow for is believed, and a minute where they
 * allow for it. */
static void
test_rates (void)
{
  static const struct { BookgenRateHeaders told; gint64 next_us; } table[] = {
    { { 50, 49, 300, -1, -1, -1, 1000 }, 60 * SECOND / 50 },   /* a second off: it may as well be a minute */
    { { 50, 49, 2200, -1, -1, -1, 1000 }, 60 * SECOND / 50 },
    { { 50, 25, 30000, -1, -1, -1 }, 60 * SECOND / 50 },       /* 25 or 26 fill in 30 s: as a minute would */
    { { 60, 10, 5000, -1, -1, -1 }, 5 * SECOND / 49 },         /* a minute of six seconds */
    { { 1440, 1439, 60000, -1, -1, -1 }, 60 * SECOND },        /* 1,440 a day */
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (BookgenGovernor) governor = bookgen_governor_new (9999);
      gint64 next_us;

      g_test_message ("row %u", i);
      bookgen_governor_started (governor, 1, 0);
      bookgen_governor_began (governor, &table[i].told, 0);
      for (gint64 k = 0; k < table[i].told.requests_remaining; k++)
        bookgen_governor_started (governor, 1, 0);
      next_us = bookgen_governor_ask (governor, 1, 0).not_before_us;
      g_assert_cmpint (next_us, >=, table[i].next_us);
      g_assert_cmpint (next_us, <=, table[i].next_us + 5000);
    }
}

/* Limits of an earlier run hold from the start, until the first answer says nothing of them. */
static void
test_expected_limits (void)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (99);

  bookgen_governor_expect_limits (governor, 2, -1, 5 * SECOND);
  for (guint i = 0; i < 2; i++)
    {
      assert_goes (governor, 1, 5 * SECOND);
      bookgen_governor_started (governor, 1, 5 * SECOND);
    }
  assert_waits (governor, 1, 5 * SECOND, BOOKGEN_WAIT_REQUESTS, bookgen_governor_ask (governor, 1, 5 * SECOND).not_before_us);
  g_assert_cmpint (bookgen_governor_ask (governor, 1, 5 * SECOND).not_before_us, >=, 35 * SECOND);
  bookgen_governor_began (governor, &no_headers, 6 * SECOND);
  assert_goes (governor, 1, 6 * SECOND);
}

/* A provider: token buckets, charged at the start with what may come and corrected at the end. */
typedef struct {
  double requests_limit, tokens_limit; /* a minute; 0 none */
  double requests, tokens;
  double real_share;                   /* what it counts for a request, as a share of what we expect */
  gboolean headers;
  gboolean retry_after;
  gint64 at_us;
  guint answered_429;
} Server;

static void
server_fill (Server *server, gint64 now_us)
{
  double minutes = (now_us - server->at_us) / (60.0 * SECOND);

  server->requests = MIN (server->requests_limit, server->requests + server->requests_limit * minutes);
  server->tokens = MIN (server->tokens_limit, server->tokens + server->tokens_limit * minutes);
  server->at_us = now_us;
}

static BookgenRateHeaders
server_headers (Server *server)
{
  BookgenRateHeaders headers = no_headers;

  if (server->headers && server->requests_limit > 0)
    {
      headers.requests_limit = server->requests_limit;
      headers.requests_remaining = MAX (0, floor (server->requests));
      headers.requests_reset_ms = (server->requests_limit - server->requests) / server->requests_limit * 60000;
    }
  if (server->headers && server->tokens_limit > 0)
    {
      headers.tokens_limit = server->tokens_limit;
      headers.tokens_remaining = MAX (0, floor (server->tokens));
      headers.tokens_reset_ms = (server->tokens_limit - server->tokens) / server->tokens_limit * 60000;
    }
  return headers;
}

/* Milliseconds until it would let one in; 0 when it did. */
static gint64
server_admit (Server *server, double tokens, gint64 now_us)
{
  double wait_min = 0;

  server_fill (server, now_us);
  if (server->requests_limit > 0 && server->requests < 1)
    wait_min = (1 - server->requests) / server->requests_limit;
  if (server->tokens_limit > 0 && server->tokens < tokens)
    wait_min = MAX (wait_min, (tokens - server->tokens) / server->tokens_limit);
  if (wait_min > 0)
    {
      server->answered_429++;
      return (gint64) ceil (wait_min * 60000);
    }
  server->requests -= server->requests_limit > 0;
  server->tokens -= server->tokens_limit > 0 ? tokens : 0;
  return 0;
}

typedef struct { gint64 begins_us, ends_us; gboolean begun, rejected; gint64 wait_ms; BookgenRateHeaders headers; } Request;

/* 300 chapters; returns the virtual seconds it took. Requests begin to answer after 300 ms and take 6 s. */
static double
simulate (Server *server, guint chapters, gint64 expected_tokens, gint64 used_tokens, guint at_once)
{
  g_autoptr (BookgenGovernor) governor = bookgen_governor_new (at_once);
  g_autoptr (GArray) running = g_array_new (FALSE, TRUE, sizeof (Request));
  guint waiting = chapters, done = 0;
  gint64 now_us = 0;

  server->requests = server->requests_limit;
  server->tokens = server->tokens_limit;
  while (done < chapters)
    {
      gint64 next_us = G_MAXINT64;
      BookgenPermit permit = { 0 };

      for (guint i = 0; i < running->len;)
        {
          Request *request = &g_array_index (running, Request, i);

          if (!request->begun && now_us >= request->begins_us)
            {
              request->begun = TRUE;
              if (!request->rejected)
                bookgen_governor_began (governor, &request->headers, now_us);
            }
          if (now_us >= request->ends_us)
            {
              g_autoptr (BookgenFailure) rate = failure (BOOKGEN_FAILURE_RATE, server->retry_after ? request->wait_ms : -1);

              bookgen_governor_ended (governor, expected_tokens, request->rejected ? -1 : used_tokens, &request->headers,
                                      request->rejected ? rate : NULL, now_us);
              server_fill (server, now_us);
              if (request->rejected)
                waiting++;
              else
                {
                  done++;
                  server->tokens += server->tokens_limit > 0 ? expected_tokens * server->real_share - used_tokens * server->real_share : 0;
                }
              g_array_remove_index_fast (running, i);
              continue;
            }
          next_us = MIN (next_us, request->begun ? request->ends_us : request->begins_us);
          i++;
        }
      if (done == chapters)
        break;
      while (waiting > 0 && (permit = bookgen_governor_ask (governor, expected_tokens, now_us)).go)
        {
          Request request = { .begins_us = now_us + 300000, .ends_us = now_us + 6 * SECOND };

          bookgen_governor_started (governor, expected_tokens, now_us);
          waiting--;
          request.wait_ms = server_admit (server, expected_tokens * server->real_share, now_us);
          request.rejected = request.wait_ms > 0;
          request.headers = server_headers (server);
          if (request.rejected)
            request.ends_us = request.begins_us;
          g_array_append_val (running, request);
          next_us = MIN (next_us, request.begins_us);
        }
      if (waiting > 0)
        next_us = MIN (next_us, permit.not_before_us);
      g_assert_cmpint (next_us, <, G_MAXINT64);
      g_assert_true (next_us > now_us || running->len > 0);
      now_us = MAX (next_us, now_us + 1);
    }
  return now_us / (double) SECOND;
}

/* What the limit allows: all but a full bucket's worth at the limit's speed, and the last answer. */
static double
bound_s (const Server *server, guint chapters, double tokens)
{
  double requests_s = server->requests_limit > 0 ? (chapters - server->requests_limit) / server->requests_limit * 60 : 0;
  double tokens_s = server->tokens_limit > 0 ? (chapters * tokens - server->tokens_limit) / server->tokens_limit * 60 : 0;

  return MAX (MAX (requests_s, tokens_s), 0) + 6;
}

static void
test_servers (void)
{
  static const struct { const char *name; Server server; gint64 expected, used; guint at_once; guint most_429; } servers[] = {
    { "60 requests", { .requests_limit = 60, .real_share = 1, .headers = TRUE, .retry_after = TRUE }, 1000, 1000, 50, 1 },
    { "60 requests, no Retry-After", { .requests_limit = 60, .real_share = 1, .headers = TRUE }, 1000, 1000, 50, 1 },
    { "30,000 tokens", { .tokens_limit = 30000, .real_share = 1, .headers = TRUE, .retry_after = TRUE }, 1000, 1000, 20, 1 },
    { "30,000 tokens, half used", { .tokens_limit = 30000, .real_share = 1, .headers = TRUE, .retry_after = TRUE }, 1000, 500, 20, 1 },
    { "it counts more than we", { .tokens_limit = 30000, .real_share = 1.3, .headers = TRUE, .retry_after = TRUE }, 1000, 1000, 20, 30 },
    { "it counts less than we", { .tokens_limit = 30000, .real_share = 0.8, .headers = TRUE, .retry_after = TRUE }, 1000, 1000, 20, 1 },
    { "both", { .requests_limit = 60, .tokens_limit = 90000, .real_share = 1, .headers = TRUE, .retry_after = TRUE }, 1000, 1000, 40, 1 },
    { "Retry-After alone", { .requests_limit = 60, .real_share = 1, .retry_after = TRUE }, 1000, 1000, 20, 100 },
    { "nothing at all", { .requests_limit = 60, .real_share = 1 }, 1000, 1000, 20, 200 },
    { "no limit", { .real_share = 1 }, 1000, 1000, 50, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      Server server = servers[i].server;
      double took_s = simulate (&server, 300, servers[i].expected, servers[i].used, servers[i].at_once);
      double bound = MAX (bound_s (&server, 300, servers[i].used * server.real_share), ceil (300.0 / servers[i].at_once) * 6);

      g_test_message ("%s: %.1f s, bound %.1f s, %u times 429", servers[i].name, took_s, bound, server.answered_429);
      g_assert_cmpuint (server.answered_429, <=, servers[i].most_429);
      if (server.headers || server.requests_limit + server.tokens_limit == 0)
        g_assert_cmpfloat (took_s, <=, bound * 1.1);
      else
        g_assert_cmpfloat (took_s, <=, bound * 2.0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/governor/longest-wait", test_longest_wait);
  g_test_add_func ("/governor/slots", test_slots);
  g_test_add_func ("/governor/pause", test_pause);
  g_test_add_func ("/governor/first-alone", test_first_alone);
  g_test_add_func ("/governor/retry-after", test_retry_after);
  g_test_add_func ("/governor/waves", test_waves);
  g_test_add_func ("/governor/capacity", test_capacity);
  g_test_add_func ("/governor/buckets", test_buckets);
  g_test_add_func ("/governor/rates", test_rates);
  g_test_add_func ("/governor/expected-limits", test_expected_limits);
  g_test_add_func ("/governor/servers", test_servers);
  return g_test_run ();
}
