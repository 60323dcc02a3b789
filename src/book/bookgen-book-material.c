/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-material.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* One change of what is attached. */
typedef struct
{
  GTask *task;               /* owned */
  BookgenMaterial *material; /* owned; to be stored. NULL for none */
  gint64 id;                 /* set by storing it, or of one that is there */
  gboolean removed;          /* what becomes of one that is there */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->task);
  g_clear_object (&change->material);
  g_free (change);
}

GListModel *
bookgen_book_dup_material (BookgenBook *self, const char *unit_id)
{
  return bookgen_materials_dup_list (self->materials, unit_id);
}

/* Adding */

static gboolean
add (BookgenConnection *connection, gpointer data, GError **error)
{
  Change *change = data;

  change->id = bookgen_store_material_add (connection, change->material, error);
  return change->id > 0;
}

static void
added (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Change *change = data;
  g_autoptr (BookgenMaterial) facts = NULL;

  if (bookgen_book_return_if_failed (self, change->task, error))
    return;
  facts = bookgen_store_material_dup_facts (change->material, change->id);
  bookgen_materials_add (self->materials, facts);
  bookgen_bin_look_again (self->bin, bookgen_material_get (facts)->unit_id);
  g_task_return_pointer (change->task, g_steal_pointer (&facts), g_object_unref);
}

void
bookgen_book_add_material_async (BookgenBook *self, BookgenMaterial *material, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->task = bookgen_book_new_request (self, bookgen_book_add_material_async, cancellable, callback, user_data);
  change->material = g_object_ref (material);
  bookgen_book_store_pending (self); /* the unit may be new */
  bookgen_store_write (self->store, add, change, change_free, added);
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
  Change *change = data;

  return bookgen_store_material_set_removed (connection, change->id, change->removed, error);
}

/* It is shown at once, so what could not be stored is taken back. */
static void
removed_set (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Change *change = data;

  if (!error)
    g_task_return_boolean (change->task, TRUE);
  else if (change->removed)
    bookgen_materials_restore (self->materials, change->id);
  else
    bookgen_materials_remove (self->materials, change->id);
  bookgen_book_return_if_failed (self, change->task, error);
}

static void
set_removed_async (BookgenBook *self, gint64 id, gboolean removed, GAsyncReadyCallback callback, gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->task = bookgen_book_new_request (self, bookgen_book_remove_material_async, NULL, callback, user_data);
  change->id = id;
  change->removed = removed;
  if (removed ? bookgen_materials_remove (self->materials, id) : bookgen_materials_restore (self->materials, id))
    {
      bookgen_store_write (self->store, set_removed, change, change_free, removed_set);
      return;
    }
  g_task_return_new_error (change->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                           removed ? _("This material is not in the book any more.") : _("This material is in the book."));
  change_free (change);
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

static gpointer
load (BookgenConnection *connection, const char *unit_id, gint64 id, GError **error)
{
  return bookgen_store_material_load (connection, unit_id, error);
}

void
bookgen_book_load_material_async (BookgenBook *self, const char *unit_id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task
      = bookgen_book_new_request (self, bookgen_book_load_material_async, cancellable, callback, user_data);

  if (bookgen_materials_has (self->materials, unit_id))
    bookgen_book_load (self, g_steal_pointer (&task), load, unit_id, 0, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
bookgen_book_load_material_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
