/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-warm-up.h"

/* The first answer writes the cache, and one that follows at once may still miss it. */
enum { ANSWERS_TO_JUDGE = 3 };

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

/* Our count of the shared part may be a quarter too high. */
gboolean
bookgen_warm_up_fails (const BookgenWarmUp *self)
{
  return self->caching.sure_tokens > 0 && self->shared_tokens * 3 / 4 >= self->caching.sure_tokens
         && self->answered >= ANSWERS_TO_JUDGE && self->hits == 0;
}
