/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import.h"
#include "bookgen-outline-clipboard.h"
#include "bookgen-outline-editing.h"
#include "bookgen-outline-filter.h"
#include "bookgen-outline-place.h"

#include <string.h>

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

/* Those called by the letters of TITLES, without what is below another one. */
static GPtrArray *
find_all_titled (BookgenOutline *outline, const char *titles)
{
  g_autoptr (GPtrArray) all = bookgen_outline_dup_units (outline, FALSE);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (strchr (titles, bookgen_unit_get_title (all->pdata[i])[0]))
      g_ptr_array_add (found, all->pdata[i]);
  return bookgen_outline_dup_topmost (found);
}

static gboolean
apply (BookgenOutline *outline, const char *key, const char *titles)
{
  g_autoptr (GPtrArray) units = find_all_titled (outline, titles);

  if (g_str_equal (key, "indent"))
    return bookgen_outline_indent (outline, units);
  if (g_str_equal (key, "outdent"))
    return bookgen_outline_outdent (outline, units);
  if (g_str_equal (key, "up"))
    return bookgen_outline_shift (outline, units, -1);
  if (g_str_equal (key, "down"))
    return bookgen_outline_shift (outline, units, 1);
  bookgen_outline_edit_string (outline, bookgen_outline_add_behind (outline, units->pdata[0], g_str_equal (key, "part")),
                               "title", "n");
  return TRUE;
}

