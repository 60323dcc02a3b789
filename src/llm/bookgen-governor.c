/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-governor.h"

#include <math.h>

/* Simulated against servers with token buckets this loses nothing and is as fast as the limit allows. What does not work, in
 * the same simulations: a fixed "safe" number of requests, and fewer at once after each 429: a rate is no capacity. */

#define NEVER G_MAXINT64
#define SECOND_US ((gint64) G_USEC_PER_SEC)

enum {
  LONGEST_PAUSE_S = 60,
  LONGEST_WAIT_S = 300, /* for what a server said: after that it is asked again, and who wants more stops the run */
  MOST_TOKENS_SCALE = 4,
  FIRST_SPACING_US = 100 * 1000,
  SAME_MOMENT_US = 100 * 1000,
  MARGIN_US = 2000, /* headers round to milliseconds and whole tokens */
};

/* What the server keeps as a bucket that fills all the time. Not known until a header told its size. */
typedef struct {
  double size;        /* 0: not known */
  double level;
  double per_us;      /* how fast it fills */
  gint64 at_us;       /* when level was right */
  gint64 learned_us;  /* when a header last told; 0 before */
} Bucket;

struct _BookgenGovernor {
  guint at_once;
  guint running;
  guint capacity;        /* at most so many, after an overload; G_MAXUINT: no such limit */
  guint pause_ms;
  gint64 last_start_us;
  gboolean started_once;

  gboolean first_alone;
  gboolean has_begun;    /* some request has begun to answer */
  gboolean expecting;    /* the buckets are those of an earlier run */

  gint64 paused_until_us;
  BookgenWait paused_why;
  guint failures_in_a_row; /* waves of failures since the last success, for pauses nobody gave a length */

  Bucket requests;
  Bucket tokens;
  double spacing_us;       /* between starts, found by trial where a server limits and tells nothing; 0: none */
  double tokens_scale;     /* what our expectations are multiplied with: grows when the server disagrees */
  double expected_unseen;  /* tokens of requests that were started, but whose headers have not come */
  guint requests_unseen;
};

BookgenGovernor *
bookgen_governor_new (guint at_once)
{
  BookgenGovernor *self = g_new0 (BookgenGovernor, 1);

  self->at_once = MAX (at_once, 1);
  self->capacity = G_MAXUINT;
  self->tokens_scale = 1.0;
  return self;
}

void
bookgen_governor_free (BookgenGovernor *self)
{
  g_free (self);
}

void
bookgen_governor_set_at_once (BookgenGovernor *self, guint at_once)
{
  self->at_once = MAX (at_once, 1);
}

guint
bookgen_governor_get_at_once (BookgenGovernor *self)
{
  return self->at_once;
}

void
bookgen_governor_set_pause_ms (BookgenGovernor *self, guint pause_ms)
{
  self->pause_ms = pause_ms;
}

void
bookgen_governor_set_first_alone (BookgenGovernor *self, gboolean first_alone)
{
  self->first_alone = first_alone;
  self->has_begun = FALSE;
}

static void
bucket_fill (Bucket *bucket, gint64 now_us)
{
  if (bucket->size <= 0)
    return;
  bucket->level = MIN (bucket->size, bucket->level + bucket->per_us * MAX (now_us - bucket->at_us, 0));
  bucket->at_us = MAX (now_us, bucket->at_us);
}

/* The moment at which AMOUNT is there; what is more than the bucket holds needs a full one. */
static gint64
bucket_ready_at (Bucket *bucket, double amount, gint64 now_us)
{
  double missing, wait_us;

  if (bucket->size <= 0)
    return now_us;
  bucket_fill (bucket, now_us);
  missing = MIN (amount, bucket->size) - bucket->level;
  if (missing <= bucket->size * 1e-9) /* rounding, no lack */
    return now_us;
  wait_us = MIN (ceil (missing / bucket->per_us), LONGEST_WAIT_S * (double) SECOND_US);
  return CLAMP (now_us + (gint64) wait_us + MARGIN_US, now_us, MAX (now_us, bucket->learned_us + LONGEST_WAIT_S * SECOND_US));
}

