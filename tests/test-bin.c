/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-connection.h"
#include "bookgen-snapshot.h"

#include "book-fixture.h"

/* A book with "Sea" (u1: "Knots" u2, "Tides" u3, "Wind" u4), of which Knots and Tides have texts. */
static BookgenBook *
create (BookFixture *fixture)
{
  BookgenBook *book = book_fixture_create (fixture, "A", NULL);
  BookgenOutline *outline = bookgen_book_get_outline (book);
  BookgenUnit *sea = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Sea");
  g_autoptr (BookgenRevision) knots = NULL, tides = NULL;
  BookgenTaskRecord *record = bookgen_task_record_new ("write", "u2", 0);

  bookgen_outline_add (outline, sea, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (outline, sea, 1, BOOKGEN_UNIT_CHAPTER, "Tides");
  bookgen_outline_add (outline, sea, 2, BOOKGEN_UNIT_CHAPTER, "Wind");
  record->usage.requests = 1;
  record->usage.cost_micros = 40;
  record->usage.output_tokens = 900;
  knots = book_fixture_finish (fixture, book, record, "Three words here");
  tides = book_fixture_add_text (fixture, book, "u3", "Two words", TRUE);
  bookgen_task_record_free (record);
  bookgen_outline_forget_changes (outline);
  return book;
}

static BookgenUnit *
find (BookgenBook *book, const char *id)
{
  return bookgen_outline_find (bookgen_book_get_outline (book), id);
}

static void
delete (BookgenBook *book, const char *id)
{
  bookgen_outline_remove (bookgen_book_get_outline (book), find (book, id));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "Tides 2 u1/1;": title, words, place of each entry, by title. */
static char *
describe (BookgenBook *book)
{
  GListModel *bin = bookgen_book_get_bin (book);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (bin); i++)
    {
      g_autoptr (BookgenBinEntry) entry = g_list_model_get_item (bin, i);

      g_assert_cmpint (bookgen_bin_entry_get_removed_at_ms (entry), >, 1600000000000);
      g_ptr_array_add (lines, g_strdup_printf ("%s %u %s/%u;", bookgen_unit_get_title (bookgen_bin_entry_get_unit (entry)),
                                               bookgen_bin_entry_get_words (entry),
                                               bookgen_bin_entry_get_parent_id (entry),
                                               bookgen_bin_entry_get_position (entry)));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (char **) lines->pdata);
}

static void
assert_bin (BookgenBook *book, const char *expected)
{
  g_autofree char *bin = describe (book);

  g_assert_cmpstr (bin, ==, expected);
}

static void
reopen (BookFixture *fixture, BookgenBook **book)
{
  book_fixture_close (fixture, book);
  *book = book_fixture_open (fixture, FALSE);
}

static BookgenBinEntry *
dup_entry (BookgenBook *book, guint position)
{
  return g_list_model_get_item (bookgen_book_get_bin (book), position);
}

static const char *
get_first_id (BookgenBook *book)
{
  g_autoptr (BookgenBinEntry) entry = dup_entry (book, 0);

  return bookgen_unit_get_id (bookgen_bin_entry_get_unit (entry));
}

static gboolean
empty (BookgenBook *book, BookgenBinEntry *entry, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_empty_bin_async (book, entry, book_fixture_keep_result, &result);
  return bookgen_book_empty_bin_finish (book, book_fixture_wait (&result), error);
}

static void
restore_first (BookgenBook *book)
{
  g_autoptr (BookgenBinEntry) entry = dup_entry (book, 0);

  g_assert_true (bookgen_book_restore (book, entry));
  g_assert_false (bookgen_book_restore (book, entry));
}

static void
test_what_is_in_it (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  BookgenOutline *outline = bookgen_book_get_outline (book);

  assert_bin (book, "");
  delete (book, "u4"); /* has no text */
  assert_bin (book, "");
  delete (book, "u3");
  assert_bin (book, "Tides 2 u1/1;");
  bookgen_outline_undo (outline);
  assert_bin (book, "");
  bookgen_outline_redo (outline);
  assert_bin (book, "Tides 2 u1/1;");
  delete (book, "u1");
  assert_bin (book, "Sea 3 /0;Tides 2 u1/1;");
  g_assert_cmpstr (get_first_id (book), ==, "u1");
  reopen (fixture, &book);
  assert_bin (book, "Sea 3 /0;Tides 2 u1/1;");
  g_assert_cmpuint (bookgen_outline_count (bookgen_book_get_outline (book), FALSE), ==, 0);
  g_assert_null (find (book, "u3"));
}

static void
test_a_late_text (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenRevision) late = NULL;

  bookgen_book_hold (book, "u4"); /* it is open in the editor */
  delete (book, "u4");
  assert_bin (book, "");
  late = book_fixture_add_text (fixture, book, "u4", "It blows", TRUE);
  assert_bin (book, "Wind 2 u1/2;");
  bookgen_book_release (book, "u4");
}

