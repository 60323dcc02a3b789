/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-call.h"

#include "bookgen-answer.h"
#include "bookgen-connect-failure.h"
#include "bookgen-failure-body.h"
#include "bookgen-rate-headers.h"
#include "bookgen-reply-fill.h"
#include "bookgen-request.h"

#include <string.h>

enum {
  IO_PRIORITY = 200,
  READS_PER_TURN = 8,               /* so that one fast stream does not hold up the others */
  REST_MS = 500,                    /* for the end of the connection after the end of the protocol */
  STALE_MS = 2000,                  /* a kept connection that is dead shows it at once */
  HANDSHAKE_MS = 8 * 1000,          /* a server without TLS may wait for ever for the rest of a request */
};

typedef enum { WAITING, SENDING, READING, RESTING, ENDED } State;

struct _BookgenCall {
  gatomicrefcount refs;
  BookgenVisit visit; /* first: what the host calls back with */
  State state;

  const BookgenDialect *dialect;
  char *url;
  char *key;           /* nullable; never shown */
  GBytes *request;     /* nullable: a GET */
  BookgenReply *reply; /* nullable: the body is collected */
  BookgenPatience patience;
  const BookgenCallEvents *events;
  gpointer user_data;

  SoupMessage *message;
  GCancellable *cancellable; /* of libsoup's sending alone */
  GPollableInputStream *stream;
  guint status;
  gboolean resent;
  gboolean at_eof;
  gint64 sent_at_us;         /* the request was handed to libsoup */
  gint64 greeted_at_us;      /* the TLS handshake began; 0 when it is over, or there is none */
  gint64 written_at_us;      /* its head was written; 0 before */
  gint64 byte_at_us;         /* the last sign of life; 0 before the first */
  gint64 rest_at_us;         /* in RESTING: since when */
  gint64 retry_after_ms;

  BookgenAnswer *answer;
  BookgenFailure *failure;
};

static void enter_host (BookgenVisit *visit);

/* KEY is copied and overwritten at the end. EVENTS must outlive the call. */
BookgenCall *
bookgen_call_new (const BookgenDialect *dialect, const char *url, const char *key, GBytes *body, BookgenReply *reply,
                  BookgenPatience patience, const BookgenCallEvents *events, gpointer user_data)
{
  BookgenCall *self = g_new0 (BookgenCall, 1);

  g_atomic_ref_count_init (&self->refs);
  self->visit.enter = enter_host;
  self->dialect = dialect;
  self->url = g_strdup (url);
  self->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
  self->request = body != NULL ? g_bytes_ref (body) : NULL;
  self->reply = reply != NULL ? g_object_ref (reply) : NULL;
  self->patience = patience;
  self->events = events;
  self->user_data = user_data;
  self->retry_after_ms = -1;
  self->answer = bookgen_answer_new (dialect, reply, self->key);
  return self;
}

BookgenCall *
bookgen_call_ref (BookgenCall *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
bookgen_call_unref (BookgenCall *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self->url);
  g_clear_pointer (&self->request, g_bytes_unref);
  g_clear_object (&self->reply);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  bookgen_answer_free (self->answer);
  g_free (self);
}

void
bookgen_call_expect_media (BookgenCall *self)
{
  bookgen_answer_expect_media (self->answer);
}

const BookgenFailure *
bookgen_call_get_failure (BookgenCall *self)
{
  return self->failure;
}

const GByteArray *
bookgen_call_get_body (BookgenCall *self)
{
  return bookgen_answer_get_body (self->answer);
}

/* Closed without waiting: on HTTP/2 a blocking close can hang, and with a cancelled cancellable it tells nobody. */
static void
close_stream (BookgenCall *self)
{
  if (self->stream != NULL)
    g_input_stream_close_async (G_INPUT_STREAM (self->stream), IO_PRIORITY, NULL, NULL, NULL);
  g_clear_object (&self->stream);
}

static void
let_go_of_message (BookgenCall *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
}

static void
note_failure (BookgenCall *self)
{
  if (self->failure != NULL && self->retry_after_ms >= 0)
    self->failure->retry_after_ms = self->retry_after_ms;
  if (self->reply == NULL)
    return;
  bookgen_reply_end (self->reply);
  if (self->failure != NULL)
    bookgen_reply_take_failure (self->reply, bookgen_failure_copy (self->failure));
}

