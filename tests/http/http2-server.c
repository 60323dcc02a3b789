/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http2-server.h"

#include <nghttp2/nghttp2.h>
#include <string.h>

#define WORD "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once \"},\"finish_reason\":null}]}\n\n"
#define END                                                                                                                  \
  "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"                                            \
  "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":%u}}\n\n"                                        \
  "data: [DONE]\n\n"

enum { TICK_MS = 10, BUFFER_BYTES = 32 * 1024 };

struct _Http2Server {
  Http2ServerOptions options;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GSocketService *service;
  GPtrArray *connections;   /* Connection; the thread's */
  GCancellable *handshakes; /* cancelled when the server ends */
  guint handshaking;        /* under way: each will call on_handshaken(); the thread's */
  char *address;
  guint connection_count, requests, answering, peak; /* atomic */
};

typedef struct {
  Http2Server *server;
  GIOStream *stream; /* NULL once it is over */
  GSource *readable;
  nghttp2_session *session;
  GPtrArray *answers; /* Answer, under way; borrowed from the session */
} Connection;

typedef struct {
  Connection *connection;
  gint32 id;
  gboolean to_be_reset;
  gint64 asked_at_us;
  guint events;   /* made so far */
  gboolean ended; /* nothing more is made */
  GString *bytes; /* made, not yet taken */
} Answer;

static void
drop (Connection *self, Answer *answer)
{
  g_atomic_int_add (&self->server->answering, -1);
  g_ptr_array_remove_fast (self->answers, answer);
  g_string_free (answer->bytes, TRUE);
  g_free (answer);
}

static void
hang_up (Connection *self)
{
  while (self->answers->len > 0)
    drop (self, self->answers->pdata[0]);
  if (self->readable != NULL)
    g_source_destroy (self->readable);
  g_clear_pointer (&self->readable, g_source_unref);
  g_clear_pointer (&self->session, nghttp2_session_del);
  g_clear_object (&self->stream);
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  hang_up (self);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

/* What the session wants to say goes out; a client that has left ends the connection. */
static void
flush (Connection *self)
{
  const guint8 *bytes;
  gssize length;

  while (self->session != NULL && (length = nghttp2_session_mem_send (self->session, &bytes)) > 0)
    if (!g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), bytes, length, NULL, NULL, NULL))
      hang_up (self);
}

static ssize_t
on_take_bytes (nghttp2_session *session, gint32 id, guint8 *buffer, size_t size, guint32 *flags, nghttp2_data_source *source,
               void *user_data)
{
  Answer *answer = source->ptr;
  gsize length = MIN (size, answer->bytes->len);

  if (length == 0 && !answer->ended)
    return NGHTTP2_ERR_DEFERRED;
  memcpy (buffer, answer->bytes->str, length);
  g_string_erase (answer->bytes, 0, length);
  if (answer->ended && answer->bytes->len == 0)
    *flags |= NGHTTP2_DATA_FLAG_EOF;
  return length;
}

static void
begin_answer (Connection *self, gint32 id)
{
  static const nghttp2_nv head[] = {
    { (guint8 *) ":status", (guint8 *) "200", 7, 3, NGHTTP2_NV_FLAG_NONE },
    { (guint8 *) "content-type", (guint8 *) "text/event-stream", 12, 17, NGHTTP2_NV_FLAG_NONE },
  };
  Http2Server *server = self->server;
  Answer *answer = g_new0 (Answer, 1);
  guint answering = g_atomic_int_add (&server->answering, 1) + 1;

  *answer = (Answer){ self, id, server->requests < server->options.resets, g_get_monotonic_time (), 0, FALSE, g_string_new (NULL) };
  g_atomic_int_inc (&server->requests);
  g_atomic_int_set (&server->peak, MAX (server->peak, answering));
  g_ptr_array_add (self->answers, answer);
  nghttp2_session_set_stream_user_data (self->session, id, answer);
  nghttp2_submit_response (self->session, id, head, G_N_ELEMENTS (head),
                           &(nghttp2_data_provider){ .source.ptr = answer, .read_callback = on_take_bytes });
}

static int
on_frame (nghttp2_session *session, const nghttp2_frame *frame, void *user_data)
{
  gboolean asked = frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS;

  if (asked && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM))
    begin_answer (user_data, frame->hd.stream_id);
  return 0;
}

static int
on_stream_close (nghttp2_session *session, gint32 id, guint32 code, void *user_data)
{
  Connection *self = user_data;
  Answer *answer = nghttp2_session_get_stream_user_data (session, id);

  if (answer != NULL)
    drop (self, answer);
  return 0;
}

