/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outline-fixture.h"

static void
test_add_and_find (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, "Sea");
  BookgenUnit *b = bookgen_outline_add (outline, part, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "B");
  BookgenUnit *a = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "A");
  g_autoptr (GPtrArray) all = bookgen_outline_dup_units (outline, FALSE);
  g_autoptr (GPtrArray) written = bookgen_outline_dup_units (outline, TRUE);

  g_assert_true (bookgen_outline_find (outline, "u2") == b);
  g_assert_null (bookgen_outline_find (outline, "u9"));
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (all->pdata[0] == part && all->pdata[1] == a && all->pdata[2] == b);
  g_assert_cmpuint (written->len, ==, 2);
  g_assert_cmpuint (bookgen_outline_count (outline, FALSE), ==, 3);
  g_assert_cmpuint (bookgen_outline_count (outline, TRUE), ==, 2);
  g_assert_cmpuint (bookgen_outline_get_number (outline, part), ==, 0);
  g_assert_cmpuint (bookgen_outline_get_number (outline, a), ==, 1);
  g_assert_cmpuint (bookgen_outline_get_number (outline, b), ==, 2);
  bookgen_outline_move (outline, b, NULL, 0);
  g_assert_cmpuint (bookgen_outline_get_number (outline, b), ==, 1);
}

static void
test_move_into_itself (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Sea");
  BookgenUnit *chapter = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "A");
  g_autofree char *before = book_fixture_describe (outline);
  g_autofree char *after = NULL;

  g_assert_false (bookgen_outline_move (outline, part, chapter, 0));
  g_assert_false (bookgen_outline_move (outline, part, part, 0));
  after = book_fixture_describe (outline);
  g_assert_cmpstr (before, ==, after);
}

static void
test_move_where_it_is (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *a = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "A");

  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "B");
  bookgen_outline_forget_changes (outline);
  g_assert_true (bookgen_outline_move (outline, a, NULL, 0));
  g_assert_false (bookgen_outline_can_undo (outline));
  g_assert_true (bookgen_outline_move (outline, a, NULL, G_MAXUINT));
  g_assert_true (bookgen_outline_can_undo (outline));
}

static void
test_typing_is_one_step (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *a = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "A");

  bookgen_outline_edit_string (outline, a, "title", "Ha");
  bookgen_outline_edit_string (outline, a, "title", "Har");
  bookgen_outline_edit_string (outline, a, "title", "Harbour");
  bookgen_outline_end_edit (outline);
  bookgen_outline_edit_string (outline, a, "title", "Harbours");
  bookgen_outline_undo (outline);
  g_assert_cmpstr (bookgen_unit_get_title (a), ==, "Harbour");
  bookgen_outline_undo (outline);
  g_assert_cmpstr (bookgen_unit_get_title (a), ==, "A");
  bookgen_outline_redo (outline);
  bookgen_outline_redo (outline);
  g_assert_cmpstr (bookgen_unit_get_title (a), ==, "Harbours");
  g_assert_false (bookgen_outline_can_redo (outline));
}

static void
test_group_is_one_step (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();

  bookgen_outline_begin (outline);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "A");
  bookgen_outline_begin (outline);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "B");
  bookgen_outline_end (outline);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "C");
  bookgen_outline_end (outline);
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, FALSE), ==, 0);
  g_assert_false (bookgen_outline_can_undo (outline));
  bookgen_outline_redo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, FALSE), ==, 3);
}

static void
test_undo_brings_back_ids (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Sea");
  BookgenUnit *chapter = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "A");

  bookgen_outline_remove (outline, part);
  g_assert_null (bookgen_outline_find (outline, "u2"));
  bookgen_outline_undo (outline);
  g_assert_true (bookgen_outline_find (outline, "u2") == chapter);
  bookgen_outline_remove (outline, chapter);
  g_assert_cmpstr (bookgen_unit_get_id (bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "B")), ==, "u3");
}

/* Two chapters, of which the second, in a part, is written after the first. */
static BookgenOutline *
make_other (void)
{
  BookgenOutline *other = bookgen_outline_new ();
  BookgenUnit *first = bookgen_outline_add (other, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "First");
  BookgenUnit *part = bookgen_outline_add (other, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, "Part");
  BookgenUnit *second = bookgen_outline_add (other, part, 0, BOOKGEN_UNIT_CHAPTER, "Second");
  const char *const needs[] = { bookgen_unit_get_id (first), NULL };
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, needs);
  bookgen_outline_edit (other, second, "depends-on", &value);
  bookgen_outline_edit_string (other, second, "brief", "Splices");
  return other;
}

