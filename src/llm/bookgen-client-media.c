/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-client-private.h"

/* Decoding some megabytes takes longer than the main loop may. */
static void
read_media_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BookgenErrand *errand = data;

  g_task_return_pointer (task, errand->read ((const char *) errand->body->data, errand->body->len, errand->secret),
                         (GDestroyNotify) bookgen_media_answer_free);
}

static void
on_media_ended (BookgenCall *call, gpointer user_data)
{
  g_autoptr (GTask) task = bookgen_client_let_go (call, user_data);
  BookgenErrand *errand = g_task_get_task_data (task);
  const BookgenFailure *failure = bookgen_call_get_failure (call);

  if (failure == NULL)
    {
      errand->body = g_byte_array_ref ((GByteArray *) bookgen_call_get_body (call));
      g_task_run_in_thread (task, read_media_in_thread);
    }
  else if (failure->kind == BOOKGEN_FAILURE_CANCELLED)
    g_task_return_error (task, bookgen_client_error_of (failure, errand->endpoint));
  else
    g_task_return_pointer (task, bookgen_media_answer_new_failed (bookgen_failure_copy (failure)),
                           (GDestroyNotify) bookgen_media_answer_free);
}

static const BookgenCallEvents media_events = { bookgen_client_on_reading, on_media_ended };

/* Takes BODY. */
static void
ask_for_media (GTask *task, BookgenEndpoint *endpoint, const char *key, const char *path, GBytes *body,
               BookgenMediaReader read, GCancellable *cancellable)
{
  BookgenClient *self = g_task_get_source_object (task);
  const BookgenDialect *dialect = bookgen_dialect_get (BOOKGEN_DIALECT_OPENAI);
  g_autofree char *url = g_strconcat (bookgen_endpoint_get_address (endpoint), path, NULL);
  g_autoptr (GBytes) posted = body;
  BookgenErrand *errand = bookgen_errand_new (task, endpoint, cancellable);
  g_autofree char *clean = NULL;

  if (!bookgen_client_check_key (key, &clean))
    {
      g_task_return_pointer (task, bookgen_media_answer_new_failed (bookgen_failure_new (BOOKGEN_FAILURE_KEY, 0, NULL)),
                             (GDestroyNotify) bookgen_media_answer_free);
      return;
    }
  errand->read = read;
  errand->secret = g_strdup (clean);
  errand->call = bookgen_call_new (dialect, url, clean, posted, NULL, bookgen_client_patience_for (self, endpoint), &media_events,
                                   g_object_ref (task));
  bookgen_call_expect_media (errand->call);
  bookgen_client_run_call (self, task, errand, errand->call);
}

void
bookgen_client_draw_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, const char *prompt,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bookgen_client_draw_async);
  ask_for_media (task, endpoint, key, "/images/generations",
                 bookgen_media_make_picture_body (bookgen_endpoint_get_model (endpoint), prompt), bookgen_media_read_picture,
                 cancellable);
}

void
bookgen_client_speak_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, const char *voice,
                            const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bookgen_client_speak_async);
  ask_for_media (task, endpoint, key, "/audio/speech",
                 bookgen_media_make_speech_body (bookgen_endpoint_get_model (endpoint), voice, text),
                 bookgen_media_read_speech, cancellable);
}

BookgenMediaAnswer *
bookgen_client_media_finish (BookgenClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
