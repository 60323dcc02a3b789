/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cuts the bytes of an answer into events: server-sent events (WHATWG HTML, 9.2) or JSON texts, one a line (NDJSON) or one
 * after the other. What it really is shows in the first bytes, whatever the server's Content-Type says. */
typedef enum {
  BOOKGEN_EVENT_FORMAT_UNKNOWN, /* no byte that tells has come yet */
  BOOKGEN_EVENT_FORMAT_SSE,
  BOOKGEN_EVENT_FORMAT_JSON,
  BOOKGEN_EVENT_FORMAT_HTML,    /* a page for people: no events */
} BookgenEventFormat;

typedef struct {
  const char *name; /* "" when the server gave none */
  const char *data; /* NUL-terminated, valid UTF-8; may be empty */
  gsize length;
} BookgenEvent;

typedef struct _BookgenEventStream BookgenEventStream;

BookgenEventStream *bookgen_event_stream_new (gsize max_event_bytes);
void bookgen_event_stream_free (BookgenEventStream *self);

/* Hands BYTES over; then take every event with next () before the next push. */
void bookgen_event_stream_push (BookgenEventStream *self, const char *bytes, gsize length);
/* No more bytes will come: a last line or event that lacks its end counts as ended. */
void bookgen_event_stream_end (BookgenEventStream *self);
/* FALSE when there is none yet. EVENT is good until the next call. */
gboolean bookgen_event_stream_next (BookgenEventStream *self, BookgenEvent *event);

BookgenEventFormat bookgen_event_stream_get_format (BookgenEventStream *self);
/* An event grew past the limit: nothing more comes. */
gboolean bookgen_event_stream_is_too_large (BookgenEventStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenEventStream, bookgen_event_stream_free)

G_END_DECLS