/* As many words as are due, and after the last the end. */
static void
continue_answer (Answer *self, const Http2ServerOptions *options, gint64 now_us)
{
  gint64 passed_ms = (now_us - self->asked_at_us) / 1000;
  guint due = MIN (passed_ms / MAX (options->event_ms, 1) + 1, options->events);
  nghttp2_session *session = self->connection->session;

  if (self->to_be_reset && self->events > 0 && self->bytes->len == 0)
    nghttp2_submit_rst_stream (session, NGHTTP2_FLAG_NONE, self->id, NGHTTP2_INTERNAL_ERROR);
  if (self->to_be_reset)
    due = MIN (due, 1);
  if (self->ended || due == self->events)
    return;
  for (; self->events < due; self->events++)
    g_string_append (self->bytes, WORD);
  if (due == options->events)
    g_string_append_printf (self->bytes, END, options->events);
  self->ended = due == options->events;
  nghttp2_session_resume_data (session, self->id);
}

static gboolean
on_tick (gpointer user_data)
{
  Http2Server *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  gboolean crowded = g_atomic_int_get (&self->peak) >= self->options.crowd;

  for (guint i = 0; i < self->connections->len; i++)
    {
      Connection *connection = self->connections->pdata[i];

      for (guint j = 0; crowded && connection->session != NULL && j < connection->answers->len; j++)
        continue_answer (connection->answers->pdata[j], &self->options, now_us);
      flush (connection);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_readable (GObject *stream, gpointer user_data)
{
  Connection *self = user_data;
  guint8 buffer[BUFFER_BYTES];
  g_autoptr (GError) error = NULL;
  gssize length;

  while ((length = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), buffer, sizeof buffer, NULL, &error)) > 0)
    if (nghttp2_session_mem_recv (self->session, buffer, length) < 0)
      break;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      hang_up (self);
      return G_SOURCE_REMOVE;
    }
  flush (self);
  return self->session != NULL;
}

static void
start_session (Connection *self)
{
  nghttp2_settings_entry settings[] = { { NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, self->server->options.max_streams } };
  nghttp2_session_callbacks *callbacks;

  nghttp2_session_callbacks_new (&callbacks);
  nghttp2_session_callbacks_set_on_frame_recv_callback (callbacks, on_frame);
  nghttp2_session_callbacks_set_on_stream_close_callback (callbacks, on_stream_close);
  nghttp2_session_server_new (&self->session, callbacks, self);
  nghttp2_session_callbacks_del (callbacks);
  nghttp2_submit_settings (self->session, NGHTTP2_FLAG_NONE, settings, G_N_ELEMENTS (settings));
}

static void
on_handshaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Connection *self = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (source));

  self->server->handshaking--;
  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL))
    {
      hang_up (self);
      return;
    }
  start_session (self);
  self->readable = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_callback (self->readable, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->readable, self->server->context);
  flush (self);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *plain, GObject *source, gpointer user_data)
{
  static const char *const protocols[] = { "h2", NULL };
  Http2Server *self = user_data;
  Connection *connection = g_new0 (Connection, 1);

  g_atomic_int_inc (&self->connection_count);
  connection->server = self;
  connection->answers = g_ptr_array_new ();
  connection->stream = g_tls_server_connection_new (G_IO_STREAM (plain), self->options.certificate, NULL);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection->stream), protocols);
  g_ptr_array_add (self->connections, connection);
  self->handshaking++;
  g_tls_connection_handshake_async (G_TLS_CONNECTION (connection->stream), G_PRIORITY_DEFAULT, self->handshakes, on_handshaken,
                                    connection);
  return TRUE;
}

static gpointer
serve (gpointer user_data)
{
  Http2Server *self = user_data;
  g_autoptr (GSource) tick = g_timeout_source_new (TICK_MS);

  g_main_context_push_thread_default (self->context);
  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  g_socket_service_start (self->service);
  g_main_loop_run (self->loop);
  g_socket_service_stop (self->service);
  g_source_destroy (tick);
  g_cancellable_cancel (self->handshakes);
  while (self->handshaking > 0)
    g_main_context_iteration (self->context, TRUE);
  g_ptr_array_set_size (self->connections, 0);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

Http2Server *
http2_server_new (const Http2ServerOptions *options)
{
  Http2Server *self = g_new0 (Http2Server, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->options = *options;
  g_object_ref (self->options.certificate);
  self->connections = g_ptr_array_new_with_free_func (connection_free);
  self->handshakes = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                 &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("https://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("http2", serve, self);
  return self;
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
http2_server_free (Http2Server *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->connections);
  g_object_unref (self->handshakes);
  g_object_unref (self->service);
  g_object_unref (self->options.certificate);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->address);
  g_free (self);
}

const char *
http2_server_get_address (Http2Server *self)
{
  return self->address;
}

guint
http2_server_count_connections (Http2Server *self)
{
  return g_atomic_int_get (&self->connection_count);
}

guint
http2_server_count_requests (Http2Server *self)
{
  return g_atomic_int_get (&self->requests);
}

guint
http2_server_get_peak (Http2Server *self)
{
  return g_atomic_int_get (&self->peak);
}
