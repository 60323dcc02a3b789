/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crowd.h"

#include "attempt.h"

void
crowd_init (Crowd *self, const char *address, GTlsDatabase *trusted)
{
  self->client = g_object_new (BOOKGEN_TYPE_CLIENT, "tls-database", trusted, NULL);
  self->endpoint = attempt_make_endpoint (address, BOOKGEN_DIALECT_OPENAI);
  self->cancellable = g_cancellable_new ();
}

void
crowd_clear (Crowd *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->cancellable);
}

static void ask_next (Crowd *self);

static void
on_chat (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Crowd *self = user_data;
  g_autoptr (GError) error = NULL;

  self->complete += bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &error);
  self->cancelled += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  self->under_way--;
  if (self->to_ask > 0)
    ask_next (self);
}

static void
ask_next (Crowd *self)
{
  g_autofree char *ask = attempt_make_ask (++self->asked, self->words);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 100000);
  g_autoptr (BookgenReply) reply = bookgen_reply_new ();

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  self->to_ask--;
  self->under_way++;
  bookgen_client_chat_async (self->client, self->endpoint, NULL, chat, reply, self->cancellable, on_chat, self);
}

static void
ask (Crowd *self, guint requests, guint slots)
{
  self->asked = 0;
  self->to_ask = requests;
  for (guint i = 0; i < MIN (requests, slots); i++)
    ask_next (self);
}

void
crowd_send (Crowd *self, guint requests, guint words)
{
  self->words = words;
  ask (self, requests, requests);
}

void
crowd_send_through (Crowd *self, guint requests, guint slots)
{
  self->words = 100;
  ask (self, requests, slots);
}
