/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* A provider whose address BookGen knows, so that only the key has to be typed. */
typedef struct {
  const char *name;
  const char *address; /* NULL: any address, typed by the author */
  BookgenDialectKind dialect;
  gboolean needs_key;
} BookgenKnownProvider;

/* The last one is "Another address". */
const BookgenKnownProvider *bookgen_known_providers (guint *n_providers);
/* Whether the provider at ADDRESS, as an endpoint gives it, is known to answer nobody without a key. */
gboolean bookgen_known_provider_needs_key (const char *address);

G_END_DECLS
