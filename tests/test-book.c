/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-snapshot.h"
#include "book-fixture.h"

static void
test_create_and_open (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Sea");
  g_autoptr (BookgenBook) book = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *uuid = NULL;

  bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_edit_string (outline, part, "brief", "What the sea asks");
  book = book_fixture_create (fixture, "Sailing", outline);
  g_assert_cmpstr (bookgen_book_get_title (book), ==, "Sailing");
  g_assert_true (bookgen_book_get_writable (book));
  g_assert_null (bookgen_book_get_owner (book));
  uuid = g_strdup (bookgen_book_get_uuid (book));
  g_assert_cmpuint (strlen (uuid), ==, 36);
  bookgen_book_set_author (book, "A. Sailor");
  bookgen_book_set_language (book, "en");
  bookgen_book_set_setting (book, "run", "{}");
  bookgen_book_set_setting (book, "gone", "x");
  bookgen_book_set_setting (book, "gone", NULL);
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  tree = book_fixture_describe (bookgen_book_get_outline (book));
  g_assert_cmpstr (tree, ==, "0 u1 part “Sea” “What the sea asks” 0 010 []\n1 u2 chapter “Knots” “” 0 010 []\n");
  g_assert_cmpstr (bookgen_book_get_author (book), ==, "A. Sailor");
  g_assert_cmpstr (bookgen_book_get_language (book), ==, "en");
  g_assert_cmpstr (bookgen_book_get_uuid (book), ==, uuid);
  g_assert_cmpstr (bookgen_book_get_setting (book, "run"), ==, "{}");
  g_assert_null (bookgen_book_get_setting (book, "gone"));
}

static void
test_create_refuses_what_is_there (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (book_fixture_try_create (fixture, "B", NULL, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS);
}

/* Whatever an author does to the tree, the file has the same tree, and its ids are never used again. */
static void
test_outline_is_stored (void)
{
  for (guint seed = 1; seed <= 8; seed++)
    {
      g_autoptr (BookFixture) fixture = book_fixture_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
      guint64 next_number = 0;

      for (guint round = 0; round < 4; round++)
        {
          BookgenOutline *outline = bookgen_book_get_outline (book);
          g_autofree char *before = NULL, *after = NULL;

          g_assert_cmpuint (bookgen_outline_get_next_number (outline), >=, next_number);
          for (guint i = 0; i < 60; i++)
            {
              book_fixture_change_somehow (outline, rand);
              if (g_rand_int_range (rand, 0, 10) == 0)
                bookgen_outline_undo (outline);
              if (g_rand_int_range (rand, 0, 20) == 0)
                book_fixture_flush (fixture, book);
            }
          before = book_fixture_describe (outline);
          next_number = bookgen_outline_get_next_number (outline);
          book_fixture_close (fixture, &book);
          book = book_fixture_open (fixture, FALSE);
          after = book_fixture_describe (bookgen_book_get_outline (book));
          g_assert_cmpstr (before, ==, after);
        }
    }
}

static void
test_undo_of_removal_keeps_text (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  BookgenOutline *outline = bookgen_book_get_outline (book);
  BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  g_autoptr (BookgenRevision) made = book_fixture_add_text (fixture, book, bookgen_unit_get_id (unit), "Text", TRUE);
  g_autoptr (BookgenRevision) loaded = NULL;

  bookgen_outline_remove (outline, unit);
  book_fixture_flush (fixture, book);
  bookgen_outline_undo (outline);
  book_fixture_close (fixture, &book);
  book = book_fixture_open (fixture, FALSE);
  g_assert_nonnull (bookgen_outline_find (bookgen_book_get_outline (book), "u1"));
  g_assert_nonnull (bookgen_book_get_current (book, "u1"));
  loaded = book_fixture_load (fixture, book, bookgen_revision_get (made)->id);
  g_assert_cmpstr (bookgen_revision_get (loaded)->text, ==, "Text");
}

static void
count_revision (BookgenBook *book, BookgenRevision *revision, gboolean current, guint *counts)
{
  g_assert_null (bookgen_revision_get (revision)->text);
  counts[current ? 1 : 0]++;
}

static void
test_revisions (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenRevision) first = NULL, second = NULL, plan = NULL;
  g_autoptr (GListModel) list = NULL;
  guint counts[2] = { 0 };

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  g_signal_connect (book, "revision", G_CALLBACK (count_revision), counts);
  g_assert_null (bookgen_book_get_current (book, "u1"));
  first = book_fixture_add_text (fixture, book, "u1", "One", TRUE);
  second = book_fixture_add_text (fixture, book, "u1", "Two", FALSE);
  plan = book_fixture_add_text (fixture, book, "", "Plan", TRUE);
  g_assert_cmpint (bookgen_revision_get (first)->id, >, 0);
  g_assert_cmpstr (bookgen_revision_get (first)->text, ==, "One");
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, ==, bookgen_revision_get (first)->id);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_newest (book, "u1", "write"))->id, ==,
                   bookgen_revision_get (second)->id);
  g_assert_null (bookgen_book_get_newest (book, "u1", "plan"));
  list = bookgen_book_dup_revisions (book, "u1");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 2);

  book_fixture_set_current (fixture, book, "u1", bookgen_revision_get (second)->id, TRUE);
  book_fixture_set_current (fixture, book, "u1", bookgen_revision_get (plan)->id, FALSE);
  book_fixture_set_current (fixture, book, "u1", 99, FALSE);
  g_assert_cmpuint (counts[1], ==, 3);
  book_fixture_close (fixture, &book);
  book = book_fixture_open (fixture, FALSE);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, ==, bookgen_revision_get (second)->id);
  g_assert_nonnull (bookgen_book_get_current (book, ""));
}

