/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no books, or not any more, or not yet: each has its sentence and is left as it is. */
#include "bookgen-snapshot.h"

#include "book-fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The bytes of a good book at rest. */
static GBytes *
make_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = book_fixture_create (fixture, "A", NULL);
  char *bytes;
  gsize n_bytes;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strnfill (2000, 'a' + i % 26);
      g_autoptr (BookgenRevision) stored = book_fixture_add_text (fixture, book, "u1", text, TRUE);
    }
  book_fixture_close (fixture, &book);
  g_file_get_contents (fixture->path, &bytes, &n_bytes, NULL);
  return g_bytes_new_take (bytes, n_bytes);
}

static guint
count_files (BookFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir))
    n_files++;
  return n_files;
}

static void
assert_refused (const char *bytes, gsize n_bytes, BookgenBookError code)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) snapshot_error = NULL;
  g_autofree char *after = NULL;
  gsize n_after;

  g_file_set_contents (fixture->path, bytes, n_bytes, NULL);
  g_assert_null (bookgen_snapshot_open (fixture->path, &snapshot_error));
  g_assert_error (snapshot_error, BOOKGEN_BOOK_ERROR, code);
  g_assert_null (book_fixture_try_open (fixture, TRUE, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, code);
  g_assert_nonnull (strstr (error->message, "a.bookgen"));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_file_get_contents (fixture->path, &after, &n_after, NULL);
  g_assert_cmpmem (bytes, n_bytes, after, n_after);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_other_files (void)
{
  g_autofree char *noise = g_malloc (100000);
  g_autofree char *cut = g_strdup ("SQLite format 3");
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 100000; i++)
    noise[i] = g_rand_int (rand);
  assert_refused ("", 0, BOOKGEN_BOOK_ERROR_NOT_A_BOOK);
  assert_refused ("# An outline\n", 13, BOOKGEN_BOOK_ERROR_NOT_A_BOOK);
  assert_refused (noise, 100000, BOOKGEN_BOOK_ERROR_NOT_A_BOOK);
  assert_refused (cut, 16, BOOKGEN_BOOK_ERROR_DAMAGED);
}

static void
put_number (char *bytes, guint offset, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (bytes + offset, &number, sizeof number);
}

/* user_version is at 60, application_id at 68 (SQLite's file format, section 1.3). */
static void
test_versions (void)
{
  g_autoptr (GBytes) book = make_book ();
  gsize n_bytes;
  gconstpointer good = g_bytes_get_data (book, &n_bytes);
  g_autofree char *newer = g_memdup2 (good, n_bytes);
  g_autofree char *other = g_memdup2 (good, n_bytes);

  put_number (newer, 60, 9999);
  assert_refused (newer, n_bytes, BOOKGEN_BOOK_ERROR_NEWER);
  put_number (other, 68, 0);
  assert_refused (other, n_bytes, BOOKGEN_BOOK_ERROR_NOT_A_BOOK);
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) book = make_book ();
  gsize n_bytes;
  gconstpointer good = g_bytes_get_data (book, &n_bytes);

  assert_refused (good, n_bytes / 2, BOOKGEN_BOOK_ERROR_DAMAGED);
  assert_refused (good, n_bytes - 4096, BOOKGEN_BOOK_ERROR_DAMAGED);
  for (gsize page = 1; page * 4096 < n_bytes; page += 4)
    {
      g_autofree char *bad = g_memdup2 (good, n_bytes);

      memset (bad + page * 4096, 0x5a, 64);
      assert_refused (bad, n_bytes, BOOKGEN_BOOK_ERROR_DAMAGED);
    }
}

static void
test_no_file (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GError) missing = NULL, folder = NULL;

  g_assert_null (book_fixture_try_open (fixture, TRUE, &missing));
  g_assert_error (missing, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
  g_mkdir (fixture->path, 0700);
  g_assert_null (book_fixture_try_open (fixture, TRUE, &folder));
  g_assert_error (folder, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_A_BOOK);
}

static void
test_nothing_is_left_beside (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenSnapshot) snapshot = NULL;

  book_fixture_close (fixture, &book);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  snapshot = bookgen_snapshot_open (fixture->path, NULL);
  g_clear_pointer (&snapshot, bookgen_snapshot_free);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* A book that was copied while it was open expects a log beside it. It is read without one, in a folder that cannot get
 * one, by somebody who may write neither. Runs in a child, since root may write everywhere. */
static int
read_in_read_only_folder (BookFixture *fixture)
{
  g_autoptr (BookgenBook) book = NULL;
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0 && setuid (65534) != 0)
    return 77;
  book = book_fixture_try_open (fixture, TRUE, &error);
  if (!book || bookgen_book_get_writable (book) || !g_str_equal (bookgen_book_get_title (book), "A"))
    return 1;
  g_clear_object (&book);
  book = book_fixture_try_open (fixture, FALSE, &error);
  return g_error_matches (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY) ? 0 : 2;
}

static void
copy_alone (const char *from, const char *to)
{
  const char *const argv[] = { "cp", from, to, NULL };
  int status;

  /* In a process of its own: see BookgenBookFile. */
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static void
test_read_only_folder (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookFixture) shut = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  int status;
  pid_t child;

  book_fixture_flush (fixture, book);
  copy_alone (fixture->path, shut->path);
  g_chmod (shut->path, 0444);
  g_chmod (shut->folder, 0555);
  /* Opened by this very program, so that nothing of the parent's threads is needed. */
  child = fork ();
  if (child == 0)
    execl ("/proc/self/exe", "test-opening", "--in-read-only-folder", shut->path, NULL);
  waitpid (child, &status, 0);
  g_chmod (shut->folder, 0755);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpuint (count_files (shut), ==, 1);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--in-read-only-folder"))
    {
      BookFixture fixture = { NULL, argv[2] };
      return read_in_read_only_folder (&fixture);
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/opening/other-files", test_other_files);
  g_test_add_func ("/opening/versions", test_versions);
  g_test_add_func ("/opening/damaged", test_damaged);
  g_test_add_func ("/opening/no-file", test_no_file);
  g_test_add_func ("/opening/nothing-is-left-beside", test_nothing_is_left_beside);
  g_test_add_func ("/opening/read-only-folder", test_read_only_folder);
  return g_test_run ();
}