static void
bucket_take (Bucket *bucket, double amount, gint64 now_us)
{
  bucket_fill (bucket, now_us);
  bucket->level -= bucket->size > 0 ? amount : 0;
}

/* A minute is what all of them speak of, so that is believed until a reset, the time until the bucket is full, says otherwise.
 * It never says it exactly: what remains is rounded down, and the time may be off by a second either way. */
static void
bucket_learn_rate (Bucket *bucket, double filling, gint64 reset_ms, gint64 error_ms)
{
  double least = MAX (filling - 1, 0) / ((reset_ms + error_ms) * 1000.0);
  double most = reset_ms > error_ms ? filling / ((reset_ms - error_ms) * 1000.0) : G_MAXDOUBLE;

  bucket->per_us = CLAMP (bucket->per_us, least, most);
}

/* What a header says holds now, less what is on its way and the server may not have seen. */
static void
bucket_learn (Bucket *bucket, gint64 limit, gint64 remaining, gint64 reset_ms, gint64 error_ms, double unseen, gint64 now_us)
{
  double filling, level;

  if (remaining < 0 || (limit <= 0 && bucket->size <= 0))
    return;
  if (limit > 0 && limit != bucket->size)
    {
      bucket->size = limit;
      bucket->per_us = limit / (60.0 * SECOND_US);
    }
  filling = bucket->size - remaining;
  if (reset_ms > 0 && filling >= 1)
    bucket_learn_rate (bucket, filling, reset_ms, error_ms);
  level = MIN (bucket->size, remaining - unseen);
  bucket_fill (bucket, now_us);
  /* Answers overtake one another: of what comes at the same moment the least is the latest. */
  if (bucket->learned_us == 0 || now_us - bucket->learned_us > SAME_MOMENT_US || level < bucket->level)
    bucket->level = level;
  bucket->at_us = now_us;
  bucket->learned_us = now_us;
}

static BookgenPermit
wait_until (gint64 not_before_us, BookgenWait why)
{
  return (BookgenPermit){ FALSE, not_before_us, why };
}

BookgenPermit
bookgen_governor_ask (BookgenGovernor *self, gint64 expected_tokens, gint64 now_us)
{
  gint64 next_start_us = self->started_once ? self->last_start_us + self->pause_ms * (gint64) 1000 : now_us;
  gint64 spaced_us = self->started_once ? self->last_start_us + (gint64) self->spacing_us : now_us;
  gint64 requests_us = bucket_ready_at (&self->requests, 1, now_us);
  gint64 tokens_us = bucket_ready_at (&self->tokens, expected_tokens * self->tokens_scale, now_us);

  if (self->running >= self->at_once)
    return wait_until (NEVER, BOOKGEN_WAIT_SLOT);
  if (self->running >= self->capacity)
    return wait_until (NEVER, BOOKGEN_WAIT_CAPACITY);
  if (self->first_alone && !self->has_begun && self->running > 0)
    return wait_until (NEVER, BOOKGEN_WAIT_FIRST);
  if (now_us < self->paused_until_us)
    return wait_until (self->paused_until_us, self->paused_why);
  if (MAX (requests_us, spaced_us) > now_us)
    return wait_until (MAX (requests_us, spaced_us), BOOKGEN_WAIT_REQUESTS);
  if (tokens_us > now_us)
    return wait_until (tokens_us, BOOKGEN_WAIT_TOKENS);
  if (next_start_us > now_us)
    return wait_until (next_start_us, BOOKGEN_WAIT_PAUSE);
  return (BookgenPermit){ TRUE, now_us, BOOKGEN_WAIT_NONE };
}

void
bookgen_governor_started (BookgenGovernor *self, gint64 expected_tokens, gint64 now_us)
{
  self->running++;
  self->started_once = TRUE;
  self->last_start_us = now_us;
  self->requests_unseen++;
  self->expected_unseen += expected_tokens * self->tokens_scale;
  bucket_take (&self->requests, 1, now_us);
  bucket_take (&self->tokens, expected_tokens * self->tokens_scale, now_us);
}

