/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-snapshot.h"
#include "book-fixture.h"

static gboolean
settle (BookgenBook *book, gint64 revision_id, const char *key, gboolean settled)
{
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_book_settle_finding_async (book, revision_id, key, settled, book_fixture_keep_result, &result);
  return bookgen_book_settle_finding_finish (book, book_fixture_wait (&result), NULL);
}

static gboolean
is_settled_on_disk (BookFixture *fixture, const char *unit_id, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, &error);

  g_assert_no_error (error);
  return bookgen_snapshot_is_settled (snapshot, unit_id, key);
}

/* It holds for every version of the unit, of no other, and until it is taken back. */
static void
test_settle (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (BookgenRevision) first = NULL, second = NULL;
  g_autoptr (BookgenBook) book = NULL;
  guint told = 0;

  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "Sails");
  book = book_fixture_create (fixture, "Sailing", outline);
  first = book_fixture_add_text (fixture, book, "u1", "TBD", TRUE);
  second = book_fixture_add_text (fixture, book, "u1", "TBD again", TRUE);
  g_signal_connect_swapped (book, "settled", G_CALLBACK (book_fixture_count), &told);

  g_assert_true (settle (book, bookgen_revision_get (first)->id, "placeholder:1", TRUE));
  g_assert_true (settle (book, bookgen_revision_get (first)->id, "placeholder:1", TRUE));
  g_assert_true (bookgen_book_is_settled (book, "u1", "placeholder:1"));
  g_assert_false (bookgen_book_is_settled (book, "u1", "placeholder:2"));
  g_assert_false (bookgen_book_is_settled (book, "u2", "placeholder:1"));
  g_assert_true (is_settled_on_disk (fixture, "u1", "placeholder:1"));
  g_assert_false (settle (book, 999, "placeholder:1", TRUE));
  g_assert_cmpuint (told, ==, 2);

  book_fixture_close (fixture, &book);
  book = book_fixture_open (fixture, FALSE);
  g_assert_true (bookgen_book_is_settled (book, "u1", "placeholder:1"));
  g_assert_true (settle (book, bookgen_revision_get (second)->id, "placeholder:1", FALSE));
  g_assert_false (bookgen_book_is_settled (book, "u1", "placeholder:1"));
  g_assert_false (is_settled_on_disk (fixture, "u1", "placeholder:1"));
  book_fixture_close (fixture, &book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settled/settle", test_settle);
  return g_test_run ();
}
