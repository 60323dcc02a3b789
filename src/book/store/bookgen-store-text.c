/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-text.h"

#include "bookgen-store-values.h"

static const char *const origins[] = { "model", "me", "file" };

gint64
bookgen_store_text_add (BookgenConnection *connection, BookgenRevision *revision, GError **error)
{
  const BookgenRevisionData *data = bookgen_revision_get (revision);

  if (!bookgen_connection_run (connection, error,
                               "INSERT INTO revision (unit, stage, item, origin, text, raw, model, made_from, findings,"
                               " removed, words, made_at_ms, rehearsal)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                               "ssisssssssiii", data->unit_id, data->stage, (gint64) data->item, origins[data->origin],
                               data->text ? data->text : "", data->raw, data->model, data->made_from, data->findings,
                               data->removed, (gint64) data->words, data->made_at_ms, (gint64) data->rehearsal))
    return 0;
  return bookgen_connection_get_last_id (connection);
}

gboolean
bookgen_store_text_set_current (BookgenConnection *connection, const char *unit_id, gint64 revision_id, GError **error)
{
  return bookgen_connection_run (connection, error,
                                 "INSERT INTO current_revision (unit, revision) VALUES (?1, ?2)"
                                 " ON CONFLICT (unit) DO UPDATE SET revision = ?2",
                                 "si", unit_id, revision_id) &&
         bookgen_store_values_touch (connection, error);
}

enum { COLUMN_ID, COLUMN_UNIT, COLUMN_STAGE, COLUMN_ITEM, COLUMN_ORIGIN, COLUMN_MODEL, COLUMN_MADE_FROM, COLUMN_FINDINGS,
       COLUMN_REMOVED, COLUMN_WORDS, COLUMN_MADE_AT_MS, COLUMN_REHEARSAL, COLUMN_TEXT, COLUMN_RAW };

#define FACTS "id, unit, stage, item, origin, model, made_from, findings, removed, words, made_at_ms, rehearsal"

static BookgenOrigin
get_origin (sqlite3_stmt *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_strcmp0 (bookgen_connection_get_text (row, COLUMN_ORIGIN), origins[i]) == 0)
      return i;
  return BOOKGEN_ORIGIN_FILE;
}

/* With its text where the row has one. */
static gpointer
make_revision (sqlite3_stmt *row)
{
  gboolean with_text = sqlite3_column_count (row) > COLUMN_TEXT;
  const BookgenRevisionData data = {
    .id = sqlite3_column_int64 (row, COLUMN_ID),
    .unit_id = bookgen_connection_get_text (row, COLUMN_UNIT),
    .stage = bookgen_connection_get_text (row, COLUMN_STAGE),
    .item = sqlite3_column_int (row, COLUMN_ITEM),
    .origin = get_origin (row),
    .text = with_text ? bookgen_connection_get_text (row, COLUMN_TEXT) : NULL,
    .raw = with_text ? bookgen_connection_get_text (row, COLUMN_RAW) : NULL,
    .model = bookgen_connection_get_text (row, COLUMN_MODEL),
    .made_from = bookgen_connection_get_text (row, COLUMN_MADE_FROM),
    .findings = bookgen_connection_get_text (row, COLUMN_FINDINGS),
    .removed = bookgen_connection_get_text (row, COLUMN_REMOVED),
    .words = sqlite3_column_int (row, COLUMN_WORDS),
    .made_at_ms = sqlite3_column_int64 (row, COLUMN_MADE_AT_MS),
    .rehearsal = sqlite3_column_int (row, COLUMN_REHEARSAL),
  };

  return bookgen_revision_new (&data);
}

BookgenRevision *
bookgen_store_text_dup_facts (BookgenRevision *revision, gint64 id)
{
  BookgenRevisionData data = *bookgen_revision_get (revision);

  data.id = id;
  data.text = NULL;
  data.raw = NULL;
  return bookgen_revision_new (&data);
}

GPtrArray *
bookgen_store_text_load_facts (BookgenConnection *connection, gint64 after, GError **error)
{
  sqlite3_stmt *row = bookgen_connection_ask (connection, error, "SELECT " FACTS " FROM revision WHERE id > ?1 ORDER BY id",
                                              "i", after);

  return row ? bookgen_connection_collect (connection, row, make_revision, g_object_unref, error) : NULL;
}

GHashTable *
bookgen_store_text_load_current_ids (BookgenConnection *connection, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error, "SELECT unit, revision FROM current_revision", "");

  while (row && bookgen_connection_next (connection, row, &local_error))
    {
      gint64 id = sqlite3_column_int64 (row, 1);
      g_hash_table_insert (ids, g_strdup (bookgen_connection_get_text (row, 0)), g_memdup2 (&id, sizeof id));
    }
  if (!local_error)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static BookgenRevision *
load_one (BookgenConnection *connection, sqlite3_stmt *row, GError **error)
{
  BookgenRevision *revision = NULL;

  if (row && bookgen_connection_next (connection, row, error))
    {
      revision = make_revision (row);
      sqlite3_reset (row);
    }
  return revision;
}

BookgenRevision *
bookgen_store_text_load (BookgenConnection *connection, gint64 id, GError **error)
{
  return load_one (connection,
                   bookgen_connection_ask (connection, error, "SELECT " FACTS ", text, raw FROM revision WHERE id = ?1", "i",
                                           id),
                   error);
}

BookgenRevision *
bookgen_store_text_load_current (BookgenConnection *connection, const char *unit_id, GError **error)
{
  return load_one (connection,
                   bookgen_connection_ask (connection, error,
                                           "SELECT " FACTS ", text, raw FROM revision WHERE id ="
                                           " (SELECT revision FROM current_revision WHERE unit = ?1)",
                                           "s", unit_id),
                   error);
}

BookgenRevision *
bookgen_store_text_load_newest (BookgenConnection *connection, const char *unit_id, const char *stage, GError **error)
{
  return load_one (connection,
                   bookgen_connection_ask (connection, error,
                                           "SELECT " FACTS ", text, raw FROM revision WHERE id ="
                                           " (SELECT max (id) FROM revision WHERE unit = ?1 AND stage = ?2)",
                                           "ss", unit_id, stage),
                   error);
}

#define COUNT_SQL \
  "WITH RECURSIVE tree (id, kind) AS (VALUES ('', 'book') UNION ALL SELECT unit.id, unit.kind" \
  " FROM tree JOIN unit ON unit.parent = tree.id WHERE unit.binned_at_ms IS NULL)" \
  " SELECT count (*), count (iif (rehearsal = 0, 1, NULL)), count (iif (rehearsal = 1, 1, NULL)) FROM tree" \
  " LEFT JOIN current_revision ON current_revision.unit = tree.id" \
  " LEFT JOIN revision ON revision.id = current_revision.revision" \
  " WHERE tree.kind IN ('chapter', 'lesson', 'lab')"

gboolean
bookgen_store_text_count (BookgenConnection *connection, gint64 *n_units, gint64 *n_written, gint64 *n_rehearsed,
                          GError **error)
{
  sqlite3_stmt *row = bookgen_connection_ask (connection, error, COUNT_SQL, "");

  if (!row || !bookgen_connection_next (connection, row, error))
    return FALSE;
  *n_units = sqlite3_column_int64 (row, 0);
  *n_written = sqlite3_column_int64 (row, 1);
  *n_rehearsed = sqlite3_column_int64 (row, 2);
  sqlite3_reset (row);
  return TRUE;
}
