/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-media.h"
#include "bookgen-store-task.h"
#include "bookgen-store-text.h"

/* One that is stored. */
typedef struct
{
  GTask *task;               /* owned */
  BookgenMedia *media;       /* owned */
  BookgenTaskRecord *record; /* owned; stored with it. NULL for none */
  BookgenRevision *list;     /* owned; stored with it: the list that names it. NULL for none */
  gint64 list_id;            /* this and the next are set by storing it */
  gint64 id;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_object_unref (adding->task);
  g_object_unref (adding->media);
  bookgen_task_record_free (adding->record);
  g_clear_object (&adding->list);
  g_free (adding);
}

static gboolean
add (BookgenConnection *connection, gpointer data, GError **error)
{
  Adding *adding = data;

  adding->id = bookgen_store_media_add (connection, adding->media, error);
  if (adding->id > 0 && adding->list && (adding->list_id = bookgen_store_text_add (connection, adding->list, error)) == 0)
    return FALSE;
  return adding->id > 0 && (!adding->record || bookgen_store_task_save (connection, adding->record, FALSE, error));
}

static void
remember_list (BookgenBook *self, Adding *adding)
{
  g_autoptr (BookgenRevision) facts = bookgen_store_text_dup_facts (adding->list, adding->list_id);

  bookgen_texts_add (self->texts, facts);
  bookgen_book_emit_revision (self, facts, FALSE);
}

static void
added (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Adding *adding = data;

  if (bookgen_book_return_if_failed (self, adding->task, error))
    return;
  if (adding->record)
    bookgen_tasks_put (self->tasks, adding->record);
  if (adding->list)
    remember_list (self, adding);
  bookgen_book_emit_media (self, bookgen_media_get (adding->media)->unit_id);
  g_task_return_pointer (adding->task, bookgen_store_media_dup_facts (adding->media, adding->id), g_object_unref);
}

void
bookgen_book_add_media_async (BookgenBook *self, BookgenMedia *media, const BookgenTaskRecord *record,
                              BookgenRevision *list, GAsyncReadyCallback callback, gpointer user_data)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->task = bookgen_book_new_request (self, bookgen_book_add_media_async, NULL, callback, user_data);
  adding->media = g_object_ref (media);
  adding->record = record ? bookgen_task_record_copy (record) : NULL;
  adding->list = list ? g_object_ref (list) : NULL;
  bookgen_book_store_pending (self); /* the unit may be new */
  bookgen_store_write (self->store, add, adding, adding_free, added);
}

BookgenMedia *
bookgen_book_add_media_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
load_all (BookgenConnection *connection, const char *unit_id, gint64 id, GError **error)
{
  return bookgen_store_media_load (connection, unit_id, error);
}

void
bookgen_book_load_media_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_load_media_async, cancellable, callback, user_data);

  bookgen_book_load (self, task, load_all, unit_id, 0, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
bookgen_book_load_media_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
load_bytes (BookgenConnection *connection, const char *unit_id, gint64 id, GError **error)
{
  return bookgen_store_media_load_bytes (connection, id, error);
}

void
bookgen_book_load_media_bytes_async (BookgenBook *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_load_media_bytes_async, cancellable, callback, user_data);

  bookgen_book_load (self, task, load_bytes, NULL, id, (GDestroyNotify) g_bytes_unref);
}

GBytes *
bookgen_book_load_media_bytes_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
