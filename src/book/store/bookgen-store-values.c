/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-values.h"

static const char *const load_sql[] = {
  "SELECT name, value FROM book",
  "SELECT name, value FROM setting",
};

static const char *const set_sql[] = {
  "INSERT INTO book (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
  "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
};

static const char *const drop_sql[] = {
  "DELETE FROM book WHERE name = ?1",
  "DELETE FROM setting WHERE name = ?1",
};

GHashTable *
bookgen_store_values_load (BookgenConnection *connection, BookgenValues which, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error, load_sql[which], "");

  while (row && bookgen_connection_next (connection, row, &local_error))
    g_hash_table_insert (values, g_strdup (bookgen_connection_get_text (row, 0)),
                         g_strdup (bookgen_connection_get_text (row, 1)));
  if (!local_error)
    return g_steal_pointer (&values);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
bookgen_store_values_set (BookgenConnection *connection, BookgenValues which, const char *name, const char *value,
                          GError **error)
{
  if (!value)
    return bookgen_connection_run (connection, error, drop_sql[which], "s", name);
  return bookgen_connection_run (connection, error, set_sql[which], "ss", name, value);
}

gboolean
bookgen_store_values_touch (BookgenConnection *connection, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000);

  return bookgen_store_values_set (connection, BOOKGEN_VALUES_BOOK, BOOKGEN_VALUE_CHANGED_AT_MS, now, error);
}