static void
test_may_replace (void)
{
  static const struct { BookgenOrigin origin; gboolean rehearsal; gboolean may; } table[] = {
    { BOOKGEN_ORIGIN_MODEL, FALSE, TRUE }, { BOOKGEN_ORIGIN_ME, FALSE, FALSE },
    { BOOKGEN_ORIGIN_FILE, FALSE, FALSE }, { BOOKGEN_ORIGIN_ME, TRUE, TRUE },
  };
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  BookgenOutline *outline = bookgen_book_get_outline (book);
  g_auto (GValue) locked = G_VALUE_INIT;
  BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");

  g_assert_true (bookgen_book_may_replace (book, "u1"));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "write", .text = (char *) "x",
                                         .origin = table[i].origin, .rehearsal = table[i].rehearsal };
      g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
      g_autoptr (BookgenRevision) stored = book_fixture_add (fixture, book, revision, TRUE);

      g_assert_cmpint (bookgen_book_may_replace (book, "u1"), ==, table[i].may);
    }
  bookgen_book_hold (book, "u1");
  bookgen_book_hold (book, "u1");
  bookgen_book_release (book, "u1");
  g_assert_false (bookgen_book_may_replace (book, "u1"));
  bookgen_book_release (book, "u1");
  g_assert_true (bookgen_book_may_replace (book, "u1"));
  g_value_init (&locked, G_TYPE_BOOLEAN);
  g_value_set_boolean (&locked, TRUE);
  bookgen_outline_edit (outline, unit, "locked", &locked);
  g_assert_false (bookgen_book_may_replace (book, "u1"));
}

