/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-test.h"

#include "bookgen-client.h"

#include <glib/gi18n-lib.h>

#define TEST_AT_MOST_S 60
/* Room for a model that thinks before it says its one word. */
#define TEST_MAX_OUTPUT_TOKENS 512

typedef struct
{
  BookgenEndpoint *endpoint; /* owned */
  BookgenReply *reply;       /* owned */
  gint64 started_at_us;
} ProviderTest;

static void
provider_test_free (ProviderTest *self)
{
  g_object_unref (self->endpoint);
  g_object_unref (self->reply);
  g_free (self);
}

static char *
dup_success (ProviderTest *self)
{
  double seconds = (g_get_monotonic_time () - self->started_at_us) / 1e6;
  const char *answered = bookgen_reply_get_model (self->reply);
  const char *model = answered && *answered ? answered : bookgen_endpoint_get_model (self->endpoint);

  if (seconds < 1)
    return g_strdup_printf (_ ("It works: %s answered at once."), model);
  return g_strdup_printf (_ ("It works: %s answered in %.1f s."), model, seconds);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ProviderTest *test = g_task_get_task_data (task);
  GError *error = NULL;

  if (bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &error))
    g_task_return_pointer (task, dup_success (test), g_free);
  else
    g_task_return_error (task, error);
}

void
bookgen_provider_test_async (BookgenEndpoint *endpoint, const char *key, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  ProviderTest *test = g_new0 (ProviderTest, 1);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, TEST_MAX_OUTPUT_TOKENS);

  test->endpoint = g_object_ref (endpoint);
  test->reply = bookgen_reply_new ();
  test->started_at_us = g_get_monotonic_time ();
  g_task_set_source_tag (task, bookgen_provider_test_async);
  g_task_set_task_data (task, test, (GDestroyNotify) provider_test_free);
  bookgen_client_set_timeouts (client, TEST_AT_MOST_S, TEST_AT_MOST_S);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Reply with the one word: ready");
  bookgen_client_chat_async (client, endpoint, key, chat, test->reply, cancellable, on_answered, task);
}

char *
bookgen_provider_test_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_provider_test_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