/* The one exit. FAILURE is taken; NULL when all went well. */
static void
end (BookgenCall *self, BookgenFailure *failure)
{
  gboolean reusable = self->at_eof && self->message != NULL && soup_message_is_keepalive (self->message);

  if (self->state == ENDED)
    {
      g_clear_pointer (&failure, bookgen_failure_free);
      return;
    }
  self->state = ENDED;
  self->failure = failure;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  close_stream (self);
  let_go_of_message (self);
  bookgen_visit_leave (&self->visit, reusable);
  note_failure (self);
  self->events->ended (self, self->user_data);
}

static void
fail (BookgenCall *self, BookgenFailureKind kind, const char *message)
{
  end (self, bookgen_failure_new (kind, self->status, message));
}

void
bookgen_call_cancel (BookgenCall *self)
{
  fail (self, BOOKGEN_FAILURE_CANCELLED, NULL);
}

/* Waits for its turn in the host's queue. */
void
bookgen_call_start (BookgenCall *self, BookgenHost *host)
{
  bookgen_host_visit (host, &self->visit);
}

static void
on_network_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  BookgenCall *self = user_data;

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    self->greeted_at_us = g_get_monotonic_time ();
  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED)
    return;
  self->greeted_at_us = 0;
  if (G_IS_TLS_CONNECTION (connection))
    bookgen_visit_learned (&self->visit,
                           g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (connection)), "h2") == 0);
}

static void
on_wrote_headers (SoupMessage *message, gpointer user_data)
{
  BookgenCall *self = user_data;

  self->written_at_us = g_get_monotonic_time ();
  bookgen_visit_written (&self->visit);
}

/* NULL when the address is none after all. */
static SoupMessage *
make_message (BookgenCall *self)
{
  SoupMessage *message = bookgen_request_new (self->dialect, self->url, self->key, self->request, self->reply != NULL);

  if (message == NULL)
    return NULL;
  if (self->visit.may_share)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  return message;
}

static void on_sent (GObject *source, GAsyncResult *result, gpointer user_data);

static void
send_message (BookgenCall *self)
{
  let_go_of_message (self);
  self->message = make_message (self);
  if (self->message == NULL)
    {
      fail (self, BOOKGEN_FAILURE_CONNECT, NULL);
      return;
    }
  self->state = SENDING;
  self->cancellable = g_cancellable_new ();
  self->sent_at_us = g_get_monotonic_time ();
  self->written_at_us = self->greeted_at_us = 0;
  soup_session_send_async (self->visit.session, self->message, IO_PRIORITY, self->cancellable, on_sent,
                           bookgen_call_ref (self));
}

static void
enter_host (BookgenVisit *visit)
{
  BookgenCall *self = (BookgenCall *) ((char *) visit - G_STRUCT_OFFSET (BookgenCall, visit));

  send_message (self);
}

/* A connection that the server closed while it was idle fails at the first use. Nobody has worked for this request then, and
 * it may go once more. */
static gboolean
was_stale (BookgenCall *self, const GError *error)
{
  return self->visit.may_share && !self->resent && g_get_monotonic_time () - self->sent_at_us < STALE_MS * 1000
         && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
             || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
             || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE));
}

static const char *
header_of (gpointer headers, const char *name)
{
  return soup_message_headers_get_one (headers, name);
}

static void
read_headers (BookgenCall *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  gint64 clock_ms = g_get_real_time () / 1000;
  BookgenRateHeaders limits = bookgen_rate_headers_read (header_of, headers, clock_ms);

  self->retry_after_ms = bookgen_rate_headers_read_retry_after (header_of, headers, clock_ms);
  if (self->reply != NULL)
    bookgen_reply_set_rate_headers (self->reply, &limits);
}

static void
fail_with_address (BookgenCall *self)
{
  const char *location = header_of (soup_message_get_response_headers (self->message), "location");
  g_autofree char *masked = bookgen_failure_mask (location, self->key);

  fail (self, BOOKGEN_FAILURE_REDIRECT, masked);
}

/* The answer may be over, or have ended, with what it just got. The end of the connection is read as well, or it could not be
 * used again. FALSE when the call has ended with it. */
static gboolean
look_at_answer (BookgenCall *self, gint64 now_us)
{
  BookgenAnswerState state = bookgen_answer_get_state (self->answer);

  if (state == BOOKGEN_ANSWER_OVER && self->state == READING)
    {
      self->state = RESTING;
      self->rest_at_us = now_us;
    }
  if (state == BOOKGEN_ANSWER_ENDED)
    end (self, bookgen_answer_dup_failure (self->answer));
  return state != BOOKGEN_ANSWER_ENDED;
}

