/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-stream.h"

#include "bookgen-rehearsal-connection.h"
#include "bookgen-rehearsal-text.h"

#include <string.h>

/* A client that reads slowly is tried again after this. */
#define BLOCKED_US 5000
/* How soon a client's leaving is noticed while nothing is due. */
#define SILENT_US 100000
#define ODD_CHUNK_BYTES 31

struct _BookgenRehearsalStream {
  SoupServerMessage *message; /* until the connection is taken from it */
  BookgenRehearsalConnection *connection;
  BookgenRehearsalReply *reply;
  char *text;
  const char *next;       /* in text */
  gint64 pieces;          /* how many there are to say; reply->output_tokens of them are said */
  gboolean cut_at_limit;
  gint64 first_us;
  double piece_us;
  BookgenFaultKind fault;
  BookgenRehearsalTrouble trouble;
  gint64 fault_at;        /* pieces before it strikes; -1 for no fault in mid-stream */
  gboolean begun, silent;
  gint64 looked_at_us;    /* whether the client is still there */
  GString *head;          /* of the answer, until it is sent */
  GString *escaped;       /* the piece in hand */
  GString *frames;        /* due, not yet in a chunk */
  BookgenStreamState after_out; /* what the stream is once all that is due is sent */
};

static gint64
count_pieces (const char *text, gint64 limit)
{
  gint64 pieces = 0;

  for (const char *at = text; *at != '\0' && (limit < 0 || pieces < limit); pieces++)
    at += bookgen_rehearsal_text_piece (at);
  return pieces;
}

