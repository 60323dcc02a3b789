/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-settled.h"

/* In books of earlier versions, which a reader leaves as they are, nothing is settled. */
#define FIRST_VERSION 4

char *
bookgen_store_settled_dup_name (const char *unit_id, const char *key)
{
  return g_strconcat (unit_id, "\n", key, NULL);
}

gboolean
bookgen_store_settled_set (BookgenConnection *connection, gint64 revision_id, const char *key, gboolean settled,
                           GError **error)
{
  if (settled)
    return bookgen_connection_run (connection, error, "INSERT OR REPLACE INTO settled (revision, key) VALUES (?1, ?2)", "is",
                                   revision_id, key);
  return bookgen_connection_run (connection, error,
                                 "DELETE FROM settled WHERE key = ?2 AND revision IN (SELECT id FROM revision WHERE unit ="
                                 " (SELECT unit FROM revision WHERE id = ?1))",
                                 "is", revision_id, key);
}

GHashTable *
bookgen_store_settled_load (BookgenConnection *connection, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  gint64 version = 0;
  sqlite3_stmt *row = NULL;

  if (bookgen_connection_ask_int (connection, "PRAGMA user_version", &version, &local_error) && version >= FIRST_VERSION)
    row = bookgen_connection_ask (connection, &local_error,
                                  "SELECT unit, key FROM settled JOIN revision ON revision.id = settled.revision", "");
  while (row && bookgen_connection_next (connection, row, &local_error))
    g_hash_table_add (names, bookgen_store_settled_dup_name (bookgen_connection_get_text (row, 0),
                                                             bookgen_connection_get_text (row, 1)));
  if (!local_error)
    return g_steal_pointer (&names);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
