/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-book-check.h"
#include "bookgen-to-look-at.h"

#include "book-fixture.h"

#define SHARED \
  "The keeper climbed the hundred and twelve steps each evening, trimmed the wick, wound the clockwork and wrote the state of " \
  "the sea into a book that nobody would ever ask for."

typedef struct {
  const char *title, *brief;
  const char *text;     /* NULL: none */
  const char *findings; /* JSON kept with it */
  BookgenOrigin origin;
  gboolean rehearsal;
} Sample;

static const Sample samples[] = {
  { "The lamp", "Oil, and the year 1822", "## How a wick burns\n\nIt was lit in 1822, and again in 1901. " SHARED "\n", NULL },
  { "The keeper", "Steps", "## How a wick burns\n\nHe came late. " SHARED "\n",
    "[{\"kind\":\"short\",\"line\":0,\"detail\":\"\",\"count\":30,\"of\":600}]" },
  { "The sea", "", "Fog came in TBD.\n", NULL, BOOKGEN_ORIGIN_ME },
  { "The lamp", "", "A placeholder of 1999. " SHARED "\n",
    "[{\"kind\":\"truncated\",\"line\":1,\"detail\":\"1999. The\"}]", BOOKGEN_ORIGIN_MODEL, TRUE },
  { "The storm", "", NULL },
};

static char *
describe (GPtrArray *findings)
{
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < findings->len; i++)
    {
      BookgenBookFinding *of = findings->pdata[i];
      const BookgenFinding *finding = bookgen_book_finding_get (of);
      g_string_append_printf (all, "%s %s %u; ", bookgen_book_finding_get_unit_id (of),
                              bookgen_finding_kind_to_string (finding->kind), finding->line);
      g_assert_cmpstr (bookgen_book_finding_get_sentence (of), !=, "");
    }
  return g_string_free (all, FALSE);
}

static BookgenBook *
make_book (BookFixture *fixture)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      BookgenUnit *unit = bookgen_outline_add (outline, NULL, i, BOOKGEN_UNIT_CHAPTER, samples[i].title);
      bookgen_outline_edit_string (outline, unit, "brief", samples[i].brief);
    }
  BookgenBook *book = book_fixture_create (fixture, "The light", outline);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i + 1);
      BookgenRevisionData data = { .unit_id = id, .stage = (char *) "draft", .origin = samples[i].origin,
                                   .text = (char *) samples[i].text, .findings = (char *) samples[i].findings,
                                   .rehearsal = samples[i].rehearsal };
      g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
      if (samples[i].text != NULL)
        g_object_unref (book_fixture_add (fixture, book, revision, TRUE));
    }
  return book;
}

static GPtrArray *
check (BookFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, &error);
  g_assert_no_error (error);
  GPtrArray *findings = bookgen_book_check (snapshot, NULL, &error);
  g_assert_no_error (error);
  return findings;
}

/* The first chapter keeps what two say; the placeholder is compared with nothing and claims nothing; the author's text has a
 * gap. */
#define ALL "u1 claim 3; u2 short 0; u2 overlap 3; u2 title-twice 1; u3 placeholder 1; u4 truncated 1; "

static void
test_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (GPtrArray) findings = check (fixture);
  g_autofree char *all = describe (findings);
  guint units, claims;
  g_assert_cmpstr (all, ==, ALL);
  bookgen_book_check_count (findings, &units, &claims);
  g_assert_cmpuint (units, ==, 3);
  g_assert_cmpuint (claims, ==, 1);
  const BookgenFinding *overlap = bookgen_book_finding_get (findings->pdata[2]);
  g_assert_cmpstr (overlap->other, ==, "u1");
  g_assert_cmpstr (overlap->remark, ==, "The lamp");
  book_fixture_close (fixture, &book);
}

static void
settle (BookgenBook *book, BookgenBookFinding *finding)
{
  g_autoptr (GAsyncResult) result = NULL;
  bookgen_book_settle_finding_async (book, bookgen_book_finding_get_revision_id (finding),
                                     bookgen_book_finding_get_key (finding), TRUE, book_fixture_keep_result, &result);
  g_assert_true (bookgen_book_settle_finding_finish (book, book_fixture_wait (&result), NULL));
}

/* What is fine is gone; the same text written again by hand is looked through for itself. */
static void
test_settled (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (GPtrArray) findings = check (fixture);
  for (guint i = 0; i < findings->len; i += 2)
    settle (book, findings->pdata[i]);
  g_autoptr (GPtrArray) rest = check (fixture);
  g_autofree char *left = describe (rest);
  g_assert_cmpstr (left, ==, "u2 short 0; u2 title-twice 1; u4 truncated 1; ");
  g_object_unref (book_fixture_add_text (fixture, book, "u3", "Fog came in TBD. And again FIXME.", TRUE));
  g_autoptr (GPtrArray) edited = check (fixture);
  g_autofree char *now = describe (edited);
  g_assert_cmpstr (now, ==, "u2 short 0; u2 title-twice 1; u3 placeholder 1; u4 truncated 1; ");
  book_fixture_close (fixture, &book);
}

static void
test_cancelled (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (bookgen_book_check (snapshot, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&snapshot, bookgen_snapshot_free);
  book_fixture_close (fixture, &book);
}

static void
wait_until (BookgenToLookAt *list, guint n_items)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != n_items)
    g_main_context_iteration (NULL, TRUE);
}

static void
items_changed (GListModel *list, guint position, guint removed, guint added, guint *n_changed)
{
  *n_changed += removed + added;
}

/* The list follows settled marks and texts, and what stays is the same object. */
static void
test_list (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (BookgenToLookAt) list = bookgen_to_look_at_new (book);
  guint changed = 0;
  wait_until (list, 6);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed), &changed);
  g_autoptr (BookgenBookFinding) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autoptr (BookgenBookFinding) fifth = g_list_model_get_item (G_LIST_MODEL (list), 4);
  settle (book, fifth);
  wait_until (list, 5);
  g_autoptr (BookgenBookFinding) still = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (still == first);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpuint (bookgen_to_look_at_get_units (list), ==, 2);
  g_assert_cmpuint (bookgen_to_look_at_get_claims (list), ==, 1);
  g_object_unref (book_fixture_add_text (fixture, book, "u3", "Fog came in. And again FIXME.", TRUE));
  wait_until (list, 6);
  g_clear_object (&list);
  book_fixture_close (fixture, &book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book-check/book", test_book);
  g_test_add_func ("/book-check/settled", test_settled);
  g_test_add_func ("/book-check/cancelled", test_cancelled);
  g_test_add_func ("/book-check/list", test_list);
  return g_test_run ();
}