static gboolean
begin_answer (BookgenCall *self)
{
  const char *coding = header_of (soup_message_get_response_headers (self->message), "content-encoding");
  gint64 now_us = g_get_monotonic_time ();

  bookgen_answer_begin (self->answer, self->status, coding, now_us);
  return look_at_answer (self, now_us);
}

static void
take_stream (BookgenCall *self, GInputStream *stream)
{
  BookgenFailure *from_proxy = bookgen_connect_failure_new_from_proxy (self->message);

  self->status = soup_message_get_status (self->message);
  self->stream = G_POLLABLE_INPUT_STREAM (g_object_ref (stream));
  self->state = READING;
  bookgen_visit_written (&self->visit);
  read_headers (self);
  if (from_proxy != NULL)
    end (self, from_proxy);
  else if (SOUP_STATUS_IS_REDIRECTION (self->status))
    fail_with_address (self);
  else if (begin_answer (self))
    self->events->reading (self, self->user_data);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenCall) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (self->state != SENDING)
    {
      if (stream != NULL)
        g_input_stream_close_async (stream, IO_PRIORITY, NULL, NULL, NULL);
    }
  else if (stream != NULL && G_IS_POLLABLE_INPUT_STREAM (stream))
    take_stream (self, stream);
  else if (stream == NULL && was_stale (self, error))
    {
      self->resent = TRUE;
      send_message (self);
    }
  else
    end (self, bookgen_connect_failure_new (self->message, error, self->greeted_at_us != 0));
}

/* One read without waiting. FALSE when nothing is there. */
static gboolean
read_once (BookgenCall *self, char *buffer, gsize size, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (self->stream, buffer, size, NULL, &error);

  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n > 0)
    {
      self->byte_at_us = now_us;
      bookgen_answer_push (self->answer, buffer, n, now_us);
    }
  else if (n == 0)
    {
      self->at_eof = TRUE;
      bookgen_answer_end (self->answer, now_us);
    }
  else
    bookgen_answer_break (self->answer);
  return look_at_answer (self, now_us);
}

gboolean
bookgen_call_drain (BookgenCall *self, char *buffer, gsize size, gint64 now_us)
{
  for (guint i = 0; i < READS_PER_TURN; i++)
    if ((self->state != READING && self->state != RESTING) || !read_once (self, buffer, size, now_us))
      return FALSE;
  return TRUE;
}

static gboolean
passed (gint64 since_us, guint limit_ms, gint64 now_us)
{
  return limit_ms > 0 && now_us - since_us > limit_ms * (gint64) 1000;
}

static void
watch_sending (BookgenCall *self, gint64 now_us)
{
  if (self->greeted_at_us != 0 && passed (self->greeted_at_us, HANDSHAKE_MS, now_us))
    end (self, bookgen_connect_failure_new_silent ());
  else if (self->written_at_us == 0 && passed (self->sent_at_us, self->patience.connect_ms, now_us))
    fail (self, BOOKGEN_FAILURE_CONNECT, NULL);
  else if (self->written_at_us != 0 && passed (self->written_at_us, self->patience.first_byte_ms, now_us))
    fail (self, BOOKGEN_FAILURE_FIRST_BYTE, NULL);
}

static void
watch_reading (BookgenCall *self, gint64 now_us)
{
  bookgen_answer_watch (self->answer, now_us);
  if (!look_at_answer (self, now_us) || (self->reply != NULL && bookgen_reply_get_complete (self->reply)))
    return;
  if (self->byte_at_us == 0 && passed (self->sent_at_us, self->patience.first_byte_ms, now_us))
    fail (self, BOOKGEN_FAILURE_FIRST_BYTE, NULL);
  else if (self->byte_at_us != 0 && passed (self->byte_at_us, self->patience.idle_ms, now_us))
    fail (self, BOOKGEN_FAILURE_IDLE, NULL);
}

/* The end of the connection does not come: what came before is good all the same. */
static void
stop_resting (BookgenCall *self, gint64 now_us)
{
  bookgen_answer_end (self->answer, now_us);
  look_at_answer (self, now_us);
}

void
bookgen_call_watch (BookgenCall *self, gint64 now_us)
{
  if (self->state == SENDING)
    watch_sending (self, now_us);
  else if (self->state == READING)
    watch_reading (self, now_us);
  else if (self->state == RESTING && passed (self->rest_at_us, REST_MS, now_us))
    stop_resting (self, now_us);
}
