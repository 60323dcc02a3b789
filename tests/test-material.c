/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book-fixture.h"

static BookgenMaterial *
add (BookgenBook *book, const char *unit_id, const char *text)
{
  const BookgenMaterialData data = { .unit_id = (char *) unit_id, .name = (char *) "tides.md",
                                     .media_type = (char *) "text/markdown", .size_bytes = strlen (text) + 1,
                                     .text = (char *) text, .added_at_ms = 5 };
  g_autoptr (BookgenMaterial) material = bookgen_material_new (&data);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BookgenMaterial *stored;

  bookgen_book_add_material_async (book, material, NULL, book_fixture_keep_result, &result);
  stored = bookgen_book_add_material_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return stored;
}

static gboolean
set_removed (BookgenBook *book, gint64 id, gboolean removed)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (removed)
    bookgen_book_remove_material_async (book, id, book_fixture_keep_result, &result);
  else
    bookgen_book_restore_material_async (book, id, book_fixture_keep_result, &result);
  return bookgen_book_remove_material_finish (book, book_fixture_wait (&result), NULL);
}

static GPtrArray *
load (BookgenBook *book, const char *unit_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *all;

  bookgen_book_load_material_async (book, unit_id, NULL, book_fixture_keep_result, &result);
  all = bookgen_book_load_material_finish (book, book_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return all;
}

static void
assert_texts (BookgenBook *book, const char *unit_id, const char *expected)
{
  g_autoptr (GPtrArray) all = load (book, unit_id);
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GListModel) list = bookgen_book_dup_material (book, unit_id);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, all->len);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (BookgenMaterial) facts = g_list_model_get_item (list, i);

      g_string_append_printf (texts, "%s;", bookgen_material_get (all->pdata[i])->text);
      g_assert_null (bookgen_material_get (facts)->text);
      g_assert_cmpstr (bookgen_material_get (facts)->digest, ==, bookgen_material_get (all->pdata[i])->digest);
    }
  g_assert_cmpstr (texts->str, ==, expected);
}

static void
test_facts (void)
{
  const BookgenMaterialData data = { .unit_id = (char *) "u1", .name = (char *) "n", .text = (char *) "Two words",
                                     .is_note = TRUE };
  g_autoptr (BookgenMaterial) material = bookgen_material_new (&data);
  g_autofree char *long_text = g_strnfill (BOOKGEN_MATERIAL_MAX_TEXT_BYTES - 1, 'x');
  g_autofree char *longer = g_strconcat (long_text, "äöü", NULL);
  g_autoptr (BookgenMaterial) cut = bookgen_material_new (&(BookgenMaterialData){ .text = longer });

  g_assert_cmpuint (bookgen_material_get (material)->words, ==, 2);
  g_assert_cmpstr (bookgen_material_get (material)->media_type, ==, "text/plain");
  g_assert_cmpuint (strlen (bookgen_material_get (material)->digest), ==, 64);
  g_assert_cmpuint (strlen (bookgen_material_get (cut)->text), ==, BOOKGEN_MATERIAL_MAX_TEXT_BYTES - 1);
  g_assert_cmpuint (bookgen_material_count_pages (0), ==, 1);
  g_assert_cmpuint (bookgen_material_count_pages (280), ==, 1);
  g_assert_cmpuint (bookgen_material_count_pages (281), ==, 2);
}

static void
test_kept (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenMaterial) first = NULL, second = NULL, of_book = NULL;

  bookgen_outline_add (bookgen_book_get_outline (book), NULL, 0, BOOKGEN_UNIT_CHAPTER, "Tides");
  assert_texts (book, "u1", "");
  first = add (book, "u1", "Ebb");
  second = add (book, "u1", "Flow");
  of_book = add (book, "", "The sea");
  g_assert_cmpint (bookgen_material_get (second)->id, >, bookgen_material_get (first)->id);
  g_assert_null (bookgen_material_get (first)->text);
  assert_texts (book, "u1", "Ebb;Flow;");
  assert_texts (book, "", "The sea;");
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  assert_texts (book, "u1", "Ebb;Flow;");
  assert_texts (book, "", "The sea;");
  assert_texts (book, "u9", "");
}

static void
test_taken_away_and_back (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenMaterial) first = add (book, "", "Ebb"), second = add (book, "", "Flow");

  g_assert_true (set_removed (book, bookgen_material_get (first)->id, TRUE));
  g_assert_false (set_removed (book, bookgen_material_get (first)->id, TRUE));
  assert_texts (book, "", "Flow;");
  g_assert_true (set_removed (book, bookgen_material_get (first)->id, FALSE));
  g_assert_false (set_removed (book, bookgen_material_get (first)->id, FALSE));
  g_assert_false (set_removed (book, 99, FALSE));
  assert_texts (book, "", "Ebb;Flow;");
  set_removed (book, bookgen_material_get (second)->id, TRUE);
  book_fixture_close (fixture, &book);

  book = book_fixture_open (fixture, FALSE);
  assert_texts (book, "", "Ebb;");
  g_assert_false (set_removed (book, bookgen_material_get (second)->id, FALSE));
}

static void
test_read_only (void)
{
  g_autoptr (BookFixture) fixture = book_fixture_new ();
  g_autoptr (BookgenBook) book = book_fixture_create (fixture, "A", NULL);
  g_autoptr (BookgenMaterial) first = add (book, "", "Ebb");
  g_autoptr (BookgenBook) guest = NULL;

  book_fixture_flush (fixture, book);
  guest = book_fixture_open (fixture, TRUE);
  g_assert_false (bookgen_book_get_writable (guest));
  assert_texts (guest, "", "Ebb;");
  g_assert_false (set_removed (guest, bookgen_material_get (first)->id, TRUE));
  assert_texts (guest, "", "Ebb;");
  book_fixture_close (fixture, &guest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/material/facts", test_facts);
  g_test_add_func ("/material/kept", test_kept);
  g_test_add_func ("/material/taken-away", test_taken_away_and_back);
  g_test_add_func ("/material/read-only", test_read_only);
  return g_test_run ();
}