typedef void (*Bring) (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenOutline *other);

/* Copied or taken over, the outline is the same afterwards. */
static void
test_bring_tree (gconstpointer bring)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (BookgenOutline) other = make_other ();
  g_autofree char *tree = NULL, *again = NULL;

  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Was there");
  ((Bring) bring) (outline, NULL, 0, other);
  tree = book_fixture_describe (outline);
  g_assert_cmpstr (tree, ==,
                   "0 u2 chapter “First” “” 0 010 []\n"
                   "0 u3 part “Part” “” 0 010 []\n"
                   "1 u4 chapter “Second” “Splices” 0 010 [u2]\n"
                   "0 u1 chapter “Was there” “” 0 010 []\n");
  g_assert_cmpstr (bookgen_unit_get_title (bookgen_outline_find (outline, "u4")), ==, "Second");
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, FALSE), ==, 1);
  g_assert_null (bookgen_outline_find (outline, "u4"));
  g_clear_object (&other);
  bookgen_outline_redo (outline);
  again = book_fixture_describe (outline);
  g_assert_cmpstr (again, ==, tree);
}

/* Of a part that is copied, what its chapters depend on comes along where it is copied too, and the lock. */
static void
test_copy_part (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (BookgenOutline) other = bookgen_outline_new ();
  g_autofree char *tree = NULL;
  BookgenUnit *part, *knots, *splices;
  g_auto (GValue) needs = G_VALUE_INIT, locked = G_VALUE_INIT;
  const char *ids[] = { "u1", "u3", NULL };

  bookgen_outline_add (other, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Boats");
  part = bookgen_outline_add (other, NULL, 1, BOOKGEN_UNIT_PART, "Ropes");
  knots = bookgen_outline_add (other, part, 0, BOOKGEN_UNIT_CHAPTER, "Knots");
  splices = bookgen_outline_add (other, part, 1, BOOKGEN_UNIT_CHAPTER, "Splices");
  g_value_init (&needs, G_TYPE_STRV);
  g_value_set_static_boxed (&needs, ids);
  bookgen_outline_edit (other, splices, "depends-on", &needs);
  g_value_init (&locked, G_TYPE_BOOLEAN);
  g_value_set_boolean (&locked, TRUE);
  bookgen_outline_edit (other, knots, "locked", &locked);
  g_autoptr (GListStore) some = g_list_store_new (BOOKGEN_TYPE_UNIT);
  g_list_store_append (some, part);
  bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "Was there");
  bookgen_outline_add_tree (outline, NULL, 1, G_LIST_MODEL (some));
  tree = book_fixture_describe (outline);
  g_assert_cmpstr (tree, ==,
                   "0 u1 chapter “Was there” “” 0 010 []\n"
                   "0 u2 part “Ropes” “” 0 010 []\n"
                   "1 u3 chapter “Knots” “” 0 011 []\n"
                   "1 u4 chapter “Splices” “” 0 010 [u3]\n");
}

static void
append_change (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, GString *log)
{
  g_string_append_printf (log, "%s%c ", bookgen_unit_get_id (unit), "+->="[what]);
}

static void
test_signals (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  BookgenUnit *a, *b;

  g_signal_connect (outline, "changed", G_CALLBACK (append_change), log);
  a = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_CHAPTER, "A");
  b = bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_CHAPTER, "B");
  bookgen_outline_edit_string (outline, a, "brief", "x");
  bookgen_outline_edit_string (outline, a, "brief", "x");
  bookgen_outline_move (outline, b, NULL, 0);
  bookgen_outline_remove (outline, a);
  bookgen_outline_undo (outline);
  bookgen_outline_undo (outline);
  bookgen_outline_undo (outline);
  bookgen_outline_redo (outline);
  g_assert_cmpstr (log->str, ==, "u1+ u2+ u1= u2> u1- u1+ u2> u1= u1= ");
}