static const struct
{
  const char *before;
  const char *key;
  const char *units;
  const char *after; /* NULL: refused */
} cases[] = {
  { "a b c", "indent", "b", "a(b) c" },
  { "a b c", "indent", "a", NULL },
  { "P(a) b", "indent", "b", "P(a b)" },
  { "P(a b)", "indent", "b", "P(a(b))" },
  { "P(a b) c", "outdent", "a", "P(b) a c" },
  { "a", "outdent", "a", NULL },
  { "P(Q(a))", "outdent", "a", "P(Q() a)" },
  { "a b c", "up", "c", "a c b" },
  { "a b c", "up", "a", NULL },
  { "a b c", "down", "a", "b a c" },
  { "a b c", "down", "c", NULL },
  { "P(a) Q(b)", "down", "a", "P() Q(a b)" },
  { "P(a) Q(b)", "up", "b", "P(a b) Q()" },
  { "P(a) b", "down", "a", NULL },
  { "P(a) Q(b)", "down", "P", "Q(b) P(a)" },
  { "a b c", "indent", "bc", "a(b c)" },
  { "P(a b c) d", "outdent", "bc", "P(a) b c d" },
  { "a b c d", "up", "bc", "b c a d" },
  { "a b c d", "up", "abd", NULL },
  { "a b c d", "down", "bc", "a d b c" },
  { "P(a b) Q(c)", "down", "ab", "P() Q(a b c)" },
  { "P(a b) Q(c)", "down", "Pa", "Q(c) P(a b)" },
  { "a b", "chapter", "a", "a n b" },
  { "P(a b)", "chapter", "P", "P(n a b)" },
  { "P(a b)", "chapter", "a", "P(a n b)" },
  { "P(a b) Q()", "part", "a", "P(a b) n() Q()" },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (cases[i].before);
      gboolean done = apply (outline, cases[i].key, cases[i].units);
      g_autofree char *after = dup_tree (outline);

      g_test_message ("%s %s of %s", cases[i].before, cases[i].key, cases[i].units);
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

      if (!apply (outline, cases[i].key, cases[i].units) || strlen (cases[i].key) == 7
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
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  g_assert_cmpint (bookgen_unit_get_kind (unit), ==, BOOKGEN_UNIT_CHAPTER);
  g_ptr_array_add (units, unit);
  g_assert_null (bookgen_outline_get_neighbour (outline, units));
  bookgen_outline_remove_all (outline, units);
  g_assert_false (bookgen_outline_indent (outline, units));
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

/* Dropping: the letters of UNITS on a side of OVER ('.': below the last line), which is open or folded. */
static const struct
{
  const char *before;
  const char *units;
  char over;
  BookgenDropSide side;
  gboolean folded;
  const char *after; /* NULL: refused */
} drops[] = {
  { "a b c", "c", 'a', BOOKGEN_DROP_BEFORE, FALSE, "c a b" },
  { "a b c", "a", 'b', BOOKGEN_DROP_AFTER, FALSE, "b a c" },
  { "a b c", "a", '.', BOOKGEN_DROP_AFTER, FALSE, "b c a" },
  { "a b c d e", "bd", 'e', BOOKGEN_DROP_BEFORE, FALSE, "a c b d e" },
  { "a b c d e", "ad", 'b', BOOKGEN_DROP_AFTER, FALSE, "b a d c e" },
  { "a b c", "abc", 'b', BOOKGEN_DROP_BEFORE, FALSE, "a b c" },
  { "P(a b) c", "c", 'P', BOOKGEN_DROP_INTO, FALSE, "P(a b c)" },
  { "P(a b) c", "c", 'P', BOOKGEN_DROP_AFTER, FALSE, "P(c a b)" },
  { "P(a b) c d", "d", 'P', BOOKGEN_DROP_AFTER, TRUE, "P(a b) d c" },
  { "P(a b) c", "c", 'P', BOOKGEN_DROP_BEFORE, FALSE, "c P(a b)" },
  { "P(a b) Q(c)", "ac", 'b', BOOKGEN_DROP_AFTER, FALSE, "P(b a c) Q()" },
  { "P(a b) Q(c)", "P", 'Q', BOOKGEN_DROP_INTO, FALSE, "Q(c P(a b))" },
  { "P(a b) Q(c)", "P", 'a', BOOKGEN_DROP_AFTER, FALSE, NULL },
  { "P(a b) Q(c)", "P", 'P', BOOKGEN_DROP_INTO, FALSE, NULL },
  { "a b", "b", 'a', BOOKGEN_DROP_INTO, FALSE, "a(b)" },
};

static void
test_drops (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (drops); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (drops[i].before);
      g_autoptr (GPtrArray) units = find_all_titled (outline, drops[i].units);
      g_autofree char *after = NULL, *back = NULL;
      BookgenUnit *parent;
      guint position;

      bookgen_drop_find_place (outline, drops[i].over == '.' ? NULL : find_titled (outline, drops[i].over), drops[i].side,
                               !drops[i].folded, &parent, &position);
      g_test_message ("%s: %s on %c", drops[i].before, drops[i].units, drops[i].over);
      g_assert_cmpint (bookgen_outline_move_to (outline, units, parent, position), ==, drops[i].after != NULL);
      after = dup_tree (outline);
      g_assert_cmpstr (after, ==, drops[i].after ? drops[i].after : drops[i].before);
      bookgen_outline_undo (outline);
      back = dup_tree (outline);
      g_assert_cmpstr (back, ==, drops[i].before);
    }
}

static void
test_sides (void)
{
  g_assert_cmpint (bookgen_drop_side_at (0.1), ==, BOOKGEN_DROP_BEFORE);
  g_assert_cmpint (bookgen_drop_side_at (0.5), ==, BOOKGEN_DROP_INTO);
  g_assert_cmpint (bookgen_drop_side_at (0.9), ==, BOOKGEN_DROP_AFTER);
}

static const struct
{
  const char *before;
  const char *units;
  char neighbour; /* '.': none */
} neighbours[] = {
  { "a b c", "b", 'c' }, { "a b c", "c", 'b' }, { "a b c", "bc", 'a' }, { "P(a b) c", "ab", 'P' }, { "a b", "ab", '.' },
};

static void
test_neighbours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (neighbours); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (neighbours[i].before);
      g_autoptr (GPtrArray) units = find_all_titled (outline, neighbours[i].units);
      BookgenUnit *neighbour = bookgen_outline_get_neighbour (outline, units);

      g_assert_cmpint (neighbour ? *bookgen_unit_get_title (neighbour) : '.', ==, neighbours[i].neighbour);
    }
}

/* What other programs get is a list, and reads back as one. */
static void
test_list (void)
{
  g_autoptr (BookgenOutline) outline = read_tree ("P(a b) c");
  g_autoptr (GPtrArray) units = find_all_titled (outline, "Pc");
  g_autofree char *list = bookgen_outline_dup_list (units);
  g_autoptr (GBytes) bytes = g_bytes_new_static (list, strlen (list));
  g_autoptr (BookgenImport) import = bookgen_import_bytes (bytes, NULL, NULL);
  g_autofree char *read = dup_tree (import->outline);

  g_assert_cmpstr (list, ==, "- P\n  - a\n  - b\n- c\n");
  g_assert_cmpstr (read, ==, "P(a b) c");
}

