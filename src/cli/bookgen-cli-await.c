/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cli-await.h"

#include "bookgen-keyring.h"
#include "bookgen-put-back.h"

static void
take_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **)place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

BookgenBook *
bookgen_await_book_create (const char *path, const char *title, BookgenOutline *outline, const char *const *settings,
                           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_create_async (path, title, outline, settings, NULL, take_result, &result);
  return bookgen_book_open_finish (wait_for (&result), error);
}

BookgenBook *
bookgen_await_book_open (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_open_async (path, FALSE, NULL, take_result, &result);
  return bookgen_book_open_finish (wait_for (&result), error);
}

gboolean
bookgen_await_book_close (BookgenBook *book, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_close_async (book, take_result, &result);
  return bookgen_book_close_finish (book, wait_for (&result), error);
}

gboolean
bookgen_await_book_flush (BookgenBook *book, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_flush_async (book, take_result, &result);
  return bookgen_book_flush_finish (book, wait_for (&result), error);
}

gboolean
bookgen_await_settle (BookgenBook *book, gint64 revision_id, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_settle_finding_async (book, revision_id, key, TRUE, take_result, &result);
  return bookgen_book_settle_finding_finish (book, wait_for (&result), error);
}

gboolean
bookgen_await_set_current (BookgenBook *book, const char *unit_id, gint64 revision_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_set_current_async (book, unit_id, revision_id, take_result, &result);
  return bookgen_book_set_current_finish (book, wait_for (&result), error);
}

gboolean
bookgen_await_put_back (BookgenBook *book, const char *unit_id, guint index, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BookgenRevision) stored = NULL;

  bookgen_put_back_async (book, unit_id, index, NULL, take_result, &result);
  stored = bookgen_put_back_finish (wait_for (&result), NULL, NULL, error);
  return stored != NULL;
}

gboolean
bookgen_await_add_material (BookgenBook *book, BookgenMaterial *material, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BookgenMaterial) stored = NULL;

  bookgen_book_add_material_async (book, material, NULL, take_result, &result);
  stored = bookgen_book_add_material_finish (book, wait_for (&result), error);
  return stored != NULL;
}

char *
bookgen_await_outline_draft (const BookgenOutlineIdea *idea, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                             BookgenOutlineDraftCheck check, gpointer data, BookgenUsage *usage, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_outline_draft_async (idea, client, endpoint, key, check, data, NULL, take_result, &result);
  return bookgen_outline_draft_finish (wait_for (&result), usage, error);
}

BookgenNarrationSample *
bookgen_await_narration_sample (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                                const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_narration_sample_async (book, client, endpoint, key, settings, NULL, take_result, &result);
  return bookgen_narration_sample_finish (wait_for (&result), error);
}

char *
bookgen_await_key (BookgenEndpoint *endpoint, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), NULL, take_result, &result);
  return bookgen_keyring_load_finish (wait_for (&result), error);
}

char **
bookgen_await_models (BookgenClient *client, BookgenEndpoint *endpoint, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_client_models_async (client, endpoint, key, NULL, take_result, &result);
  return bookgen_client_models_finish (client, wait_for (&result), error);
}

GPtrArray *
bookgen_await_discovery (BookgenClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_discovery_look_async (client, NULL, 0, NULL, take_result, &result);
  return bookgen_discovery_look_finish (wait_for (&result), NULL);
}
