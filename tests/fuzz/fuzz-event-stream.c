/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-event-stream.h"
#include "fuzz.h"

#include <string.h>

static void
take_events (BookgenEventStream *stream, GString *out)
{
  BookgenEvent event;

  while (bookgen_event_stream_next (stream, &event))
    {
      g_assert (g_utf8_validate (event.name, -1, NULL) && g_utf8_validate (event.data, event.length, NULL));
      g_assert (strlen (event.data) == event.length);
      g_string_append_printf (out, "%s|%s\n", event.name, event.data);
    }
}

static GString *
cut_into (const uint8_t *data, size_t size, size_t piece)
{
  g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (1 << 16);
  GString *out = g_string_new (NULL);

  for (size_t at = 0; at < size; at += piece)
    {
      bookgen_event_stream_push (stream, (const char *) data + at, MIN (piece, size - at));
      take_events (stream, out);
    }
  bookgen_event_stream_end (stream);
  take_events (stream, out);
  return out;
}

/* However the bytes are cut, the events are the same, and are UTF-8. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = NULL, bytes = NULL, pieces = NULL;

  if (size > 1 << 15)
    return 0;
  whole = cut_into (data, size, size + 1);
  bytes = cut_into (data, size, 1);
  pieces = cut_into (data, size, 7);
  g_assert (g_string_equal (whole, bytes) && g_string_equal (whole, pieces));
  return 0;
}
