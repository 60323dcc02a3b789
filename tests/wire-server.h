/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

/* A server that sends exactly the bytes it is told to, on threads of its own: the wire with all that can go wrong on it. */

typedef enum {
  WIRE_KEEP,  /* the connection stays open for the next request */
  WIRE_CLOSE, /* an orderly close */
  WIRE_RESET, /* RST */
  WIRE_HANG,  /* silence until the client goes away */
} WireEnd;

typedef struct {
  const char *bytes; /* "\v" stands for a pause of 30 ms; NULL: nothing at all */
  WireEnd end;
} WireAnswer;

typedef struct {
  GSocketService *service;
  guint16 port;
  const WireAnswer *answers; /* one a request, the last for all further ones */
  guint n_answers;
  gint connections;
  gint requests;
  gint gone; /* clients that went away while the server hung */
  GMutex mutex;
  GString *last; /* the last request */
} WireServer;

static gboolean
wire_read_request (WireServer *self, GInputStream *input)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize wanted = G_MAXSIZE;
  char byte;

  while (text->len < wanted)
    {
      if (g_input_stream_read (input, &byte, 1, NULL, NULL) <= 0)
        return FALSE;
      g_string_append_c (text, byte);
      if (wanted == G_MAXSIZE && g_str_has_suffix (text->str, "\r\n\r\n"))
        {
          const char *length = strstr (text->str, "Content-Length: ");
          wanted = text->len + (length != NULL ? g_ascii_strtoull (length + 16, NULL, 10) : 0);
        }
    }
  g_mutex_lock (&self->mutex);
  g_string_assign (self->last, text->str);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gboolean
wire_write (GOutputStream *output, const char *bytes)
{
  g_auto (GStrv) parts = g_strsplit (bytes, "\v", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_usleep (30000);
      if (!g_output_stream_write_all (output, parts[i], strlen (parts[i]), NULL, NULL, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
wire_on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  WireServer *self = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  struct linger hard = { 1, 0 };
  char byte;

  g_atomic_int_inc (&self->connections);
  g_tcp_connection_set_graceful_disconnect (G_TCP_CONNECTION (connection), FALSE);
  while (wire_read_request (self, input))
    {
      guint n = g_atomic_int_add (&self->requests, 1);
      const WireAnswer *answer = &self->answers[MIN (n, self->n_answers - 1)];

      if (answer->bytes != NULL && !wire_write (output, answer->bytes))
        break;
      if (answer->end == WIRE_HANG)
        {
          g_input_stream_read (input, &byte, 1, NULL, NULL);
          g_atomic_int_inc (&self->gone);
        }
      if (answer->end == WIRE_RESET)
        setsockopt (g_socket_get_fd (g_socket_connection_get_socket (connection)), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
      if (answer->end != WIRE_KEEP)
        break;
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* A connection that stays open may ask once more when the test that gave the answers is over. */
static inline const WireAnswer *
wire_copy (const WireAnswer *answers, guint n_answers)
{
  WireAnswer *copy = g_memdup2 (answers, n_answers * sizeof *answers);

  for (guint i = 0; i < n_answers; i++)
    copy[i].bytes = g_strdup (answers[i].bytes);
  return copy;
}

static inline WireServer *
wire_server_new (const WireAnswer *answers, guint n_answers)
{
  WireServer *self = g_new0 (WireServer, 1);

  self->answers = wire_copy (answers, n_answers);
  self->n_answers = n_answers;
  self->last = g_string_new (NULL);
  g_mutex_init (&self->mutex);
  self->service = g_threaded_socket_service_new (2000);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (wire_on_run), self);
  g_socket_service_start (self->service);
  return self;
}

static inline char *
wire_server_dup_last (WireServer *self)
{
  char *last;

  g_mutex_lock (&self->mutex);
  last = g_strdup (self->last->str);
  g_mutex_unlock (&self->mutex);
  return last;
}

/* Leaves the struct to the threads that may still look at it: a test is a short-lived program. */
static inline void
wire_server_stop (WireServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}
