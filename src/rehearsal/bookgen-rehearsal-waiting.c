/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-waiting.h"

struct _BookgenRehearsalWaiting {
  GMainContext *context; /* owned */
  BookgenRehearsalWaitingEnded ended;
  gpointer user_data;
  GPtrArray *answers;    /* Answer, owned */
};

typedef struct {
  BookgenRehearsalWaiting *waiting; /* borrowed */
  SoupServerMessage *message;       /* owned */
  GBytes *body;
  const char *type;
  GSource *timer;                   /* owned */
  gint64 charged_tokens, used_tokens;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_source_destroy (answer->timer);
  g_source_unref (answer->timer);
  g_signal_handlers_disconnect_by_data (answer->message, answer);
  g_object_unref (answer->message);
  g_bytes_unref (answer->body);
  g_free (answer);
}

static void
end (Answer *answer, gint64 used_tokens)
{
  BookgenRehearsalWaiting *self = answer->waiting;
  gint64 charged_tokens = answer->charged_tokens;

  g_ptr_array_remove_fast (self->answers, answer);
  self->ended (charged_tokens, used_tokens, self->user_data);
}

static void
on_gone (SoupServerMessage *message, gpointer answer)
{
  end (answer, 0);
}

static gboolean
send_answer (gpointer data)
{
  Answer *answer = data;
  g_autoptr (SoupServerMessage) message = g_object_ref (answer->message);

  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), answer->type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
  soup_server_message_set_status (message, 200, NULL);
  end (answer, answer->used_tokens);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

BookgenRehearsalWaiting *
bookgen_rehearsal_waiting_new (GMainContext *context, BookgenRehearsalWaitingEnded ended, gpointer user_data)
{
  BookgenRehearsalWaiting *self = g_new0 (BookgenRehearsalWaiting, 1);

  self->context = g_main_context_ref (context);
  self->ended = ended;
  self->user_data = user_data;
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  return self;
}

void
bookgen_rehearsal_waiting_free (BookgenRehearsalWaiting *self)
{
  g_ptr_array_unref (self->answers);
  g_main_context_unref (self->context);
  g_free (self);
}

void
bookgen_rehearsal_waiting_add (BookgenRehearsalWaiting *self, SoupServerMessage *message, GBytes *body, const char *type,
                               gint64 wait_ms, gint64 charged_tokens, gint64 used_tokens)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->waiting = self;
  answer->message = g_object_ref (message);
  answer->body = g_bytes_ref (body);
  answer->type = type;
  answer->charged_tokens = charged_tokens;
  answer->used_tokens = used_tokens;
  answer->timer = g_timeout_source_new (wait_ms);
  g_source_set_callback (answer->timer, send_answer, answer, NULL);
  g_source_attach (answer->timer, self->context);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_gone), answer);
  g_ptr_array_add (self->answers, answer);
  soup_server_message_pause (message);
}
