/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-bin.h"

#include "bookgen-store-outline.h"

/* Free pages below this share of the file, or below this number, are left for what comes. */
#define RECLAIM_SHARE 4
#define RECLAIM_PAGES 64

void
bookgen_binned_free (BookgenBinned *self)
{
  g_object_unref (self->unit);
  g_ref_string_release (self->parent_id);
  g_free (self);
}

/* Loading */

typedef struct
{
  char *id;
  char *parent_id;
  guint position;
  gint64 removed_at_ms;
} Root;

static void
root_clear (gpointer data)
{
  Root *root = data;

  g_free (root->id);
  g_free (root->parent_id);
}

static GArray *
load_roots (BookgenConnection *connection, GError **error)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (Root));
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error,
                                              "SELECT id, parent, position, binned_at_ms FROM unit"
                                              " WHERE binned_at_ms IS NOT NULL ORDER BY binned_at_ms, rowid",
                                              "");

  g_array_set_clear_func (roots, root_clear);
  while (row && bookgen_connection_next (connection, row, &local_error))
    {
      const Root root = { g_strdup (bookgen_connection_get_text (row, 0)),
                          g_strdup (bookgen_connection_get_text (row, 1)), MAX (sqlite3_column_int (row, 2), 0),
                          sqlite3_column_int64 (row, 3) };

      g_array_append_val (roots, root);
    }
  if (!local_error)
    return g_steal_pointer (&roots);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static void
take_root (GPtrArray *bin, BookgenOutline *units, Root *root)
{
  BookgenUnit *unit = bookgen_outline_find (units, root->id);
  BookgenBinned *binned;

  if (!unit)
    return;
  binned = g_new0 (BookgenBinned, 1);
  *binned = (BookgenBinned){ g_object_ref (unit), g_ref_string_new (root->parent_id), root->position, root->removed_at_ms };
  g_ptr_array_add (bin, binned);
}

GPtrArray *
bookgen_store_bin_load (BookgenConnection *connection, GError **error)
{
  g_autoptr (GArray) roots = load_roots (connection, error);
  g_autoptr (BookgenOutline) units = NULL;
  g_autoptr (GPtrArray) bin = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_binned_free);

  if (!roots)
    return NULL;
  if (roots->len > 0 && !(units = bookgen_store_outline_load_binned (connection, error)))
    return NULL;
  for (guint i = 0; i < roots->len; i++)
    take_root (bin, units, &g_array_index (roots, Root, i));
  return g_steal_pointer (&bin);
}

/* Emptying */

/* What refers comes before what it refers to. */
static gboolean
drop_contents (BookgenConnection *connection, const char *id, GError **error)
{
  return bookgen_connection_run (connection, error,
                                 "UPDATE usage SET (stage, unit, item) ="
                                 " (SELECT stage, unit, item FROM task WHERE task.id = usage.task)"
                                 " WHERE task IN (SELECT id FROM task WHERE unit = ?1)",
                                 "s", id) &&
         bookgen_connection_run (connection, error, "DELETE FROM task WHERE unit = ?1", "s", id) &&
         bookgen_connection_run (connection, error, "DELETE FROM current_revision WHERE unit = ?1", "s", id) &&
         bookgen_connection_run (connection, error, "DELETE FROM revision WHERE unit = ?1", "s", id) &&
         bookgen_connection_run (connection, error, "DELETE FROM material WHERE unit = ?1", "s", id);
}

/* What lies in the bin by itself loses the place where it stood. */
static gboolean
drop_unit (BookgenConnection *connection, const char *id, GError **error)
{
  return drop_contents (connection, id, error) &&
         bookgen_connection_run (connection, error,
                                 "UPDATE unit SET parent = '', position = 0x7fffffff"
                                 " WHERE parent = ?1 AND binned_at_ms IS NOT NULL",
                                 "s", id) &&
         bookgen_connection_run (connection, error, "DELETE FROM unit WHERE id = ?1", "s", id);
}

gboolean
bookgen_store_bin_empty (BookgenConnection *connection, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!drop_unit (connection, ids->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Every unit in the bin with the one that it was deleted with. */
#define BRANCHES \
  "WITH RECURSIVE branch (root, id) AS (SELECT id, id FROM unit WHERE binned_at_ms IS NOT NULL" \
  " UNION ALL SELECT branch.root, unit.id FROM branch JOIN unit ON unit.parent = branch.id WHERE unit.binned_at_ms IS NULL)"

gboolean
bookgen_store_bin_sweep (BookgenConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row;

  row = bookgen_connection_ask (connection, &local_error,
                                BRANCHES " SELECT id FROM branch WHERE root NOT IN (SELECT root FROM branch WHERE"
                                         " id IN (SELECT unit FROM revision) OR id IN (SELECT unit FROM material) OR"
                                         " id IN (SELECT unit FROM media) OR"
                                         " id IN (SELECT unit FROM task JOIN piece ON piece.task = task.id))",
                                "");
  while (row && bookgen_connection_next (connection, row, &local_error))
    g_ptr_array_add (ids, g_strdup (bookgen_connection_get_text (row, 0)));
  if (!local_error)
    return bookgen_store_bin_empty (connection, ids, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
bookgen_store_bin_reclaim (BookgenConnection *connection, GError **error)
{
  gint64 n_free, n_pages;

  if (!bookgen_connection_ask_int (connection, "PRAGMA freelist_count", &n_free, error) ||
      !bookgen_connection_ask_int (connection, "PRAGMA page_count", &n_pages, error))
    return FALSE;
  if (n_free < RECLAIM_PAGES || n_free < n_pages / RECLAIM_SHARE)
    return TRUE;
  return bookgen_connection_run_all (connection, "VACUUM", error) && bookgen_connection_make_whole (connection, error);
}
