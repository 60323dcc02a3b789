/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book-fixture.h"
#include "bookgen-export.h"
#include "bookgen-manuscript.h"
#include "handmade-picture.h"

static BookgenUnit *
add_unit (BookgenOutline *outline, BookgenUnit *parent, BookgenUnitKind kind, const char *title)
{
  return bookgen_outline_add (outline, parent, G_MAXUINT, kind, title);
}

/* Two parts with two chapters each, and an epilogue. Ids u1 … u7. */
static BookgenOutline *
new_outline (void)
{
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *part = add_unit (outline, NULL, BOOKGEN_UNIT_PART, "Part One");

  add_unit (outline, part, BOOKGEN_UNIT_CHAPTER, "First");
  add_unit (outline, part, BOOKGEN_UNIT_CHAPTER, "Second");
  part = add_unit (outline, NULL, BOOKGEN_UNIT_PART, "Part Two");
  add_unit (outline, part, BOOKGEN_UNIT_CHAPTER, "Third");
  add_unit (outline, part, BOOKGEN_UNIT_CHAPTER, "Fourth");
  add_unit (outline, NULL, BOOKGEN_UNIT_CHAPTER, "Epilogue");
  return outline;
}

static void
add_text (BookFixture *fixture, BookgenBook *book, const char *unit_id, const char *text, gboolean rehearsal)
{
  const BookgenRevisionData data = { .unit_id = (char *) unit_id, .stage = (char *) "write", .text = (char *) text,
                                     .rehearsal = rehearsal };
  g_autoptr (BookgenRevision) revision = bookgen_revision_new (&data);
  g_autoptr (BookgenRevision) stored = book_fixture_add (fixture, book, revision, TRUE);
}

static BookgenManuscript *
read_manuscript (BookFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (fixture->path, &error);
  BookgenManuscript *manuscript;

  g_assert_no_error (error);
  manuscript = bookgen_manuscript_new (g_steal_pointer (&snapshot), &error);
  g_assert_no_error (error);
  return manuscript;
}

/* "Part One, First (1), Second (2) -": titles, numbers of chapters, "-" for what has no text. */
static char *
describe (const BookgenManuscript *manuscript)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < manuscript->sections->len; i++)
    {
      const BookgenSection *section = g_ptr_array_index (manuscript->sections, i);

      g_string_append_printf (text, "%s%s", text->len ? ", " : "", section->title);
      if (section->kind == BOOKGEN_SECTION_CHAPTER)
        g_string_append_printf (text, " (%u)%s", section->number, section->text ? "" : " -");
    }
  return g_string_free (text, FALSE);
}

typedef struct {
  const char *real, *rehearsed; /* ids of units, separated by spaces */
  const char *left_out;         /* id, or NULL */
  const char *expected;
  guint chapters, written;
  gboolean rehearsal;
} ManuscriptCase;

static void
add_texts (BookFixture *fixture, BookgenBook *book, const char *ids, gboolean rehearsal)
{
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  for (guint i = 0; list[i] && *list[i]; i++)
    add_text (fixture, book, list[i], "Some text.", rehearsal);
}

static void
leave_out (BookgenBook *book, const char *id)
{
  g_auto (GValue) value = G_VALUE_INIT;
  BookgenOutline *outline = bookgen_book_get_outline (book);

  g_value_init (&value, G_TYPE_BOOLEAN);
  bookgen_outline_edit (outline, bookgen_outline_find (outline, id), "in-book", &value);
}

