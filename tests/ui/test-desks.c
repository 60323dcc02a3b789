/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-desks.h"

#include <glib/gstdio.h>

#define TIMES 25

typedef struct
{
  char *folder;
  char *path;
  BookgenDesks *desks;
  GMainLoop *loop;
  GPtrArray *opened; /* BookgenDesk, in the order they came */
  guint alarm;
} Fixture;

static gboolean
on_alarm (gpointer user_data)
{
  g_error ("the books take more than a minute");
  return G_SOURCE_REMOVE;
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->opened, g_object_ref (bookgen_desks_add (fixture->desks, book)));
  g_main_loop_quit (fixture->loop);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();

  fixture->folder = g_dir_make_tmp ("bookgen-desks-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.bookgen", NULL);
  fixture->desks = bookgen_desks_new (client);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->opened = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->alarm = g_timeout_add_seconds (60, on_alarm, NULL);
  bookgen_book_create_async (fixture->path, "A", NULL, NULL, NULL, on_created, fixture);
  g_main_loop_run (fixture->loop);
}

static void
on_all_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (bookgen_desks_close_finish (BOOKGEN_DESKS (source), result, NULL));
  g_main_loop_quit (fixture->loop);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bookgen_desks_close_async (fixture->desks, on_all_closed, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (bookgen_desks_has (fixture->desks, fixture->path));
  g_source_remove (fixture->alarm);
  g_ptr_array_unref (fixture->opened);
  g_object_unref (fixture->desks);
  g_main_loop_unref (fixture->loop);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  BookgenDesk *desk = bookgen_desks_open_finish (BOOKGEN_DESKS (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (bookgen_book_get_writable (bookgen_desk_get_book (desk)));
  g_ptr_array_add (fixture->opened, desk);
  g_main_loop_quit (fixture->loop);
}

static BookgenDesk *
get_last (Fixture *fixture)
{
  return g_ptr_array_index (fixture->opened, fixture->opened->len - 1);
}

/* Left and opened again at once, the book is still its author's to write. */
static void
test_left_and_opened (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < TIMES; i++)
    {
      BookgenDesk *before = get_last (fixture);

      bookgen_desks_leave (fixture->desks, before);
      bookgen_desks_open_async (fixture->desks, fixture->path, on_opened, fixture);
      g_main_loop_run (fixture->loop);
      g_assert_true (get_last (fixture) != before);
    }
}

/* Opened twice in a row it is one book on one desk. */
static void
test_opened_twice (Fixture *fixture, gconstpointer data)
{
  bookgen_desks_leave (fixture->desks, get_last (fixture));
  bookgen_desks_open_async (fixture->desks, fixture->path, on_opened, fixture);
  bookgen_desks_open_async (fixture->desks, fixture->path, on_opened, fixture);
  while (fixture->opened->len < 3)
    g_main_loop_run (fixture->loop);
  g_assert_true (g_ptr_array_index (fixture->opened, 1) == g_ptr_array_index (fixture->opened, 2));
}

static void
on_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (bookgen_desks_open_finish (BOOKGEN_DESKS (source), result, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
  g_main_loop_quit (fixture->loop);
}

static void
test_not_there (Fixture *fixture, gconstpointer data)
{
  bookgen_desks_open_async (fixture->desks, "/nowhere/b.bookgen", on_refused, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_false (bookgen_desks_has (fixture->desks, "/nowhere/b.bookgen"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desks/left-and-opened", Fixture, NULL, set_up, test_left_and_opened, tear_down);
  g_test_add ("/desks/opened-twice", Fixture, NULL, set_up, test_opened_twice, tear_down);
  g_test_add ("/desks/not-there", Fixture, NULL, set_up, test_not_there, tear_down);
  return g_test_run ();
}
