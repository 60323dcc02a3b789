/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-answer.h"

#include <gio/gio.h>
#include <string.h>

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define SAY "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once\"},\"finish_reason\":null}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define ERROR_BODY "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}"

typedef struct {
  BookgenReply *reply;
  BookgenAnswer *answer;
} Fixture;

static void
fixture_init (Fixture *self, guint status, const char *coding)
{
  self->reply = bookgen_reply_new ();
  self->answer = bookgen_answer_new (&bookgen_dialect_openai, self->reply, "secret");
  bookgen_answer_begin (self->answer, status, coding, 0);
}

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->reply);
  g_clear_pointer (&self->answer, bookgen_answer_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static BookgenFailureKind
kind_of (Fixture *self)
{
  g_autoptr (BookgenFailure) failure = bookgen_answer_dup_failure (self->answer);

  g_assert_cmpint (bookgen_answer_get_state (self->answer), ==, BOOKGEN_ANSWER_ENDED);
  return failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE;
}

static GBytes *
compress (const char *text, GZlibCompressorFormat format)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (format, -1));
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, strlen (text), NULL);
  g_autoptr (GInputStream) input = g_converter_input_stream_new (plain, compressor);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
push_all (BookgenAnswer *answer, GBytes *bytes, gsize piece)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += piece)
    bookgen_answer_push (answer, data + at, MIN (piece, length - at), 1);
  bookgen_answer_end (answer, 1);
}

typedef struct {
  const char *name;
  const char *coding;
  GZlibCompressorFormat format;
  guint status;
  const char *body;
  BookgenFailureKind kind;
} Compressed;

static const Compressed compressed[] = {
  { "gzip", "gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP, 200, SAY STOP DONE, BOOKGEN_FAILURE_NONE },
  { "x-gzip", "X-GZIP", G_ZLIB_COMPRESSOR_FORMAT_GZIP, 200, SAY STOP DONE, BOOKGEN_FAILURE_NONE },
  { "deflate", "deflate", G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 200, SAY STOP DONE, BOOKGEN_FAILURE_NONE },
  { "deflate-without-frame", "deflate", G_ZLIB_COMPRESSOR_FORMAT_RAW, 200, SAY STOP DONE, BOOKGEN_FAILURE_NONE },
  { "cut", "gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP, 200, SAY, BOOKGEN_FAILURE_CUT },
  { "error", "gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP, 404, ERROR_BODY, BOOKGEN_FAILURE_MODEL },
  { "not-what-it-says", "gzip", G_ZLIB_COMPRESSOR_FORMAT_RAW, 200, SAY STOP DONE, BOOKGEN_FAILURE_GARBAGE },
  { "unknown", "br", G_ZLIB_COMPRESSOR_FORMAT_GZIP, 200, SAY STOP DONE, BOOKGEN_FAILURE_GARBAGE },
};

static void
test_compressed (gconstpointer data)
{
  const Compressed *what = data;
  g_autoptr (GBytes) bytes = compress (what->body, what->format);

  for (gsize piece = 1; piece < 200; piece += 66)
    {
      g_auto (Fixture) fixture = { NULL };

      fixture_init (&fixture, what->status, what->coding);
      push_all (fixture.answer, bytes, piece);
      g_assert_cmpint (kind_of (&fixture), ==, what->kind);
      if (what->kind == BOOKGEN_FAILURE_NONE)
        g_assert_cmpstr (bookgen_reply_get_text (fixture.reply, NULL), ==, "Once");
    }
}

/* A little that becomes very much is given up. */
static void
test_compressed_far_too_much (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *comment = g_strnfill (80 * 1024 * 1024, ':');
  g_autoptr (GBytes) bytes = NULL;

  memset (comment, '\n', 80 * 1024 * 1024);
  *comment = ':';
  bytes = compress (comment, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  fixture_init (&fixture, 200, "gzip");
  push_all (fixture.answer, bytes, 4096);
  g_assert_cmpint (kind_of (&fixture), ==, BOOKGEN_FAILURE_GARBAGE);
}

static void
test_event_too_large (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');

  fixture_init (&fixture, 200, NULL);
  bookgen_answer_push (fixture.answer, "data: ", 6, 1);
  for (guint i = 0; i < 9; i++)
    bookgen_answer_push (fixture.answer, piece, strlen (piece), 1);
  g_assert_cmpint (kind_of (&fixture), ==, BOOKGEN_FAILURE_TOO_LARGE);
}

static void
comment_for_minutes (Fixture *fixture, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      bookgen_answer_push (fixture->answer, ": ok\n\n", 6, i * MINUTE_US);
      bookgen_answer_watch (fixture->answer, i * MINUTE_US);
    }
}

/* Comments are signs of life, but not for ever; before them nothing is bounded here, for a local server may queue for hours. */
static void
test_nothing_but_comments (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, 200, NULL);
  bookgen_answer_watch (fixture.answer, 600 * MINUTE_US);
  g_assert_cmpint (bookgen_answer_get_state (fixture.answer), ==, BOOKGEN_ANSWER_COMING);
  comment_for_minutes (&fixture, 0, 30);
  bookgen_answer_push (fixture.answer, SAY, strlen (SAY), 30 * MINUTE_US);
  comment_for_minutes (&fixture, 30, 60);
  g_assert_cmpint (bookgen_answer_get_state (fixture.answer), ==, BOOKGEN_ANSWER_COMING);
  comment_for_minutes (&fixture, 60, 62);
  g_assert_cmpint (kind_of (&fixture), ==, BOOKGEN_FAILURE_IDLE);
}

/* Usage is waited for, after the finish, for seconds only. */
static void
test_no_usage (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, 200, NULL);
  bookgen_answer_push (fixture.answer, SAY STOP, strlen (SAY STOP), 0);
  bookgen_answer_push (fixture.answer, SAY STOP, strlen (SAY STOP), 1);
  bookgen_answer_watch (fixture.answer, 1 * G_USEC_PER_SEC);
  g_assert_cmpint (bookgen_answer_get_state (fixture.answer), ==, BOOKGEN_ANSWER_COMING);
  bookgen_answer_watch (fixture.answer, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (kind_of (&fixture), ==, BOOKGEN_FAILURE_NONE);
}

static void
test_over (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, 200, NULL);
  bookgen_answer_push (fixture.answer, SAY STOP DONE SAY, strlen (SAY STOP DONE SAY), 1);
  g_assert_cmpint (bookgen_answer_get_state (fixture.answer), ==, BOOKGEN_ANSWER_OVER);
  bookgen_answer_break (fixture.answer);
  g_assert_cmpint (kind_of (&fixture), ==, BOOKGEN_FAILURE_NONE);
  g_assert_cmpstr (bookgen_reply_get_text (fixture.reply, NULL), ==, "Once");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (compressed); i++)
    {
      g_autofree char *path = g_strconcat ("/answer/compressed/", compressed[i].name, NULL);

      g_test_add_data_func (path, &compressed[i], test_compressed);
    }
  g_test_add_func ("/answer/compressed-far-too-much", test_compressed_far_too_much);
  g_test_add_func ("/answer/event-too-large", test_event_too_large);
  g_test_add_func ("/answer/nothing-but-comments", test_nothing_but_comments);
  g_test_add_func ("/answer/no-usage", test_no_usage);
  g_test_add_func ("/answer/over", test_over);
  return g_test_run ();
}
