/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-caching.h"
#include "bookgen-usage.h"

G_BEGIN_DECLS

/* The provider's cache of what the requests of a run share: whether one request should go first to fill it, and whether the
 * others then read from it. */
typedef struct {
  BookgenCaching caching;
  gint64 shared_tokens; /* an estimate */
  gboolean asked;       /* the author wants it whatever is known of the endpoint */
  guint answered, hits;
} BookgenWarmUp;

gboolean bookgen_warm_up_pays (const BookgenWarmUp *self, guint requests);
/* One of the requests that share was answered. */
void bookgen_warm_up_count (BookgenWarmUp *self, const BookgenUsage *usage);
/* The cache should work and does not: each request pays for the whole of its prompt. */
gboolean bookgen_warm_up_fails (const BookgenWarmUp *self);

G_END_DECLS
