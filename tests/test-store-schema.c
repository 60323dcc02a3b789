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

static void
drop_later_tables (BookgenConnection *connection)
{
  g_autoptr (GPtrArray) drops = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = bookgen_connection_ask (connection, NULL,
                                              "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                                              " AND name NOT IN ('book', 'setting', 'unit', 'revision', 'current_revision',"
                                              " 'task', 'piece', 'usage')",
                                              "");

  while (bookgen_connection_next (connection, row, NULL))
    g_ptr_array_add (drops, g_strdup_printf ("DROP TABLE %s", (const char *) sqlite3_column_text (row, 0)));
  for (guint i = 0; i < drops->len; i++)
    g_assert_true (bookgen_connection_run_all (connection, drops->pdata[i], NULL));
}

/* A book as version 1 had it, with one task that used something. */
static void
make_version_1 (BookFixture *fixture)
{
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "Old", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (BookgenRevision) text = NULL;
  g_autoptr (BookgenBookFile) file = NULL;
  g_autoptr (BookgenConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  record->usage = (BookgenUsage){ .requests = 1, .output_tokens = 70, .cost_micros = 5 };
  text = book_fixture_finish (fixture, book, record, "Text");
  book_fixture_close (fixture, &book);
  file = bookgen_book_file_open (fixture->path, NULL);
  g_assert_true (bookgen_book_file_own (file));
  connection = bookgen_connection_open_writing (file, fixture->path, NULL);
  drop_later_tables (connection);
  bookgen_connection_run_all (connection,
                              "CREATE TABLE usage_1 AS SELECT id, task, model, at_ms, input_tokens,"
                              " cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_micros, requests,"
                              " estimated FROM usage; DROP TABLE usage; ALTER TABLE usage_1 RENAME TO usage;"
                              "PRAGMA user_version = 1; PRAGMA journal_mode = DELETE",
                              &error);
  g_assert_no_error (error);
  g_clear_pointer (&connection, bookgen_connection_free);
  bookgen_book_file_disown (file);
}

static void
check_old_book (BookgenBook *book)
{
  g_autoptr (GListModel) material = bookgen_book_dup_material (book, "u1");
  BookgenUsage usage;

  g_assert_cmpuint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->words, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (material), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bookgen_book_get_bin (book)), ==, 0);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpint (usage.output_tokens, ==, 70);
}

/* Nobody has to bring it to this version to read it. */
static void
test_version_1 (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBookFile) other = NULL;
  g_autoptr (BookgenBook) book = NULL;

  make_version_1 (fixture);
  other = bookgen_book_file_open (fixture->path, NULL);
  g_assert_true (bookgen_book_file_own (other));
  book = book_fixture_open (fixture, TRUE);
  g_assert_false (bookgen_book_get_writable (book));
  check_old_book (book);
  book_fixture_close (fixture, &book);
  bookgen_book_file_disown (other);
  g_clear_pointer (&other, bookgen_book_file_release);

  book = book_fixture_open (fixture, FALSE);
  g_assert_true (bookgen_book_get_writable (book));
  check_old_book (book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-schema/migrate", test_migrate);
  g_test_add_func ("/store-schema/version-1", test_version_1);
  return g_test_run ();
}
