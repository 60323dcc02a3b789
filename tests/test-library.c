/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-library.h"

#include "book-fixture.h"

static BookgenShelfEntry *
dup_entry (BookgenLibrary *library, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (library), position);
}

static char *
dup_string (BookgenLibrary *library, guint position, const char *property)
{
  g_autoptr (BookgenShelfEntry) entry = dup_entry (library, position);
  char *value;

  g_object_get (entry, property, &value, NULL);
  return value;
}

static void
wait_for_books (BookgenLibrary *library, guint n_books)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (library)) != n_books)
    g_main_context_iteration (NULL, TRUE);
}

static char *
add (BookgenLibrary *library, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_library_add_async (library, file, NULL, book_fixture_keep_result, &result);
  return bookgen_library_add_finish (library, book_fixture_wait (&result), error);
}

static void
test_shows_books (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autofree char *broken = g_build_filename (fixture->folder, "broken.bookgen", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *title = NULL, *author = NULL, *path = NULL, *problem = NULL, *broken_problem = NULL;
  g_autoptr (BookgenLibrary) library = NULL;
  g_autoptr (BookgenShelfEntry) entry = NULL;
  BookgenBook *book = book_fixture_create (fixture, "Sailing", NULL);
  g_autoptr (BookgenRevision) text = NULL;
  guint units, written;

  bookgen_book_set_author (book, "A. Sailor");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Ropes");
  text = book_fixture_add_text (fixture, book, "u1", "Text", TRUE);
  book_fixture_close (fixture, &book);
  g_file_set_contents (broken, "no book at all", -1, NULL);
  g_file_set_contents (other, "notes", -1, NULL);

  library = bookgen_library_new (fixture->folder);
  wait_for_books (library, 2);
  title = dup_string (library, 0, "title");
  author = dup_string (library, 0, "author");
  path = dup_string (library, 0, "path");
  problem = dup_string (library, 0, "problem");
  broken_problem = dup_string (library, 1, "problem");
  g_assert_cmpstr (title, ==, "Sailing");
  g_assert_cmpstr (author, ==, "A. Sailor");
  g_assert_cmpstr (path, ==, fixture->path);
  g_assert_null (problem);
  g_assert_nonnull (broken_problem);
  entry = dup_entry (library, 0);
  g_object_get (entry, "units", &units, "written", &written, NULL);
  g_assert_cmpuint (units, ==, 2);
  g_assert_cmpuint (written, ==, 1);
}

static void
test_follows_the_folder (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenLibrary) library = bookgen_library_new (fixture->folder);
  BookgenBook *book = book_fixture_create (fixture, "Sailing", NULL);
  g_autoptr (BookgenShelfEntry) entry = NULL;
  guint n_notified = 0;

  wait_for_books (library, 1);
  entry = dup_entry (library, 0);
  g_signal_connect_swapped (entry, "notify::title", G_CALLBACK (book_fixture_count), &n_notified);
  bookgen_book_set_title (book, "Rowing");
  book_fixture_close (fixture, &book);
  while (n_notified == 0)
    g_main_context_iteration (NULL, TRUE);
  g_remove (fixture->path);
  wait_for_books (library, 0);
}

/* A book is added as a whole copy, also while it is written, and only once. */
static void
test_add (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookFixture) shelf = book_fixture_new ();
  g_autoptr (BookgenLibrary) library = bookgen_library_new (shelf->folder);
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "Sailing: a start", NULL);
  g_autofree char *first = NULL, *second = NULL, *title = NULL;
  g_autofree char *expected = g_build_filename (shelf->folder, "Sailing  a start.bookgen", NULL);
  g_autoptr (GError) error = NULL;

  first = add (library, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, expected);
  second = add (library, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, first);
  wait_for_books (library, 1);
  title = dup_string (library, 0, "title");
  g_assert_cmpstr (title, ==, "Sailing: a start");
  g_assert_null (add (library, "/nowhere/x.bookgen", &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
}

static void
test_paths (void)
{
  static const struct { const char *title; const char *name; } table[] = {
    { "Sailing", "Sailing.bookgen" },
    { "a/b\\c", "a b c.bookgen" },
    { "../etc/passwd", "etc passwd.bookgen" },
    { "  ", "Book.bookgen" },
    { "", "Book.bookgen" },
    { "Meer\nund Wind", "Meer und Wind.bookgen" },
    { "\u6e2f\u53e3", "\u6e2f\u53e3.bookgen" },
  };
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GString) long_title = g_string_new (NULL);
  g_autofree char *long_path = NULL, *long_name = NULL, *second = NULL, *second_name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = bookgen_library_dup_path_for (fixture->folder, table[i].title, NULL);
      g_autofree char *name = g_path_get_basename (path);

      g_assert_cmpstr (name, ==, table[i].name);
    }
  for (guint i = 0; i < 2000; i++)
    g_string_append (long_title, "\u6e2f");
  long_path = bookgen_library_dup_path_for (fixture->folder, long_title->str, NULL);
  long_name = g_path_get_basename (long_path);
  g_assert_cmpuint (strlen (long_name), <=, 100);
  g_assert_true (g_utf8_validate (long_name, -1, NULL));
  g_file_set_contents (fixture->path, "", 0, NULL);
  second = bookgen_library_dup_path_for (fixture->folder, "a", NULL);
  second_name = g_path_get_basename (second);
  g_assert_cmpstr (second_name, ==, "a 2.bookgen");
}

static void
test_trash_refuses_open_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenLibrary) library = bookgen_library_new (fixture->folder);
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "Sailing", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_library_trash_async (library, fixture->path, book_fixture_keep_result, &result);
  g_assert_false (bookgen_library_trash_finish (library, book_fixture_wait (&result), &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/shows-books", test_shows_books);
  g_test_add_func ("/library/follows-the-folder", test_follows_the_folder);
  g_test_add_func ("/library/add", test_add);
  g_test_add_func ("/library/paths", test_paths);
  g_test_add_func ("/library/trash-refuses-open-book", test_trash_refuses_open_book);
  return g_test_run ();
}
