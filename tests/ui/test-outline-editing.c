/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-editing.h"

/* A tree as one line: "I(a b) c", parts in capitals with what stands below them in brackets. */
static void
write_siblings (GListModel *siblings, GString *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (siblings); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (siblings, i);
      GListModel *children = bookgen_unit_get_children (unit);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", bookgen_unit_get_title (unit));
      if (bookgen_unit_is_written (unit) && g_list_model_get_n_items (children) == 0)
        continue;
      g_string_append_c (text, '(');
      write_siblings (children, text);
      g_string_append_c (text, ')');
    }
}

static char *
dup_tree (BookgenOutline *outline)
{
  GString *text = g_string_new (NULL);

  write_siblings (G_LIST_MODEL (outline), text);
  return g_string_free (text, FALSE);
}

static const char *
read_siblings (BookgenOutline *outline, BookgenUnit *parent, const char *text)
{
  for (; *text && *text != ')'; text++)
    if (g_ascii_isalpha (*text))
      {
        char title[] = { *text, '\0' };
        gboolean group = text[1] == '(';
        BookgenUnit *unit
            = bookgen_outline_add (outline, parent, G_MAXUINT, group ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER, title);
        if (group)
          text = read_siblings (outline, unit, text + 2);
      }
  return text;
}

static BookgenOutline *
read_tree (const char *text)
{
  BookgenOutline *outline = bookgen_outline_new ();

  read_siblings (outline, NULL, text);
  bookgen_outline_forget_changes (outline);
  return outline;
}

static BookgenUnit *
find_titled (BookgenOutline *outline, char title)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);

  for (guint i = 0; i < units->len; i++)
    if (bookgen_unit_get_title (g_ptr_array_index (units, i))[0] == title)
      return g_ptr_array_index (units, i);
  g_assert_not_reached ();
}

static gboolean
apply (BookgenOutline *outline, const char *key, BookgenUnit *unit)
{
  if (g_str_equal (key, "indent"))
    return bookgen_outline_indent (outline, unit);
  if (g_str_equal (key, "outdent"))
    return bookgen_outline_outdent (outline, unit);
  if (g_str_equal (key, "up"))
    return bookgen_outline_shift (outline, unit, -1);
  if (g_str_equal (key, "down"))
    return bookgen_outline_shift (outline, unit, 1);
  bookgen_outline_edit_string (outline, bookgen_outline_add_behind (outline, unit, g_str_equal (key, "part")), "title", "n");
  return TRUE;
}

static const struct
{
  const char *before;
  const char *key;
  char unit;
  const char *after; /* NULL: refused */
} cases[] = {
  { "a b c", "indent", 'b', "a(b) c" },
  { "a b c", "indent", 'a', NULL },
  { "P(a) b", "indent", 'b', "P(a b)" },
  { "P(a b)", "indent", 'b', "P(a(b))" },
  { "P(a b) c", "outdent", 'a', "P(b) a c" },
  { "a", "outdent", 'a', NULL },
  { "P(Q(a))", "outdent", 'a', "P(Q() a)" },
  { "a b c", "up", 'c', "a c b" },
  { "a b c", "up", 'a', NULL },
  { "a b c", "down", 'a', "b a c" },
  { "a b c", "down", 'c', NULL },
  { "P(a) Q(b)", "down", 'a', "P() Q(a b)" },
  { "P(a) Q(b)", "up", 'b', "P(a b) Q()" },
  { "P(a) b", "down", 'a', NULL },
  { "P(a) Q(b)", "down", 'P', "Q(b) P(a)" },
  { "a b", "chapter", 'a', "a n b" },
  { "P(a b)", "chapter", 'P', "P(n a b)" },
  { "P(a b)", "chapter", 'a', "P(a n b)" },
  { "P(a b) Q()", "part", 'a', "P(a b) n() Q()" },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (cases[i].before);
      BookgenUnit *unit = find_titled (outline, cases[i].unit);
      gboolean done = apply (outline, cases[i].key, unit);
      g_autofree char *after = dup_tree (outline);

      g_test_message ("%s %s of %c", cases[i].before, cases[i].key, cases[i].unit);
      g_assert_cmpint (done, ==, cases[i].after != NULL);
      g_assert_cmpstr (after, ==, cases[i].after ? cases[i].after : cases[i].before);
    }
}

/* Each key is one step back. */
static void
test_one_step (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (cases[i].before);
      g_autofree char *back = NULL;

      if (!apply (outline, cases[i].key, find_titled (outline, cases[i].unit)) || strlen (cases[i].key) == 7
          || g_str_equal (cases[i].key, "part"))
        continue;
      bookgen_outline_undo (outline);
      back = dup_tree (outline);
      g_assert_cmpstr (back, ==, cases[i].before);
      g_assert_false (bookgen_outline_can_undo (outline));
    }
}

static void
test_empty (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *unit = bookgen_outline_add_behind (outline, NULL, FALSE);

  g_assert_cmpint (bookgen_unit_get_kind (unit), ==, BOOKGEN_UNIT_CHAPTER);
  g_assert_null (bookgen_outline_get_neighbour (outline, unit));
  bookgen_outline_remove (outline, unit);
  g_assert_false (bookgen_outline_indent (outline, unit));
}

static void
test_course (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *module = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_MODULE, "M");
  BookgenUnit *lesson = bookgen_outline_add_behind (outline, module, FALSE);

  g_assert_cmpint (bookgen_unit_get_kind (lesson), ==, BOOKGEN_UNIT_LESSON);
  g_assert_cmpint (bookgen_unit_get_kind (bookgen_outline_add_behind (outline, lesson, TRUE)), ==, BOOKGEN_UNIT_MODULE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-editing/keys", test_keys);
  g_test_add_func ("/outline-editing/one-step", test_one_step);
  g_test_add_func ("/outline-editing/empty", test_empty);
  g_test_add_func ("/outline-editing/course", test_course);
  return g_test_run ();
}