/* One request's headers have come, so the server has counted it. Which one it was is not told: the mean stands for it. */
static void
see_one (BookgenGovernor *self)
{
  if (self->requests_unseen == 0)
    return;
  self->expected_unseen -= self->expected_unseen / self->requests_unseen;
  self->requests_unseen--;
}

static void
learn (BookgenGovernor *self, const BookgenRateHeaders *headers, gint64 now_us)
{
  if (headers == NULL)
    return;
  bucket_learn (&self->requests, headers->requests_limit, headers->requests_remaining, headers->requests_reset_ms,
                headers->reset_error_ms, self->requests_unseen, now_us);
  bucket_learn (&self->tokens, headers->tokens_limit, headers->tokens_remaining, headers->tokens_reset_ms,
                headers->reset_error_ms, self->expected_unseen, now_us);
}

void
bookgen_governor_expect_limits (BookgenGovernor *self, gint64 requests, gint64 tokens, gint64 now_us)
{
  self->expecting = TRUE;
  bucket_learn (&self->requests, requests, requests, -1, 0, 0, now_us);
  bucket_learn (&self->tokens, tokens, tokens, -1, 0, 0, now_us);
}

/* The first answer of this run tells whether what was expected still holds. */
static void
end_expecting (BookgenGovernor *self, const BookgenRateHeaders *headers)
{
  if (self->expecting && (headers == NULL || headers->requests_limit <= 0))
    self->requests = (Bucket){ 0 };
  if (self->expecting && (headers == NULL || headers->tokens_limit <= 0))
    self->tokens = (Bucket){ 0 };
  self->expecting = FALSE;
}

void
bookgen_governor_began (BookgenGovernor *self, const BookgenRateHeaders *headers, gint64 now_us)
{
  self->has_begun = TRUE;
  end_expecting (self, headers);
  see_one (self);
  learn (self, headers, now_us);
}

static gint64
asked_us (const BookgenFailure *failure)
{
  return MIN (failure->retry_after_ms * 1000, LONGEST_WAIT_S * SECOND_US);
}

static void
pause_until (BookgenGovernor *self, gint64 until_us, BookgenWait why)
{
  if (until_us <= self->paused_until_us)
    return;
  self->paused_until_us = until_us;
  self->paused_why = why;
}

/* All that ran when the server gave up fail together: that is one wave, and doubles the pause once. */
static void
pause_for_wave (BookgenGovernor *self, BookgenWait why, gint64 now_us)
{
  if (now_us < self->paused_until_us)
    return;
  self->failures_in_a_row++;
  pause_until (self, now_us + MIN (SECOND_US << MIN (self->failures_in_a_row - 1, 6), LONGEST_PAUSE_S * SECOND_US), why);
}

/* Turned away although there was enough by our reckoning: one request costs more there than we expect, or somebody else
 * uses the same account. Forgotten slowly, in case it was the latter; once for all that fail together. */
static void
doubt_expectation (BookgenGovernor *self, const BookgenRateHeaders *headers, gint64 now_us)
{
  gboolean of_requests = headers != NULL && headers->requests_remaining == 0;

  bucket_fill (&self->tokens, now_us);
  if (self->tokens.size > 0 && self->tokens.level >= 0 && !of_requests && now_us >= self->paused_until_us)
    self->tokens_scale = MIN (self->tokens_scale * 1.25, MOST_TOKENS_SCALE);
}

/* All that fail together are one sign. */
static void
space_out (BookgenGovernor *self, gint64 now_us)
{
  if (now_us >= self->paused_until_us)
    self->spacing_us = CLAMP (self->spacing_us * 1.5, FIRST_SPACING_US, LONGEST_PAUSE_S * SECOND_US);
}