static void
test_unfinished_text_counts (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u4", 0);

  record->state = BOOKGEN_TASK_INTERRUPTED;
  bookgen_book_append_partial (book, record, "It bl", 5);
  book_fixture_save_task (fixture, book, record, FALSE);
  delete (book, "u4");
  assert_bin (book, "Wind 0 u1/2;");
  reopen (fixture, &book);
  assert_bin (book, "Wind 0 u1/2;");
}

/* To where it stood; one step that is taken back and done again, with the text it had. */
static void
test_restore (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autofree char *before = book_fixture_describe (bookgen_book_get_outline (book));
  g_autofree char *after = NULL, *stored = NULL;

  delete (book, "u3");
  reopen (fixture, &book);
  restore_first (book);
  after = book_fixture_describe (bookgen_book_get_outline (book));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (bookgen_revision_get (bookgen_book_get_current (book, "u3"))->words, ==, 2);
  assert_bin (book, "");
  bookgen_outline_undo (bookgen_book_get_outline (book));
  assert_bin (book, "Tides 2 u1/1;");
  g_assert_null (find (book, "u3"));
  bookgen_outline_redo (bookgen_book_get_outline (book));
  assert_bin (book, "");
  reopen (fixture, &book);
  stored = book_fixture_describe (bookgen_book_get_outline (book));
  g_assert_cmpstr (stored, ==, before);
  assert_bin (book, "");
}

static void
test_restore_a_branch (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autofree char *before = book_fixture_describe (bookgen_book_get_outline (book)), *after = NULL;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 1, BOOKGEN_UNIT_CHAPTER, "Last");
  delete (book, "u1");
  reopen (fixture, &book);
  restore_first (book);
  delete (book, "u5");
  reopen (fixture, &book);
  after = book_fixture_describe (bookgen_book_get_outline (book));
  g_assert_cmpstr (after, ==, before);
}

/* What it stood below is gone, so it comes to the end. */
static void
test_restore_without_its_place (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenBinEntry) tides = NULL;

  delete (book, "u3");
  delete (book, "u1");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Land");
  tides = dup_entry (book, 1);
  g_assert_true (bookgen_book_restore (book, tides));
  g_assert_null (bookgen_unit_get_parent (find (book, "u3")));
  assert_bin (book, "Sea 3 /0;");
  restore_first (book);
  g_assert_cmpuint (bookgen_outline_count (bookgen_book_get_outline (book), FALSE), ==, 5);
}

static void
test_empty_one (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenBinEntry) sea = NULL;
  g_autoptr (GListModel) versions = bookgen_book_dup_revisions (book, "u2");
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GError) error = NULL;
  BookgenUsage usage;

  delete (book, "u3");
  delete (book, "u1");
  sea = dup_entry (book, 0);
  g_assert_true (empty (book, sea, &error));
  g_assert_no_error (error);
  g_assert_false (empty (book, sea, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
  assert_bin (book, "Tides 2 u1/1;");
  g_assert_null (bookgen_book_get_current (book, "u2"));
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 0);
  reopen (fixture, &book);
  assert_bin (book, "Tides 2 /2147483647;");
  tasks = bookgen_book_dup_tasks (book);
  g_assert_cmpuint (tasks->len, ==, 0);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpint (usage.cost_micros, ==, 40);
  g_assert_cmpint (usage.output_tokens, ==, 900);
  restore_first (book);
  g_assert_null (bookgen_unit_get_parent (find (book, "u3")));
  g_assert_cmpuint (bookgen_revision_get (bookgen_book_get_current (book, "u3"))->words, ==, 2);
}

/* The list of requests still says what they were for. */
static void
test_requests_stay (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  BookgenUsage usage;

  delete (book, "u2");
  g_assert_true (empty (book, NULL, NULL));
  book_fixture_flush (fixture, book);
  snapshot = bookgen_snapshot_open (fixture->path, NULL);
  requests = bookgen_snapshot_dup_requests (snapshot, 0, G_MAXINT64, NULL);
  g_assert_cmpuint (requests->len, ==, 1);
  g_assert_cmpstr (((BookgenRequest *) requests->pdata[0])->unit_id, ==, "u2");
  g_assert_cmpstr (((BookgenRequest *) requests->pdata[0])->stage, ==, "write");
  g_assert_true (bookgen_snapshot_get_usage (snapshot, &usage, NULL));
  g_assert_cmpint (usage.output_tokens, ==, 900);
}

static void
test_empty_all (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (empty (book, NULL, &error));
  delete (book, "u3");
  delete (book, "u2");
  g_assert_true (empty (book, NULL, &error));
  g_assert_no_error (error);
  assert_bin (book, "");
  reopen (fixture, &book);
  assert_bin (book, "");
  g_assert_cmpuint (bookgen_outline_count (bookgen_book_get_outline (book), FALSE), ==, 2);
}

