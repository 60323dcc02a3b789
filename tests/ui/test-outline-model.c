/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-filter.h"
#include "bookgen-outline-model.h"

#define STEPS 2000

typedef struct
{
  BookgenOutline *outline;
  BookgenOutlineModel *model;
  GPtrArray *told;  /* of owned BookgenUnit: the lines as a view that is only told of changes has them */
  guint n_changes;
  guint n_exchanged; /* lines that came or went */
  guint n_going;     /* lines said to be going that have not gone yet */
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_changes++;
  fixture->n_exchanged += removed + added;
  g_assert_cmpuint (fixture->n_going, ==, removed);
  fixture->n_going = 0;
  g_assert_cmpuint (position + removed, <=, fixture->told->len);
  if (removed > 0)
    g_ptr_array_remove_range (fixture->told, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->told, position + i, g_list_model_get_item (model, position + i));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->told->len);
}

static void
on_lines_going (GListModel *model, guint position, guint removed, Fixture *fixture)
{
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->told->len);
  g_assert_cmpuint (removed, >, 0);
  for (guint i = 0; i < removed; i++)
    {
      g_autoptr (BookgenUnit) going = g_list_model_get_item (model, position + i);
      g_assert_true (going == fixture->told->pdata[position + i]);
    }
  fixture->n_going += removed;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->outline = bookgen_outline_new ();
  fixture->model = bookgen_outline_model_new (fixture->outline);
  fixture->told = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->model, "lines-going", G_CALLBACK (on_lines_going), fixture);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->model);
  g_object_unref (fixture->outline);
  g_ptr_array_unref (fixture->told);
}

/* "P a b Q c": a capital begins a part, a small letter is a chapter in it. */
static void
add_lines (Fixture *fixture, const char *letters)
{
  BookgenUnit *part = NULL;

  for (; *letters; letters++)
    {
      const char title[] = { *letters, '\0' };
      gboolean group = g_ascii_isupper (*letters);
      BookgenUnit *unit = bookgen_outline_add (fixture->outline, group ? NULL : part, G_MAXUINT,
                                               group ? BOOKGEN_UNIT_PART : BOOKGEN_UNIT_CHAPTER, title);
      if (group)
        part = unit;
    }
  bookgen_outline_model_update (fixture->model);
  fixture->n_changes = fixture->n_exchanged = 0;
}

static BookgenUnit *
find (Fixture *fixture, char letter)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (fixture->outline, FALSE);

  for (guint i = 0; i < units->len; i++)
    if (*bookgen_unit_get_title (units->pdata[i]) == letter)
      return units->pdata[i];
  g_assert_not_reached ();
}

static void
expect (Fixture *fixture, const char *letters)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);

      g_assert_true (unit == fixture->told->pdata[i]);
      g_assert_cmpuint (bookgen_outline_model_find (fixture->model, unit), ==, i);
      g_string_append (seen, bookgen_unit_get_title (unit));
    }
  g_assert_cmpstr (seen->str, ==, letters);
}

static void
test_folded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  add_lines (fixture, "PabQcdR");
  bookgen_outline_model_set_open (fixture->model, find (fixture, 'Q'), FALSE);
  expect (fixture, "PabQR");
  bookgen_outline_move (fixture->outline, find (fixture, 'Q'), NULL, 0);
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "QPabR");
  bookgen_outline_move (fixture->outline, find (fixture, 'a'), find (fixture, 'Q'), 0);
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "QPbR");
  g_ptr_array_add (wanted, find (fixture, 'c'));
  bookgen_outline_model_reveal (fixture->model, wanted);
  expect (fixture, "QacdPbR");
}

/* Whatever happens until it is looked at is told as one change, of those lines only. */
static void
test_few_changes (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture, "PabcdQefgh");
  for (const char *letter = "bcd"; *letter; letter++)
    bookgen_outline_remove (fixture->outline, find (fixture, *letter));
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "PaQefgh");
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_cmpuint (fixture->n_exchanged, ==, 3);
  bookgen_outline_move (fixture->outline, find (fixture, 'a'), find (fixture, 'Q'), G_MAXUINT);
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "PQefgha");
  g_assert_cmpuint (fixture->n_changes, ==, 3);
  g_assert_cmpuint (fixture->n_exchanged, ==, 5);
}

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenOutlineFilter) filter = bookgen_outline_filter_new (fixture->outline);

  add_lines (fixture, "PabQcd");
  bookgen_outline_model_set_open (fixture->model, find (fixture, 'Q'), FALSE);
  bookgen_outline_filter_set_text (filter, "d");
  bookgen_outline_model_set_filter (fixture->model, GTK_FILTER (filter));
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "Qd");
  bookgen_outline_filter_set_text (filter, "b");
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "Pb");
  bookgen_outline_model_set_filter (fixture->model, NULL);
  bookgen_outline_model_update (fixture->model);
  expect (fixture, "PabQ");
}