/* What Ctrl+X took out comes back as itself. */
static void
test_put_back (void)
{
  g_autoptr (BookgenOutline) outline = read_tree ("d P(a b) c");
  g_autoptr (GPtrArray) units = find_all_titled (outline, "Pc");
  g_autofree char *id = g_strdup (bookgen_unit_get_id (find_titled (outline, 'b')));
  g_autofree char *after = NULL;

  bookgen_outline_remove_all (outline, units);
  g_assert_null (bookgen_outline_find (outline, id));
  bookgen_outline_put_back_all (outline, units, NULL, 0);
  after = dup_tree (outline);
  g_assert_cmpstr (after, ==, "P(a b) c d");
  g_assert_cmpstr (bookgen_unit_get_title (bookgen_outline_find (outline, id)), ==, "b");
  bookgen_outline_undo (outline);
  g_assert_null (bookgen_outline_find (outline, id));
}

static const struct
{
  const char *before;
  char cursor;
  gboolean parts;
  const char *after;
} pastes[] = {
  { "a b", 'a', FALSE, "a n b" },
  { "P(a b) Q(c)", 'a', FALSE, "P(a n b) Q(c)" },
  { "P(a b) Q(c)", 'P', FALSE, "P(n a b) Q(c)" },
  { "P(a b) Q(c)", 'a', TRUE, "P(a b) n Q(c)" },
  { "a b", '.', FALSE, "a b n" },
};

static void
test_paste_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (BookgenOutline) outline = read_tree (pastes[i].before);
      g_autofree char *after = NULL;
      BookgenUnit *parent;
      guint position;

      bookgen_outline_find_paste_place (outline, pastes[i].cursor == '.' ? NULL : find_titled (outline, pastes[i].cursor),
                                        pastes[i].parts, &parent, &position);
      bookgen_outline_add (outline, parent, position, BOOKGEN_UNIT_CHAPTER, "n");
      after = dup_tree (outline);
      g_assert_cmpstr (after, ==, pastes[i].after);
    }
}

static void
test_filter (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "The water");
  BookgenUnit *tides = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "Tides");
  BookgenUnit *knots = bookgen_outline_add (outline, part, 1, BOOKGEN_UNIT_CHAPTER, "Knots");
  g_autoptr (BookgenOutlineFilter) filter = bookgen_outline_filter_new (outline);
  GtkFilter *as_filter = GTK_FILTER (filter);

  bookgen_outline_edit_string (outline, knots, "brief", "Über Seile");
  bookgen_outline_filter_set_text (filter, "üBER");
  g_assert_cmpint (bookgen_outline_filter_get_n_found (filter), ==, 1);
  g_assert_true (bookgen_outline_filter_get_first (filter) == knots);
  g_assert_true (gtk_filter_match (as_filter, part));
  g_assert_true (gtk_filter_match (as_filter, knots));
  g_assert_false (gtk_filter_match (as_filter, tides));
  bookgen_outline_edit_string (outline, tides, "title", "Ebb");
  g_assert_true (gtk_filter_match (as_filter, tides));
  bookgen_outline_filter_set_text (filter, "tides");
  g_assert_cmpint (bookgen_outline_filter_get_n_found (filter), ==, 0);
  g_assert_false (gtk_filter_match (as_filter, part));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-editing/keys", test_keys);
  g_test_add_func ("/outline-editing/one-step", test_one_step);
  g_test_add_func ("/outline-editing/empty", test_empty);
  g_test_add_func ("/outline-editing/course", test_course);
  g_test_add_func ("/outline-editing/drops", test_drops);
  g_test_add_func ("/outline-editing/sides", test_sides);
  g_test_add_func ("/outline-editing/neighbours", test_neighbours);
  g_test_add_func ("/outline-editing/list", test_list);
  g_test_add_func ("/outline-editing/put-back", test_put_back);
  g_test_add_func ("/outline-editing/paste-places", test_paste_places);
  g_test_add_func ("/outline-editing/filter", test_filter);
  return g_test_run ();
}
