/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-text.h"

#include "book-fixture.h"

/* "# Sea", "## Knots" with a long text and a section, "## Tides" with a short one, "## Wind" with none. */
static BookgenImport *
import_sea (void)
{
  g_autoptr (GString) text = g_string_new ("# Part 1: Sea\n\nAll of it.\n\n## Chapter 1: Knots\n\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  BookgenImport *import;

  for (guint i = 0; i < 298; i++)
    g_string_append (text, "word ");
  g_string_append (text, "\n\n### Bowline\n\nThe best.\n\n## Chapter 2: Tides\n\nEbb and flow.\n\n## Chapter 3: Wind\n");
  bytes = g_bytes_new (text->str, text->len);
  import = bookgen_import_bytes (bytes, "a.md", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->texts->len, ==, 3);
  return import;
}

static BookgenImportText *
text_at (BookgenImport *import, guint index)
{
  return g_ptr_array_index (import->texts, index);
}

static void
test_proposals (void)
{
  g_autoptr (BookgenImport) import = import_sea ();

  g_assert_cmpstr (bookgen_unit_get_title (text_at (import, 0)->unit), ==, "Sea");
  g_assert_cmpint (text_at (import, 0)->proposed, ==, BOOKGEN_IMPORT_USE_BRIEF);
  g_assert_cmpstr (bookgen_unit_get_title (text_at (import, 1)->unit), ==, "Knots");
  g_assert_cmpuint (text_at (import, 1)->words, ==, 301);
  g_assert_cmpint (text_at (import, 1)->proposed, ==, BOOKGEN_IMPORT_USE_CHAPTER);
  g_assert_true (g_str_has_suffix (text_at (import, 1)->text, "word\n\n## Bowline\n\nThe best."));
  g_assert_cmpint (text_at (import, 2)->proposed, ==, BOOKGEN_IMPORT_USE_BRIEF);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (text_at (import, i)->use, ==, BOOKGEN_IMPORT_USE_BRIEF);
}

static void
test_use (void)
{
  g_autoptr (BookgenImport) import = import_sea ();
  BookgenImportText *knots = text_at (import, 1);
  g_autofree char *brief = g_strdup (bookgen_unit_get_brief (knots->unit));

  bookgen_import_set_use (import, knots, BOOKGEN_IMPORT_USE_CHAPTER);
  g_assert_cmpstr (bookgen_unit_get_brief (knots->unit), ==, "");
  g_assert_cmpint (bookgen_unit_get_writer (knots->unit), ==, BOOKGEN_WRITER_ME);
  bookgen_import_set_use (import, knots, BOOKGEN_IMPORT_USE_MATERIAL);
  g_assert_cmpstr (bookgen_unit_get_brief (knots->unit), ==, "- Bowline");
  g_assert_cmpint (bookgen_unit_get_writer (knots->unit), ==, BOOKGEN_WRITER_MODEL);
  bookgen_import_set_use (import, knots, BOOKGEN_IMPORT_USE_BRIEF);
  g_assert_cmpstr (bookgen_unit_get_brief (knots->unit), ==, brief);
  bookgen_import_set_use (import, text_at (import, 0), BOOKGEN_IMPORT_USE_CHAPTER); /* a part */
  g_assert_cmpint (text_at (import, 0)->use, ==, BOOKGEN_IMPORT_USE_BRIEF);
  g_assert_false (bookgen_outline_can_undo (import->outline));
}

static void
check_stored (BookFixture *fixture, BookgenBook **book, const char *knots, const char *tides)
{
  g_autoptr (BookgenRevision) text = NULL;
  g_autoptr (GListModel) material = NULL;
  g_autoptr (BookgenMaterial) note = NULL;
  BookgenRevision *current;

  book_fixture_close (fixture, book);
  *book = book_fixture_open (fixture, FALSE);
  current = bookgen_book_get_current (*book, knots);
  g_assert_cmpint (bookgen_revision_get (current)->origin, ==, BOOKGEN_ORIGIN_ME);
  text = book_fixture_load (fixture, *book, bookgen_revision_get (current)->id);
  g_assert_true (g_str_has_prefix (bookgen_revision_get (text)->text, "word word"));
  material = bookgen_book_dup_material (*book, tides);
  note = g_list_model_get_item (material, 0);
  g_assert_cmpstr (bookgen_material_get (note)->name, ==, "Tides");
  g_assert_true (bookgen_material_get (note)->is_note);
  g_assert_cmpuint (bookgen_material_get (note)->words, ==, 3);
  g_assert_null (bookgen_book_get_current (*book, tides));
}

static void
choose (BookgenImport *import)
{
  bookgen_import_set_use (import, text_at (import, 1), BOOKGEN_IMPORT_USE_CHAPTER);
  bookgen_import_set_use (import, text_at (import, 2), BOOKGEN_IMPORT_USE_MATERIAL);
}

static void
test_add_to_a_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenImport) import = import_sea ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  BookgenOutline *outline = bookgen_book_get_outline (book);

  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "First");
  bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "Last");
  bookgen_outline_forget_changes (outline);
  choose (import);
  bookgen_import_add_to_book (import, book, NULL, 1);
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, FALSE), ==, 2);
  g_assert_false (bookgen_outline_can_undo (outline));
  bookgen_outline_redo (outline);
  check_stored (fixture, &book, "u4", "u5");
}

static void
test_new_book (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenImport) import = import_sea ();
  g_autoptr (BookgenBook) book = NULL;

  choose (import);
  book = book_fixture_create (fixture, "A", import->outline);
  bookgen_import_add_texts (import, book);
  check_stored (fixture, &book, "u2", "u3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-text/proposals", test_proposals);
  g_test_add_func ("/import-text/use", test_use);
  g_test_add_func ("/import-text/add-to-book", test_add_to_a_book);
  g_test_add_func ("/import-text/new-book", test_new_book);
  return g_test_run ();
}
