/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-private.h"
#include "bookgen-store-task.h"
#include "bookgen-store-text.h"
#include "config.h"

#include <glib/gi18n-lib.h>

/* One write of a text, of which one counts, of a task's record, or of all three in one transaction. */
typedef struct
{
  GTask *task;               /* owned */
  BookgenRevision *revision; /* owned; to be stored. NULL for none */
  gint64 revision_id;        /* set by storing it, or of one that is there */
  char *current_unit_id;     /* owned; whose current revision becomes that one. NULL for none */
  BookgenTaskRecord *record; /* owned; NULL for none */
  gboolean clear_partial;
  GString *kept;             /* owned; what CLEAR_PARTIAL drops, for when it cannot be stored. NULL for none */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_object_unref (write->task);
  g_clear_object (&write->revision);
  g_free (write->current_unit_id);
  bookgen_task_record_free (write->record);
  if (write->kept)
    g_string_free (write->kept, TRUE);
  g_free (write);
}

static gboolean
write_work (BookgenConnection *connection, gpointer data, GError **error)
{
  Write *write = data;

  if (write->revision)
    {
      write->revision_id = bookgen_store_text_add (connection, write->revision, error);
      if (write->revision_id == 0)
        return FALSE;
      if (write->record)
        write->record->revision_id = write->revision_id;
    }
  if (write->current_unit_id &&
      !bookgen_store_text_set_current (connection, write->current_unit_id, write->revision_id, error))
    return FALSE;
  return !write->record || bookgen_store_task_save (connection, write->record, write->clear_partial, error);
}

static void
remember (BookgenBook *self, Write *write)
{
  g_autoptr (BookgenRevision) facts = NULL;
  BookgenRevision *moved = NULL;

  if (write->record)
    {
      bookgen_tasks_put (self->tasks, write->record);
      bookgen_bin_look_again (self->bin, write->record->unit_id);
    }
  if (write->revision)
    {
      facts = bookgen_store_text_dup_facts (write->revision, write->revision_id);
      bookgen_texts_add (self->texts, facts);
    }
  if (write->current_unit_id)
    moved = bookgen_texts_set_current (self->texts, write->current_unit_id, write->revision_id);
  if (facts || moved)
    bookgen_book_emit_revision (self, facts ? facts : moved, moved != NULL);
}

static BookgenRevision *
dup_stored (Write *write)
{
  BookgenRevisionData data = *bookgen_revision_get (write->revision);

  data.id = write->revision_id;
  return bookgen_revision_new (&data);
}

static void
work_stored (gpointer owner, gpointer data, const GError *error)
{
  BookgenBook *self = owner;
  Write *write = data;

  if (error && write->kept)
    bookgen_tasks_restore (self->tasks, write->record, g_steal_pointer (&write->kept));
  if (bookgen_book_return_if_failed (self, write->task, error))
    return;
  remember (self, write);
  if (write->revision)
    g_task_return_pointer (write->task, dup_stored (write), g_object_unref);
  else
    g_task_return_boolean (write->task, TRUE);
}

static Write *
write_new (BookgenBook *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Write *write = g_new0 (Write, 1);

  write->task = bookgen_book_new_request (self, tag, cancellable, callback, user_data);
  return write;
}

static void
queue (BookgenBook *self, Write *write)
{
  bookgen_book_store_pending (self);
  if (write->record && write->clear_partial)
    write->kept = bookgen_tasks_clear (self->tasks, write->record);
  bookgen_store_write (self->store, write_work, write, write_free, work_stored);
}

/* Texts */

BookgenRevision *
bookgen_book_get_current (BookgenBook *self, const char *unit_id)
{
  return bookgen_texts_get_current (self->texts, unit_id);
}

BookgenRevision *
bookgen_book_get_newest (BookgenBook *self, const char *unit_id, const char *stage)
{
  return bookgen_texts_get_newest (self->texts, unit_id, stage);
}

BookgenRevision *
bookgen_book_get_revision (BookgenBook *self, gint64 id)
{
  return bookgen_texts_find (self->texts, id);
}

GListModel *
bookgen_book_dup_revisions (BookgenBook *self, const char *unit_id)
{
  return bookgen_texts_dup_list (self->texts, unit_id);
}

static gpointer
load_revision (BookgenConnection *connection, const char *unit_id, gint64 id, GError **error)
{
  GError *local_error = NULL;
  BookgenRevision *revision = bookgen_store_text_load (connection, id, &local_error);

  if (!revision && !local_error)
    g_set_error_literal (&local_error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                         _("This version is not in the book any more."));
  if (local_error)
    g_propagate_error (error, local_error);
  return revision;
}

void
bookgen_book_load_revision_async (BookgenBook *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = bookgen_book_new_request (self, bookgen_book_load_revision_async, cancellable, callback, user_data);

  bookgen_book_load (self, task, load_revision, NULL, id, g_object_unref);
}

BookgenRevision *
bookgen_book_load_revision_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A write that has begun is not called back: CANCELLABLE only keeps the result from the caller. */
void
bookgen_book_add_revision_async (BookgenBook *self, BookgenRevision *revision, gboolean make_current,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Write *write = write_new (self, bookgen_book_add_revision_async, cancellable, callback, user_data);

  write->revision = g_object_ref (revision);
  if (make_current)
    write->current_unit_id = g_strdup (bookgen_revision_get (revision)->unit_id);
  queue (self, write);
}

