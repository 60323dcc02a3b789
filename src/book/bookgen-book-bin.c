/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-outline-private.h"
#include "bookgen-store-bin.h"
#include "bookgen-unit-private.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* One emptying of the bin, of one entry or of several. */
typedef struct
{
  GTask *task;        /* owned */
  GPtrArray *entries; /* of owned BookgenBinEntry */
  GPtrArray *ids;     /* of all units in them; borrowed from the units */
  GHashTable *units;  /* set of all units in them; borrowed from the entries */
} Emptying;

static void
emptying_free (gpointer data)
{
  Emptying *emptying = data;

  g_object_unref (emptying->task);
  g_hash_table_unref (emptying->units);
  g_ptr_array_unref (emptying->ids);
  g_ptr_array_unref (emptying->entries);
  g_free (emptying);
}

GListModel *
bookgen_book_get_bin (BookgenBook *self)
{
  return bookgen_bin_get_list (self->bin);
}

gboolean
bookgen_book_restore (BookgenBook *self, BookgenBinEntry *entry)
{
  const char *parent_id = bookgen_bin_entry_get_parent_id (entry);
  BookgenUnit *parent = bookgen_outline_find (self->outline, parent_id);
  gboolean is_there = parent || !*parent_id;

  if (!bookgen_book_get_writable (self) || !bookgen_bin_has (self->bin, entry))
    return FALSE;
  bookgen_outline_put_back (self->outline, bookgen_bin_entry_get_unit (entry), parent,
                            is_there ? bookgen_bin_entry_get_position (entry) : G_MAXUINT);
  return TRUE;
}

/* Emptying */

static void
collect_branch (Emptying *emptying, BookgenUnit *unit)
{
  GListModel *children = bookgen_unit_has_children (unit) ? bookgen_unit_get_children (unit) : NULL;

  g_ptr_array_add (emptying->ids, (gpointer) bookgen_unit_get_id (unit));
  g_hash_table_add (emptying->units, unit);
  for (guint i = 0; children && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);
      collect_branch (emptying, child);
    }
}

static gboolean
has_any (BookgenUnit *unit, GHashTable *ids)
{
  GListModel *children = bookgen_unit_has_children (unit) ? bookgen_unit_get_children (unit) : NULL;

  if (g_hash_table_contains (ids, bookgen_unit_get_id (unit)))
    return TRUE;
  for (guint i = 0; children && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (BookgenUnit) child = g_list_model_get_item (children, i);

      if (has_any (child, ids))
        return TRUE;
    }
  return FALSE;
}

/* What is being written is waited for by somebody. */
static void
collect (BookgenBook *self, Emptying *emptying, BookgenBinEntry *only)
{
  GListModel *bin = bookgen_book_get_bin (self);
  g_autoptr (GHashTable) running = bookgen_tasks_dup_units (self->tasks, BOOKGEN_TASK_RUNNING);

  for (guint i = 0; i < g_list_model_get_n_items (bin); i++)
    {
      g_autoptr (BookgenBinEntry) entry = g_list_model_get_item (bin, i);
      BookgenUnit *unit = bookgen_bin_entry_get_unit (entry);

      if ((only && only != entry) || has_any (unit, running))
        continue;
      collect_branch (emptying, unit);
      g_ptr_array_add (emptying->entries, g_steal_pointer (&entry));
    }
}

static gboolean
empty (BookgenConnection *connection, gpointer data, GError **error)
{
  Emptying *emptying = data;

  return bookgen_store_bin_empty (connection, emptying->ids, error);
}

static void
forget (BookgenBook *self, Emptying *emptying)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < emptying->ids->len; i++)
    {
      g_hash_table_add (ids, emptying->ids->pdata[i]);
      bookgen_texts_drop (self->texts, emptying->ids->pdata[i]);
      bookgen_materials_drop (self->materials, emptying->ids->pdata[i]);
    }
  bookgen_tasks_drop (self->tasks, ids);
}

static gboolean
reclaim (BookgenConnection *connection, gpointer data, GError **error)
{
  return bookgen_store_bin_reclaim (connection, error);
}

static void
emptied (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Emptying *emptying = data;

  if (!error)
    {
      forget (self, emptying);
      bookgen_store_read (self->store, reclaim, NULL, NULL, NULL);
      g_task_return_boolean (emptying->task, TRUE);
      return;
    }
  for (guint i = emptying->entries->len; i > 0; i--)
    bookgen_bin_put_back (self->bin, emptying->entries->pdata[i - 1]);
  bookgen_book_return_if_failed (self, emptying->task, error);
}

static Emptying *
emptying_new (BookgenBook *self, GAsyncReadyCallback callback, gpointer user_data)
{
  Emptying *emptying = g_new0 (Emptying, 1);

  emptying->task = bookgen_book_new_request (self, bookgen_book_empty_bin_async, NULL, callback, user_data);
  emptying->entries = g_ptr_array_new_with_free_func (g_object_unref);
  emptying->ids = g_ptr_array_new ();
  emptying->units = g_hash_table_new (NULL, NULL);
  return emptying;
}

static void
start (BookgenBook *self, Emptying *emptying)
{
  bookgen_outline_forget_units (self->outline, emptying->units);
  for (guint i = 0; i < emptying->entries->len; i++)
    bookgen_bin_take (self->bin, emptying->entries->pdata[i]);
  bookgen_book_store_pending (self);
  bookgen_store_write (self->store, empty, emptying, emptying_free, emptied);
}

void
bookgen_book_empty_bin_async (BookgenBook *self, BookgenBinEntry *entry, GAsyncReadyCallback callback, gpointer user_data)
{
  Emptying *emptying = emptying_new (self, callback, user_data);

  if (bookgen_book_get_writable (self))
    collect (self, emptying, entry);
  if (bookgen_book_get_writable (self) && (emptying->entries->len > 0 || !entry))
    {
      start (self, emptying);
      return;
    }
  if (!bookgen_book_get_writable (self))
    g_task_return_new_error (emptying->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                             _("The book is open for reading only. Nothing was changed."));
  else if (bookgen_bin_has (self->bin, entry))
    g_task_return_new_error (emptying->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS,
                             _("“%s” is being written. Stop that first, and then empty the bin."),
                             bookgen_unit_get_title (bookgen_bin_entry_get_unit (entry)));
  else
    g_task_return_new_error (emptying->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                             _("This is not in the bin any more."));
  emptying_free (emptying);
}

gboolean
bookgen_book_empty_bin_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
