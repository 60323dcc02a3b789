/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"

G_BEGIN_DECLS

/* One client that asks one server many things. Chapters are counted from 1 in each crowd_send (). */
typedef struct {
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  GCancellable *cancellable;
  guint words;
  guint asked, to_ask; /* to_ask: those that wait until another has ended */
  guint under_way, complete, cancelled;
} Crowd;

/* TRUSTED: the client's "tls-database"; nullable. */
void crowd_init (Crowd *self, const char *address, GTlsDatabase *trusted);
void crowd_clear (Crowd *self);
/* All at once. Wait with attempt_wait_while (&crowd.under_way). */
void crowd_send (Crowd *self, guint requests, guint words);
/* At most SLOTS at once. */
void crowd_send_through (Crowd *self, guint requests, guint slots);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Crowd, crowd_clear)

G_END_DECLS
