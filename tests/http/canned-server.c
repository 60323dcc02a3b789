/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canned-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define SILENCE_S 30
#define THREADS 128

typedef struct {
  char *bytes;
  CannedEnd end;
} Answer;

struct _CannedServer {
  GSocketService *service;
  char *address;
  GMutex lock;
  GCond changed;
  GPtrArray *answers;     /* Answer */
  GPtrArray *requests;    /* char * */
  GPtrArray *connections; /* GSocket, the open ones */
  guint connection_count;
  gsize write_size;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->bytes);
  g_free (answer);
}

/* The head up to its empty line and the body by its Content-Length; NULL when the client has left. */
static char *
read_request (GDataInputStream *input)
{
  g_autoptr (GString) request = g_string_new (NULL);
  gsize length = 0, line_length, got;
  char *line;

  while ((line = g_data_input_stream_read_line (input, &line_length, NULL, NULL)) != NULL)
    {
      g_string_append_printf (request, "%s\n", line);
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        length = g_ascii_strtoull (line + 15, NULL, 10);
      g_free (line);
      if (line_length == 0)
        break;
    }
  if (line == NULL)
    return NULL;
  line_length = request->len;
  g_string_set_size (request, line_length + length);
  if (!g_input_stream_read_all (G_INPUT_STREAM (input), request->str + line_length, length, &got, NULL, NULL) || got < length)
    return NULL;
  return g_string_free (g_steal_pointer (&request), FALSE);
}

static const Answer *
take_request (CannedServer *self, char *request)
{
  const Answer *answer;

  g_mutex_lock (&self->lock);
  answer = g_ptr_array_index (self->answers, MIN (self->requests->len, self->answers->len - 1));
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->lock);
  return answer;
}

static void
write_answer (CannedServer *self, GOutputStream *output, const Answer *answer)
{
  gsize length = strlen (answer->bytes);

  for (gsize at = 0; at < length; at += self->write_size)
    if (!g_output_stream_write_all (output, answer->bytes + at, MIN (self->write_size, length - at), NULL, NULL, NULL))
      return;
}

static void
wait_for_client (GDataInputStream *input)
{
  char byte;

  while (g_input_stream_read (G_INPUT_STREAM (input), &byte, 1, NULL, NULL) > 0)
    ;
}

static void
end_connection (GSocketConnection *connection, GDataInputStream *input, CannedEnd end)
{
  struct linger at_once = { 1, 0 };

  if (end == CANNED_RESET)
    setsockopt (g_socket_get_fd (g_socket_connection_get_socket (connection)), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  if (end == CANNED_HOLD)
    wait_for_client (input);
}

static void
serve (CannedServer *self, GSocketConnection *connection)
{
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  const Answer *answer;
  char *request;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while ((request = read_request (input)) != NULL)
    {
      answer = take_request (self, request);
      write_answer (self, g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer);
      if (answer->end != CANNED_KEEP)
        {
          end_connection (connection, input, answer->end);
          return;
        }
    }
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  CannedServer *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_timeout (socket, SILENCE_S);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->connections, socket);
  self->connection_count++;
  g_mutex_unlock (&self->lock);
  serve (self, connection);
  g_mutex_lock (&self->lock);
  g_ptr_array_remove_fast (self->connections, socket);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gpointer
accept_connections (gpointer user_data)
{
  GMainLoop *loop = user_data;

  g_main_context_push_thread_default (g_main_loop_get_context (loop));
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (g_main_loop_get_context (loop));
  g_main_loop_unref (loop);
  return NULL;
}

static void
listen_on_own_thread (CannedServer *self)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GMainLoop *loop = g_main_loop_new (context, FALSE);

  g_main_context_push_thread_default (context);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (context);
  g_object_set_data (G_OBJECT (self->service), "loop", loop);
  g_object_set_data (G_OBJECT (self->service), "thread", g_thread_new ("canned", accept_connections, loop));
}

CannedServer *
canned_server_new (void)
{
  CannedServer *self = g_new0 (CannedServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->connections = g_ptr_array_new ();
  self->write_size = G_MAXINT;
  self->service = g_threaded_socket_service_new (THREADS);
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), THREADS);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &bound, &error);
  g_assert_no_error (error);
  self->address
      = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  listen_on_own_thread (self);
  return self;
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
stop_thread (CannedServer *self)
{
  GMainLoop *loop = g_object_get_data (G_OBJECT (self->service), "loop");
  GThread *thread = g_object_get_data (G_OBJECT (self->service), "thread");
  g_autoptr (GSource) source = g_idle_source_new ();

  g_socket_service_stop (self->service);
  g_source_set_callback (source, quit, loop, NULL);
  g_source_attach (source, g_main_loop_get_context (loop));
  g_thread_join (thread);
}

void
canned_server_free (CannedServer *self)
{
  stop_thread (self);
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->connections->len; i++)
    g_socket_shutdown (g_ptr_array_index (self->connections, i), TRUE, TRUE, NULL);
  while (self->connections->len > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  g_object_unref (self->service);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->connections);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->address);
  g_free (self);
}

void
canned_server_add (CannedServer *self, const char *bytes, CannedEnd end)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->bytes = g_strdup (bytes);
  answer->end = end;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->lock);
}

void
canned_server_set_write_size (CannedServer *self, gsize size)
{
  self->write_size = size;
}

const char *
canned_server_get_address (CannedServer *self)
{
  return self->address;
}

guint
canned_server_count_requests (CannedServer *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->requests->len;
  g_mutex_unlock (&self->lock);
  return count;
}

guint
canned_server_count_connections (CannedServer *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->connection_count;
  g_mutex_unlock (&self->lock);
  return count;
}

char *
canned_server_dup_request (CannedServer *self, guint index)
{
  char *request = NULL;

  g_mutex_lock (&self->lock);
  if (index < self->requests->len)
    request = g_strdup (g_ptr_array_index (self->requests, index));
  g_mutex_unlock (&self->lock);
  return request;
}

char *
canned_answer (guint status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %u Said\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n%s", status, strlen (body), headers,
                          body);
}

char *
canned_stream (const char *type, const char *body, gboolean cut)
{
  g_autofree char *header = type != NULL ? g_strdup_printf ("Content-Type: %s\r\n", type) : g_strdup ("");
  g_autofree char *chunk
      = *body != '\0' ? g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n%s\r\n", strlen (body), body) : g_strdup ("");

  return g_strdup_printf ("HTTP/1.1 200 OK\r\n%sTransfer-Encoding: chunked\r\n\r\n%s%s", header, chunk, cut ? "" : "0\r\n\r\n");
}
