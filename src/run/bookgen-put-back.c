/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-put-back.h"

#include <glib/gi18n-lib.h>

#include "bookgen-made-from.h"
#include "bookgen-restore.h"

/* Versions that the author made one of the other; each names the answer itself, so there are few. */
#define STEPS_MAX 16

static BookgenRevision *
find_revision (GListModel *revisions, gint64 id)
{
  for (guint i = 0; id > 0 && i < g_list_model_get_n_items (revisions); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (revisions, i);

      if (bookgen_revision_get (revision)->id == id)
        return revision;
    }
  return NULL;
}

static gboolean
has_removals (BookgenRevision *revision)
{
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (bookgen_revision_get (revision)->removed);

  return removals->len > 0;
}

BookgenRevision *
bookgen_put_back_find_answer (GListModel *revisions, BookgenRevision *revision)
{
  for (guint i = 0; revision != NULL && i < STEPS_MAX; i++)
    {
      const BookgenRevisionData *data = bookgen_revision_get (revision);

      if (data->removed != NULL)
        return has_removals (revision) ? revision : NULL;
      /* What another stage made of a text has an answer of its own. */
      if (data->origin == BOOKGEN_ORIGIN_MODEL)
        return NULL;
      revision = find_revision (revisions, bookgen_made_from_get_first_text (data->made_from));
    }
  return NULL;
}

char *
bookgen_put_back_make_origin (GListModel *revisions, BookgenRevision *revision)
{
  BookgenRevision *answer = bookgen_put_back_find_answer (revisions, revision);
  gint64 id = answer != NULL ? bookgen_revision_get (answer)->id : 0;

  return answer != NULL ? bookgen_made_from_to_json (&(BookgenMadeFrom){ .texts = &id, .n_texts = 1 }) : NULL;
}

typedef struct {
  BookgenBook *book;        /* owned */
  BookgenRevision *current; /* owned: without text, then with it */
  gint64 answer_id;
  guint index;
  gsize start, length;      /* of what is put back */
} PutBack;

static void
put_back_free (PutBack *self)
{
  g_clear_object (&self->current);
  g_clear_object (&self->book);
  g_free (self);
}

static void
end_with (GTask *task, int code, const char *sentence)
{
  g_task_return_new_error (task, BOOKGEN_BOOK_ERROR, code, "%s", sentence);
  g_object_unref (task);
}

static void
end_with_error (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  BookgenRevision *stored = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);

  if (stored == NULL)
    {
      end_with_error (task, error);
      return;
    }
  g_task_return_pointer (task, stored, g_object_unref);
  g_object_unref (task);
}

static void
on_answer_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PutBack *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BookgenRevision) answer = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_autoptr (BookgenRevision) restored = NULL;

  if (answer == NULL)
    {
      end_with_error (task, error);
      return;
    }
  restored = bookgen_restore_revision (self->current, answer, self->index);
  if (restored == NULL)
    {
      end_with (task, BOOKGEN_BOOK_ERROR_NOT_FOUND,
                _("It cannot be put back: its place is no longer in the text, or it may not stand in a text. An earlier version may "
                  "still have the place."));
      return;
    }
  bookgen_restore_find_place (bookgen_revision_get (self->current)->text, bookgen_revision_get (restored)->text, &self->start,
                              &self->length);
  bookgen_book_add_revision_async (self->book, restored, TRUE, NULL, on_stored, task);
}

static void
on_current_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PutBack *self = g_task_get_task_data (task);
  GError *error = NULL;
  BookgenRevision *loaded = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);

  if (loaded == NULL)
    {
      end_with_error (task, error);
      return;
    }
  g_object_unref (self->current);
  self->current = loaded;
  bookgen_book_load_revision_async (self->book, self->answer_id, g_task_get_cancellable (task), on_answer_loaded, task);
}

/* NULL where nothing is at INDEX of the list that the unit's current text has. */
static PutBack *
put_back_new (BookgenBook *book, const char *unit_id, guint index)
{
  g_autoptr (GListModel) revisions = bookgen_book_dup_revisions (book, unit_id);
  BookgenRevision *current = bookgen_book_get_current (book, unit_id);
  BookgenRevision *answer = bookgen_put_back_find_answer (revisions, current);
  g_autoptr (GPtrArray) removals = bookgen_removals_from_json (answer ? bookgen_revision_get (answer)->removed : NULL);
  PutBack *self;

  if (index >= removals->len)
    return NULL;
  self = g_new0 (PutBack, 1);
  self->book = g_object_ref (book);
  self->current = g_object_ref (current);
  self->answer_id = bookgen_revision_get (answer)->id;
  self->index = index;
  return self;
}

void
bookgen_put_back_async (BookgenBook *book, const char *unit_id, guint index, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  PutBack *self = put_back_new (book, unit_id, index);

  g_task_set_source_tag (task, bookgen_put_back_async);
  if (self == NULL)
    {
      end_with (task, BOOKGEN_BOOK_ERROR_NOT_FOUND, _("Nothing with this number was taken out of the chapter's answer."));
      return;
    }
  g_task_set_task_data (task, self, (GDestroyNotify) put_back_free);
  bookgen_book_load_revision_async (book, bookgen_revision_get (self->current)->id, cancellable, on_current_loaded, task);
}

BookgenRevision *
bookgen_put_back_finish (GAsyncResult *result, gsize *start, gsize *length, GError **error)
{
  PutBack *self = g_task_get_task_data (G_TASK (result));

  if (self != NULL && start != NULL)
    *start = self->start;
  if (self != NULL && length != NULL)
    *length = self->length;
  return g_task_propagate_pointer (G_TASK (result), error);
}
