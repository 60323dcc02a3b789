/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* The one descriptor this process has on a book file, shared by all its connections to it, and the owner's lock on it.
 *
 * Closing any descriptor of a file drops every POSIX lock that the process holds on it, SQLite's too; a second program can
 * then take the write-ahead log away under a commit. So there is one descriptor for each file (by device and inode), and
 * it is closed after the last connection. The lock is flock's, which belongs to that descriptor. Thread-safe. */
typedef struct _BookgenBookFile BookgenBookFile;

/* Opens PATH, or gives the file that is open already. Errors: NOT_FOUND, NOT_A_BOOK (no regular file), READ_ONLY. */
BookgenBookFile *bookgen_book_file_open (const char *path, GError **error);
/* Makes an empty file. Errors: EXISTS, READ_ONLY, STORAGE. */
BookgenBookFile *bookgen_book_file_create (const char *path, GError **error);
/* What a person is told when there can be no file at PATH; CODE is an errno. */
void bookgen_book_file_set_create_error (GError **error, const char *path, int code);
/* Only after the connection that used it is closed. Gives up nothing: see bookgen_book_file_disown (). */
void bookgen_book_file_release (BookgenBookFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenBookFile, bookgen_book_file_release)

/* Whether the file itself may be written, as far as its rights say. */
gboolean bookgen_book_file_may_write (BookgenBookFile *self);
/* The owner's lock: TRUE for the one who got it. Tries for up to a tenth of a second, because a look at who owns the file
 * takes the lock for a moment. */
gboolean bookgen_book_file_own (BookgenBookFile *self);
void bookgen_book_file_disown (BookgenBookFile *self);
/* Whether somebody has the owner's lock now, this process included. */
gboolean bookgen_book_file_is_owned (BookgenBookFile *self);
/* Keeps everybody from becoming the owner; FALSE when there is one. */
gboolean bookgen_book_file_share (BookgenBookFile *self);
void bookgen_book_file_unshare (BookgenBookFile *self);
/* Reads the first bytes; returns how many there are. */
gsize bookgen_book_file_read_head (BookgenBookFile *self, guint8 *head, gsize head_bytes);
/* Whether this process has a connection to the file at PATH. */
gboolean bookgen_book_file_is_open (const char *path);

G_END_DECLS
