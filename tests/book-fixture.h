/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "outline-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder of its own for one test, with a book in it, and the book's asynchronous calls as ones that wait. Functions
 * without an error argument expect that all goes well. */
typedef struct
{
  char *folder;
  char *path;
} BookFixture;

static inline BookFixture *
book_fixture_new (void)
{
  BookFixture *self = g_new0 (BookFixture, 1);

  self->folder = g_dir_make_tmp ("bookgen-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "a.bookgen", NULL);
  return self;
}

static inline void
book_fixture_free (BookFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookFixture, book_fixture_free)

static inline void
book_fixture_count (guint *counter)
{
  ++*counter;
}

static inline void
book_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline GAsyncResult *
book_fixture_wait (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static inline BookgenBook *
book_fixture_try_create (BookFixture *self, const char *title, BookgenOutline *outline, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_create_async (self->path, title, outline, NULL, NULL, book_fixture_keep_result, &result);
  return bookgen_book_open_finish (book_fixture_wait (&result), error);
}

static inline BookgenBook *
book_fixture_create (BookFixture *self, const char *title, BookgenOutline *outline)
{
  g_autoptr (GError) error = NULL;
  BookgenBook *book = book_fixture_try_create (self, title, outline, &error);

  g_assert_no_error (error);
  return book;
}

static inline BookgenBook *
book_fixture_try_open (BookFixture *self, gboolean read_only_ok, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_open_async (self->path, read_only_ok, NULL, book_fixture_keep_result, &result);
  return bookgen_book_open_finish (book_fixture_wait (&result), error);
}

static inline BookgenBook *
book_fixture_open (BookFixture *self, gboolean read_only_ok)
{
  g_autoptr (GError) error = NULL;
  BookgenBook *book = book_fixture_try_open (self, read_only_ok, &error);

  g_assert_no_error (error);
  return book;
}

static inline void
book_fixture_close (BookFixture *self, BookgenBook **book)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_close_async (*book, book_fixture_keep_result, &result);
  bookgen_book_close_finish (*book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_clear_object (book);
}

static inline void
book_fixture_flush (BookFixture *self, BookgenBook *book)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_flush_async (book, book_fixture_keep_result, &result);
  bookgen_book_flush_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static inline gboolean
book_fixture_copy (BookFixture *self, BookgenBook *book, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_save_copy_async (book, path, NULL, book_fixture_keep_result, &result);
  return bookgen_book_save_copy_finish (book, book_fixture_wait (&result), error);
}

static inline BookgenRevision *
book_fixture_add (BookFixture *self, BookgenBook *book, BookgenRevision *revision, gboolean make_current)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenRevision *stored;

  bookgen_book_add_revision_async (book, revision, make_current, NULL, book_fixture_keep_result, &result);
  stored = bookgen_book_add_revision_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return stored;
}

static inline BookgenRevision *
book_fixture_add_text (BookFixture *self, BookgenBook *book, const char *unit_id, const char *text, gboolean make_current)
{
  const BookgenRevisionData data = { .unit_id = (char *) unit_id, .stage = (char *) (*unit_id ? "write" : "plan"),
                                     .text = (char *) text, .origin = BOOKGEN_ORIGIN_ME,
                                     .words = bookgen_revision_count_words (text) };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);

  return book_fixture_add (self, book, revision, make_current);
}

static inline BookgenRevision *
book_fixture_load (BookFixture *self, BookgenBook *book, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenRevision *loaded;

  bookgen_book_load_revision_async (book, id, NULL, book_fixture_keep_result, &result);
  loaded = bookgen_book_load_revision_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return loaded;
}

static inline void
book_fixture_set_current (BookFixture *self, BookgenBook *book, const char *unit_id, gint64 id, gboolean expected)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_set_current_async (book, unit_id, id, book_fixture_keep_result, &result);
  g_assert_cmpint (bookgen_book_set_current_finish (book, book_fixture_wait (&result), NULL), ==, expected);
}

static inline void
book_fixture_save_task (BookFixture *self, BookgenBook *book, BookgenTaskRecord *record, gboolean clear_partial)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_save_task_async (book, record, clear_partial, book_fixture_keep_result, &result);
  bookgen_book_save_task_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* The record's unit and stage; a placeholder where the record says so. */
static inline BookgenRevision *
book_fixture_finish (BookFixture *self, BookgenBook *book, BookgenTaskRecord *record, const char *text)
{
  const BookgenRevisionData data = { .unit_id = record->unit_id, .stage = record->stage, .text = (char *) text,
                                     .rehearsal = record->rehearsal, .words = bookgen_revision_count_words (text) };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenRevision *stored;

  bookgen_book_finish_task_async (book, record, revision, TRUE, book_fixture_keep_result, &result);
  stored = bookgen_book_finish_task_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return stored;
}
