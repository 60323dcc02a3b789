/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-task.h"

void
bookgen_piece_free (BookgenPiece *self)
{
  bookgen_task_record_free (self->task);
  g_bytes_unref (self->text);
  g_free (self);
}

/* Columns of what was used, wherever they stand. */
#define USAGE \
  "input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_micros, requests, estimated"

static BookgenUsage
get_usage (sqlite3_stmt *row, int first)
{
  return (BookgenUsage){
    .input_tokens = sqlite3_column_int64 (row, first),
    .cached_tokens = sqlite3_column_int64 (row, first + 1),
    .cache_write_tokens = sqlite3_column_int64 (row, first + 2),
    .output_tokens = sqlite3_column_int64 (row, first + 3),
    .reasoning_tokens = sqlite3_column_int64 (row, first + 4),
    .cost_micros = sqlite3_column_type (row, first + 5) == SQLITE_NULL ? -1 : sqlite3_column_int64 (row, first + 5),
    .requests = sqlite3_column_int (row, first + 6),
    .estimated = sqlite3_column_int (row, first + 7),
  };
}

BookgenUsage
bookgen_store_task_get_used (const BookgenUsage *before, const BookgenUsage *after)
{
  BookgenUsage used = *after;

  if (after->requests < before->requests)
    return used;
  used.input_tokens -= before->input_tokens;
  used.cached_tokens -= before->cached_tokens;
  used.cache_write_tokens -= before->cache_write_tokens;
  used.output_tokens -= before->output_tokens;
  used.reasoning_tokens -= before->reasoning_tokens;
  used.requests -= before->requests;
  if (after->cost_micros >= 0)
    used.cost_micros -= MAX (before->cost_micros, 0);
  return used;
}

static gboolean
load_stored_usage (BookgenConnection *connection, const BookgenTaskRecord *record, BookgenUsage *usage, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error,
                                              "SELECT " USAGE " FROM task WHERE stage = ?1 AND unit = ?2 AND item = ?3",
                                              "ssi", record->stage, record->unit_id, (gint64) record->item);

  if (row && bookgen_connection_next (connection, row, &local_error))
    {
      *usage = get_usage (row, 0);
      sqlite3_reset (row);
    }
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
save_record (BookgenConnection *connection, const BookgenTaskRecord *record, GError **error)
{
  return bookgen_connection_run (
      connection, error,
      "INSERT INTO task (stage, unit, item, state, reason, failure, handle, model, attempts, continued, revision, rehearsal)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, nullif (?11, 0), ?12)"
      " ON CONFLICT (stage, unit, item) DO UPDATE SET state = ?4, reason = ?5, failure = ?6, handle = ?7, model = ?8,"
      " attempts = ?9, continued = ?10, revision = nullif (?11, 0), rehearsal = ?12",
      "ssisssssiiii", record->stage, record->unit_id, (gint64) record->item, bookgen_task_state_to_string (record->state),
      record->reason, record->failure, record->handle, record->model, (gint64) record->attempts, (gint64) record->continued,
      record->revision_id, (gint64) record->rehearsal);
}

static gboolean
save_usage (BookgenConnection *connection, const BookgenTaskRecord *record, GError **error)
{
  const BookgenUsage *usage = &record->usage;

  return bookgen_connection_run (
      connection, error,
      "UPDATE task SET input_tokens = ?4, cached_tokens = ?5, cache_write_tokens = ?6, output_tokens = ?7,"
      " reasoning_tokens = ?8, cost_micros = iif (?9 < 0, NULL, ?9), requests = ?10, estimated = ?11"
      " WHERE stage = ?1 AND unit = ?2 AND item = ?3",
      "ssiiiiiiiii", record->stage, record->unit_id, (gint64) record->item, usage->input_tokens, usage->cached_tokens,
      usage->cache_write_tokens, usage->output_tokens, usage->reasoning_tokens, usage->cost_micros,
      (gint64) usage->requests, (gint64) usage->estimated);
}

static gboolean
add_request (BookgenConnection *connection, const BookgenTaskRecord *record, const BookgenUsage *used, gboolean open,
             GError **error)
{
  return bookgen_connection_run (
      connection, error,
      "INSERT INTO usage (task, model, at_ms, " USAGE ", open)"
      " SELECT id, ?4, ?5, ?6, ?7, ?8, ?9, ?10, iif (?11 < 0, NULL, ?11), ?12, ?13, ?14"
      " FROM task WHERE stage = ?1 AND unit = ?2 AND item = ?3",
      "ssisiiiiiiiiii", record->stage, record->unit_id, (gint64) record->item, record->model,
      (gint64) (g_get_real_time () / 1000), used->input_tokens, used->cached_tokens, used->cache_write_tokens,
      used->output_tokens, used->reasoning_tokens, used->cost_micros, (gint64) used->requests, (gint64) used->estimated,
      (gint64) open);
}

