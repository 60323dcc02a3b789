/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-material.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* One change of what is attached, or one look at it. */
typedef struct
{
  GTask *task;               /* owned */
  BookgenMaterial *material; /* owned; to be stored. NULL for none */
  gint64 id;                 /* set by storing it, or of one that is there */
  gboolean removed;          /* what becomes of one that is there */
  char *unit_id;             /* owned; whose material is loaded */
  GPtrArray *loaded;         /* owned; of BookgenMaterial with text */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->task);
  g_clear_object (&work->material);
  g_free (work->unit_id);
  g_clear_pointer (&work->loaded, g_ptr_array_unref);
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

GListModel *
bookgen_book_dup_material (BookgenBook *self, const char *unit_id)
{
  return bookgen_materials_dup_list (self->materials, unit_id);
}

static gboolean
return_if_failed (BookgenBook *self, Work *work, const GError *error)
{
  if (!error)
    return FALSE;
  bookgen_book_emit_write_failed (self, error);
  g_task_return_error (work->task, g_error_copy (error));
  return TRUE;
}

/* Adding */

static gboolean
add (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = bookgen_store_material_add (connection, work->material, error);
  return work->id > 0;
}

static void
added (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Work *work = data;
  g_autoptr (BookgenMaterial) facts = NULL;

  if (return_if_failed (self, work, error))
    return;
  facts = bookgen_store_material_dup_facts (work->material, work->id);
  bookgen_materials_add (self->materials, facts);
  bookgen_bin_look_again (self->bin, bookgen_material_get (facts)->unit_id);
  g_task_return_pointer (work->task, g_steal_pointer (&facts), g_object_unref);
}

void
bookgen_book_add_material_async (BookgenBook *self, BookgenMaterial *material, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_add_material_async, cancellable, callback, user_data);

  work->material = g_object_ref (material);
  bookgen_book_store_pending (self); /* the unit may be new */
  bookgen_store_write (self->store, add, work, work_free, added);
}

BookgenMaterial *
bookgen_book_add_material_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Taking away, and bringing back */

static gboolean
set_removed (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  return bookgen_store_material_set_removed (connection, work->id, work->removed, error);
}

/* It is shown at once, so what could not be stored is taken back. */
static void
removed_set (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Work *work = data;

  if (!error)
    g_task_return_boolean (work->task, TRUE);
  else if (work->removed)
    bookgen_materials_restore (self->materials, work->id);
  else
    bookgen_materials_remove (self->materials, work->id);
  return_if_failed (self, work, error);
}

static void
set_removed_async (BookgenBook *self, gint64 id, gboolean removed, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_remove_material_async, NULL, callback, user_data);

  work->id = id;
  work->removed = removed;
  if (removed ? bookgen_materials_remove (self->materials, id) : bookgen_materials_restore (self->materials, id))
    {
      bookgen_store_write (self->store, set_removed, work, work_free, removed_set);
      return;
    }
  g_task_return_new_error (work->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                           removed ? _("This material is not in the book any more.") : _("This material is in the book."));
  work_free (work);
}

void
bookgen_book_remove_material_async (BookgenBook *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  set_removed_async (self, id, TRUE, callback, user_data);
}

void
bookgen_book_restore_material_async (BookgenBook *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  set_removed_async (self, id, FALSE, callback, user_data);
}

gboolean
bookgen_book_remove_material_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Loading */

static gboolean
load (BookgenConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->loaded = bookgen_store_material_load (connection, work->unit_id, error);
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
bookgen_book_load_material_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  Work *work = work_new (self, bookgen_book_load_material_async, cancellable, callback, user_data);

  work->unit_id = g_strdup (unit_id);
  if (bookgen_materials_has (self->materials, unit_id))
    {
      bookgen_store_read (self->store, load, work, work_free, loaded);
      return;
    }
  g_task_return_pointer (work->task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
  work_free (work);
}

GPtrArray *
bookgen_book_load_material_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
