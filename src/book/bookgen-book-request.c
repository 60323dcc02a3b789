/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"

GTask *
bookgen_book_new_request (BookgenBook *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

gboolean
bookgen_book_return_if_failed (BookgenBook *self, GTask *task, const GError *error)
{
  if (!error)
    return FALSE;
  bookgen_book_emit_write_failed (self, error);
  g_task_return_error (task, g_error_copy (error));
  return TRUE;
}

/* Loading */

typedef struct
{
  GTask *task; /* owned */
  BookgenBookLoader loader;
  char *unit_id; /* owned */
  gint64 id;
  gpointer loaded; /* owned */
  GDestroyNotify free_loaded;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->task);
  g_free (loading->unit_id);
  g_clear_pointer (&loading->loaded, loading->free_loaded);
  g_free (loading);
}

static gboolean
load (BookgenConnection *connection, gpointer data, GError **error)
{
  Loading *loading = data;

  loading->loaded = loading->loader (connection, loading->unit_id, loading->id, error);
  return loading->loaded != NULL;
}

static void
loaded (gpointer owner, gpointer data, const GError *error)
{
  Loading *loading = data;

  if (g_task_return_error_if_cancelled (loading->task))
    return;
  if (error)
    g_task_return_error (loading->task, g_error_copy (error));
  else
    g_task_return_pointer (loading->task, g_steal_pointer (&loading->loaded), loading->free_loaded);
}

void
bookgen_book_load (BookgenBook *self, GTask *task, BookgenBookLoader loader, const char *unit_id, gint64 id,
                   GDestroyNotify free_loaded)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->task = task;
  loading->loader = loader;
  loading->unit_id = g_strdup (unit_id);
  loading->id = id;
  loading->free_loaded = free_loaded;
  bookgen_store_read (self->store, load, loading, loading_free, loaded);
}
