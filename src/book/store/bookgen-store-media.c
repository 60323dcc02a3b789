/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-media.h"

#include "config.h"

#include <glib/gi18n-lib.h>

/* Books of earlier versions, which a reader leaves as they are, have none, or none that a list names. */
#define FIRST_VERSION 3
#define FIRST_VERSION_WITH_LISTS 5

gint64
bookgen_store_media_add (BookgenConnection *connection, BookgenMedia *media, GError **error)
{
  const BookgenMediaData *data = bookgen_media_get (media);
  gsize length;
  gconstpointer bytes = g_bytes_get_data (data->bytes, &length);

  if (!bookgen_connection_run (connection, error,
                               "INSERT INTO media (unit, stage, item, list, media_type, caption, alt, anchor, made_from, model,"
                               " made_at_ms, rehearsal, data)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                               "ssisssssssiib", data->unit_id, data->stage, (gint64) data->item, data->list,
                               data->media_type, data->caption, data->alt, data->anchor, data->made_from, data->model,
                               data->made_at_ms, (gint64) data->rehearsal, bytes, length))
    return 0;
  return bookgen_connection_get_last_id (connection);
}

BookgenMedia *
bookgen_store_media_dup_facts (BookgenMedia *media, gint64 id)
{
  BookgenMediaData data = *bookgen_media_get (media);

  data.id = id;
  data.bytes = NULL;
  return bookgen_media_new (&data);
}

/* Loading */

enum { COLUMN_ID, COLUMN_UNIT, COLUMN_STAGE, COLUMN_ITEM, COLUMN_LIST, COLUMN_MEDIA_TYPE, COLUMN_CAPTION, COLUMN_ALT,
       COLUMN_ANCHOR, COLUMN_MADE_FROM, COLUMN_MODEL, COLUMN_MADE_AT_MS, COLUMN_REHEARSAL, COLUMN_SIZE_BYTES };

static gpointer
make_media (sqlite3_stmt *row)
{
  const BookgenMediaData data = {
    .id = sqlite3_column_int64 (row, COLUMN_ID),
    .unit_id = bookgen_connection_get_text (row, COLUMN_UNIT),
    .stage = bookgen_connection_get_text (row, COLUMN_STAGE),
    .item = sqlite3_column_int (row, COLUMN_ITEM),
    .list = bookgen_connection_get_text (row, COLUMN_LIST),
    .media_type = bookgen_connection_get_text (row, COLUMN_MEDIA_TYPE),
    .caption = bookgen_connection_get_text (row, COLUMN_CAPTION),
    .alt = bookgen_connection_get_text (row, COLUMN_ALT),
    .anchor = bookgen_connection_get_text (row, COLUMN_ANCHOR),
    .made_from = bookgen_connection_get_text (row, COLUMN_MADE_FROM),
    .model = bookgen_connection_get_text (row, COLUMN_MODEL),
    .made_at_ms = sqlite3_column_int64 (row, COLUMN_MADE_AT_MS),
    .rehearsal = sqlite3_column_int (row, COLUMN_REHEARSAL),
    .size_bytes = sqlite3_column_int64 (row, COLUMN_SIZE_BYTES),
  };

  return bookgen_media_new (&data);
}

#define KEPT "SELECT max (id) FROM media WHERE unit = ?1 GROUP BY stage, item"
/* The items of the unit's newest lists, by stage and number: an item without one has that of its place. */
#define PLANNED \
  "SELECT made.stage AS stage, item.key AS place, coalesce (item.value ->> '$.number', item.key + 1) AS number," \
  " item.value ->> '$.caption' AS caption, item.value ->> '$.alt' AS alt, item.value ->> '$.anchor' AS anchor" \
  " FROM revision AS made, json_each (iif (json_valid (made.text), made.text, '{}'), '$.items') AS item" \
  " WHERE item.type = 'object' AND made.id IN (SELECT max (id) FROM revision WHERE unit = ?1 AND stage IN" \
  " (SELECT list FROM media WHERE unit = ?1) GROUP BY stage)"

static sqlite3_stmt *
ask_for_all (BookgenConnection *connection, gint64 version, const char *unit_id, GError **error)
{
  if (version < FIRST_VERSION_WITH_LISTS)
    return bookgen_connection_ask (connection, error,
                                   "SELECT id, unit, stage, item, '', media_type, caption, alt, anchor, made_from, model,"
                                   " made_at_ms, rehearsal, length (data) FROM media WHERE unit = ?1 AND id IN (" KEPT ")"
                                   " ORDER BY stage, item",
                                   "s", unit_id);
  return bookgen_connection_ask (connection, error,
                                 "SELECT media.id, unit, media.stage, media.item, list, media_type,"
                                 " coalesce (planned.caption, media.caption), coalesce (planned.alt, media.alt),"
                                 " coalesce (planned.anchor, media.anchor), made_from, model, made_at_ms, rehearsal,"
                                 " length (data) FROM media LEFT JOIN (" PLANNED ") AS planned"
                                 " ON planned.stage = list AND planned.number = media.item"
                                 " WHERE unit = ?1 AND media.id IN (" KEPT ") AND (list = '' OR planned.number IS NOT NULL)"
                                 " ORDER BY media.stage, coalesce (planned.place, media.item), media.item",
                                 "s", unit_id);
}

GPtrArray *
bookgen_store_media_load (BookgenConnection *connection, const char *unit_id, GError **error)
{
  gint64 version;
  sqlite3_stmt *row;

  if (!bookgen_connection_ask_int (connection, "PRAGMA user_version", &version, error))
    return NULL;
  if (version < FIRST_VERSION)
    return g_ptr_array_new_with_free_func (g_object_unref);
  row = ask_for_all (connection, version, unit_id, error);
  return row ? bookgen_connection_collect (connection, row, make_media, g_object_unref, error) : NULL;
}

GBytes *
bookgen_store_media_load_bytes (BookgenConnection *connection, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error, "SELECT data FROM media WHERE id = ?1", "i", id);

  if (row && bookgen_connection_next (connection, row, &local_error))
    {
      bytes = g_bytes_new (sqlite3_column_blob (row, 0), sqlite3_column_bytes (row, 0));
      sqlite3_reset (row);
    }
  if (!bytes && !local_error)
    g_set_error_literal (&local_error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND, _("This picture is not in the book."));
  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return bytes;
}
