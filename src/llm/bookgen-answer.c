/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-answer.h"

#include "bookgen-failure-body.h"
#include "bookgen-inflate.h"
#include "bookgen-reply-fill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
  MAX_EVENT_BYTES = 8 * 1024 * 1024, /* as much as a whole answer may have */
  MAX_ERROR_BYTES = 64 * 1024,
  MAX_BODY_BYTES = 4 * 1024 * 1024,
  MAX_MEDIA_BYTES = 48 * 1024 * 1024, /* 32 MB in base64 */
  USAGE_MS = 3000,                   /* for usage and [DONE] after the finish */
  BODY_MS = 30 * 1000,               /* for what is no answer: an error, a page, a list */
  STALL_MS = 30 * 60 * 1000,         /* for the next word, while pings and comments come */
};

struct _BookgenAnswer {
  const BookgenDialect *dialect;
  BookgenReply *reply;     /* nullable */
  char *secret;            /* nullable */
  BookgenAnswerState state;
  guint status;
  gboolean is_chat;        /* the body is an answer, not an error or a list */
  gboolean is_media;       /* what is collected is a picture or speech */
  gboolean any_byte;
  gint64 began_at_us;
  gint64 grew_at_us;       /* a word came, or a thought; at first, the head */
  gsize taken_bytes;       /* of the reply, when that was */
  gint64 complete_at_us;   /* the finish came; 0 before */

  BookgenInflate *inflate; /* nullable */
  GByteArray *inflated;    /* scratch */
  BookgenEventStream *decoder;
  BookgenJson *json;
  GByteArray *body;        /* what is collected; of a stream, its beginning */
  BookgenFailure *failure;
};

BookgenAnswer *
bookgen_answer_new (const BookgenDialect *dialect, BookgenReply *reply, const char *secret)
{
  BookgenAnswer *self = g_new0 (BookgenAnswer, 1);

  self->dialect = dialect;
  self->reply = reply != NULL ? g_object_ref (reply) : NULL;
  self->secret = g_strdup (secret);
  self->inflated = g_byte_array_new ();
  self->decoder = bookgen_event_stream_new (MAX_EVENT_BYTES);
  self->json = bookgen_json_new ();
  self->body = g_byte_array_new ();
  return self;
}

void
bookgen_answer_free (BookgenAnswer *self)
{
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_clear_object (&self->reply);
  g_clear_pointer (&self->inflate, bookgen_inflate_free);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  g_byte_array_unref (self->inflated);
  bookgen_event_stream_free (self->decoder);
  bookgen_json_free (self->json);
  g_byte_array_unref (self->body);
  g_free (self);
}

void
bookgen_answer_expect_media (BookgenAnswer *self)
{
  self->is_media = TRUE;
}

BookgenAnswerState
bookgen_answer_get_state (BookgenAnswer *self)
{
  return self->state;
}

BookgenFailure *
bookgen_answer_dup_failure (BookgenAnswer *self)
{
  return self->failure != NULL ? bookgen_failure_copy (self->failure) : NULL;
}

const GByteArray *
bookgen_answer_get_body (BookgenAnswer *self)
{
  return self->body;
}

/* Takes FAILURE, NULL when all went well. Only the first end counts. */
static void
end_with (BookgenAnswer *self, BookgenFailure *failure)
{
  if (self->state == BOOKGEN_ANSWER_ENDED)
    {
      g_clear_pointer (&failure, bookgen_failure_free);
      return;
    }
  self->state = BOOKGEN_ANSWER_ENDED;
  self->failure = failure;
}

static void
fail (BookgenAnswer *self, BookgenFailureKind kind, const char *message)
{
  end_with (self, bookgen_failure_new (kind, self->status, message));
}

static void
fail_with_coding (BookgenAnswer *self, const char *coding)
{
  g_autofree char *clean = g_utf8_make_valid (coding, -1);
  g_autofree char *message = g_strdup_printf (_ ("it is compressed in a way nobody asked for: %.20s"), clean);

  fail (self, BOOKGEN_FAILURE_GARBAGE, message);
}

void
bookgen_answer_begin (BookgenAnswer *self, guint status, const char *coding, gint64 now_us)
{
  self->status = status;
  self->is_chat = self->reply != NULL && status / 100 == 2;
  self->began_at_us = self->grew_at_us = now_us;
  if (coding == NULL || *coding == '\0' || g_ascii_strcasecmp (coding, "identity") == 0)
    return;
  self->inflate = bookgen_inflate_new (coding);
  if (self->inflate == NULL)
    fail_with_coding (self, coding);
}

/* What goes wrong after the finish costs the count of tokens, not the text; but one that is too long was not kept whole. */
static gboolean
is_whole (BookgenAnswer *self)
{
  return bookgen_reply_get_complete (self->reply) && !bookgen_reply_is_too_large (self->reply);
}

/* The chat is over. What it comes to: the protocol decides, not the connection. */
static void
conclude (BookgenAnswer *self)
{
  const BookgenFailure *known = bookgen_reply_get_failure (self->reply);
  gsize length = 0;

  bookgen_reply_end (self->reply);
  bookgen_reply_get_text (self->reply, &length);
  if (known != NULL && !is_whole (self))
    end_with (self, bookgen_failure_copy (known));
  else if (!bookgen_reply_get_complete (self->reply))
    fail (self, bookgen_reply_get_began (self->reply) ? BOOKGEN_FAILURE_CUT : BOOKGEN_FAILURE_GARBAGE, NULL);
  else if (length == 0 && bookgen_reply_get_finish (self->reply) == BOOKGEN_FINISH_STOP)
    fail (self, BOOKGEN_FAILURE_GARBAGE, NULL);
  else
    end_with (self, NULL);
}

