/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-connection-private.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* How long a statement waits for another program's lock. Only readers can hold one, and briefly. */
#define BUSY_WAIT_MS 5000

struct _BookgenConnection
{
  sqlite3 *db;
  char *name;              /* the file's, for sentences */
  GHashTable *statements;  /* borrowed SQL, by address -> owned sqlite3_stmt */
  BookgenBookFile *shared; /* borrowed; where nobody may become the owner while we read */
};

G_DEFINE_QUARK (bookgen-book-error-quark, bookgen_book_error)

static void
set_error (BookgenConnection *self, GError **error)
{
  int code = sqlite3_extended_errcode (self->db);

  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_DAMAGED,
                   _("The book “%s” is damaged. Nothing was changed in it; open a copy of it if you have one."), self->name);
      return;
    case SQLITE_FULL:
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE,
                   _("The disk is full, so the last change to “%s” is not saved. Make room on it."), self->name);
      return;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                   _("The book “%s” may not be written. Change the permissions of the file and its folder."), self->name);
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE,
                   _("Another program keeps “%s” busy. Close it and try again."), self->name);
      return;
    default:
      g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE,
                   /* Translators: the second is SQLite's own message, in English. */
                   _("“%s” could not be read or saved (%s). Check its disk."), self->name, sqlite3_errmsg (self->db));
    }
}

/* Statements */

static sqlite3_stmt *
prepare (BookgenConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

static void
bind (sqlite3_stmt *statement, const char *types, va_list values)
{
  for (int i = 1; *types; types++, i++)
    {
      gconstpointer bytes;

      switch (*types)
        {
        case 's':
          sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
          break;
        case 'i':
          sqlite3_bind_int64 (statement, i, va_arg (values, gint64));
          break;
        case 'b':
          bytes = va_arg (values, gconstpointer);
          sqlite3_bind_blob64 (statement, i, bytes, va_arg (values, gsize), SQLITE_TRANSIENT);
          break;
        default:
          g_return_if_reached ();
        }
    }
}

sqlite3_stmt *
bookgen_connection_ask (BookgenConnection *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list values;

  if (!statement)
    return NULL;
  va_start (values, types);
  bind (statement, types, values);
  va_end (values);
  return statement;
}

gboolean
bookgen_connection_next (BookgenConnection *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    set_error (self, error);
  sqlite3_reset (statement);
  return FALSE;
}

GPtrArray *
bookgen_connection_collect (BookgenConnection *self, sqlite3_stmt *statement, gpointer (*make) (sqlite3_stmt *row),
                            GDestroyNotify free_made, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_made);
  g_autoptr (GError) local_error = NULL;

  while (bookgen_connection_next (self, statement, &local_error))
    g_ptr_array_add (all, make (statement));
  if (!local_error)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

char *
bookgen_connection_get_text (sqlite3_stmt *row, int column)
{
  return (char *) sqlite3_column_text (row, column);
}

gboolean
bookgen_connection_run (BookgenConnection *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list values;

  if (!statement)
    return FALSE;
  va_start (values, types);
  bind (statement, types, values);
  va_end (values);
  while (bookgen_connection_next (self, statement, &local_error))
    continue;
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
bookgen_connection_ask_int (BookgenConnection *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (!statement)
    return FALSE;
  *number = bookgen_connection_next (self, statement, &local_error) ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  if (!local_error)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
bookgen_connection_run_all (BookgenConnection *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (self, error);
  return FALSE;
}

gint64
bookgen_connection_get_last_id (BookgenConnection *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

void
bookgen_connection_roll_back (BookgenConnection *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Its life */

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

BookgenConnection *
bookgen_connection_connect (const char *path, const char *target, int flags, GError **error)
{
  g_autoptr (BookgenConnection) self = g_new0 (BookgenConnection, 1);

  self->name = g_filename_display_basename (path);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  if (sqlite3_open_v2 (target, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->db, BUSY_WAIT_MS);
  /* A file may come from anywhere: nothing in its schema is run for more than it is. */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return g_steal_pointer (&self);
}

void
bookgen_connection_keep_shared (BookgenConnection *self, BookgenBookFile *file)
{
  self->shared = file;
}

const char *
bookgen_connection_get_name (BookgenConnection *self)
{
  return self->name;
}

void
bookgen_connection_free (BookgenConnection *self)
{
  if (self->statements)
    g_hash_table_unref (self->statements);
  if (self->db)
    sqlite3_close (self->db);
  if (self->shared)
    bookgen_book_file_unshare (self->shared);
  g_free (self->name);
  g_free (self);
}

/* The whole file */

gboolean
bookgen_connection_make_whole (BookgenConnection *self, GError **error)
{
  int log_frames = 0, moved_frames = 0;
  int result = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &log_frames, &moved_frames);

  if (result == SQLITE_OK || (result == SQLITE_BUSY && log_frames == moved_frames))
    return TRUE; /* a reader may keep the log from being cut, not from being moved */
  set_error (self, error);
  return FALSE;
}

void
bookgen_connection_put_to_rest (BookgenConnection *self)
{
  g_hash_table_remove_all (self->statements);
  sqlite3_busy_timeout (self->db, 0);
  sqlite3_exec (self->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

static void
set_copy_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE, _("The copy “%s” could not be saved: %s."), name,
               g_strerror (code));
}

static gboolean
sync_path (const char *path)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = descriptor >= 0 && fsync (descriptor) == 0;

  if (descriptor >= 0)
    close (descriptor);
  return synced;
}

/* The copy gets its name when all of it is on the disk. */
gboolean
bookgen_connection_copy_to (BookgenConnection *self, const char *path, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *unfinished = g_strdup_printf ("%s/.%s.part", folder, uuid);
  gboolean copied = bookgen_connection_run (self, error, "VACUUM INTO ?1", "s", unfinished);

  if (copied && (!sync_path (unfinished) || g_rename (unfinished, path) < 0))
    {
      set_copy_error (error, path, errno);
      copied = FALSE;
    }
  if (copied)
    sync_path (folder);
  else
    g_unlink (unfinished);
  return copied;
}
