/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-values.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* Opening */

typedef struct
{
  char *path;
  char *title;                    /* of a new book; NULL for one that is there */
  GStrv settings;
  BookgenOutlineChanges *outline; /* of a new book */
  gboolean read_only_ok;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening->title);
  g_strfreev (opening->settings);
  g_clear_pointer (&opening->outline, bookgen_outline_changes_free);
  g_free (opening);
}

static void
take_contents (BookgenBook *self, BookgenContents *contents)
{
  GHashTableIter iter;
  gpointer unit_id, revision_id;

  self->values = g_hash_table_ref (contents->values);
  self->settings = g_hash_table_ref (contents->settings);
  self->outline = g_object_ref (contents->outline);
  for (guint i = 0; i < contents->revisions->len; i++)
    bookgen_texts_add (self->texts, contents->revisions->pdata[i]);
  g_hash_table_iter_init (&iter, contents->current_ids);
  while (g_hash_table_iter_next (&iter, &unit_id, &revision_id))
    bookgen_texts_set_current (self->texts, unit_id, *(gint64 *) revision_id);
  bookgen_tasks_load (self->tasks, contents->tasks, &contents->usage);
  bookgen_materials_load (self->materials, contents->material);
  self->bin = bookgen_bin_new (self->outline, self->texts, self->tasks, self->materials);
  bookgen_bin_load (self->bin, contents->bin);
  self->settled = g_hash_table_ref (contents->settled);
  self->seen_version = contents->data_version;
}

static BookgenBook *
book_new (const char *path, BookgenStore *store, BookgenContents *contents, GMainContext *context)
{
  BookgenBook *self = g_object_new (BOOKGEN_TYPE_BOOK, NULL);

  self->path = g_strdup (path);
  self->store = store;
  self->context = g_main_context_ref (context);
  take_contents (self, contents);
  self->owner = bookgen_store_dup_owner (store, g_hash_table_lookup (self->values, BOOKGEN_VALUE_OWNER));
  self->pending = bookgen_pending_new (self->outline, G_CALLBACK (bookgen_book_store_soon), self);
  bookgen_store_start (store, context, self);
  if (!bookgen_store_is_writable (store))
    bookgen_book_start_watch (self);
  return self;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (BookgenStore) store = NULL;
  g_autoptr (BookgenContents) contents = NULL;
  GError *error = NULL;

  if (opening->title)
    store = bookgen_store_create (opening->path, opening->title, opening->outline, (const char *const *) opening->settings,
                                  &error);
  else
    store = bookgen_store_open (opening->path, opening->read_only_ok, &error);
  if (store)
    contents = bookgen_contents_load (bookgen_store_get_connection (store), 0, &error);
  if (!contents)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, book_new (opening->path, g_steal_pointer (&store), contents, g_task_get_context (task)),
                           g_object_unref);
}

static void
open_async (Opening *opening, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

void
bookgen_book_create_async (const char *path, const char *title, BookgenOutline *outline, const char *const *settings,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (BookgenOutline) empty = outline ? NULL : bookgen_outline_new ();
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->title = g_strdup (title ? title : "");
  opening->settings = g_strdupv ((char **) settings);
  opening->outline = bookgen_outline_changes_new (outline ? outline : empty);
  if (outline)
    bookgen_outline_changes_add_all (opening->outline, outline);
  open_async (opening, bookgen_book_open_async, cancellable, callback, user_data);
}

void
bookgen_book_open_async (const char *path, gboolean read_only_ok, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->read_only_ok = read_only_ok;
  open_async (opening, bookgen_book_open_async, cancellable, callback, user_data);
}

BookgenBook *
bookgen_book_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_book_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The whole file */

static void
return_done (gpointer owner, gpointer data, const GError *error)
{
  if (error)
    g_task_return_error (data, g_error_copy (error));
  else
    g_task_return_boolean (data, TRUE);
}

static void
return_closed (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;

  return_done (owner, data, error ? error : self->unsaved ? self->unsaved : self->unsaved_pieces);
}

void
bookgen_book_close_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_close_async, NULL, callback, user_data);

  bookgen_book_clear_source (&self->watch);
  bookgen_book_store_pending (self);
  self->closed = TRUE;
  bookgen_store_close (self->store, task, g_object_unref, return_closed);
}

gboolean
bookgen_book_close_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
make_whole (BookgenConnection *connection, gpointer data, GError **error)
{
  return bookgen_connection_make_whole (connection, error);
}

static gboolean
leave_as_is (BookgenConnection *connection, gpointer data, GError **error)
{
  return TRUE;
}

void
bookgen_book_flush_async (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_flush_async, NULL, callback, user_data);

  bookgen_book_store_pending (self);
  bookgen_store_read (self->store, bookgen_book_get_writable (self) ? make_whole : leave_as_is, task, g_object_unref,
                      return_closed);
}

gboolean
bookgen_book_flush_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
copy_to (BookgenConnection *connection, gpointer data, GError **error)
{
  const char *path = g_task_get_task_data (data);

  if (g_task_return_error_if_cancelled (data))
    return TRUE;
  if (!bookgen_book_file_is_open (path))
    return bookgen_connection_copy_to (connection, path, error);
  g_set_error_literal (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS,
                       _("A book cannot be copied onto one that is open. Choose another name."));
  return FALSE;
}

static void
return_copied (gpointer owner, gpointer data, const GError *error)
{
  if (!g_task_had_error (data))
    return_done (owner, data, error);
}

void
bookgen_book_save_copy_async (BookgenBook *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_save_copy_async, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  bookgen_book_store_pending (self);
  bookgen_store_read (self->store, copy_to, task, g_object_unref, return_copied);
}

gboolean
bookgen_book_save_copy_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
