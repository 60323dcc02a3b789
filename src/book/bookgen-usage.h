/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What one or more requests used. COST is in the price list's currency, in millionths; -1 when the price is unknown
 * (unknown plus anything is unknown). ESTIMATED is set where a cut request left no count and ours stands in. */
typedef struct {
  gint64 input_tokens;  /* the whole prompt, cached ones included */
  gint64 cached_tokens; /* of these, read from the provider's cache */
  gint64 cache_write_tokens;
  gint64 output_tokens; /* reasoning included, as billed */
  gint64 reasoning_tokens;
  gint64 cost_micros;
  guint requests;
  gboolean estimated;
} BookgenUsage;

void bookgen_usage_add (BookgenUsage *self, const BookgenUsage *other);

/* One line of the book's list of requests: what they used for one task up to a moment. */
typedef struct {
  gint64 at_ms;    /* since 1970, UTC */
  char *stage;
  char *unit_id;   /* "" for the book */
  int item;
  char *model;     /* NULL where unknown */
  BookgenUsage usage;
} BookgenRequest;

void bookgen_request_free (BookgenRequest *self);

G_END_DECLS
