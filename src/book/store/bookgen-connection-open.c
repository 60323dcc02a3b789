/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, before anything in it is believed. */
#include "bookgen-connection-private.h"

#include "bookgen-store-schema.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* SQLite's file format, section 1.3. */
#define HEAD_BYTES 100
#define HEAD_MAGIC "SQLite format 3"
#define HEAD_WRITE_VERSION_AT 18 /* 2: write-ahead log */

static gboolean
is_without_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return !g_file_test (log, G_FILE_TEST_EXISTS);
}

/* A file in write-ahead mode needs a log beside it even for being read. Where there is none and nobody writes, the file is
 * read as one that does not change, so that nothing is left beside it and its folder may be read-only. */
static BookgenConnection *
connect_reading (BookgenBookFile *file, const char *path, const guint8 *head, GError **error)
{
  g_autofree char *uri = NULL;
  g_autofree char *target = NULL;
  BookgenConnection *self;

  if (head[HEAD_WRITE_VERSION_AT] != 2 || !is_without_log (path) || !bookgen_book_file_share (file))
    return bookgen_connection_connect (path, path, SQLITE_OPEN_READONLY, error);
  uri = g_filename_to_uri (path, NULL, NULL);
  target = g_strconcat (uri, "?immutable=1", NULL);
  self = bookgen_connection_connect (path, target, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
  if (self)
    bookgen_connection_keep_shared (self, file);
  else
    bookgen_book_file_unshare (file);
  return self;
}

/* What can be told without SQLite. */
static gboolean
check_head (const guint8 *head, gsize head_bytes, const char *name, GError **error)
{
  if (head_bytes == 0)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK, _("“%s” is empty. It is no book."), name);
  else if (memcmp (head, HEAD_MAGIC, MIN (head_bytes, sizeof HEAD_MAGIC)) != 0)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK,
                 _("“%s” is not a BookGen book. An outline becomes one when it is imported."), name);
  else if (head_bytes < HEAD_BYTES)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_DAMAGED,
                 _("The book “%s” is cut off. Open a copy of it if you have one."), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_application (BookgenConnection *self, GError **error)
{
  gint64 application_id, version;

  if (!bookgen_connection_ask_int (self, "PRAGMA application_id", &application_id, error) ||
      !bookgen_connection_ask_int (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application_id != BOOKGEN_APPLICATION_ID || version < 1)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK,
                 _("“%s” belongs to another program. It is not a BookGen book."), bookgen_connection_get_name (self));
  else if (version > bookgen_store_schema_get_version ())
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NEWER,
                 _("The book “%s” was made by a newer BookGen. Update BookGen to open it."), bookgen_connection_get_name (self));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_pages (BookgenConnection *self, GError **error)
{
  sqlite3_stmt *statement = bookgen_connection_ask (self, error, "PRAGMA quick_check (1)", "");
  const char *verdict;
  gboolean good;

  if (!statement || !bookgen_connection_next (self, statement, error))
    return FALSE;
  verdict = bookgen_connection_get_text (statement, 0);
  good = g_strcmp0 (verdict, "ok") == 0;
  sqlite3_reset (statement);
  if (!good)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_DAMAGED,
                 _("The book “%s” is damaged. Nothing was changed in it; open a copy of it if you have one."), bookgen_connection_get_name (self));
  return good;
}

BookgenConnection *
bookgen_connection_open_reading (BookgenBookFile *file, const char *path, GError **error)
{
  g_autoptr (BookgenConnection) self = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  guint8 head[HEAD_BYTES];

  if (!check_head (head, bookgen_book_file_read_head (file, head, sizeof head), name, error))
    return NULL;
  self = connect_reading (file, path, head, error);
  if (!self || !check_application (self, error) || !check_pages (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static BookgenConnection *
connect_writing (const char *path, gboolean is_checked, GError **error)
{
  g_autoptr (BookgenConnection) self = bookgen_connection_connect (path, path, SQLITE_OPEN_READWRITE, error);

  if (!self || (!is_checked && (!check_application (self, error) || !check_pages (self, error))))
    return NULL;
  if (!bookgen_connection_run_all (self, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL", error) ||
      !bookgen_store_schema_migrate (self, error))
    return NULL;
  /* Where the file system has no shared memory the journal stays the old one, which is as safe. */
  bookgen_connection_run_all (self, "PRAGMA journal_mode = WAL", NULL);
  return g_steal_pointer (&self);
}

BookgenConnection *
bookgen_connection_open_writing (BookgenBookFile *file, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  BookgenConnection *look = bookgen_connection_open_reading (file, path, &local_error);

  if (look)
    bookgen_connection_free (look);
  /* What a journal left by a crash still has to put right, only a writing connection can look at. */
  else if (!g_error_matches (local_error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return connect_writing (path, look != NULL, error);
}

BookgenConnection *
bookgen_connection_create (BookgenBookFile *file, const char *path, GError **error)
{
  return connect_writing (path, TRUE, error);
}
