/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book-fixture.h"

#include "bookgen-snapshot.h"

static BookgenBook *
make_book (BookFixture *fixture)
{
  BookgenBook *book = book_fixture_create (fixture, "A book", NULL);

  for (guint i = 0; i < 2; i++)
    bookgen_outline_add (bookgen_book_get_outline (book), NULL, i, BOOKGEN_UNIT_CHAPTER, "Tides");
  return book;
}

static gint64
add (BookgenBook *book, const char *unit_id, int item, const char *content, const BookgenTaskRecord *record)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  const BookgenMediaData data = { .unit_id = (char *) unit_id, .stage = (char *) "draw", .item = item,
                                  .media_type = (char *) "image/png", .alt = (char *) "A harbour", .bytes = bytes };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);
  g_autoptr (BookgenMedia) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_add_media_async (book, media, record, NULL, book_fixture_keep_result, &result);
  stored = bookgen_book_add_media_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_null (bookgen_media_get (stored)->bytes);
  g_assert_cmpuint (bookgen_media_get (stored)->size_bytes, ==, strlen (content));
  return bookgen_media_get (stored)->id;
}

static GPtrArray *
load (BookgenBook *book, const char *unit_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *all;

  bookgen_book_load_media_async (book, unit_id, NULL, book_fixture_keep_result, &result);
  all = bookgen_book_load_media_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return all;
}

static void
assert_bytes (BookFixture *fixture, gint64 id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, &error);
  g_autoptr (GBytes) bytes = snapshot ? bookgen_snapshot_dup_media_bytes (snapshot, id, &error) : NULL;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

/* Of an item the last one counts, and each is kept apart from the others. */
static void
test_newest_counts (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (GPtrArray) all = NULL;

  add (book, "u1", 1, "first", NULL);
  add (book, "u1", 2, "other", NULL);
  add (book, "u2", 1, "elsewhere", NULL);
  add (book, "u1", 1, "second", NULL);
  book_fixture_flush (fixture, book);
  all = load (book, "u1");
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (bookgen_media_get (all->pdata[0])->item, ==, 1);
  g_assert_cmpstr (bookgen_media_get (all->pdata[0])->alt, ==, "A harbour");
  assert_bytes (fixture, bookgen_media_get (all->pdata[0])->id, "second");
  assert_bytes (fixture, bookgen_media_get (all->pdata[1])->id, "other");
  book_fixture_close (fixture, &book);
}

/* The picture and that it is done are one write. */
static void
test_with_record (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (BookgenTaskRecord) record = bookgen_task_record_new ("draw", "u1", 1);
  g_autoptr (GPtrArray) records = NULL;

  record->state = BOOKGEN_TASK_DONE;
  record->usage.requests = 1;
  record->usage.cost_micros = 40000;
  add (book, "u1", 1, "bytes", record);
  records = bookgen_book_dup_tasks (book);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpint (((BookgenTaskRecord *) records->pdata[0])->state, ==, BOOKGEN_TASK_DONE);
  g_assert_cmpint (((BookgenTaskRecord *) records->pdata[0])->usage.cost_micros, ==, 40000);
  book_fixture_close (fixture, &book);
}

static gint64
add_list (BookgenBook *book, const char *stage, const char *text)
{
  const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) stage, .text = (char *) text };
  g_autoptr (BookgenRevision) list = bookgen_revision_new (&data);
  g_autoptr (BookgenRevision) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_add_revision_async (book, list, FALSE, NULL, book_fixture_keep_result, &result);
  stored = bookgen_book_add_revision_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return bookgen_revision_get (stored)->id;
}

static void
add_of_list (BookgenBook *book, int item, BookgenRevision *list)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("bytes", 5);
  const BookgenMediaData data = { .unit_id = (char *) "u1", .stage = (char *) "draw", .list = (char *) "see", .item = item,
                                  .media_type = (char *) "image/png", .alt = (char *) "as drawn", .bytes = bytes };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);
  g_autoptr (BookgenMedia) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_book_add_media_async (book, media, NULL, list, book_fixture_keep_result, &result);
  stored = bookgen_book_add_media_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* "2 as drawn, 1 A gull": what counts, with its description. */
static char *
dup_shown (BookgenBook *book)
{
  g_autoptr (GPtrArray) all = load (book, "u1");
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (shown, "%s%d %s", i > 0 ? ", " : "", bookgen_media_get (all->pdata[i])->item,
                            bookgen_media_get (all->pdata[i])->alt);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/* Of a list only what its newest version names counts, in its order and with its words. */
static void
test_of_list (void)
{
  static const struct {
    const char *list, *shown;
  } cases[] = {
    { "{\"items\":[{\"number\":1},{\"number\":2},{\"number\":3}]}", "1 as drawn, 2 as drawn" },
    { "{\"items\":[{\"alt\":\"by place\"}]}", "1 by place" },
    { "{\"items\":[{\"number\":2},{\"number\":1,\"alt\":\"A gull\"}]}", "2 as drawn, 1 A gull" },
    { "{\"items\":[]}", "" },
    { "{\"items\":[7,null,\"1\",{\"number\":\"x\"}]}", "" },
    { "no list", "" },
    { "{\"items\":[{\"number\":2,\"alt\":\"back again\"}]}", "2 back again" },
  };
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);

  add_of_list (book, 1, NULL);
  add_of_list (book, 2, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;

      add_list (book, "see", cases[i].list);
      add_list (book, "other", "{\"items\":[{\"number\":1,\"alt\":\"of another list\"}]}");
      shown = dup_shown (book);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
  book_fixture_close (fixture, &book);
}

/* A picture and the list that names it are one write. */
static void
test_with_list (void)
{
  const BookgenRevisionData data = { .unit_id = (char *) "u1", .stage = (char *) "see", .origin = BOOKGEN_ORIGIN_ME,
                                     .text = (char *) "{\"items\":[{\"number\":4,\"alt\":\"Mine\"}]}" };
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (BookgenRevision) list = bookgen_revision_new (&data);
  g_autofree char *shown = NULL;

  add_of_list (book, 4, list);
  shown = dup_shown (book);
  g_assert_cmpstr (shown, ==, "4 Mine");
  g_assert_nonnull (bookgen_book_get_newest (book, "u1", "see"));
  g_assert_null (bookgen_book_get_current (book, "u1"));
  book_fixture_close (fixture, &book);
}

static void
test_none (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = make_book (fixture);
  g_autoptr (GPtrArray) all = load (book, "u1");
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, NULL);

  g_assert_cmpuint (all->len, ==, 0);
  g_assert_null (bookgen_snapshot_dup_media_bytes (snapshot, 7, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/newest-counts", test_newest_counts);
  g_test_add_func ("/media/with-record", test_with_record);
  g_test_add_func ("/media/of-list", test_of_list);
  g_test_add_func ("/media/with-list", test_with_list);
  g_test_add_func ("/media/none", test_none);
  return g_test_run ();
}
