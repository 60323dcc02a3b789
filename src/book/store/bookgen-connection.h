/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-file.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* One SQLite connection to a book, with its statements kept prepared and its errors told as sentences. For one thread at
 * a time. Errors: BOOKGEN_BOOK_ERROR. */
typedef struct _BookgenConnection BookgenConnection;

/* Looks at what the file is (application id, version, quick_check) and gives a connection that cannot write. Takes no
 * reference: FILE must be released after the connection is freed. */
BookgenConnection *bookgen_connection_open_reading (BookgenBookFile *file, const char *path, GError **error);
/* The same look, then a connection that writes: write-ahead log, synchronous=FULL. FILE is owned. */
BookgenConnection *bookgen_connection_open_writing (BookgenBookFile *file, const char *path, GError **error);
/* A writing connection to the empty FILE, which becomes a book without anything in it. FILE is owned. */
BookgenConnection *bookgen_connection_create (BookgenBookFile *file, const char *path, GError **error);
void bookgen_connection_free (BookgenConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenConnection, bookgen_connection_free)

/* Runs one statement to its end. SQL is a literal: its address names the prepared statement. TYPES has a letter for each
 * parameter: s (const char *, NULL for none), i (gint64), b (gconstpointer, gsize: bytes). */
gboolean bookgen_connection_run (BookgenConnection *self, GError **error, const char *sql, const char *types, ...);
/* The statement with its parameters, before its first row; borrowed, until the same SQL is asked again. NULL with error. */
sqlite3_stmt *bookgen_connection_ask (BookgenConnection *self, GError **error, const char *sql, const char *types, ...);
/* The next row: FALSE at the end, or with error. */
gboolean bookgen_connection_next (BookgenConnection *self, sqlite3_stmt *statement, GError **error);
/* What MAKE makes of each row that is left, to be freed with FREE_MADE; NULL with error. */
GPtrArray *bookgen_connection_collect (BookgenConnection *self, sqlite3_stmt *statement, gpointer (*make) (sqlite3_stmt *row),
                                       GDestroyNotify free_made, GError **error);
/* Borrowed until the next row; NULL for SQL's NULL. */
char *bookgen_connection_get_text (sqlite3_stmt *row, int column);
/* The first column of the first row; 0 where there is none. */
gboolean bookgen_connection_ask_int (BookgenConnection *self, const char *sql, gint64 *number, GError **error);
/* Several statements without parameters or rows. */
gboolean bookgen_connection_run_all (BookgenConnection *self, const char *sql, GError **error);
gint64 bookgen_connection_get_last_id (BookgenConnection *self);
/* Ends an unfinished transaction as if it had never begun. */
void bookgen_connection_roll_back (BookgenConnection *self);
/* Moves the write-ahead log into the file, so that it is whole for itself. */
gboolean bookgen_connection_make_whole (BookgenConnection *self, GError **error);
/* Makes the file one that needs no neighbours even for being read; without error where a reader keeps it from it. */
void bookgen_connection_put_to_rest (BookgenConnection *self);
/* A whole copy at PATH, in the place of what is there; on the disk when it returns. */
gboolean bookgen_connection_copy_to (BookgenConnection *self, const char *path, GError **error);

G_END_DECLS