static void
test_tasks (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (BookgenTaskRecord) other = bookgen_task_record_new ("write", "u2", 0);
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (BookgenRevision) made = NULL;
  BookgenTaskRecord *stored;
  BookgenUsage usage;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 1, BOOKGEN_UNIT_CHAPTER, "Ropes");
  record->state = other->state = BOOKGEN_TASK_RUNNING;
  record->model = g_strdup ("big");
  book_fixture_save_task (fixture, book, record, FALSE);
  book_fixture_save_task (fixture, book, other, FALSE);
  bookgen_book_append_partial (book, record, "The b", 5);
  bookgen_book_append_partial (book, other, "\xc3", 1);
  book_fixture_flush (fixture, book);
  bookgen_book_append_partial (book, record, "owline", 6);
  record->usage = (BookgenUsage){ 8, 0, 0, 15, 5, 200, 1, FALSE };
  record->attempts = 1;
  record->open = (BookgenUsage){ 1, 0, 0, 1, 0, 20, 1, TRUE };
  book_fixture_save_task (fixture, book, record, FALSE);
  record->open = (BookgenUsage){ 2, 0, 0, 5, 0, 100, 1, TRUE };
  bookgen_book_append_partial (book, record, "", 0);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpint (usage.cost_micros, ==, 200);
  book_fixture_close (fixture, &book);

  /* Nobody runs them any more. */
  book = book_fixture_open (fixture, FALSE);
  tasks = bookgen_book_dup_tasks (book);
  g_assert_cmpuint (tasks->len, ==, 2);
  stored = tasks->pdata[0];
  g_assert_cmpint (stored->state, ==, BOOKGEN_TASK_INTERRUPTED);
  g_assert_cmpstr (stored->partial, ==, "The bowline");
  g_assert_cmpstr (stored->model, ==, "big");
  g_assert_cmpuint (stored->attempts, ==, 1);
  g_assert_true (!((BookgenTaskRecord *) tasks->pdata[1])->partial || !*((BookgenTaskRecord *) tasks->pdata[1])->partial);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpint (usage.cost_micros, ==, 300);
  g_assert_cmpint (usage.output_tokens, ==, 20);
  g_assert_cmpuint (usage.requests, ==, 2);
  g_assert_true (usage.estimated);
  g_assert_cmpint (stored->usage.cost_micros, ==, 300);
  g_assert_cmpuint (stored->usage.requests, ==, 2);
  g_assert_true (stored->usage.estimated);

  record->open = (BookgenUsage){ 0 };
  record->usage = (BookgenUsage){ 25, 0, 0, 50, 5, 500, 3, TRUE };
  made = book_fixture_finish (fixture, book, record, "The bowline holds.");
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpint (usage.cost_micros, ==, 500);
  g_assert_cmpuint (usage.requests, ==, 3);
  g_assert_cmpint (usage.output_tokens, ==, 50);

  /* Written again: the record begins anew, what was paid stays. */
  record->usage = (BookgenUsage){ 0 };
  record->state = BOOKGEN_TASK_RUNNING;
  book_fixture_save_task (fixture, book, record, TRUE);
  record->usage = (BookgenUsage){ 1, 0, 0, 1, 0, -1, 1, FALSE };
  book_fixture_save_task (fixture, book, record, FALSE);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpuint (usage.requests, ==, 4);
  g_assert_cmpint (usage.cost_micros, ==, -1);
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  bookgen_book_get_usage (book, &usage);
  g_assert_cmpuint (usage.requests, ==, 4);
  g_assert_cmpint (usage.output_tokens, ==, 51);
  g_assert_cmpint (usage.cost_micros, ==, -1);
  g_clear_pointer (&tasks, g_ptr_array_unref);
  tasks = bookgen_book_dup_tasks (book);
  g_assert_null (((BookgenTaskRecord *) tasks->pdata[0])->partial);
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, ==, bookgen_revision_get (made)->id);
}

static void
test_placeholder_does_not_bury_text (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("write", "u1", 0);
  g_autoptr (BookgenRevision) real = NULL, placeholder = NULL;
  g_autoptr (BookgenSnapshot) snapshot = NULL;
  guint units, written, rehearsed;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Ropes");
  real = book_fixture_finish (fixture, book, record, "Real.");
  record->rehearsal = TRUE;
  placeholder = book_fixture_finish (fixture, book, record, "Lorem.");
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, ==, bookgen_revision_get (real)->id);
  g_clear_object (&placeholder);
  g_clear_pointer (&record, bookgen_task_record_free);
  record = bookgen_task_record_new ("write", "u2", 0);
  record->rehearsal = TRUE;
  placeholder = book_fixture_finish (fixture, book, record, "Lorem.");
  snapshot = bookgen_snapshot_open (fixture->path, NULL);
  bookgen_snapshot_count (snapshot, &units, &written, &rehearsed);
  g_assert_cmpuint (units, ==, 2);
  g_assert_cmpuint (written, ==, 1);
  g_assert_cmpuint (rehearsed, ==, 1);
}

static void
append_number (GObject *book, GAsyncResult *result, gpointer user_data)
{
  GArray *order = user_data;
  g_autoptr (BookgenRevision) revision = bookgen_book_add_revision_finish (BOOKGEN_BOOK (book), result, NULL);
  gint64 id = revision ? bookgen_revision_get (revision)->id : -1;

  g_array_append_val (order, id);
}

