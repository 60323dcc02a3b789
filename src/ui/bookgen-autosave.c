/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-autosave.h"

#include "bookgen-put-back.h"

/* A version is made once the author has not typed for so long. */
#define SAVE_AFTER_S 15

struct _BookgenAutosave
{
  GObject parent_instance;
  GtkTextView *view;
  BookgenBook *book; /* nullable, as the next */
  char *unit_id;
  guint save_source;
  gboolean held;
  gboolean unsaved;  /* the buffer's own word is taken back where all of a text is set, as assistive programs do */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenAutosave, bookgen_autosave, G_TYPE_OBJECT)

static BookgenRevision *
make_revision (BookgenAutosave *self, const char *text)
{
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (self->book, self->unit_id);
  BookgenRevision *current = bookgen_book_get_current (self->book, self->unit_id);
  g_autofree char *made_from = bookgen_put_back_make_origin (revisions, current);
  BookgenRevisionData data = {
    .unit_id = self->unit_id,
    .stage = current ? bookgen_revision_get (current)->stage : (char *) "write",
    .origin = BOOKGEN_ORIGIN_ME,
    .text = (char *) text,
    .made_from = made_from,
    .words = bookgen_revision_count_words (text),
    .made_at_ms = g_get_real_time () / 1000,
  };

  return bookgen_revision_new (&data);
}

static gboolean
is_shown (BookgenAutosave *self, BookgenBook *book, const char *unit_id)
{
  return self->book == book && g_strcmp0 (self->unit_id, unit_id) == 0;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BookgenAutosave *self = g_task_get_source_object (task);
  g_autoptr (BookgenRevision) stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, NULL);

  /* The text must stay marked as not kept. */
  if (!stored && is_shown (self, BOOKGEN_BOOK (source), g_task_get_task_data (task)))
    self->unsaved = TRUE;
  g_signal_emit (self, changed_signal, 0);
  g_task_return_boolean (task, stored != NULL);
}

void
bookgen_autosave_save_async (BookgenAutosave *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (BookgenRevision) revision = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_task_set_source_tag (task, bookgen_autosave_save_async);
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->unsaved)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  revision = make_revision (self, text);
  self->unsaved = FALSE;
  g_task_set_task_data (task, g_strdup (self->unit_id), g_free);
  bookgen_book_add_revision_async (self->book, revision, TRUE, NULL, on_stored, g_steal_pointer (&task));
}

gboolean
bookgen_autosave_save_finish (BookgenAutosave *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
bookgen_autosave_take (BookgenAutosave *self)
{
  g_return_if_fail (BOOKGEN_IS_AUTOSAVE (self));
  self->unsaved = self->book != NULL;
  bookgen_autosave_save_async (self, NULL, NULL);
}

gboolean
bookgen_autosave_get_unsaved (BookgenAutosave *self)
{
  g_return_val_if_fail (BOOKGEN_IS_AUTOSAVE (self), FALSE);
  return self->unsaved;
}

static gboolean
on_save_soon (gpointer user_data)
{
  BookgenAutosave *self = user_data;

  self->save_source = 0;
  bookgen_autosave_save_async (self, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_buffer_changed (BookgenAutosave *self)
{
  if (!self->book || !gtk_text_view_get_editable (self->view))
    return;
  if (!self->held)
    bookgen_book_hold (self->book, self->unit_id);
  self->held = self->unsaved = TRUE;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add_seconds (SAVE_AFTER_S, on_save_soon, self);
  g_signal_emit (self, changed_signal, 0);
}

void
bookgen_autosave_set_chapter (BookgenAutosave *self, BookgenBook *book, const char *unit_id)
{
  g_return_if_fail (BOOKGEN_IS_AUTOSAVE (self));
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->held)
    bookgen_book_release (self->book, self->unit_id);
  self->held = self->unsaved = FALSE;
  g_set_object (&self->book, book);
  g_free (self->unit_id);
  self->unit_id = g_strdup (unit_id);
}

BookgenAutosave *
bookgen_autosave_new (GtkTextView *view)
{
  BookgenAutosave *self = g_object_new (BOOKGEN_TYPE_AUTOSAVE, NULL);

  self->view = view;
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
bookgen_autosave_dispose (GObject *object)
{
  bookgen_autosave_set_chapter (BOOKGEN_AUTOSAVE (object), NULL, NULL);
  G_OBJECT_CLASS (bookgen_autosave_parent_class)->dispose (object);
}

static void
bookgen_autosave_class_init (BookgenAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bookgen_autosave_dispose;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_AUTOSAVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_autosave_init (BookgenAutosave *self)
{
}
