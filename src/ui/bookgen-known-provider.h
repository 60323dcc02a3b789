/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* A provider whose address BookGen knows, so that only the key has to be typed. None of them answers without one. */
typedef struct {
  const char *name;
  const char *address;
  BookgenDialectKind dialect;
} BookgenKnownProvider;

const BookgenKnownProvider *bookgen_known_providers (guint *n_providers);
/* Whether ADDRESS, as an endpoint gives it, is one of theirs. */
gboolean bookgen_known_provider_has_address (const char *address);

G_END_DECLS