/* Any commands, all undone, give the start; all redone, the end. */
static void
test_any_commands (void)
{
  for (guint seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
      g_autofree char *start = NULL, *end = NULL, *undone = NULL, *redone = NULL;

      for (guint i = 0; i < 10; i++)
        book_fixture_change_somehow (outline, rand);
      bookgen_outline_forget_changes (outline);
      start = book_fixture_describe (outline);
      for (guint i = 0; i < 120; i++)
        {
          gboolean group = g_rand_int_range (rand, 0, 6) == 0;

          if (group)
            bookgen_outline_begin (outline);
          book_fixture_change_somehow (outline, rand);
          book_fixture_change_somehow (outline, rand);
          if (group)
            bookgen_outline_end (outline);
        }
      end = book_fixture_describe (outline);
      while (bookgen_outline_can_undo (outline))
        bookgen_outline_undo (outline);
      undone = book_fixture_describe (outline);
      g_assert_cmpstr (undone, ==, start);
      while (bookgen_outline_can_redo (outline))
        bookgen_outline_redo (outline);
      redone = book_fixture_describe (outline);
      g_assert_cmpstr (redone, ==, end);
    }
}

/* Each lesson gets its lab, once, and as one step. */
static void
test_add_labs (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *module = bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_MODULE, "Module");
  BookgenUnit *first = bookgen_outline_add (outline, module, G_MAXUINT, BOOKGEN_UNIT_LESSON, "One");
  bookgen_outline_add (outline, module, G_MAXUINT, BOOKGEN_UNIT_LESSON, "Two");
  bookgen_outline_edit_string (outline, first, "brief", "What one covers.");
  bookgen_outline_end_edit (outline);
  g_assert_cmpuint (bookgen_outline_add_labs (outline, "de-AT"), ==, 2);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_assert_cmpuint (units->len, ==, 4);
  g_assert_cmpstr (bookgen_unit_get_title (units->pdata[1]), ==, "Übung: One");
  g_assert_cmpint (bookgen_unit_get_kind (units->pdata[3]), ==, BOOKGEN_UNIT_LAB);
  g_assert_cmpstr (bookgen_unit_get_brief (units->pdata[1]), ==, "What one covers.");
  g_assert_cmpuint (bookgen_outline_add_labs (outline, NULL), ==, 0);
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_count (outline, TRUE), ==, 2);
  g_assert_cmpuint (bookgen_outline_add_labs (outline, "xx"), ==, 2);
}

/* A lesson that came later gets its lab when that is asked for, and no other gets a second one. */
static void
test_add_missing_labs (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "One");
  g_assert_cmpuint (bookgen_outline_count_missing_labs (outline), ==, 1);
  g_assert_cmpuint (bookgen_outline_add_missing_labs (outline, NULL), ==, 1);
  g_assert_cmpuint (bookgen_outline_add_missing_labs (outline, NULL), ==, 0);
  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_LESSON, "Two");
  bookgen_outline_add (outline, NULL, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, "Afterword");
  g_assert_cmpuint (bookgen_outline_count_missing_labs (outline), ==, 1);
  g_assert_cmpuint (bookgen_outline_add_labs (outline, NULL), ==, 0);
  g_assert_cmpuint (bookgen_outline_add_missing_labs (outline, NULL), ==, 1);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  g_assert_cmpuint (units->len, ==, 5);
  g_assert_cmpstr (bookgen_unit_get_title (units->pdata[3]), ==, "Lab: Two");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/add-and-find", test_add_and_find);
  g_test_add_func ("/outline/move-into-itself", test_move_into_itself);
  g_test_add_func ("/outline/move-where-it-is", test_move_where_it_is);
  g_test_add_func ("/outline/typing-is-one-step", test_typing_is_one_step);
  g_test_add_func ("/outline/group-is-one-step", test_group_is_one_step);
  g_test_add_func ("/outline/undo-brings-back-ids", test_undo_brings_back_ids);
  g_test_add_data_func ("/outline/add-tree", bookgen_outline_add_tree, test_bring_tree);
  g_test_add_data_func ("/outline/take-tree", bookgen_outline_take_tree, test_bring_tree);
  g_test_add_func ("/outline/copy-part", test_copy_part);
  g_test_add_func ("/outline/signals", test_signals);
  g_test_add_func ("/outline/any-commands", test_any_commands);
  g_test_add_func ("/outline/add-labs", test_add_labs);
  g_test_add_func ("/outline/add-missing-labs", test_add_missing_labs);
  return g_test_run ();
}