static gboolean
strikes_in_mid_stream (BookgenFaultKind fault)
{
  switch (fault)
    {
    case BOOKGEN_FAULT_CUT:
    case BOOKGEN_FAULT_SILENT_CUT:
    case BOOKGEN_FAULT_RESET:
    case BOOKGEN_FAULT_STALL:
    case BOOKGEN_FAULT_BAD_JSON:
    case BOOKGEN_FAULT_ERROR_IN_STREAM:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
plan_pieces (BookgenRehearsalStream *self, gint64 max_tokens)
{
  gint64 all = count_pieces (self->text, -1);

  self->pieces = max_tokens < 0 ? all : MIN (all, max_tokens);
  if (self->fault == BOOKGEN_FAULT_LENGTH)
    self->pieces = MIN (self->pieces, (all + 1) / 2);
  self->cut_at_limit = self->pieces < all;
  if (self->fault == BOOKGEN_FAULT_REFUSAL || self->fault == BOOKGEN_FAULT_EMPTY)
    self->pieces = 0;
  self->fault_at = strikes_in_mid_stream (self->fault) ? self->pieces / 2 : -1;
}

BookgenRehearsalStream *
bookgen_rehearsal_stream_new (SoupServerMessage *message, BookgenRehearsalReply *reply, const char *text, gint64 max_tokens,
                              gint64 first_us, double piece_us, BookgenFaultKind fault,
                              const BookgenRehearsalTrouble *trouble)
{
  BookgenRehearsalStream *self = g_new0 (BookgenRehearsalStream, 1);

  self->message = g_object_ref (message);
  self->reply = reply;
  self->text = g_strdup (text);
  self->next = self->text;
  self->first_us = first_us;
  self->piece_us = fault == BOOKGEN_FAULT_SLOW ? piece_us * 10 : piece_us;
  self->fault = fault;
  if (trouble != NULL)
    self->trouble = *trouble;
  self->head = g_string_new (NULL);
  self->escaped = g_string_new (NULL);
  self->frames = g_string_new (NULL);
  self->silent = fault == BOOKGEN_FAULT_STALL_FIRST;
  plan_pieces (self, max_tokens);
  return self;
}

void
bookgen_rehearsal_stream_free (BookgenRehearsalStream *self)
{
  g_clear_pointer (&self->connection, bookgen_rehearsal_connection_free);
  g_clear_object (&self->message);
  bookgen_rehearsal_reply_free (self->reply);
  g_string_free (self->head, TRUE);
  g_string_free (self->escaped, TRUE);
  g_string_free (self->frames, TRUE);
  g_free (self->text);
  g_free (self);
}

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

/* Status and headers, but for those of the body. */
static gboolean
take_connection (BookgenRehearsalStream *self)
{
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&self->message);

  g_string_assign (self->head, "HTTP/1.1 200 OK\r\n");
  soup_message_headers_foreach (soup_server_message_get_response_headers (message), append_header, self->head);
  self->connection = bookgen_rehearsal_connection_take (message);
  return self->connection != NULL;
}

static void
append (BookgenRehearsalStream *self, const char *text)
{
  bookgen_rehearsal_connection_append (self->connection, text, strlen (text));
}

static void
append_head (BookgenRehearsalStream *self, const char *body_headers)
{
  g_string_append_printf (self->head, "%s\r\n", body_headers);
  bookgen_rehearsal_connection_append (self->connection, self->head->str, self->head->len);
}

/* Comments, no space after the colon, CRLF: all allowed by the rules of event streams; and chunks that end in mid-character. */
static void
append_odd_chunks (BookgenRehearsalStream *self)
{
  g_auto (GStrv) lines = g_strsplit (self->frames->str, "\n", -1);
  g_autofree char *odd = NULL;

  if (self->reply->wire->events)
    for (guint i = 0; lines[i] != NULL; i++)
      if (g_str_has_prefix (lines[i], "data: "))
        memmove (lines[i] + 5, lines[i] + 6, strlen (lines[i] + 6) + 1);
  odd = g_strjoinv ("\r\n", lines);
  if (self->reply->wire->events)
    bookgen_rehearsal_connection_append_chunk (self->connection, ": keep-alive\r\n\r\n", 16);
  for (gsize at = 0, length = strlen (odd); at < length; at += ODD_CHUNK_BYTES)
    bookgen_rehearsal_connection_append_chunk (self->connection, odd + at, MIN (ODD_CHUNK_BYTES, length - at));
}

static void
wrap_frames (BookgenRehearsalStream *self)
{
  if (self->frames->len == 0 || !self->reply->stream)
    return;
  if (self->fault == BOOKGEN_FAULT_ODD)
    append_odd_chunks (self);
  else
    bookgen_rehearsal_connection_append_chunk (self->connection, self->frames->str, self->frames->len);
  g_string_truncate (self->frames, 0);
}

static void
begin (BookgenRehearsalStream *self)
{
  g_autofree char *body_headers = NULL;

  self->begun = TRUE;
  if (!self->reply->stream)
    return;
  body_headers = g_strdup_printf ("Content-Type: %s\r\nTransfer-Encoding: chunked\r\n", self->reply->wire->stream_type);
  append_head (self, body_headers);
  self->reply->wire->begin (self->frames, self->reply);
}

/* Between the two halves of a character that JSON writes as two; 0 when there is none. */
static gsize
find_split (const char *escaped)
{
  const char *half = strstr (escaped, "\\ud83c");

  return half != NULL ? half + 6 - escaped : 0;
}

static void
append_piece (BookgenRehearsalStream *self)
{
  GString *escaped = g_string_truncate (self->escaped, 0);
  gsize length = bookgen_rehearsal_text_piece (self->next);
  gboolean odd = self->fault == BOOKGEN_FAULT_ODD;
  gsize split;

  bookgen_rehearsal_append_escaped (escaped, self->next, length, odd);
  split = odd ? find_split (escaped->str) : 0;
  if (split > 0)
    self->reply->wire->piece (self->frames, self->reply, escaped->str, split);
  self->reply->wire->piece (self->frames, self->reply, escaped->str + split, escaped->len - split);
  self->next += length;
}

static void
say_pieces (BookgenRehearsalStream *self, gint64 until)
{
  for (; self->reply->output_tokens < until; self->reply->output_tokens++)
    if (self->reply->stream)
      append_piece (self);
    else
      self->next += bookgen_rehearsal_text_piece (self->next);
}

static void
break_off (BookgenRehearsalStream *self)
{
  wrap_frames (self);
  self->after_out = BOOKGEN_STREAM_CLOSED;
}

static void
finish_chunks (BookgenRehearsalStream *self)
{
  wrap_frames (self);
  append (self, "0\r\n\r\n");
  self->after_out = BOOKGEN_STREAM_ENDED;
}

/* A chunk that announces more than follows, and the beginning of a frame in it. */
static void
cut (BookgenRehearsalStream *self)
{
  break_off (self);
  append (self, "400\r\n");
  append (self, self->reply->frame_head);
}

/* For one that does not stream: frames are its body. */
static void
send_body (BookgenRehearsalStream *self)
{
  g_autofree char *body_headers = g_strdup_printf (
      "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n", self->frames->len);

  append_head (self, body_headers);
  bookgen_rehearsal_connection_append (self->connection, self->frames->str, self->frames->len);
  self->after_out = BOOKGEN_STREAM_ENDED;
}

static void
break_with_error (BookgenRehearsalStream *self)
{
  if (self->reply->stream)
    {
      self->reply->wire->error_frame (self->frames, &self->trouble);
      finish_chunks (self);
      return;
    }
  self->reply->wire->error (self->frames, &self->trouble);
  send_body (self);
}

static void
strike (BookgenRehearsalStream *self)
{
  self->fault_at = -1;
  switch (self->fault)
    {
    case BOOKGEN_FAULT_CUT:
      cut (self);
      break;
    case BOOKGEN_FAULT_SILENT_CUT:
      break_off (self);
      break;
    case BOOKGEN_FAULT_RESET:
      break_off (self);
      bookgen_rehearsal_connection_end_with_reset (self->connection);
      break;
    case BOOKGEN_FAULT_STALL:
      self->silent = TRUE;
      break;
    case BOOKGEN_FAULT_BAD_JSON:
      g_string_append (self->frames, self->reply->wire->broken);
      break;
    case BOOKGEN_FAULT_ERROR_IN_STREAM:
      break_with_error (self);
      break;
    default:
      break;
    }
}

static BookgenRehearsalFinish
get_finish (BookgenRehearsalStream *self)
{
  if (self->fault == BOOKGEN_FAULT_REFUSAL)
    return BOOKGEN_REHEARSAL_FINISH_REFUSED;
  return self->cut_at_limit && self->fault != BOOKGEN_FAULT_EMPTY ? BOOKGEN_REHEARSAL_FINISH_LENGTH
                                                                   : BOOKGEN_REHEARSAL_FINISH_STOP;
}

static void
end_whole (BookgenRehearsalStream *self)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  bookgen_rehearsal_append_escaped (escaped, self->text, self->next - self->text, FALSE);
  self->reply->wire->whole (self->frames, self->reply, get_finish (self), escaped->str, escaped->len);
  send_body (self);
}