/* What refers to an emptied unit, and what came before that, is forgotten; later steps are not. */
static void
test_undo_after_emptying (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  BookgenOutline *outline = bookgen_book_get_outline (book);

  bookgen_outline_edit_string (outline, find (book, "u4"), "title", "Winds");
  delete (book, "u2");
  bookgen_outline_edit_string (outline, find (book, "u3"), "title", "Tide");
  g_assert_true (empty (book, NULL, NULL));
  g_assert_true (bookgen_outline_can_undo (outline));
  bookgen_outline_undo (outline);
  g_assert_cmpstr (bookgen_unit_get_title (find (book, "u3")), ==, "Tides");
  g_assert_false (bookgen_outline_can_undo (outline));
  g_assert_cmpstr (bookgen_unit_get_title (find (book, "u4")), ==, "Winds");
  g_assert_true (bookgen_outline_can_redo (outline));

  /* An addition that was taken back could come again. */
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "New");
  book_fixture_add_text (fixture, book, "u5", "A text", TRUE);
  bookgen_outline_undo (outline);
  assert_bin (book, "New 2 /0;");
  g_assert_true (empty (book, NULL, NULL));
  g_assert_false (bookgen_outline_can_redo (outline));
}

static void
test_moves_out_of_what_is_emptied (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  BookgenOutline *outline = bookgen_book_get_outline (book);

  bookgen_outline_move (outline, find (book, "u4"), NULL, 1);
  delete (book, "u1");
  g_assert_true (empty (book, NULL, NULL));
  g_assert_false (bookgen_outline_can_undo (outline));
  reopen (fixture, &book);
  g_assert_nonnull (find (book, "u4"));
}

static void
test_what_is_being_written_stays (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u3", 0);
  g_autoptr (BookgenBinEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  record->state = BOOKGEN_TASK_RUNNING;
  book_fixture_save_task (fixture, book, record, FALSE);
  delete (book, "u3");
  delete (book, "u2");
  g_assert_true (empty (book, NULL, NULL));
  assert_bin (book, "Tides 2 u1/1;");
  entry = dup_entry (book, 0);
  g_assert_false (empty (book, entry, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS);
  record->state = BOOKGEN_TASK_INTERRUPTED;
  book_fixture_save_task (fixture, book, record, FALSE);
  g_clear_object (&entry);
  entry = dup_entry (book, 0);
  g_assert_true (empty (book, entry, NULL));
}

static void
test_read_only (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenBook) guest = NULL;
  g_autoptr (BookgenBinEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  delete (book, "u3");
  book_fixture_flush (fixture, book);
  guest = book_fixture_open (fixture, TRUE);
  assert_bin (guest, "Tides 2 u1/1;");
  entry = dup_entry (guest, 0);
  g_assert_false (bookgen_book_restore (guest, entry));
  g_assert_false (empty (guest, entry, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY);
  delete (book, "u2");
  book_fixture_flush (fixture, book);
  while (g_list_model_get_n_items (bookgen_book_get_bin (guest)) < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_bin (guest, "Knots 3 u1/0;Tides 2 u1/1;");
  book_fixture_close (fixture, &guest);
}

static gsize
get_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

static void
test_room_is_given_back (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autofree char *text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autoptr (BookgenRevision) large = book_fixture_add_text (fixture, book, "u4", text, TRUE);
  gsize before;

  delete (book, "u4");
  book_fixture_flush (fixture, book);
  before = get_size (fixture->path);
  g_assert_true (empty (book, NULL, NULL));
  book_fixture_close (fixture, &book);
  g_assert_cmpuint (get_size (fixture->path) + 2 * 1024 * 1024, <, before);
  book = book_fixture_open (fixture, FALSE);
  g_assert_nonnull (bookgen_book_get_current (book, "u3"));
}

/* What nobody would miss does not stay in the file. */
static void
test_sweep (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = create (fixture);
  g_autoptr (BookgenBookFile) file = NULL;
  g_autoptr (BookgenConnection) connection = NULL;
  gint64 n_units = 0;

  delete (book, "u3");
  delete (book, "u4");
  reopen (fixture, &book);
  book_fixture_close (fixture, &book);
  file = bookgen_book_file_open (fixture->path, NULL);
  connection = bookgen_connection_open_reading (file, fixture->path, NULL);
  bookgen_connection_ask_int (connection, "SELECT count (*) FROM unit", &n_units, NULL);
  g_assert_cmpint (n_units, ==, 4); /* the book itself, Sea, Knots, Tides */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bin/what-is-in-it", test_what_is_in_it);
  g_test_add_func ("/bin/late-text", test_a_late_text);
  g_test_add_func ("/bin/unfinished-text", test_unfinished_text_counts);
  g_test_add_func ("/bin/restore", test_restore);
  g_test_add_func ("/bin/restore/branch", test_restore_a_branch);
  g_test_add_func ("/bin/restore/place-gone", test_restore_without_its_place);
  g_test_add_func ("/bin/empty/one", test_empty_one);
  g_test_add_func ("/bin/empty/all", test_empty_all);
  g_test_add_func ("/bin/empty/requests", test_requests_stay);
  g_test_add_func ("/bin/empty/undo", test_undo_after_emptying);
  g_test_add_func ("/bin/empty/moves", test_moves_out_of_what_is_emptied);
  g_test_add_func ("/bin/empty/being-written", test_what_is_being_written_stays);
  g_test_add_func ("/bin/read-only", test_read_only);
  g_test_add_func ("/bin/room", test_room_is_given_back);
  g_test_add_func ("/bin/sweep", test_sweep);
  return g_test_run ();
}
