/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-connection.h"

#include <sys/socket.h>

struct _BookgenRehearsalConnection {
  GSocketConnection *stream; /* NULL once it was given back */
  GSocketAddress *local, *remote;
  GString *out;  /* bytes to be sent */
  gsize written; /* of out */
};

/* libsoup's wrapper of the connection stays behind: what goes back to the server is the plain one. */
BookgenRehearsalConnection *
bookgen_rehearsal_connection_take (SoupServerMessage *message)
{
  g_autoptr (BookgenRehearsalConnection) self = g_new0 (BookgenRehearsalConnection, 1);
  g_autoptr (GIOStream) wrapper = NULL;

  self->out = g_string_new (NULL);
  g_set_object (&self->local, soup_server_message_get_local_address (message));
  g_set_object (&self->remote, soup_server_message_get_remote_address (message));
  wrapper = soup_server_message_steal_connection (message);
  if (wrapper == NULL)
    return NULL;
  g_object_get (wrapper, "base-iostream", &self->stream, NULL);
  return self->stream != NULL ? g_steal_pointer (&self) : NULL;
}

void
bookgen_rehearsal_connection_free (BookgenRehearsalConnection *self)
{
  if (self->stream != NULL)
    g_io_stream_close (G_IO_STREAM (self->stream), NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_string_free (self->out, TRUE);
  g_free (self);
}

gboolean
bookgen_rehearsal_connection_is_left (BookgenRehearsalConnection *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->stream);

  return g_socket_condition_check (socket, G_IO_IN | G_IO_HUP | G_IO_ERR) != 0 && g_socket_get_available_bytes (socket) <= 0;
}

void
bookgen_rehearsal_connection_append (BookgenRehearsalConnection *self, const char *bytes, gsize length)
{
  g_string_append_len (self->out, bytes, length);
}

void
bookgen_rehearsal_connection_append_chunk (BookgenRehearsalConnection *self, const char *bytes, gsize length)
{
  g_string_append_printf (self->out, "%" G_GSIZE_MODIFIER "x\r\n", length);
  g_string_append_len (self->out, bytes, length);
  g_string_append (self->out, "\r\n");
}

gboolean
bookgen_rehearsal_connection_flush (BookgenRehearsalConnection *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->stream);

  while (self->written < self->out->len)
    {
      g_autoptr (GError) error = NULL;
      gssize sent = g_socket_send_with_blocking (socket, self->out->str + self->written, self->out->len - self->written, FALSE,
                                                 NULL, &error);

      if (sent < 0)
        return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
      self->written += sent;
    }
  g_string_truncate (self->out, 0);
  self->written = 0;
  return TRUE;
}

gboolean
bookgen_rehearsal_connection_is_blocked (BookgenRehearsalConnection *self)
{
  return self->written < self->out->len;
}

void
bookgen_rehearsal_connection_end_with_reset (BookgenRehearsalConnection *self)
{
  struct linger at_once = { 1, 0 };

  setsockopt (g_socket_get_fd (g_socket_connection_get_socket (self->stream)), SOL_SOCKET, SO_LINGER, &at_once,
              sizeof at_once);
}

void
bookgen_rehearsal_connection_give_back (BookgenRehearsalConnection *self, SoupServer *server)
{
  soup_server_accept_iostream (server, G_IO_STREAM (self->stream), self->local, self->remote, NULL);
  g_clear_object (&self->stream);
}