/* A part of N_CHAPTERS, folded and found by their first letters. */
static void
add_many (Fixture *fixture, guint n_chapters)
{
  BookgenUnit *part = bookgen_outline_add (fixture->outline, NULL, G_MAXUINT, BOOKGEN_UNIT_PART, "P");

  for (guint i = 0; i < n_chapters; i++)
    bookgen_outline_add (fixture->outline, part, G_MAXUINT, BOOKGEN_UNIT_CHAPTER, i % 3 == 0 ? "few" : i % 2 ? "odd" : "even");
}

/* How many turns of the main loop it takes to tell all, and that none tells more than a few lines where each needs a row. */
static guint
count_turns (Fixture *fixture)
{
  guint n_turns = 0, n_lines = fixture->told->len;

  for (fixture->n_changes = 0; g_main_context_iteration (NULL, FALSE); n_turns++, n_lines = fixture->told->len)
    {
      guint fewest = MIN (n_lines, fixture->told->len), most = MAX (n_lines, fixture->told->len);
      g_assert_cmpuint (MIN (most, BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS) - MIN (fewest, BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS), <=, 24);
    }
  return n_turns;
}

static void
test_turns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BookgenOutlineFilter) filter = bookgen_outline_filter_new (fixture->outline);

  add_many (fixture, 3000);
  bookgen_outline_model_update (fixture->model);
  bookgen_outline_filter_set_text (filter, "few");
  bookgen_outline_model_set_filter (fixture->model, GTK_FILTER (filter));
  g_assert_cmpuint (count_turns (fixture), ==, 2); /* the thousand come, the others go */
  g_assert_cmpuint (fixture->told->len, ==, 1001);
  bookgen_outline_filter_set_text (filter, "nothing");
  g_assert_cmpuint (count_turns (fixture), >, 5);
  g_assert_cmpuint (fixture->told->len, ==, 0);
  bookgen_outline_model_set_filter (fixture->model, NULL);
  g_assert_cmpuint (count_turns (fixture), >, 5);
  g_assert_cmpuint (fixture->told->len, ==, 3001);
}

/* Anything in any order: who is only told knows the lines. */

static BookgenUnit *
pick (GPtrArray *units)
{
  return units->len > 0 ? units->pdata[g_test_rand_int_range (0, units->len)] : NULL;
}

static void
look_for (Fixture *fixture, BookgenUnit *unit)
{
  g_autoptr (BookgenOutlineFilter) filter = bookgen_outline_filter_new (fixture->outline);

  bookgen_outline_filter_set_text (filter, bookgen_unit_get_title (unit));
  bookgen_outline_model_set_filter (fixture->model, GTK_FILTER (filter));
}

static void
do_anything (Fixture *fixture)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (fixture->outline, FALSE);
  BookgenUnit *unit = pick (units), *other = pick (units);

  switch (unit ? g_test_rand_int_range (-1, 9) : 0)
    {
    case -1:
      if (units->len < 1000)
        add_many (fixture, g_test_rand_int_range (0, 500));
      break;
    case 7:
      look_for (fixture, other);
      break;
    case 8:
      bookgen_outline_model_set_filter (fixture->model, NULL);
      break;
    case 0:
    case 1:
      bookgen_outline_add (fixture->outline, other, g_test_rand_int_range (0, 5), BOOKGEN_UNIT_PART, "x");
      break;
    case 2:
    case 3:
      bookgen_outline_move (fixture->outline, unit, other == unit ? NULL : other, g_test_rand_int_range (0, 5));
      break;
    case 4:
      bookgen_outline_model_set_open (fixture->model, unit, g_test_rand_bit ());
      break;
    case 5:
      bookgen_outline_undo (fixture->outline);
      break;
    default:
      bookgen_outline_remove (fixture->outline, unit);
    }
}

static void
test_anything (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < STEPS; i++)
    {
      do_anything (fixture);
      if (g_test_rand_bit ())
        g_main_context_iteration (NULL, FALSE); /* some of it */
      if (g_test_rand_bit ())
        continue;
      bookgen_outline_model_update (fixture->model);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, fixture->told->len);
      for (guint j = 0; j < fixture->told->len; j++)
        {
          g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (fixture->model), j);
          g_assert_true (unit == fixture->told->pdata[j]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outline-model/folded", Fixture, NULL, set_up, test_folded, tear_down);
  g_test_add ("/outline-model/few-changes", Fixture, NULL, set_up, test_few_changes, tear_down);
  g_test_add ("/outline-model/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/outline-model/turns", Fixture, NULL, set_up, test_turns, tear_down);
  g_test_add ("/outline-model/anything", Fixture, NULL, set_up, test_anything, tear_down);
  return g_test_run ();
}