static void
end (BookgenRehearsalStream *self)
{
  if (!self->reply->stream)
    {
      end_whole (self);
      return;
    }
  if (self->fault != BOOKGEN_FAULT_NO_FINISH)
    self->reply->wire->end (self->frames, self->reply, get_finish (self));
  if (self->reply->wire->done != NULL && self->fault != BOOKGEN_FAULT_NO_DONE)
    self->reply->wire->done (self->frames);
  finish_chunks (self);
}

static gint64
count_due (BookgenRehearsalStream *self, gint64 now_us)
{
  if (self->piece_us <= 0)
    return self->pieces;
  return MIN (self->pieces, 1 + (gint64) ((now_us - self->first_us) / self->piece_us));
}

static gint64
get_end_us (BookgenRehearsalStream *self)
{
  return self->first_us + (gint64) (self->pieces * self->piece_us);
}

static void
speak (BookgenRehearsalStream *self, gint64 now_us)
{
  gint64 due = count_due (self, now_us);

  if (!self->begun)
    begin (self);
  say_pieces (self, self->fault_at >= 0 ? MIN (due, self->fault_at) : due);
  if (self->reply->output_tokens == self->fault_at)
    strike (self);
  else if (self->reply->output_tokens == self->pieces && now_us >= get_end_us (self))
    end (self);
  wrap_frames (self);
}

gboolean
bookgen_rehearsal_stream_is_left (BookgenRehearsalStream *self)
{
  self->looked_at_us = g_get_monotonic_time ();
  return self->connection != NULL && bookgen_rehearsal_connection_is_left (self->connection);
}

BookgenStreamState
bookgen_rehearsal_stream_advance (BookgenRehearsalStream *self, gint64 now_us)
{
  if (self->message != NULL && !take_connection (self))
    return BOOKGEN_STREAM_CLOSED;
  if (now_us - self->looked_at_us >= SILENT_US && bookgen_rehearsal_stream_is_left (self))
    return BOOKGEN_STREAM_CLOSED;
  if (self->after_out == BOOKGEN_STREAM_GOES_ON && !self->silent && now_us >= self->first_us)
    speak (self, now_us);
  if (!bookgen_rehearsal_connection_flush (self->connection))
    return BOOKGEN_STREAM_CLOSED;
  return bookgen_rehearsal_connection_is_blocked (self->connection) ? BOOKGEN_STREAM_GOES_ON : self->after_out;
}

gint64
bookgen_rehearsal_stream_get_due_us (BookgenRehearsalStream *self, gint64 now_us)
{
  gint64 due_us = get_end_us (self);

  if (self->connection != NULL && bookgen_rehearsal_connection_is_blocked (self->connection))
    return now_us + BLOCKED_US;
  if (self->silent)
    return now_us + SILENT_US;
  if (!self->begun)
    due_us = self->first_us;
  else if (self->reply->output_tokens < self->pieces)
    due_us = self->first_us + (gint64) (self->reply->output_tokens * self->piece_us);
  return MIN (due_us, now_us + SILENT_US);
}

const BookgenRehearsalReply *
bookgen_rehearsal_stream_get_reply (BookgenRehearsalStream *self)
{
  return self->reply;
}

void
bookgen_rehearsal_stream_give_back (BookgenRehearsalStream *self, SoupServer *server)
{
  bookgen_rehearsal_connection_give_back (self->connection, server);
}
