/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* What is known of how an endpoint keeps the beginning that requests share. An entry can be read only once the first answer
 * has begun, so requests that start together all pay for writing it. */
typedef struct {
  gint64 least_tokens; /* a shared part from here on may be kept: it pays to send one request first; 0: nothing is known */
  gint64 sure_tokens;  /* from here on it must be, and nothing read from the cache is worth telling; 0: never sure */
} BookgenCaching;

BookgenCaching bookgen_caching_of (BookgenEndpoint *endpoint);

G_END_DECLS