/* What the list says of the request under way; nothing when none is. */
static gboolean
set_open (BookgenConnection *connection, const BookgenTaskRecord *record, GError **error)
{
  return bookgen_connection_run (connection, error,
                                 "DELETE FROM usage WHERE open = 1 AND task ="
                                 " (SELECT id FROM task WHERE stage = ?1 AND unit = ?2 AND item = ?3)",
                                 "ssi", record->stage, record->unit_id, (gint64) record->item) &&
         (record->open.requests == 0 || add_request (connection, record, &record->open, TRUE, error));
}

static gboolean
drop_pieces (BookgenConnection *connection, const BookgenTaskRecord *record, gsize start, GError **error)
{
  return bookgen_connection_run (connection, error,
                                 "DELETE FROM piece WHERE start >= ?4 AND task ="
                                 " (SELECT id FROM task WHERE stage = ?1 AND unit = ?2 AND item = ?3)",
                                 "ssii", record->stage, record->unit_id, (gint64) record->item, (gint64) start);
}

gboolean
bookgen_store_task_save (BookgenConnection *connection, const BookgenTaskRecord *record, gboolean clear_partial,
                         GError **error)
{
  BookgenUsage before = { 0 };
  BookgenUsage used;

  if (!load_stored_usage (connection, record, &before, error) || !save_record (connection, record, error) ||
      !save_usage (connection, record, error) || !set_open (connection, record, error))
    return FALSE;
  used = bookgen_store_task_get_used (&before, &record->usage);
  if (used.requests > 0 && !add_request (connection, record, &used, FALSE, error))
    return FALSE;
  return !clear_partial || drop_pieces (connection, record, 0, error);
}

static gboolean
add_text (BookgenConnection *connection, const BookgenPiece *piece, GError **error)
{
  const BookgenTaskRecord *task = piece->task;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (piece->text, &length);

  return (!piece->again || drop_pieces (connection, task, piece->start, error)) &&
         bookgen_connection_run (connection, error,
                                 "INSERT INTO piece (task, start, text) SELECT id, ?4, ?5 FROM task"
                                 " WHERE stage = ?1 AND unit = ?2 AND item = ?3",
                                 "ssiib", task->stage, task->unit_id, (gint64) task->item, (gint64) piece->start, bytes,
                                 length);
}

gboolean
bookgen_store_task_add_piece (BookgenConnection *connection, const BookgenPiece *piece, GError **error)
{
  const BookgenTaskRecord *task = piece->task;

  return bookgen_connection_run (connection, error,
                                 "INSERT INTO task (stage, unit, item) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", "ssi",
                                 task->stage, task->unit_id, (gint64) task->item) &&
         (g_bytes_get_size (piece->text) == 0 || add_text (connection, piece, error)) &&
         set_open (connection, task, error);
}

/* Loading */

enum { COLUMN_ID, COLUMN_STAGE, COLUMN_UNIT, COLUMN_ITEM, COLUMN_STATE, COLUMN_REASON, COLUMN_FAILURE, COLUMN_HANDLE,
       COLUMN_MODEL, COLUMN_ATTEMPTS, COLUMN_CONTINUED, COLUMN_REVISION, COLUMN_REHEARSAL, COLUMN_USAGE };

static BookgenTaskRecord *
make_record (sqlite3_stmt *row)
{
  BookgenTaskRecord *record = bookgen_task_record_new (bookgen_connection_get_text (row, COLUMN_STAGE),
                                                       bookgen_connection_get_text (row, COLUMN_UNIT),
                                                       sqlite3_column_int (row, COLUMN_ITEM));

  bookgen_task_state_from_string (bookgen_connection_get_text (row, COLUMN_STATE), &record->state);
  record->reason = g_strdup (bookgen_connection_get_text (row, COLUMN_REASON));
  record->failure = g_strdup (bookgen_connection_get_text (row, COLUMN_FAILURE));
  record->handle = g_strdup (bookgen_connection_get_text (row, COLUMN_HANDLE));
  record->model = g_strdup (bookgen_connection_get_text (row, COLUMN_MODEL));
  record->attempts = sqlite3_column_int (row, COLUMN_ATTEMPTS);
  record->continued = sqlite3_column_int (row, COLUMN_CONTINUED);
  record->revision_id = sqlite3_column_int64 (row, COLUMN_REVISION);
  record->rehearsal = sqlite3_column_int (row, COLUMN_REHEARSAL);
  record->usage = get_usage (row, COLUMN_USAGE);
  return record;
}

/* Ends where a piece is missing, and before a character that is cut. */
static char *
load_partial (BookgenConnection *connection, gint64 task, GError **error)
{
  g_autoptr (GString) partial = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  const char *end;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error,
                                              "SELECT start, text FROM piece WHERE task = ?1 ORDER BY start, id", "i", task);

  while (row && bookgen_connection_next (connection, row, &local_error))
    if (sqlite3_column_int64 (row, 0) == (gint64) partial->len)
      g_string_append_len (partial, sqlite3_column_blob (row, 1), sqlite3_column_bytes (row, 1));
  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  g_utf8_validate_len (partial->str, partial->len, &end);
  g_string_truncate (partial, end - partial->str);
  return partial->len > 0 ? g_string_free (g_steal_pointer (&partial), FALSE) : NULL;
}

