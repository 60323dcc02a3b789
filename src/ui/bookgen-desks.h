/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The open books, each on its desk: at most one for a file, however often and fast it is opened and left. One that is just
 * being closed still has its owner's lock; who opens it again waits for that.
 *
 * Signals: "moved": of some desk; "ended" (BookgenDesk): nothing is written there any more; "left": a book was closed. */
#define BOOKGEN_TYPE_DESKS (bookgen_desks_get_type ())
G_DECLARE_FINAL_TYPE (BookgenDesks, bookgen_desks, BOOKGEN, DESKS, GObject)

BookgenDesks *bookgen_desks_new (BookgenClient *client);
/* Puts BOOK, which was just made, on a desk. Borrowed. */
BookgenDesk *bookgen_desks_add (BookgenDesks *self, BookgenBook *book);
/* Whether the book at PATH is open, being opened or being closed. */
gboolean bookgen_desks_has (BookgenDesks *self, const char *path);
/* Finish: the desk of the book at PATH, also when it was open already; new reference. */
void bookgen_desks_open_async (BookgenDesks *self, const char *path, GAsyncReadyCallback callback, gpointer user_data);
BookgenDesk *bookgen_desks_open_finish (BookgenDesks *self, GAsyncResult *result, GError **error);
/* Closes the book, unless something is being written: then its desk stays. */
void bookgen_desks_leave (BookgenDesks *self, BookgenDesk *desk);
/* Stops what is being written and closes all books; also waits for those that were left before. */
void bookgen_desks_close_async (BookgenDesks *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_desks_close_finish (BookgenDesks *self, GAsyncResult *result, GError **error);
/* Chapters that are being written; N_ACTIVE: books that are, or are paused in the middle. */
guint bookgen_desks_count_writing (BookgenDesks *self, guint *n_active);

G_END_DECLS
