/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch-book.h"

#include <glib/gstdio.h>

#define MOST_S 100

static gboolean
take_too_long (gpointer user_data)
{
  g_error ("the test takes too long");
  return G_SOURCE_REMOVE;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ScratchBook *self = user_data;
  self->book = bookgen_book_open_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

static void
closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ScratchBook *self = user_data;
  g_assert_true (bookgen_book_close_finish (BOOKGEN_BOOK (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

static void
create (ScratchBook *self, BookgenOutline *outline)
{
  bookgen_book_create_async (self->path, "A book", outline, NULL, NULL, opened, self);
  g_main_loop_run (self->loop);
}

void
scratch_book_set_up (ScratchBook *self, BookgenOutline *outline)
{
  g_autoptr (GError) error = NULL;
  self->folder = g_dir_make_tmp ("bookgen-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "a.bookgen", NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->alarm_id = g_timeout_add_seconds (MOST_S, take_too_long, NULL);
  create (self, outline);
}

void
scratch_book_close (ScratchBook *self)
{
  bookgen_book_close_async (self->book, closed, self);
  g_main_loop_run (self->loop);
  g_clear_object (&self->book);
}

void
scratch_book_open (ScratchBook *self)
{
  bookgen_book_open_async (self->path, FALSE, NULL, opened, self);
  g_main_loop_run (self->loop);
}

void
scratch_book_begin_anew (ScratchBook *self, BookgenOutline *outline)
{
  scratch_book_close (self);
  g_remove (self->path);
  create (self, outline);
}

void
scratch_book_tear_down (ScratchBook *self)
{
  scratch_book_close (self);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_main_loop_unref (self->loop);
  g_source_remove (self->alarm_id);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ScratchBook *self = user_data;
  self->result = G_OBJECT (bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

char *
scratch_book_dup_text (ScratchBook *self, const char *unit_id)
{
  BookgenRevision *current = bookgen_book_get_current (self->book, unit_id);
  if (current == NULL)
    return NULL;
  bookgen_book_load_revision_async (self->book, bookgen_revision_get (current)->id, NULL, loaded, self);
  g_main_loop_run (self->loop);
  g_autoptr (BookgenRevision) revision = BOOKGEN_REVISION (g_steal_pointer (&self->result));
  return g_strdup (bookgen_revision_get (revision)->text);
}

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  ScratchBook *self = user_data;
  g_autoptr (BookgenRevision) revision = bookgen_book_add_revision_finish (BOOKGEN_BOOK (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (self->loop);
}

void
scratch_book_write (ScratchBook *self, const char *unit_id, const char *text)
{
  BookgenRevisionData data = { .unit_id = (char *) unit_id,
                               .stage = (char *) "draft",
                               .origin = BOOKGEN_ORIGIN_ME,
                               .text = (char *) text,
                               .words = bookgen_revision_count_words (text),
                               .made_at_ms = 1 };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  bookgen_book_add_revision_async (self->book, revision, TRUE, NULL, added, self);
  g_main_loop_run (self->loop);
}
