/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-event-stream.h"

#include <string.h>

/* Events as "name|data;" with the length of a piece to cut the bytes into. */
static char *
events (const char *bytes, gsize length, gsize piece)
{
  g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (1 << 20);
  GString *out = g_string_new (NULL);
  BookgenEvent event;

  for (gsize at = 0; at < length; at += piece)
    {
      bookgen_event_stream_push (stream, bytes + at, MIN (piece, length - at));
      while (bookgen_event_stream_next (stream, &event))
        g_string_append_printf (out, "%s|%s;", event.name, event.data);
    }
  bookgen_event_stream_end (stream);
  while (bookgen_event_stream_next (stream, &event))
    g_string_append_printf (out, "%s|%s;", event.name, event.data);
  return g_string_free (out, FALSE);
}

static const struct { const char *bytes, *events; } table[] = {
  { "data: a\n\ndata: b\n\n", "|a;|b;" },
  { "data: a\r\n\r\ndata: b\r\n\r\n", "|a;|b;" },
  { "data: a\r\rdata: b\r\r", "|a;|b;" },
  { "data: a\r\n\ndata: b\n\r\n", "|a;|b;" },
  { "\xEF\xBB\xBF""data: a\n\n", "|a;" },
  { "\xEF\xBB\xBF\xEF\xBB\xBF""data: a\n\ndata: b\n\n", "|b;" },
  { "data:{\"a\":1}\n\n", "|{\"a\":1};" },
  { "data:  two spaces\n\n", "| two spaces;" },
  { ": comment\n\ndata: a\n\n", "|a;" },
  { ":\n\n: OPENROUTER PROCESSING\n\ndata: a\n\n", "|a;" },
  { "event: ping\ndata: {}\n\n", "ping|{};" },
  { "event: lost\n\ndata: a\n\n", "|a;" },
  { "event: one\nevent: two\ndata: a\n\n", "two|a;" },
  { "data\n\n", "|;" },
  { "data:\n\n", "|;" },
  { "data: a\ndata: b\n\n", "|a\nb;" },
  { "data:\ndata: {}\n\n", "|\n{};" },
  { "id: 1\nretry: 5\nfoo: bar\nDATA: no\ndata: a\n\n", "|a;" },
  { "data: [DONE]", "|[DONE];" },
  { "data: [DONE] \n", "|[DONE] ;" },
  { "data: {\"a\":\"\xE2\x80\xA8\"}\n\n", "|{\"a\":\"\xE2\x80\xA8\"};" },
  { "data: \xC3\x28\n\n", "|\xEF\xBF\xBD(;" },
  { "\n\n\ndata: a\n\n", "|a;" },
  { "data: \xF0\x9F\x91\xA9\n\n", "|\xF0\x9F\x91\xA9;" },
  /* JSON texts */
  { "{\"a\":1}\n{\"b\":2}\n", "|{\"a\":1};|{\"b\":2};" },
  { "{\"a\":1}\r\n\r\n{\"b\":2}", "|{\"a\":1};|{\"b\":2};" },
  { "{\"a\":1}{\"b\":\"}\\\"{\"}", "|{\"a\":1};|{\"b\":\"}\\\"{\"};" },
  { "\n\n  {\n \"a\": [1,\n2]\n}\n", "|{\n \"a\": [1,\n2]\n};" },
  { "[{\"error\":1}]", "|[{\"error\":1}];" },
  { "{\"a\":1}\nnonsense\n{\"b\":2}\n", "|{\"a\":1};|nonsense\n;|{\"b\":2};" },
  { "{\"a\":\"broken\n{\"b\":2}\n", "|{\"a\":\"broken\n;|{\"b\":2};" },
  { "{\"a\":1}\n{\"half", "|{\"a\":1};" },
  { "<!doctype html>\ndata: a\n\n", "" },
  { "", "" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize piece = 1; piece <= 64; piece++)
      {
        g_autofree char *got = events (table[i].bytes, strlen (table[i].bytes), piece);

        if (strcmp (got, table[i].events) != 0)
          g_error ("in pieces of %u: “%s” gave “%s”", (guint) piece, table[i].bytes, got);
      }
}

static void
test_format (void)
{
  static const struct { const char *bytes; BookgenEventFormat format; } formats[] = {
    { "data: x", BOOKGEN_EVENT_FORMAT_SSE },  { " {", BOOKGEN_EVENT_FORMAT_JSON },  { "[", BOOKGEN_EVENT_FORMAT_JSON },
    { "\n<html>", BOOKGEN_EVENT_FORMAT_HTML }, { ": ping", BOOKGEN_EVENT_FORMAT_SSE }, { " \n", BOOKGEN_EVENT_FORMAT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (1024);
      bookgen_event_stream_push (stream, formats[i].bytes, strlen (formats[i].bytes));
      bookgen_event_stream_end (stream);
      g_assert_cmpint (bookgen_event_stream_get_format (stream), ==, formats[i].format);
    }
}

static void
test_bound (void)
{
  static const char *const starts[] = { "data: ", "{\"a\":\"", "data: a\n\ndata: " };
  char noise[512];

  memset (noise, 'x', sizeof noise);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (4096);
      BookgenEvent event;

      bookgen_event_stream_push (stream, starts[i], strlen (starts[i]));
      for (guint n = 0; n < 20; n++)
        {
          while (bookgen_event_stream_next (stream, &event))
            ;
          bookgen_event_stream_push (stream, noise, sizeof noise);
        }
      g_assert_false (bookgen_event_stream_next (stream, &event));
      g_assert_true (bookgen_event_stream_is_too_large (stream));
    }
}

/* A gigabyte of blanks is neither kept nor looked at twice. */
static void
test_blanks (void)
{
  g_autoptr (BookgenEventStream) stream = bookgen_event_stream_new (4096);
  g_autofree char *blanks = g_strnfill (64 * 1024, ' ');
  BookgenEvent event;

  for (guint i = 0; i < 16 * 1024; i++)
    {
      bookgen_event_stream_push (stream, blanks, 64 * 1024);
      g_assert_false (bookgen_event_stream_next (stream, &event));
    }
  bookgen_event_stream_push (stream, "\ndata: a\n\n", 10);
  g_assert_true (bookgen_event_stream_next (stream, &event));
  g_assert_cmpstr (event.data, ==, "a");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-stream/table", test_table);
  g_test_add_func ("/event-stream/format", test_format);
  g_test_add_func ("/event-stream/bound", test_bound);
  g_test_add_func ("/event-stream/blanks", test_blanks);
  return g_test_run ();
}
