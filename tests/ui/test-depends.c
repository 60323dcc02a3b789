/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-depends.h"

static BookgenUnit *
add (BookgenOutline *outline, BookgenUnit *parent, const char *title)
{
  return bookgen_outline_add (outline, parent, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, title);
}

static char *
dup_choices (BookgenOutline *outline, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) choices = bookgen_depends_dup_choices (outline, unit);
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    g_string_append (titles, bookgen_unit_get_title (choices->pdata[i]));
  return g_string_free (titles, FALSE);
}

static void
test_earlier (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "P");
  g_autofree char *none = NULL, *two = NULL, *numbers = NULL;
  BookgenUnit *a = add (outline, part, "a");
  BookgenUnit *b = add (outline, part, "b");
  BookgenUnit *c = add (outline, NULL, "c");

  none = dup_choices (outline, a);
  two = dup_choices (outline, c);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (two, ==, "ab");
  bookgen_depends_set (outline, c, a, TRUE);
  bookgen_depends_set (outline, c, b, TRUE);
  bookgen_depends_set (outline, c, b, TRUE);
  numbers = bookgen_depends_dup_numbers (outline, c);
  g_assert_cmpstr (numbers, ==, "1, 2");
  bookgen_depends_set (outline, c, a, FALSE);
  g_assert_false (bookgen_depends_has (c, a));
  g_assert_true (bookgen_depends_has (c, b));
  bookgen_outline_undo (outline);
  g_assert_true (bookgen_depends_has (c, a));
}

/* c waits for b, which waits for a; then c is moved to the front: neither may wait for it. */
static void
test_no_cycle (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *a = add (outline, NULL, "a");
  BookgenUnit *b = add (outline, NULL, "b");
  BookgenUnit *c = add (outline, NULL, "c");
  BookgenUnit *d = add (outline, NULL, "d");
  g_autofree char *of_a = NULL, *of_b = NULL, *of_d = NULL;

  bookgen_depends_set (outline, b, a, TRUE);
  bookgen_depends_set (outline, c, b, TRUE);
  bookgen_outline_move (outline, c, NULL, 0);
  of_a = dup_choices (outline, a);
  of_b = dup_choices (outline, b);
  of_d = dup_choices (outline, d);
  g_assert_cmpstr (of_a, ==, "");
  g_assert_cmpstr (of_b, ==, "a");
  g_assert_cmpstr (of_d, ==, "cab");
}

static void
test_gone (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *a = add (outline, NULL, "a");
  BookgenUnit *b = add (outline, NULL, "b");
  g_autofree char *numbers = NULL;

  bookgen_depends_set (outline, b, a, TRUE);
  bookgen_outline_remove (outline, a);
  numbers = bookgen_depends_dup_numbers (outline, b);
  g_assert_cmpstr (numbers, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/depends/earlier", test_earlier);
  g_test_add_func ("/depends/no-cycle", test_no_cycle);
  g_test_add_func ("/depends/gone", test_gone);
  return g_test_run ();
}