static void
rate_failed (BookgenGovernor *self, gint64 expected_tokens, const BookgenRateHeaders *headers, const BookgenFailure *failure,
             gint64 now_us)
{
  learn (self, headers, now_us);
  if (self->tokens.size <= 0 && self->requests.size <= 0)
    space_out (self, now_us);
  if (failure->retry_after_ms >= 0)
    pause_until (self, now_us + asked_us (failure), BOOKGEN_WAIT_RETRY_AFTER);
  else if (self->tokens.size <= 0 && self->requests.size <= 0)
    pause_for_wave (self, BOOKGEN_WAIT_RETRY_AFTER, now_us);
  else
    {
      gint64 tokens_us = bucket_ready_at (&self->tokens, expected_tokens * self->tokens_scale, now_us);
      gint64 requests_us = bucket_ready_at (&self->requests, 1, now_us);

      if (MAX (tokens_us, requests_us) > now_us)
        pause_until (self, MAX (tokens_us, requests_us),
                     tokens_us > requests_us ? BOOKGEN_WAIT_TOKENS : BOOKGEN_WAIT_REQUESTS);
      else
        pause_for_wave (self, BOOKGEN_WAIT_RETRY_AFTER, now_us);
    }
}

static void
capacity_failed (BookgenGovernor *self, const BookgenFailure *failure, gint64 now_us)
{
  self->capacity = MAX (1, MIN (self->capacity, self->running));
  if (failure->retry_after_ms > 0)
    pause_until (self, now_us + asked_us (failure), BOOKGEN_WAIT_RETRY_AFTER);
  else
    pause_for_wave (self, BOOKGEN_WAIT_CAPACITY, now_us);
}

static void
succeeded (BookgenGovernor *self)
{
  self->has_begun = TRUE;
  self->failures_in_a_row = 0;
  self->spacing_us = self->spacing_us > FIRST_SPACING_US / 4 ? self->spacing_us * 0.97 : 0;
  self->tokens_scale = MAX (1.0, self->tokens_scale * 0.998);
  if (self->capacity != G_MAXUINT)
    self->capacity++;
  if (self->capacity >= self->at_once)
    self->capacity = G_MAXUINT;
}

/* Tokens that were reserved and not used come back, as they do at the server. */
static void
return_unused (BookgenGovernor *self, double reserved, gint64 used_tokens, gint64 now_us)
{
  bucket_fill (&self->tokens, now_us);
  if (used_tokens >= 0 && self->tokens.size > 0)
    self->tokens.level = MIN (self->tokens.size, self->tokens.level + reserved - used_tokens);
}

/* Whether a request with this failure was turned away before it began to answer, and so used nothing up. */
static gboolean
was_turned_away (const BookgenFailure *failure)
{
  switch (failure->kind)
    {
    case BOOKGEN_FAILURE_CANCELLED:
    case BOOKGEN_FAILURE_CUT:
    case BOOKGEN_FAILURE_IDLE:
    case BOOKGEN_FAILURE_GARBAGE:
    case BOOKGEN_FAILURE_TOO_LARGE:
    case BOOKGEN_FAILURE_UNFINISHED:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
failed (BookgenGovernor *self, gint64 expected_tokens, const BookgenRateHeaders *headers, const BookgenFailure *failure,
        gint64 now_us)
{
  if (failure->kind == BOOKGEN_FAILURE_RATE)
    rate_failed (self, expected_tokens, headers, failure, now_us);
  else if (failure->kind == BOOKGEN_FAILURE_CAPACITY)
    capacity_failed (self, failure, now_us);
  else if (failure->retry_after_ms > 0)
    pause_until (self, now_us + asked_us (failure), BOOKGEN_WAIT_RETRY_AFTER);
}

/* The headers of a success are as old as its beginning and were learned then. */
void
bookgen_governor_ended (BookgenGovernor *self, gint64 expected_tokens, gint64 used_tokens, const BookgenRateHeaders *headers,
                        const BookgenFailure *failure, gint64 now_us)
{
  gboolean turned_away = failure != NULL && was_turned_away (failure);

  g_return_if_fail (self->running > 0);

  self->running--;
  if (turned_away || self->requests_unseen > self->running)
    see_one (self);
  if (failure != NULL && failure->kind == BOOKGEN_FAILURE_RATE)
    doubt_expectation (self, headers, now_us);
  return_unused (self, expected_tokens * self->tokens_scale, turned_away ? 0 : used_tokens, now_us);
  if (failure == NULL)
    succeeded (self);
  else
    failed (self, expected_tokens, headers, failure, now_us);
}
