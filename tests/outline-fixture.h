/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

/* One line a unit: depth, id and every property; the whole tree as one comparable string. */
static inline void
book_fixture_describe_below (GListModel *units, guint depth, GString *out)
{
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (units, i);
      g_autofree char *needs = g_strjoinv (" ", (char **) bookgen_unit_get_depends_on (unit));

      g_string_append_printf (out, "%u %s %s “%s” “%s” %u %d%d%d [%s]\n", depth, bookgen_unit_get_id (unit),
                              bookgen_unit_kind_to_string (bookgen_unit_get_kind (unit)), bookgen_unit_get_title (unit),
                              bookgen_unit_get_brief (unit), bookgen_unit_get_target_words (unit),
                              bookgen_unit_get_writer (unit), bookgen_unit_get_in_book (unit),
                              bookgen_unit_get_locked (unit), needs);
      book_fixture_describe_below (bookgen_unit_get_children (unit), depth + 1, out);
    }
}

static inline char *
book_fixture_describe (BookgenOutline *outline)
{
  GString *out = g_string_new (NULL);

  book_fixture_describe_below (G_LIST_MODEL (outline), 0, out);
  return g_string_free (out, FALSE);
}

static inline BookgenUnit *
book_fixture_pick (BookgenOutline *outline, GRand *rand)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);

  return units->len > 0 ? units->pdata[g_rand_int_range (rand, 0, units->len)] : NULL;
}

static inline void
book_fixture_edit_somehow (BookgenOutline *outline, BookgenUnit *unit, GRand *rand)
{
  static const char *const names[] = { "locked", "in-book", "target-words", "writer", "kind" };
  const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, g_rand_int_range (rand, 0, 2));
  bookgen_outline_edit (outline, unit, name, &value);
}

static inline void
book_fixture_change_somehow (BookgenOutline *outline, GRand *rand)
{
  g_autofree char *word = g_strdup_printf ("w%u", g_rand_int (rand) % 50);
  BookgenUnit *unit = book_fixture_pick (outline, rand);

  switch (unit ? g_rand_int_range (rand, 0, 8) : 0)
    {
    case 0:
    case 1:
      bookgen_outline_add (outline, unit, g_rand_int_range (rand, 0, 4), g_rand_int_range (rand, 0, 5), word);
      break;
    case 2:
      bookgen_outline_remove (outline, unit);
      break;
    case 3:
      bookgen_outline_move (outline, unit, book_fixture_pick (outline, rand), g_rand_int_range (rand, 0, 4));
      break;
    case 4:
      bookgen_outline_move (outline, unit, NULL, g_rand_int_range (rand, 0, 4));
      break;
    case 5:
      bookgen_outline_edit_string (outline, unit, "title", word);
      break;
    case 6:
      bookgen_outline_edit_string (outline, unit, "brief", word);
      break;
    default:
      book_fixture_edit_somehow (outline, unit, rand);
    }
}
