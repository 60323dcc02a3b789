/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-bin.h"
#include "bookgen-contents.h"
#include "bookgen-pending.h"
#include "bookgen-store.h"
#include "bookgen-tasks.h"
#include "bookgen-texts.h"

G_BEGIN_DECLS

/* What could not be stored waits this long. */
#define BOOKGEN_BOOK_STORE_AGAIN_AFTER_MS 2000

/* For the files that make up the book's one object: bookgen-book.c (what it says of itself, and when that is stored),
 * -open.c (opening, closing and copying its file), -request.c (what its asynchronous calls have in common), -work.c (texts
 * and tasks), -material.c, -media.c, -bin.c (what was deleted), -settled.c (findings that are fine), -watch.c (a book that
 * another program writes). */
struct _BookgenBook
{
  GObject parent_instance;

  char *path;
  BookgenStore *store;
  GMainContext *context;  /* owned; where everything but the store's own thread happens */
  GHashTable *values;     /* what the book says of itself */
  GHashTable *settings;
  BookgenOutline *outline;
  BookgenTexts *texts;
  BookgenTasks *tasks;
  BookgenMaterials *materials;
  BookgenBin *bin;
  GHashTable *settled;    /* set of names, bookgen-store-settled.h */
  BookgenPending *pending;
  char *owner;            /* who writes, when it is not us; NULL else */

  GSource *store_later;   /* when pending changes go to the store; NULL where nothing is pending */
  GSource *pieces_later;  /* the same for pieces of unfinished texts */
  GError *unsaved;        /* why what is pending could not be stored the last time; NULL else */
  GError *unsaved_pieces;
  gboolean closed;        /* or being closed: nothing is tried again */

  GSource *watch;         /* of a book for reading only */
  gboolean watching;      /* a look is on its way */
  gint64 seen_version;    /* PRAGMA data_version at the last look */
};

/* In a moment, with what follows until then. */
void bookgen_book_store_soon (BookgenBook *self);
/* Whether what could not be stored is to be tried again, BOOKGEN_BOOK_STORE_AGAIN_AFTER_MS later. */
gboolean bookgen_book_may_store_again (BookgenBook *self);
/* Queues every change that is pending, so that what is queued next comes after it. */
void bookgen_book_store_pending (BookgenBook *self);
/* The same for pieces of unfinished texts. */
void bookgen_book_store_pieces (BookgenBook *self);
void bookgen_book_emit_write_failed (BookgenBook *self, const GError *error);
void bookgen_book_emit_revision (BookgenBook *self, BookgenRevision *facts, gboolean current);
void bookgen_book_emit_settled (BookgenBook *self, const char *unit_id);
void bookgen_book_emit_media (BookgenBook *self, const char *unit_id);
void bookgen_book_emit_changed_elsewhere (BookgenBook *self);
/* Takes the values' place; notifies what is different. */
void bookgen_book_replace_values (BookgenBook *self, GHashTable *values, GHashTable *settings);
void bookgen_book_set_owner (BookgenBook *self, const char *owner);
/* Starts to look, twice a second, for what another program has committed. */
void bookgen_book_start_watch (BookgenBook *self);
/* A source of a timer or (0) of the next turn of the book's main context. New reference. */
GSource *bookgen_book_attach (BookgenBook *self, guint delay_ms, GSourceFunc func);
void bookgen_book_clear_source (GSource **source);

/* New reference. */
GTask *bookgen_book_new_request (BookgenBook *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Tells everybody of a write that failed, and the caller: TRUE then. */
gboolean bookgen_book_return_if_failed (BookgenBook *self, GTask *task, const GError *error);
/* In the store's thread: what there is of a unit, or has this id; NULL with error. */
typedef gpointer (*BookgenBookLoader) (BookgenConnection *connection, const char *unit_id, gint64 id, GError **error);
/* What LOADER finds is the result of TASK, which is taken. */
void bookgen_book_load (BookgenBook *self, GTask *task, BookgenBookLoader loader, const char *unit_id, gint64 id,
                        GDestroyNotify free_loaded);

G_END_DECLS
