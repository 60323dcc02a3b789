/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-view-private.h"

#include "bookgen-outline-editing.h"

/* Which lines are selected, and where they are in the tree. */

/* Borrowed: the model holds it. */
static BookgenUnit *
get_unit_at (BookgenOutlineView *self, guint position)
{
  g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return unit;
}

BookgenOutlineRow *
bookgen_outline_view_find_row_at (BookgenOutlineView *self, double x, double y)
{
  GtkWidget *picked;

  if (self->model)
    bookgen_outline_model_update (self->model);
  picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  while (picked && picked != GTK_WIDGET (self->list) && gtk_widget_get_parent (picked) != GTK_WIDGET (self->list))
    picked = gtk_widget_get_parent (picked);
  if (!picked || picked == GTK_WIDGET (self->list) || !BOOKGEN_IS_OUTLINE_ROW (gtk_widget_get_first_child (picked)))
    return NULL;
  return BOOKGEN_OUTLINE_ROW (gtk_widget_get_first_child (picked));
}

/* What is selected */

BookgenUnit *
bookgen_outline_view_get_selected (BookgenOutlineView *self)
{
  g_return_val_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self), NULL);
  return self->cursor;
}

static GPtrArray *
dup_units_at (BookgenOutlineView *self, GtkBitset *positions)
{
  GPtrArray *units = g_ptr_array_new ();
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, positions, &position))
    do
      g_ptr_array_add (units, get_unit_at (self, position));
    while (gtk_bitset_iter_next (&iter, &position));
  return units;
}

GPtrArray *
bookgen_outline_view_dup_chosen (BookgenOutlineView *self)
{
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (GPtrArray) units = NULL;

  if (!self->selection)
    return g_ptr_array_new ();
  bookgen_outline_model_update (self->model);
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  units = dup_units_at (self, positions);
  return bookgen_outline_dup_topmost (units);
}

BookgenUnit *
bookgen_outline_view_find_cursor (BookgenOutlineView *self)
{
  g_autoptr (GtkBitset) positions = self->selection ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  guint position = self->cursor && self->model ? bookgen_outline_model_find (self->model, self->cursor) : GTK_INVALID_LIST_POSITION;

  if (!positions || gtk_bitset_is_empty (positions))
    return NULL;
  if (position != GTK_INVALID_LIST_POSITION && gtk_bitset_contains (positions, position))
    return self->cursor;
  return get_unit_at (self, gtk_bitset_get_minimum (positions));
}

/* One walk, however many they are. */
static GtkBitset *
find_positions (BookgenOutlineView *self, GPtrArray *units)
{
  GtkBitset *positions = gtk_bitset_new_empty ();
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < units->len; i++)
    g_hash_table_add (wanted, units->pdata[i]);
  for (guint i = 0; i < n_lines && units->len > 0; i++)
    if (g_hash_table_contains (wanted, get_unit_at (self, i)))
      gtk_bitset_add (positions, i);
  return positions;
}

/* Selected by the list itself, it is also where Shift and an arrow begin. The list makes some two hundred rows anew when it
 * is told to scroll, also to what is seen already. */
static void
go_to (BookgenOutlineView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.select-item", "(ubb)", position, FALSE, FALSE);
  if (!bookgen_outline_view_is_on_screen (self, get_unit_at (self, position)))
    bookgen_outline_view_scroll_to (self, position);
  self->looking_away = FALSE;
}

void
bookgen_outline_view_keep_selected (BookgenOutlineView *self, guint position, guint n_lines)
{
  g_autoptr (GtkBitset) going = gtk_bitset_new_range (position, n_lines);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (GtkBitset) positions = NULL;

  gtk_bitset_intersect (going, selected);
  if (gtk_bitset_is_empty (going))
    return;
  units = dup_units_at (self, going);
  positions = find_positions (self, units);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), positions, positions);
}

void
bookgen_outline_view_select_all_of (BookgenOutlineView *self, GPtrArray *units)
{
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (GtkBitset) all = NULL;

  if (!self->selection)
    return;
  self->selecting = TRUE;
  g_clear_object (&self->back_to);
  bookgen_outline_model_reveal (self->model, units);
  positions = find_positions (self, units);
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->selection)));
  if (!gtk_bitset_is_empty (positions))
    go_to (self, gtk_bitset_get_minimum (positions));
  bookgen_outline_view_look_back (self);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), positions, all);
  self->selecting = FALSE;
  bookgen_outline_view_follow_selection (self);
}

void
bookgen_outline_view_select (BookgenOutlineView *self, BookgenUnit *unit)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();

  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  if (unit)
    g_ptr_array_add (units, unit);
  bookgen_outline_view_select_all_of (self, units);
}
