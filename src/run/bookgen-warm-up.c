/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-warm-up.h"

/* The first answer writes the cache, and one that follows at once may still miss it. From so many tokens on any cache that
 * the author counts on must have kept them. */
enum { ANSWERS_TO_JUDGE = 3, SURE_WHEN_ASKED_TOKENS = 2048 };

gboolean
bookgen_warm_up_pays (const BookgenWarmUp *self, guint requests)
{
  gboolean known = self->caching.least_tokens > 0 && self->shared_tokens >= self->caching.least_tokens;

  return requests > 1 && (known || self->asked);
}

void
bookgen_warm_up_count (BookgenWarmUp *self, const BookgenUsage *usage)
{
  if (usage->requests == 0 || usage->estimated)
    return;
  self->answered++;
  self->hits += usage->cached_tokens > 0;
}

static gint64
get_sure_tokens (const BookgenWarmUp *self)
{
  return self->caching.sure_tokens == 0 && self->asked ? SURE_WHEN_ASKED_TOKENS : self->caching.sure_tokens;
}

/* Our count of the shared part may be a quarter too high. */
gboolean
bookgen_warm_up_fails (const BookgenWarmUp *self)
{
  gint64 sure_tokens = get_sure_tokens (self);

  return sure_tokens > 0 && self->shared_tokens * 3 / 4 >= sure_tokens
         && self->answered >= ANSWERS_TO_JUDGE && self->hits == 0;
}
