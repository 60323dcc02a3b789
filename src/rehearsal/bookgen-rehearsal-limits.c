/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-limits.h"

#include <math.h>

#define MINUTE_MS 60000

static void
fill (BookgenRehearsalBucket *self, gint64 now_us)
{
  self->level += self->per_minute * (now_us - self->filled_at_us) / (self->minute_ms * 1000.0);
  self->level = MIN (self->level, self->per_minute);
  self->filled_at_us = now_us;
}

/* Milliseconds until AMOUNT is there; -1 for never. */
static gint64
wait_for (const BookgenRehearsalBucket *self, gint64 amount)
{
  if (self->per_minute == 0 || amount <= self->level)
    return 0;
  if (amount > self->per_minute)
    return -1;
  return ceil ((amount - self->level) * self->minute_ms / self->per_minute);
}

static void
bucket_init (BookgenRehearsalBucket *self, guint per_minute, guint minute_ms, gint64 now_us)
{
  self->per_minute = per_minute;
  self->minute_ms = minute_ms > 0 ? minute_ms : MINUTE_MS;
  self->level = per_minute;
  self->filled_at_us = now_us;
}

void
bookgen_rehearsal_limits_init (BookgenRehearsalLimits *self, guint requests_per_minute, guint tokens_per_minute,
                               guint minute_ms, gint64 now_us)
{
  bucket_init (&self->requests, requests_per_minute, minute_ms, now_us);
  bucket_init (&self->tokens, tokens_per_minute, minute_ms, now_us);
}

gint64
bookgen_rehearsal_limits_charge (BookgenRehearsalLimits *self, gint64 tokens, gint64 now_us)
{
  gint64 wait_ms;

  fill (&self->requests, now_us);
  fill (&self->tokens, now_us);
  if (wait_for (&self->tokens, tokens) < 0)
    return -1;
  wait_ms = MAX (wait_for (&self->requests, 1), wait_for (&self->tokens, tokens));
  if (wait_ms > 0)
    return wait_ms;
  self->requests.level -= 1;
  self->tokens.level -= tokens;
  return 0;
}

void
bookgen_rehearsal_limits_correct (BookgenRehearsalLimits *self, gint64 charged_tokens, gint64 used_tokens, gint64 now_us)
{
  fill (&self->tokens, now_us);
  self->tokens.level = MIN (self->tokens.level + charged_tokens - used_tokens, self->tokens.per_minute);
}

static void
tell (const BookgenRehearsalBucket *self, gint64 *limit, gint64 *remaining, gint64 *full_ms)
{
  *limit = *remaining = *full_ms = -1;
  if (self->per_minute == 0)
    return;
  *limit = self->per_minute;
  *remaining = MAX (0, floor (self->level));
  *full_ms = ceil ((self->per_minute - self->level) * self->minute_ms / self->per_minute);
}

BookgenRehearsalAllowance
bookgen_rehearsal_limits_get_allowance (BookgenRehearsalLimits *self, gint64 now_us)
{
  BookgenRehearsalAllowance allowance;

  fill (&self->requests, now_us);
  fill (&self->tokens, now_us);
  tell (&self->requests, &allowance.requests_limit, &allowance.requests_remaining, &allowance.requests_full_ms);
  tell (&self->tokens, &allowance.tokens_limit, &allowance.tokens_remaining, &allowance.tokens_full_ms);
  return allowance;
}
