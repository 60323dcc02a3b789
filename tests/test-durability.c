/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was acknowledged is there: whatever other programs do to the file, and whenever the writer dies. */
#include "bookgen-snapshot.h"

#include "book-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 16

static const char *program;

/* The other program: looks at the book in every way there is, and goes away. Prints how many versions it saw. */
static int
be_guest (const char *path)
{
  BookFixture fixture = { NULL, (char *) path };
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) refused = book_fixture_try_open (&fixture, FALSE, &error);
  g_autoptr (BookgenBook) guest = book_fixture_try_open (&fixture, TRUE, NULL);
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (path, NULL);
  g_autofree char *owner = snapshot ? bookgen_snapshot_dup_owner (snapshot) : NULL;
  g_autoptr (GListModel) list = NULL;

  if (!g_error_matches (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY))
    return 1;
  if (!guest || bookgen_book_get_writable (guest) || !bookgen_book_get_owner (guest) || !owner)
    return 2;
  list = bookgen_book_dup_revisions (guest, "u1");
  g_print ("%u\n", g_list_model_get_n_items (list));
  return 0;
}

/* The writer that is killed: prints the id of each version when it is acknowledged, and keeps parts of one text. */
static int
be_writer (const char *path)
{
  BookFixture fixture = { NULL, (char *) path };
  g_autoptr (BookgenBook) book = book_fixture_open (&fixture, FALSE);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u2", 0);

  record->state = BOOKGEN_TASK_RUNNING;
  book_fixture_save_task (&fixture, book, record, TRUE);
  for (guint i = 0;; i++)
    {
      g_autofree char *text = g_strdup_printf ("Text of version %u", i);
      g_autofree char *line = NULL;
      g_autoptr (BookgenRevision) stored = NULL;

      bookgen_book_append_partial (book, record, "0123456789", 10);
      stored = book_fixture_add_text (&fixture, book, "u1", text, TRUE);
      line = g_strdup_printf ("%" G_GINT64_FORMAT " %u\n", bookgen_revision_get (stored)->id, i);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        return 1;
    }
}

static GSubprocess *
start (const char *role, const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, role, path, NULL);

  g_assert_no_error (error);
  return child;
}

static BookgenBook *
create_two_chapters (BookFixture *fixture)
{
  BookgenBook *book = book_fixture_create (fixture, "A", NULL);

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 1, BOOKGEN_UNIT_CHAPTER, "Ropes");
  return book;
}

static guint
count_from_elsewhere (BookFixture *fixture)
{
  g_autoptr (GSubprocess) guest = start ("--guest", fixture->path);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (guest, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (guest), ==, 0);
  return g_ascii_strtoull (output, NULL, 10);
}

static void
test_second_program (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create_two_chapters (fixture);
  g_autoptr (GListModel) list = NULL;
  guint n_written = 0;

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (GSubprocess) guest = start ("--guest", fixture->path);
      g_autoptr (GBytes) output = NULL;

      for (guint i = 0; i < 10; i++, n_written++)
        {
          g_autoptr (BookgenRevision) stored = book_fixture_add_text (fixture, book, "u1", "Text", TRUE);
          g_assert_nonnull (stored);
        }
      g_assert_true (g_subprocess_communicate (guest, NULL, NULL, &output, NULL, NULL));
      g_assert_cmpint (g_subprocess_get_exit_status (guest), ==, 0);
    }
  g_assert_cmpuint (count_from_elsewhere (fixture), ==, n_written);
  book_fixture_close (fixture, &book);
  book = book_fixture_open (fixture, FALSE);
  list = bookgen_book_dup_revisions (book, "u1");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n_written);
}

static void
test_file_is_whole_after_flush (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookFixture) elsewhere = book_fixture_new ();
  g_autoptr (BookgenBook) book = create_two_chapters (fixture);
  g_autoptr (BookgenRevision) stored = book_fixture_add_text (fixture, book, "u1", "Text", TRUE);
  g_autoptr (GSubprocess) copy = NULL;
  g_autoptr (BookgenSnapshot) snapshot = NULL;
  g_autoptr (BookgenRevision) there = NULL;
  g_autoptr (GError) error = NULL;

  book_fixture_flush (fixture, book);
  copy = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", fixture->path, elsewhere->path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (copy, NULL, NULL));
  snapshot = bookgen_snapshot_open (elsewhere->path, &error);
  g_assert_no_error (error);
  there = bookgen_snapshot_dup_current (snapshot, "u1", &error);
  g_assert_cmpstr (bookgen_revision_get (there)->text, ==, "Text");
}

/* Reads acknowledgements until there are N, kills, and reads what had still been sent: the last id and version. */
static void
kill_after (GSubprocess *writer, guint n, gint64 *last_id, guint *last_version)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  guint n_read = 0;
  char *line;

  while ((line = g_data_input_stream_read_line (output, NULL, NULL, NULL)))
    {
      g_autofree char *owned = line;

      if (sscanf (owned, "%" G_GINT64_FORMAT " %u", last_id, last_version) == 2 && ++n_read == n)
        g_subprocess_send_signal (writer, SIGKILL);
    }
  g_subprocess_wait (writer, NULL, NULL);
  g_assert_cmpuint (n_read, >=, n);
}

static void
assert_whole (BookFixture *fixture, gint64 last_id, guint last_version)
{
  g_autoptr (BookgenBook) book = book_fixture_open (fixture, FALSE);
  g_autoptr (BookgenRevision) loaded = book_fixture_load (fixture, book, last_id);
  g_autoptr (GPtrArray) tasks = bookgen_book_dup_tasks (book);
  g_autofree char *text = g_strdup_printf ("Text of version %u", last_version);
  BookgenTaskRecord *task = tasks->pdata[0];

  g_assert_cmpstr (bookgen_revision_get (loaded)->text, ==, text);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, >=, last_id);
  g_assert_cmpint (task->state, ==, BOOKGEN_TASK_INTERRUPTED);
  g_assert_cmpuint (strlen (task->partial), >=, 10 * (last_version + 1));
  g_assert_cmpuint (strlen (task->partial) % 10, ==, 0);
  book_fixture_close (fixture, &book);
}

static void
test_killed (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  BookgenBook *book = create_two_chapters (fixture);

  book_fixture_close (fixture, &book);
  for (guint i = 0; i < KILLS; i++)
    {
      g_autoptr (GSubprocess) writer = start ("--writer", fixture->path);
      gint64 last_id = 0;
      guint last_version = 0;

      kill_after (writer, g_rand_int_range (rand, 1, 60), &last_id, &last_version);
      assert_whole (fixture, last_id, last_version);
    }
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--guest"))
    return be_guest (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--writer"))
    return be_writer (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/durability/second-program", test_second_program);
  g_test_add_func ("/durability/file-is-whole-after-flush", test_file_is_whole_after_flush);
  g_test_add_func ("/durability/killed", test_killed);
  return g_test_run ();
}