static gboolean
is_page (BookgenAnswer *self)
{
  return self->is_chat && bookgen_event_stream_get_format (self->decoder) == BOOKGEN_EVENT_FORMAT_HTML;
}

/* A page for people: what it says is more than we could. */
static void
fail_with_page (BookgenAnswer *self)
{
  g_autoptr (BookgenFailure) said
      = bookgen_failure_from_body ((const char *) self->body->data, self->body->len, 200, self->secret);

  fail (self, BOOKGEN_FAILURE_GARBAGE, said->message);
}

/* What is no chat has been read, to its end or as far as we care. */
static void
end_with_body (BookgenAnswer *self)
{
  if (self->status / 100 != 2)
    end_with (self, bookgen_failure_from_body ((const char *) self->body->data, self->body->len, self->status, self->secret));
  else if (self->is_chat)
    fail_with_page (self);
  else
    end_with (self, NULL);
}

static void
collect (BookgenAnswer *self, const char *bytes, gsize length)
{
  gboolean is_list = !self->is_chat && self->status / 100 == 2;
  gsize most = !is_list ? MAX_ERROR_BYTES : self->is_media ? MAX_MEDIA_BYTES : MAX_BODY_BYTES;
  gsize room = most - self->body->len;

  g_byte_array_append (self->body, (const guint8 *) bytes, MIN (length, room));
  if (length >= room)
    end_with_body (self);
}

static void
take_events (BookgenAnswer *self, gboolean at_end, gint64 now_us)
{
  BookgenEvent event;

  while (self->state == BOOKGEN_ANSWER_COMING && bookgen_event_stream_next (self->decoder, &event))
    if (bookgen_dialect_read_event (self->dialect, self->json, &event, at_end, self->secret, self->reply))
      self->state = BOOKGEN_ANSWER_OVER;
  if (self->complete_at_us == 0 && bookgen_reply_get_complete (self->reply))
    self->complete_at_us = now_us;
  if (self->taken_bytes != bookgen_reply_get_taken (self->reply))
    self->grew_at_us = now_us;
  self->taken_bytes = bookgen_reply_get_taken (self->reply);
  if (self->state == BOOKGEN_ANSWER_COMING && bookgen_event_stream_is_too_large (self->decoder))
    fail (self, BOOKGEN_FAILURE_TOO_LARGE, NULL);
}

static void
take_bytes (BookgenAnswer *self, const char *bytes, gsize length, gint64 now_us)
{
  if (self->is_chat)
    bookgen_event_stream_push (self->decoder, bytes, length);
  if (!self->is_chat || is_page (self))
    collect (self, bytes, length);
  else
    take_events (self, FALSE, now_us);
}

static void
take_compressed (BookgenAnswer *self, const char *bytes, gsize length, gint64 now_us)
{
  gboolean good;

  g_byte_array_set_size (self->inflated, 0);
  good = bookgen_inflate_push (self->inflate, bytes, length, self->inflated);
  if (self->inflated->len > 0)
    take_bytes (self, (const char *) self->inflated->data, self->inflated->len, now_us);
  if (!good && self->state == BOOKGEN_ANSWER_COMING)
    fail (self, BOOKGEN_FAILURE_GARBAGE, _ ("what it compressed cannot be read"));
}

void
bookgen_answer_push (BookgenAnswer *self, const char *bytes, gsize length, gint64 now_us)
{
  if (self->state != BOOKGEN_ANSWER_COMING)
    return;
  self->any_byte = TRUE;
  if (self->reply != NULL)
    bookgen_reply_first_byte (self->reply, now_us);
  if (self->inflate != NULL)
    take_compressed (self, bytes, length, now_us);
  else
    take_bytes (self, bytes, length, now_us);
}

void
bookgen_answer_end (BookgenAnswer *self, gint64 now_us)
{
  if (self->state == BOOKGEN_ANSWER_ENDED)
    return;
  if (!self->is_chat || is_page (self))
    {
      end_with_body (self);
      return;
    }
  bookgen_event_stream_end (self->decoder);
  take_events (self, TRUE, now_us);
  if (self->state != BOOKGEN_ANSWER_ENDED)
    conclude (self);
}

void
bookgen_answer_break (BookgenAnswer *self)
{
  if (self->is_chat && (self->state == BOOKGEN_ANSWER_OVER || bookgen_reply_get_complete (self->reply)))
    conclude (self);
  else if (self->status / 100 != 2)
    end_with_body (self);
  else
    fail (self, self->any_byte ? BOOKGEN_FAILURE_CUT : BOOKGEN_FAILURE_CONNECT, NULL);
}

static gboolean
passed (gint64 since_us, guint limit_ms, gint64 now_us)
{
  return now_us - since_us > limit_ms * (gint64) 1000;
}

void
bookgen_answer_watch (BookgenAnswer *self, gint64 now_us)
{
  if (self->state != BOOKGEN_ANSWER_COMING)
    return;
  if (self->complete_at_us != 0)
    {
      if (passed (self->complete_at_us, USAGE_MS, now_us))
        conclude (self);
    }
  else if (!self->is_chat || is_page (self))
    {
      if (!self->is_media && passed (self->began_at_us, BODY_MS, now_us))
        end_with_body (self);
    }
  else if (self->any_byte && passed (self->grew_at_us, STALL_MS, now_us))
    fail (self, BOOKGEN_FAILURE_IDLE, NULL);
}
