/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Requests and tokens a minute as token buckets: the capacity is the limit, refilled continuously. A request is charged at
 * its start with what it may use at most and corrected at its end. Pure: the time comes in, monotonic microseconds. */
typedef struct {
  guint per_minute; /* 0: no limit */
  guint minute_ms;
  double level;
  gint64 filled_at_us;
} BookgenRehearsalBucket;

typedef struct {
  BookgenRehearsalBucket requests, tokens;
} BookgenRehearsalLimits;

/* What the headers tell; -1 where there is no limit. */
typedef struct {
  gint64 requests_limit, requests_remaining, requests_full_ms; /* full_ms: until the bucket is full again */
  gint64 tokens_limit, tokens_remaining, tokens_full_ms;
} BookgenRehearsalAllowance;

void bookgen_rehearsal_limits_init (BookgenRehearsalLimits *self, guint requests_per_minute, guint tokens_per_minute,
                                    guint minute_ms, gint64 now_us);
/* Charges one request of at most TOKENS. Returns 0, or, charging nothing, the milliseconds after which it would be let in;
 * -1 when it never would, because it is larger than the whole bucket. */
gint64 bookgen_rehearsal_limits_charge (BookgenRehearsalLimits *self, gint64 tokens, gint64 now_us);
/* Gives back what was charged too much. */
void bookgen_rehearsal_limits_correct (BookgenRehearsalLimits *self, gint64 charged_tokens, gint64 used_tokens, gint64 now_us);
BookgenRehearsalAllowance bookgen_rehearsal_limits_get_allowance (BookgenRehearsalLimits *self, gint64 now_us);

G_END_DECLS