static void
test_manuscript (void)
{
  static const ManuscriptCase cases[] = {
    { "u2 u3 u5 u6 u7", "", NULL,
      "Part One, First (1), Second (2), Part Two, Third (3), Fourth (4), Epilogue (5)", 5, 5, FALSE },
    { "u3 u7", "", NULL, "Part One, First (1) -, Second (2), Third (3) -, Fourth (4) -, Epilogue (5)", 5, 2, FALSE },
    { "u3", "u2 u7", NULL, "Part One, First (1) -, Second (2), Third (3) -, Fourth (4) -, Epilogue (5) -", 5, 1, FALSE },
    { "", "u2 u7", NULL, "Part One, First (1), Second (2) -, Third (3) -, Fourth (4) -, Epilogue (5)", 5, 2, TRUE },
    { "u2 u3 u5 u6 u7", "", "u1", "Part Two, Third (3), Fourth (4), Epilogue (5)", 3, 3, FALSE },
    { "u2 u3 u5 u6 u7", "", "u6", "Part One, First (1), Second (2), Part Two, Third (3), Epilogue (5)", 4, 4, FALSE },
    { "", "", NULL, "First (1) -, Second (2) -, Third (3) -, Fourth (4) -, Epilogue (5) -", 5, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookFixture) fixture = book_fixture_new ();
      g_autoptr (BookgenOutline) outline = new_outline ();
      BookgenBook *book = book_fixture_create (fixture, "Bread", outline);
      g_autoptr (BookgenManuscript) manuscript = NULL;
      g_autofree char *description = NULL;

      add_texts (fixture, book, cases[i].real, FALSE);
      add_texts (fixture, book, cases[i].rehearsed, TRUE);
      if (cases[i].left_out)
        leave_out (book, cases[i].left_out);
      book_fixture_flush (fixture, book);
      manuscript = read_manuscript (fixture);
      description = describe (manuscript);
      g_assert_cmpstr (description, ==, cases[i].expected);
      g_assert_cmpuint (manuscript->chapters, ==, cases[i].chapters);
      g_assert_cmpuint (manuscript->written, ==, cases[i].written);
      g_assert_cmpint (manuscript->rehearsal, ==, cases[i].rehearsal);
      book_fixture_close (fixture, &book);
    }
}

static void
add_media (BookFixture *fixture, BookgenBook *book, const char *stage, int item, const char *media_type,
           const char *made_from, gboolean rehearsal)
{
  g_autoptr (GBytes) bytes = handmade_png_new ();
  const BookgenMediaData data = { .unit_id = (char *) "u2", .stage = (char *) stage, .item = item,
                                  .media_type = (char *) media_type, .made_from = (char *) made_from,
                                  .rehearsal = rehearsal, .bytes = bytes };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BookgenMedia) stored = NULL;

  bookgen_book_add_media_async (book, media, NULL, NULL, book_fixture_keep_result, &result);
  book_fixture_wait (&result);
  stored = bookgen_book_add_media_finish (book, result, NULL);
  g_assert_nonnull (stored);
}

/* Names of pictures, pieces of speech. */
static char *
describe_media (const BookgenSection *section)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; section->pictures && i < section->pictures->len; i++)
    g_string_append_printf (text, "%s ", ((BookgenPicture *) g_ptr_array_index (section->pictures, i))->name);
  for (guint i = 0; section->recordings && i < section->recordings->len; i++)
    g_string_append_printf (text, "%d ", bookgen_media_get (g_ptr_array_index (section->recordings, i))->item);
  return g_string_free (text, FALSE);
}

