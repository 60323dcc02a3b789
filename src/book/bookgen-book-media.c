/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-media.h"
#include "bookgen-store-task.h"
#include "bookgen-store-text.h"

/* One that is stored, or a look at those of a unit, or at the bytes of one. */
typedef struct
{
  GTask *task;               /* owned */
  BookgenMedia *media;       /* owned; NULL for a look */
  BookgenTaskRecord *record; /* owned; stored with it. NULL for none */
  BookgenRevision *list;     /* owned; stored with it: the list that names it. NULL for none */
  gint64 list_id;            /* set by storing it */
  gint64 id;                 /* set by storing it; of a look at the bytes of one */
  char *unit_id;             /* owned; of a look */
  GPtrArray *loaded;         /* owned; of BookgenMedia without bytes */
  GBytes *bytes;             /* owned */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->task);
  g_clear_object (&work->media);
  g_clear_pointer (&work->record, bookgen_task_record_free);
  g_clear_object (&work->list);
  g_free (work->unit_id);
  g_clear_pointer (&work->loaded, g_ptr_array_unref);
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_free (work);
}

static Work *
work_new (BookgenBook *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (work->task, tag);
  return work;
}

static gboolean
add (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = bookgen_store_media_add (connection, work->media, error);
  if (work->id > 0 && work->list && (work->list_id = bookgen_store_text_add (connection, work->list, error)) == 0)
    return FALSE;
  return work->id > 0 && (!work->record || bookgen_store_task_save (connection, work->record, FALSE, error));
}

static void
remember_list (BookgenBook *self, Work *work)
{
  g_autoptr (BookgenRevision) facts = bookgen_store_text_dup_facts (work->list, work->list_id);

  bookgen_texts_add (self->texts, facts);
  bookgen_book_emit_revision (self, facts, FALSE);
}

static void
added (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Work *work = data;

  if (error)
    {
      bookgen_book_emit_write_failed (self, error);
      g_task_return_error (work->task, g_error_copy (error));
      return;
    }
  if (work->record)
    bookgen_tasks_put (self->tasks, work->record);
  if (work->list)
    remember_list (self, work);
  bookgen_book_emit_media (self, bookgen_media_get (work->media)->unit_id);
  g_task_return_pointer (work->task, bookgen_store_media_dup_facts (work->media, work->id), g_object_unref);
}

void
bookgen_book_add_media_async (BookgenBook *self, BookgenMedia *media, const BookgenTaskRecord *record,
                              BookgenRevision *list, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_add_media_async, NULL, callback, user_data);

  work->media = g_object_ref (media);
  work->record = record ? bookgen_task_record_copy (record) : NULL;
  work->list = list ? g_object_ref (list) : NULL;
  bookgen_book_store_pending (self); /* the unit may be new */
  bookgen_store_write (self->store, add, work, work_free, added);
}

BookgenMedia *
bookgen_book_add_media_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
load (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->loaded = bookgen_store_media_load (connection, work->unit_id, error);
  return work->loaded != NULL;
}

static void
loaded (gpointer owner, gpointer data, const GError *error)
{
  Work *work = data;

  if (g_task_return_error_if_cancelled (work->task))
    return;
  if (error)
    g_task_return_error (work->task, g_error_copy (error));
  else
    g_task_return_pointer (work->task, g_steal_pointer (&work->loaded), (GDestroyNotify) g_ptr_array_unref);
}

void
bookgen_book_load_media_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_load_media_async, cancellable, callback, user_data);

  work->unit_id = g_strdup (unit_id);
  bookgen_store_read (self->store, load, work, work_free, loaded);
}

GPtrArray *
bookgen_book_load_media_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
load_bytes (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->bytes = bookgen_store_media_load_bytes (connection, work->id, error);
  return work->bytes != NULL;
}

static void
bytes_loaded (gpointer owner, gpointer data, const GError *error)
{
  Work *work = data;

  if (g_task_return_error_if_cancelled (work->task))
    return;
  if (error)
    g_task_return_error (work->task, g_error_copy (error));
  else
    g_task_return_pointer (work->task, g_steal_pointer (&work->bytes), (GDestroyNotify) g_bytes_unref);
}

void
bookgen_book_load_media_bytes_async (BookgenBook *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_load_media_bytes_async, cancellable, callback, user_data);

  work->id = id;
  bookgen_store_read (self->store, load_bytes, work, work_free, bytes_loaded);
}

GBytes *
bookgen_book_load_media_bytes_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
