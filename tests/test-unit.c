/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline.h"

static void
test_kinds (void)
{
  static const char *const names[] = { "part", "module", "chapter", "lesson", "lab" };
  BookgenUnitKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (bookgen_unit_kind_from_string (names[i], &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_cmpstr (bookgen_unit_kind_to_string (kind), ==, names[i]);
    }
  g_assert_false (bookgen_unit_kind_from_string ("section", &kind));
  g_assert_false (bookgen_unit_kind_from_string ("", &kind));
  g_assert_false (bookgen_unit_kind_from_string (NULL, &kind));
}

static void
test_groups_are_not_written (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();

  for (BookgenUnitKind kind = BOOKGEN_UNIT_PART; kind <= BOOKGEN_UNIT_LAB; kind++)
    {
      BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, kind, "");
      g_assert_cmpint (bookgen_unit_is_written (unit), ==, kind >= BOOKGEN_UNIT_CHAPTER);
    }
}

static void
test_defaults (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Knots");

  g_assert_cmpstr (bookgen_unit_get_id (unit), ==, "u1");
  g_assert_cmpstr (bookgen_unit_get_title (unit), ==, "Knots");
  g_assert_cmpstr (bookgen_unit_get_brief (unit), ==, "");
  g_assert_cmpuint (bookgen_unit_get_target_words (unit), ==, 0);
  g_assert_cmpint (bookgen_unit_get_writer (unit), ==, BOOKGEN_WRITER_MODEL);
  g_assert_true (bookgen_unit_get_in_book (unit));
  g_assert_false (bookgen_unit_get_locked (unit));
  g_assert_null (bookgen_unit_get_depends_on (unit)[0]);
  g_assert_null (bookgen_unit_get_parent (unit));
  g_assert_cmpuint (g_list_model_get_n_items (bookgen_unit_get_children (unit)), ==, 0);
}

static void
test_bytes_that_are_no_text (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *unit = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Kn\xffts");

  g_assert_true (g_utf8_validate (bookgen_unit_get_title (unit), -1, NULL));
}

/* Somebody may keep a unit longer than its tree. */
static void
test_outlives_parent (void)
{
  g_autoptr (BookgenUnit) child = NULL;
  BookgenOutline *outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Harbour");

  child = g_object_ref (bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "Quay"));
  g_assert_true (bookgen_unit_get_parent (child) == part);
  g_object_unref (outline);
  g_assert_null (bookgen_unit_get_parent (child));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unit/kinds", test_kinds);
  g_test_add_func ("/unit/groups-are-not-written", test_groups_are_not_written);
  g_test_add_func ("/unit/defaults", test_defaults);
  g_test_add_func ("/unit/bytes-that-are-no-text", test_bytes_that_are_no_text);
  g_test_add_func ("/unit/outlives-parent", test_outlives_parent);
  return g_test_run ();
}
