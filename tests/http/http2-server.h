/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on 127.0.0.1 that speaks HTTP/2 over TLS, on a thread of its own: whatever it is asked, it answers with an event
 * stream of the OpenAI kind, a word at a time. */
typedef struct _Http2Server Http2Server;

typedef struct {
  GTlsCertificate *certificate;
  guint max_streams;    /* of one connection, as its settings tell the client */
  guint crowd;          /* no answer says a word before so many requests were there at once */
  guint event_ms;       /* between words */
  guint events;         /* words of an answer */
  guint resets;         /* so many requests, the first ones, are reset after their first word */
} Http2ServerOptions;

Http2Server *http2_server_new (const Http2ServerOptions *options);
void http2_server_free (Http2Server *self);
/* "https://127.0.0.1:PORT" */
const char *http2_server_get_address (Http2Server *self);
guint http2_server_count_connections (Http2Server *self);
guint http2_server_count_requests (Http2Server *self);
/* Most answers at once, on all connections. */
guint http2_server_get_peak (Http2Server *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Http2Server, http2_server_free)

G_END_DECLS
