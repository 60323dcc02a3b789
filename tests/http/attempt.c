/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attempt.h"

#define WAIT_S 60
#define PATIENCE_S 30 /* a busy machine may need some of it */

static gboolean
on_overdue (gpointer user_data)
{
  g_error ("the client did not end its call in %d s", WAIT_S);
  return G_SOURCE_REMOVE;
}

void
attempt_wait_while (const guint *under_way)
{
  guint overdue = g_timeout_add_seconds (WAIT_S, on_overdue, NULL);

  while (*under_way > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (overdue);
}

typedef struct {
  Attempt *attempt;
  guint under_way;
} Run;

static void
on_chat (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  gboolean complete = bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &run->attempt->error);

  g_assert_true (complete == (run->attempt->error == NULL));
  run->under_way--;
}

Attempt *
attempt_run (BookgenClient *client, BookgenEndpoint *endpoint, const char *key, BookgenChat *chat)
{
  Attempt *self = g_new0 (Attempt, 1);
  Run run = { self, 1 };

  self->reply = bookgen_reply_new ();
  bookgen_client_chat_async (client, endpoint, key, chat, self->reply, NULL, on_chat, &run);
  attempt_wait_while (&run.under_way);
  return self;
}

BookgenEndpoint *
attempt_make_endpoint (const char *address, BookgenDialectKind dialect)
{
  g_autoptr (GError) error = NULL;
  BookgenEndpoint *endpoint = bookgen_endpoint_new ("The server", address, dialect, "m", &error);

  g_assert_no_error (error);
  return endpoint;
}

Attempt *
attempt_at (const char *address, BookgenDialectKind dialect, const char *ask, BookgenFailureKind awaited)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (address, dialect);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 100000);

  bookgen_client_set_timeouts (client, awaited == BOOKGEN_FAILURE_FIRST_BYTE ? 1 : PATIENCE_S,
                               awaited == BOOKGEN_FAILURE_IDLE ? 1 : PATIENCE_S);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  return attempt_run (client, endpoint, "key-of-the-test", chat);
}

Attempt *
attempt_canned (BookgenDialectKind dialect, const char *bytes, CannedEnd end, gsize write_size)
{
  return attempt_canned_in_silence (dialect, bytes, end, write_size, BOOKGEN_FAILURE_NONE);
}

Attempt *
attempt_canned_in_silence (BookgenDialectKind dialect, const char *bytes, CannedEnd end, gsize write_size,
                           BookgenFailureKind awaited)
{
  g_autoptr (CannedServer) server = canned_server_new ();

  canned_server_add (server, bytes, end);
  canned_server_set_write_size (server, write_size);
  return attempt_at (canned_server_get_address (server), dialect, "Hello", awaited);
}

void
attempt_free (Attempt *self)
{
  g_object_unref (self->reply);
  g_clear_error (&self->error);
  g_free (self);
}

const char *
attempt_get_text (Attempt *self)
{
  return bookgen_reply_get_text (self->reply, NULL);
}

BookgenFailureKind
attempt_get_kind (Attempt *self)
{
  const BookgenFailure *failure = bookgen_reply_get_failure (self->reply);

  return self->error != NULL && failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE;
}

char *
attempt_make_ask (guint chapter, guint words)
{
  return g_strdup_printf ("Write it.\n\nChapter %u: Tides\nTarget: %u words", chapter, words);
}