BookgenRevision *
bookgen_book_add_revision_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_revision_of (BookgenBook *self, const char *unit_id, gint64 revision_id)
{
  BookgenRevision *revision = bookgen_texts_find (self->texts, revision_id);

  return revision && g_str_equal (bookgen_revision_get (revision)->unit_id, unit_id);
}

void
bookgen_book_set_current_async (BookgenBook *self, const char *unit_id, gint64 revision_id, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Write *write = write_new (self, bookgen_book_set_current_async, NULL, callback, user_data);

  if (!is_revision_of (self, unit_id, revision_id))
    {
      g_task_return_new_error (write->task, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                               _("This version does not belong to the chapter."));
      write_free (write);
      return;
    }
  write->current_unit_id = g_strdup (unit_id);
  write->revision_id = revision_id;
  queue (self, write);
}

gboolean
bookgen_book_set_current_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
bookgen_book_hold (BookgenBook *self, const char *unit_id)
{
  bookgen_texts_hold (self->texts, unit_id);
}

void
bookgen_book_release (BookgenBook *self, const char *unit_id)
{
  bookgen_texts_release (self->texts, unit_id);
}

gboolean
bookgen_book_may_replace (BookgenBook *self, const char *unit_id)
{
  BookgenRevision *current = bookgen_book_get_current (self, unit_id);
  BookgenUnit *unit = bookgen_outline_find (self->outline, unit_id);

  if (bookgen_texts_is_held (self->texts, unit_id) || (unit && bookgen_unit_get_locked (unit)))
    return FALSE;
  return !current || bookgen_revision_get (current)->rehearsal ||
         bookgen_revision_get (current)->origin == BOOKGEN_ORIGIN_MODEL;
}

/* Tasks */

GPtrArray *
bookgen_book_dup_tasks (BookgenBook *self)
{
  return bookgen_tasks_dup_all (self->tasks);
}

GPtrArray *
bookgen_book_dup_unit_tasks (BookgenBook *self, const char *unit_id)
{
  return bookgen_tasks_dup_of_unit (self->tasks, unit_id);
}

void
bookgen_book_save_task_async (BookgenBook *self, const BookgenTaskRecord *record, gboolean clear_partial,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Write *write = write_new (self, bookgen_book_save_task_async, NULL, callback, user_data);

  write->record = bookgen_task_record_copy (record);
  write->clear_partial = clear_partial;
  queue (self, write);
}

gboolean
bookgen_book_save_task_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
write_pieces (BookgenConnection *connection, gpointer data, GError **error)
{
  GPtrArray *pieces = data;

  for (guint i = 0; i < pieces->len; i++)
    if (!bookgen_store_task_add_piece (connection, pieces->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
store_pieces_now (gpointer data)
{
  bookgen_book_store_pieces (data);
  return G_SOURCE_REMOVE;
}

static void
store_pieces_after (BookgenBook *self, guint delay_ms)
{
  if (!self->pieces_later)
    self->pieces_later = bookgen_book_attach (self, delay_ms, store_pieces_now);
}

static void
pieces_stored (gpointer owner, gpointer pieces, const GError *error)
{
  BookgenBook *self = owner;

  g_clear_error (&self->unsaved_pieces);
  if (!error)
    return;
  self->unsaved_pieces = g_error_copy (error);
  if (bookgen_book_may_store_again (self))
    {
      bookgen_tasks_put_back (self->tasks, pieces);
      store_pieces_after (self, BOOKGEN_BOOK_STORE_AGAIN_AFTER_MS);
    }
  bookgen_book_emit_write_failed (self, error);
}

void
bookgen_book_store_pieces (BookgenBook *self)
{
  GPtrArray *pieces = bookgen_tasks_take_pieces (self->tasks);

  bookgen_book_clear_source (&self->pieces_later);
  if (pieces)
    bookgen_store_write (self->store, write_pieces, pieces, (GDestroyNotify) g_ptr_array_unref, pieces_stored);
}

/* What comes in the same turn of the main loop, of whichever tasks, is one write. */
void
bookgen_book_append_partial (BookgenBook *self, const BookgenTaskRecord *record, const char *piece, gsize length)
{
  bookgen_tasks_append (self->tasks, record, piece, length);
  store_pieces_after (self, 0);
}

/* A placeholder does not take the place of a real text. */
static gboolean
may_become_current (BookgenBook *self, const BookgenRevisionData *revision)
{
  BookgenRevision *current = bookgen_book_get_current (self, revision->unit_id);

  return !revision->rehearsal || !current || bookgen_revision_get (current)->rehearsal;
}

void
bookgen_book_finish_task_async (BookgenBook *self, const BookgenTaskRecord *record, BookgenRevision *revision,
                                gboolean make_current, GAsyncReadyCallback callback, gpointer user_data)
{
  Write *write = write_new (self, bookgen_book_finish_task_async, NULL, callback, user_data);
  const BookgenRevisionData *data = bookgen_revision_get (revision);

  write->revision = g_object_ref (revision);
  write->record = bookgen_task_record_copy (record);
  write->record->state = BOOKGEN_TASK_DONE;
  write->clear_partial = TRUE;
  if (!write->record->model)
    write->record->model = g_strdup (data->model);
  if (make_current && may_become_current (self, data))
    write->current_unit_id = g_strdup (data->unit_id);
  queue (self, write);
}

BookgenRevision *
bookgen_book_finish_task_finish (BookgenBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bookgen_book_get_usage (BookgenBook *self, BookgenUsage *usage)
{
  *usage = *bookgen_tasks_get_usage (self->tasks);
}
