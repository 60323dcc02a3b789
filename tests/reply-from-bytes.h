/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-dialect.h"
#include "bookgen-reply-fill.h"

#include <string.h>

/* What the client does with the bytes of an answer, without a network: cut into pieces of PIECE bytes. */
static inline BookgenReply *
reply_from_data (BookgenDialectKind kind, const char *bytes, gsize length, gsize piece)
{
  g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (1 << 20);
  g_autoptr (BookgenJson) json = bookgen_json_new ();
  BookgenReply *reply = bookgen_reply_new ();
  const BookgenDialect *dialect = bookgen_dialect_get (kind);
  gboolean over = FALSE;
  BookgenEvent event;

  for (gsize at = 0; at < length && !over; at += piece)
    {
      bookgen_event_stream_push (stream, bytes + at, MIN (piece, length - at));
      while (!over && bookgen_event_stream_next (stream, &event))
        over = bookgen_dialect_read_event (dialect, json, &event, FALSE, NULL, reply);
    }
  bookgen_event_stream_end (stream);
  while (!over && bookgen_event_stream_next (stream, &event))
    over = bookgen_dialect_read_event (dialect, json, &event, TRUE, NULL, reply);
  bookgen_reply_end (reply);
  return reply;
}

static inline BookgenReply *
reply_from_bytes (BookgenDialectKind kind, const char *bytes, gsize piece)
{
  return reply_from_data (kind, bytes, strlen (bytes), piece);
}
