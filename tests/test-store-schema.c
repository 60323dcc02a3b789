/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Books made by this version, brought to versions that are still to come. */
#include "bookgen-store-schema.h"

#include "book-fixture.h"

/* Takes a book made now two versions further, the second by LAST. */
static gboolean
migrate (BookgenConnection *connection, const char *last, GError **error)
{
  int n_now = bookgen_store_schema_get_version ();
  g_autofree const char **steps = g_new (const char *, n_now + 2);

  for (int i = 0; i < n_now; i++)
    steps[i] = "This step ran long ago and is no SQL";
  steps[n_now] = "CREATE TABLE later (number INTEGER) STRICT; INSERT INTO later VALUES (1)";
  steps[n_now + 1] = last;
  return bookgen_store_schema_migrate_by (connection, steps, n_now + 2, error);
}

static gint64
ask (BookgenConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  bookgen_connection_ask_int (connection, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
test_migrate (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBookFile) file = bookgen_book_file_create (fixture->path, NULL);
  g_autoptr (BookgenConnection) connection = bookgen_connection_create (file, fixture->path, &error);
  int n_now = bookgen_store_schema_get_version ();

  g_assert_no_error (error);
  g_assert_cmpint (ask (connection, "PRAGMA user_version"), ==, n_now);
  g_assert_cmpint (ask (connection, "PRAGMA application_id"), ==, BOOKGEN_APPLICATION_ID);

  /* A step that fails leaves the book as it was, with nothing of the step before it. */
  g_assert_false (migrate (connection, "INSERT INTO nowhere VALUES (1)", &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_cmpint (ask (connection, "PRAGMA user_version"), ==, n_now);
  g_assert_cmpint (ask (connection, "SELECT count (*) FROM sqlite_schema WHERE name = 'later'"), ==, 0);

  /* Only the steps that are missing run, in their order, and once. */
  g_assert_true (migrate (connection, "UPDATE later SET number = number + 1", &error));
  g_assert_true (migrate (connection, "UPDATE later SET number = number + 1", &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (connection, "PRAGMA user_version"), ==, n_now + 2);
  g_assert_cmpint (ask (connection, "SELECT number FROM later"), ==, 2);
  g_clear_pointer (&connection, bookgen_connection_free);

  /* For the program of today such a book is newer than itself. */
  connection = bookgen_connection_open_writing (file, fixture->path, &error);
  g_assert_null (connection);
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NEWER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-schema/migrate", test_migrate);
  return g_test_run ();
}