/* Callbacks come in call order, each after its commit; a bad write takes no good one with it. */
static void
test_group_commit (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = 0;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  for (guint i = 0; i < 50; i++)
    {
      const BookgenRevisionData data = { .unit_id = i == 20 ? (char *) "u77" : (char *) "u1", .stage = (char *) "write",
                                         .text = (char *) "x" };
      g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);

      bookgen_book_add_revision_async (book, revision, TRUE, NULL, append_number, order);
    }
  while (order->len < 50)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 50; i++)
    {
      gint64 id = g_array_index (order, gint64, i);

      if (i == 20)
        g_assert_cmpint (id, ==, -1);
      else
        g_assert_cmpint (id, >, last);
      if (i != 20)
        last = id;
    }
  g_assert_cmpint (bookgen_revision_get (bookgen_book_get_current (book, "u1"))->id, ==, last);
}

static void
test_dropped_without_close (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);

  bookgen_book_set_title (book, "B");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  g_clear_object (&book);
  book = book_fixture_open (fixture, FALSE);
  g_assert_cmpstr (bookgen_book_get_title (book), ==, "B");
  g_assert_cmpuint (bookgen_outline_count (bookgen_book_get_outline (book), FALSE), ==, 1);
}

static void
test_save_copy (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.bookgen", NULL);
  g_autoptr (BookgenSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_set_title (book, "B");
  g_assert_false (book_fixture_copy (fixture, book, fixture->path, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (book_fixture_copy (fixture, book, path, &error));
  g_assert_no_error (error);
  g_assert_true (book_fixture_copy (fixture, book, path, &error)); /* in the place of the first */
  snapshot = bookgen_snapshot_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bookgen_snapshot_get_title (snapshot), ==, "B");
  g_assert_cmpstr (bookgen_snapshot_get_uuid (snapshot), ==, bookgen_book_get_uuid (book));
  g_assert_null (bookgen_snapshot_dup_owner (snapshot));
}

static void
test_second_in_this_process (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenBook) guest = book_fixture_open (fixture, TRUE);
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  g_assert_false (bookgen_book_get_writable (guest));
  g_assert_nonnull (strstr (bookgen_book_get_owner (guest), "process"));
  g_assert_null (book_fixture_try_open (fixture, FALSE, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "process"));

  g_signal_connect_swapped (guest, "changed-elsewhere", G_CALLBACK (book_fixture_count), &n_changes);
  bookgen_book_set_title (book, "B");
  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (bookgen_book_get_title (guest), ==, "B");
  g_assert_cmpuint (bookgen_outline_count (bookgen_book_get_outline (guest), FALSE), ==, 1);
  book_fixture_close (fixture, &book);
  while (bookgen_book_get_owner (guest))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_guest_follows (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenBook) guest = book_fixture_open (fixture, TRUE);
  guint n_changes = 0;

  g_signal_connect_swapped (guest, "changed-elsewhere", G_CALLBACK (book_fixture_count), &n_changes);
  for (guint round = 1; round <= 4; round++)
    {
      g_autofree char *here = NULL, *there = NULL;

      n_changes = 0;
      for (guint i = 0; i < 40; i++)
        book_fixture_change_somehow (bookgen_book_get_outline (book), rand);
      book_fixture_flush (fixture, book);
      while (n_changes == 0)
        g_main_context_iteration (NULL, TRUE);
      here = book_fixture_describe (bookgen_book_get_outline (book));
      there = book_fixture_describe (bookgen_book_get_outline (guest));
      g_assert_cmpstr (here, ==, there);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/create-and-open", test_create_and_open);
  g_test_add_func ("/book/create-refuses-what-is-there", test_create_refuses_what_is_there);
  g_test_add_func ("/book/outline-is-stored", test_outline_is_stored);
  g_test_add_func ("/book/undo-of-removal-keeps-text", test_undo_of_removal_keeps_text);
  g_test_add_func ("/book/revisions", test_revisions);
  g_test_add_func ("/book/may-replace", test_may_replace);
  g_test_add_func ("/book/tasks", test_tasks);
  g_test_add_func ("/book/placeholder-does-not-bury-text", test_placeholder_does_not_bury_text);
  g_test_add_func ("/book/group-commit", test_group_commit);
  g_test_add_func ("/book/dropped-without-close", test_dropped_without_close);
  g_test_add_func ("/book/save-copy", test_save_copy);
  g_test_add_func ("/book/second-in-this-process", test_second_in_this_process);
  g_test_add_func ("/book/guest-follows", test_guest_follows);
  return g_test_run ();
}
