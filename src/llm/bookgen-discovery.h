/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"

G_BEGIN_DECLS

/* A model server that runs on this machine. */
typedef struct {
  BookgenEndpoint *endpoint; /* named after the program; without a model */
  GStrv models;
} BookgenDiscovered;

void bookgen_discovered_free (BookgenDiscovered *self);

/* Where one may listen: a port of 127.0.0.1. */
typedef struct {
  const char *name;
  guint port;
  BookgenDialectKind dialect;
} BookgenPlace;

/* Looks at PLACES (NULL: where local servers usually listen), all at the same time, for 300 ms at most. Finish: what
 * answered with a list of models, in the order of the ports (BookgenDiscovered; the array is the caller's); NULL only when
 * cancelled. */
void bookgen_discovery_look_async (BookgenClient *client, const BookgenPlace *places, guint n_places,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bookgen_discovery_look_finish (GAsyncResult *result, GError **error);

G_END_DECLS