static gboolean
load_partials (BookgenConnection *connection, GPtrArray *records, GArray *ids, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < records->len && !local_error; i++)
    {
      BookgenTaskRecord *record = records->pdata[i];

      if (record->state != BOOKGEN_TASK_DONE)
        record->partial = load_partial (connection, g_array_index (ids, gint64, i), &local_error);
    }
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
bookgen_store_task_load (BookgenConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_record_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error,
                                              "SELECT id, stage, unit, item, state, reason, failure, handle, model, attempts,"
                                              " continued, revision, rehearsal, " USAGE " FROM task ORDER BY id",
                                              "");

  while (row && bookgen_connection_next (connection, row, &local_error))
    {
      gint64 id = sqlite3_column_int64 (row, COLUMN_ID);

      g_ptr_array_add (records, make_record (row));
      g_array_append_val (ids, id);
    }
  if (!local_error && load_partials (connection, records, ids, &local_error))
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
bookgen_store_task_load_usage (BookgenConnection *connection, BookgenUsage *usage, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *row = bookgen_connection_ask (connection, &local_error,
                                              "SELECT total (input_tokens), total (cached_tokens), total (cache_write_tokens),"
                                              " total (output_tokens), total (reasoning_tokens),"
                                              " iif (count (*) = count (cost_micros), total (cost_micros), NULL),"
                                              " total (requests), total (estimated) > 0 FROM usage",
                                              "");

  if (row && bookgen_connection_next (connection, row, &local_error))
    {
      *usage = get_usage (row, 0);
      sqlite3_reset (row);
    }
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gpointer
make_request (sqlite3_stmt *row)
{
  enum { AT_MS, STAGE, UNIT, ITEM, MODEL, FIRST_OF_USAGE };
  BookgenRequest *request = g_new0 (BookgenRequest, 1);

  request->at_ms = sqlite3_column_int64 (row, AT_MS);
  request->stage = g_strdup (bookgen_connection_get_text (row, STAGE));
  request->unit_id = g_strdup (bookgen_connection_get_text (row, UNIT));
  request->item = sqlite3_column_int (row, ITEM);
  request->model = g_strdup (bookgen_connection_get_text (row, MODEL));
  request->usage = get_usage (row, FIRST_OF_USAGE);
  return request;
}

GPtrArray *
bookgen_store_task_load_requests (BookgenConnection *connection, gint64 since_ms, gint64 until_ms, GError **error)
{
  sqlite3_stmt *row = bookgen_connection_ask (connection, error,
                                              "SELECT at_ms, coalesce (task.stage, usage.stage, ''),"
                                              " coalesce (task.unit, usage.unit, ''),"
                                              " coalesce (task.item, usage.item, 0), usage.model,"
                                              " usage.input_tokens, usage.cached_tokens, usage.cache_write_tokens,"
                                              " usage.output_tokens, usage.reasoning_tokens, usage.cost_micros,"
                                              " usage.requests, usage.estimated"
                                              " FROM usage LEFT JOIN task ON task.id = usage.task"
                                              " WHERE at_ms BETWEEN ?1 AND ?2 ORDER BY usage.id",
                                              "ii", since_ms, until_ms);

  if (!row)
    return NULL;
  return bookgen_connection_collect (connection, row, make_request, (GDestroyNotify) bookgen_request_free, error);
}

/* What was under way is paid for, as far as it is known to have come. */
static gboolean
close_requests (BookgenConnection *connection, GError **error)
{
  return bookgen_connection_run (connection, error,
                                 "UPDATE task SET input_tokens = task.input_tokens + u.input_tokens,"
                                 " cached_tokens = task.cached_tokens + u.cached_tokens,"
                                 " cache_write_tokens = task.cache_write_tokens + u.cache_write_tokens,"
                                 " output_tokens = task.output_tokens + u.output_tokens,"
                                 " reasoning_tokens = task.reasoning_tokens + u.reasoning_tokens,"
                                 " cost_micros = task.cost_micros + u.cost_micros, requests = task.requests + u.requests,"
                                 " estimated = max (task.estimated, u.estimated)"
                                 " FROM usage AS u WHERE u.task = task.id AND u.open = 1",
                                 "") &&
         bookgen_connection_run (connection, error, "UPDATE usage SET open = 0 WHERE open = 1", "");
}

gboolean
bookgen_store_task_interrupt_running (BookgenConnection *connection, GError **error)
{
  return close_requests (connection, error) &&
         bookgen_connection_run (connection, error, "UPDATE task SET state = 'interrupted' WHERE state = 'running'", "");
}