/* Placeholders count in a rehearsal only; what a longer text left behind, and kinds without a name, never do. */
static void
test_media (void)
{
  static const struct { gboolean rehearsal; const char *expected; } cases[] = {
    { FALSE, "img-0001.png img-0002.jpg 1 2 " },
    { TRUE, "img-0001.png img-0002.png img-0003.jpg 1 2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookFixture) fixture = book_fixture_new ();
      g_autoptr (BookgenOutline) outline = new_outline ();
      BookgenBook *book = book_fixture_create (fixture, "Bread", outline);
      g_autoptr (BookgenManuscript) manuscript = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *description = NULL;
      const BookgenSection *section;

      add_text (fixture, book, "u2", "Text.", cases[i].rehearsal);
      add_media (fixture, book, "draw", 1, "image/png", "a", FALSE);
      add_media (fixture, book, "draw", 2, "image/png", "a", TRUE);
      add_media (fixture, book, "draw", 3, "image/jpeg", "a", FALSE);
      add_media (fixture, book, "draw", 4, "image/x-unheard-of", "a", FALSE);
      add_media (fixture, book, "narrate", 1, "audio/mpeg", "new", FALSE);
      add_media (fixture, book, "narrate", 2, "audio/mpeg", "new", FALSE);
      add_media (fixture, book, "narrate", 3, "audio/mpeg", "old", FALSE);
      add_media (fixture, book, "narrate", 4, "audio/mpeg", "new", FALSE);
      book_fixture_flush (fixture, book);
      manuscript = read_manuscript (fixture);
      section = g_ptr_array_index (manuscript->sections, 1);
      description = describe_media (section);
      g_assert_cmpstr (description, ==, cases[i].expected);
      bytes = bookgen_manuscript_dup_bytes (manuscript, ((BookgenPicture *) g_ptr_array_index (section->pictures, 0))->media, NULL);
      g_assert_nonnull (bytes);
      g_clear_pointer (&manuscript, bookgen_manuscript_free);
      book_fixture_close (fixture, &book);
    }
}

static void
test_languages (void)
{
  static const struct { const char *stored, *expected; } cases[] = {
    { "en-GB", "en-GB" }, { "de_DE.UTF-8", "de-DE" }, { "", "und" }, { "no such language", "und" }, { "ja", "ja" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookFixture) fixture = book_fixture_new ();
      BookgenBook *book = book_fixture_create (fixture, "Bread", NULL);
      g_autoptr (BookgenManuscript) manuscript = NULL;

      bookgen_book_set_language (book, cases[i].stored);
      book_fixture_flush (fixture, book);
      manuscript = read_manuscript (fixture);
      g_assert_cmpstr (manuscript->language, ==, cases[i].expected);
      book_fixture_close (fixture, &book);
    }
}

static BookgenBook *
create_written (BookFixture *fixture)
{
  g_autoptr (BookgenOutline) outline = new_outline ();
  BookgenBook *book = book_fixture_create (fixture, "Bread", outline);

  add_text (fixture, book, "u2", "First text with [a link](nowhere.md).", FALSE);
  add_text (fixture, book, "u7", "Last text.", FALSE);
  book_fixture_flush (fixture, book);
  return book;
}

/* While the book is open for writing. */
static void
test_write (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = create_written (fixture);
  g_autofree char *one_path = g_build_filename (fixture->folder, "one.epub", NULL);
  g_autofree char *two_path = g_build_filename (fixture->folder, "two.epub", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenExportReport) one = bookgen_export_write (fixture->path, one_path, NULL, &error);
  g_autoptr (BookgenExportReport) two = bookgen_export_write (fixture->path, two_path, NULL, NULL);
  g_autofree char *one_bytes = NULL, *two_bytes = NULL;
  gsize one_length, two_length;

  g_assert_no_error (error);
  g_assert_cmpstr (one->path, ==, one_path);
  g_assert_cmpuint (one->chapters, ==, 5);
  g_assert_cmpuint (one->written, ==, 2);
  g_assert_false (one->rehearsal);
  g_assert_cmpuint (one->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (one->notes, 0), "nowhere.md"));
  g_assert_nonnull (two);
  g_assert_true (g_file_get_contents (one_path, &one_bytes, &one_length, NULL));
  g_assert_true (g_file_get_contents (two_path, &two_bytes, &two_length, NULL));
  g_assert_cmpmem (one_bytes, one_length, two_bytes, two_length);
  book_fixture_close (fixture, &book);
}

static void
test_source_date (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = create_written (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "one.epub", NULL);
  g_autoptr (BookgenExportReport) report = NULL;
  g_autofree char *bytes = NULL;

  bookgen_export_set_source_date (315532800 + 2);
  report = bookgen_export_write (fixture->path, path, NULL, NULL);
  bookgen_export_set_source_date (-1);
  g_assert_nonnull (report);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpmem (bytes + 10, 4, "\x01\x00\x21\x00", 4);
  book_fixture_close (fixture, &book);
}

static void
test_async (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = create_written (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "one.md", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BookgenExportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_export_write_async (fixture->path, path, NULL, book_fixture_keep_result, &result);
  report = bookgen_export_write_finish (book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->written, ==, 2);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  book_fixture_close (fixture, &book);
}

static void
test_async_cancelled (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  BookgenBook *book = create_written (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "one.epub", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bookgen_export_write_async (fixture->path, path, cancellable, book_fixture_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (bookgen_export_write_finish (book_fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  book_fixture_close (fixture, &book);
}

static void
test_not_a_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "one.epub", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bookgen_export_write (fixture->path, path, NULL, &error));
  g_assert_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/manuscript", test_manuscript);
  g_test_add_func ("/export/media", test_media);
  g_test_add_func ("/export/languages", test_languages);
  g_test_add_func ("/export/write", test_write);
  g_test_add_func ("/export/source-date", test_source_date);
  g_test_add_func ("/export/async", test_async);
  g_test_add_func ("/export/async-cancelled", test_async_cancelled);
  g_test_add_func ("/export/not-a-book", test_not_a_book);
  return g_test_run ();
}
