/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-store-outline.h"

G_BEGIN_DECLS

/* The one connection through which this process writes (or, as a guest, reads) a book, and the thread that it lives in.
 *
 * Requests are queued in call order. The thread takes all that wait and commits the writes among them together; where that
 * fails, each for itself, so that one that cannot be stored takes no other with it. "Done" comes afterwards, in the same
 * order, on the main context that the store was opened for. Five quiet seconds after the last write the file is made
 * whole. */
typedef struct _BookgenStore BookgenStore;

/* In the store's thread. A write may be run a second time, after its first transaction was rolled back. */
typedef gboolean (*BookgenStoreFunc) (BookgenConnection *connection, gpointer data, GError **error);
/* On the main context. ERROR is NULL when it went well. DATA is freed afterwards. */
typedef void (*BookgenStoreDone) (gpointer owner, gpointer data, const GError *error);

/* Blocking: for worker threads. A new book of TITLE with everything in OUTLINE and SETTINGS (name, value… NULL; nullable), owned. */
BookgenStore *bookgen_store_create (const char *path, const char *title, BookgenOutlineChanges *outline,
                                    const char *const *settings, GError **error);
/* Blocking. Owned, or, where that cannot be and READ_ONLY_OK, only for reading. What ran when its last owner went away is
 * interrupted now. */
BookgenStore *bookgen_store_open (const char *path, gboolean read_only_ok, GError **error);
/* The connection, until the store is started. */
BookgenConnection *bookgen_store_get_connection (BookgenStore *self);
/* Starts the thread. DONE functions are called with OWNER on CONTEXT until bookgen_store_shut_down (). */
void bookgen_store_start (BookgenStore *self, GMainContext *context, gpointer owner);
gboolean bookgen_store_is_writable (BookgenStore *self);
/* Who writes the book where we do not; thread-safe. Ours to free. */
char *bookgen_store_dup_owner (BookgenStore *self, const char *signature);

/* DATA belongs to the store, which frees it with FREE_DATA on the main context. DONE may be NULL. */
void bookgen_store_write (BookgenStore *self, BookgenStoreFunc func, gpointer data, GDestroyNotify free_data,
                          BookgenStoreDone done);
/* Runs after every write queued before it is committed, by itself and outside any transaction. */
void bookgen_store_read (BookgenStore *self, BookgenStoreFunc func, gpointer data, GDestroyNotify free_data,
                         BookgenStoreDone done);
/* The last request: makes the file whole, closes it and gives the lock up. What is queued later fails. */
void bookgen_store_close (BookgenStore *self, gpointer data, GDestroyNotify free_data, BookgenStoreDone done);
/* Blocking: closes if that has not been done, calls nothing any more, and frees. */
void bookgen_store_shut_down (BookgenStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenStore, bookgen_store_shut_down)

G_END_DECLS
