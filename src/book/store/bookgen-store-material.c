/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-material.h"

/* Books of earlier versions, which a reader leaves as they are, have no material. */
#define FIRST_VERSION 2

gint64
bookgen_store_material_add (BookgenConnection *connection, BookgenMaterial *material, GError **error)
{
  const BookgenMaterialData *data = bookgen_material_get (material);

  if (!bookgen_connection_run (connection, error,
                               "INSERT INTO material (unit, name, media_type, is_note, size_bytes, digest, words,"
                               " added_at_ms, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                               "sssiisiis", data->unit_id, data->name, data->media_type, (gint64) data->is_note,
                               (gint64) data->size_bytes, data->digest, (gint64) data->words, data->added_at_ms,
                               data->text ? data->text : ""))
    return 0;
  return bookgen_connection_get_last_id (connection);
}

gboolean
bookgen_store_material_set_removed (BookgenConnection *connection, gint64 id, gboolean removed, GError **error)
{
  return bookgen_connection_run (connection, error, "UPDATE material SET removed_at_ms = nullif (?2, 0) WHERE id = ?1", "ii",
                                 id, removed ? (gint64) (g_get_real_time () / 1000) : (gint64) 0);
}

gboolean
bookgen_store_material_sweep (BookgenConnection *connection, GError **error)
{
  return bookgen_connection_run (connection, error, "DELETE FROM material WHERE removed_at_ms IS NOT NULL", "");
}

BookgenMaterial *
bookgen_store_material_dup_facts (BookgenMaterial *material, gint64 id)
{
  BookgenMaterialData data = *bookgen_material_get (material);

  data.id = id;
  data.text = NULL;
  return bookgen_material_new (&data);
}

/* Loading */

enum { COLUMN_ID, COLUMN_UNIT, COLUMN_NAME, COLUMN_MEDIA_TYPE, COLUMN_IS_NOTE, COLUMN_SIZE_BYTES, COLUMN_DIGEST, COLUMN_WORDS,
       COLUMN_ADDED_AT_MS, COLUMN_TEXT };

#define FACTS "id, unit, name, media_type, is_note, size_bytes, digest, words, added_at_ms"

static gpointer
make_material (sqlite3_stmt *row)
{
  const BookgenMaterialData data = {
    .id = sqlite3_column_int64 (row, COLUMN_ID),
    .unit_id = bookgen_connection_get_text (row, COLUMN_UNIT),
    .name = bookgen_connection_get_text (row, COLUMN_NAME),
    .media_type = bookgen_connection_get_text (row, COLUMN_MEDIA_TYPE),
    .is_note = sqlite3_column_int (row, COLUMN_IS_NOTE),
    .size_bytes = sqlite3_column_int64 (row, COLUMN_SIZE_BYTES),
    .digest = bookgen_connection_get_text (row, COLUMN_DIGEST),
    .words = sqlite3_column_int (row, COLUMN_WORDS),
    .added_at_ms = sqlite3_column_int64 (row, COLUMN_ADDED_AT_MS),
    .text = sqlite3_column_count (row) > COLUMN_TEXT ? bookgen_connection_get_text (row, COLUMN_TEXT) : NULL,
  };

  return bookgen_material_new (&data);
}

static GPtrArray *
load (BookgenConnection *connection, const char *sql, const char *unit_id, GError **error)
{
  gint64 version;
  sqlite3_stmt *row;

  if (!bookgen_connection_ask_int (connection, "PRAGMA user_version", &version, error))
    return NULL;
  if (version < FIRST_VERSION)
    return g_ptr_array_new_with_free_func (g_object_unref);
  row = bookgen_connection_ask (connection, error, sql, unit_id ? "s" : "", unit_id);
  return row ? bookgen_connection_collect (connection, row, make_material, g_object_unref, error) : NULL;
}

GPtrArray *
bookgen_store_material_load_facts (BookgenConnection *connection, GError **error)
{
  return load (connection, "SELECT " FACTS " FROM material WHERE removed_at_ms IS NULL ORDER BY id", NULL, error);
}

GPtrArray *
bookgen_store_material_load (BookgenConnection *connection, const char *unit_id, GError **error)
{
  return load (connection, "SELECT " FACTS ", text FROM material WHERE unit = ?1 AND removed_at_ms IS NULL ORDER BY id",
               unit_id, error);
}
