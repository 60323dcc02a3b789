/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-view-private.h"

#include "bookgen-outline-editing.h"

/* Which lines are selected, and where they are in the tree. */

static GtkTreeListModel *
get_tree (BookgenOutlineView *self)
{
  return GTK_TREE_LIST_MODEL (gtk_multi_selection_get_model (self->selection));
}

static BookgenUnit *
get_unit_at (BookgenOutlineView *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (get_tree (self)), position);
  g_autoptr (BookgenUnit) unit = row ? gtk_tree_list_row_get_item (row) : NULL;

  return unit;
}

static guint
find_in (GListModel *siblings, BookgenUnit *unit)
{
  for (guint i = 0; i < g_list_model_get_n_items (siblings); i++)
    {
      g_autoptr (BookgenUnit) sibling = g_list_model_get_item (siblings, i);
      if (sibling == unit)
        return i;
    }
  return G_MAXUINT;
}

/* From the top down, opening what is closed; NULL when UNIT is not in the tree. New reference. */
static GtkTreeListRow *
find_row (BookgenOutlineView *self, BookgenUnit *unit)
{
  BookgenUnit *parent = bookgen_unit_get_parent (unit);
  g_autoptr (GtkTreeListRow) above = NULL;
  guint position;

  if (!parent)
    {
      position = find_in (gtk_tree_list_model_get_model (get_tree (self)), unit);
      return position == G_MAXUINT ? NULL : gtk_tree_list_model_get_child_row (get_tree (self), position);
    }
  above = find_row (self, parent);
  if (!above)
    return NULL;
  gtk_tree_list_row_set_expanded (above, TRUE);
  position = gtk_tree_list_row_get_children (above) ? find_in (gtk_tree_list_row_get_children (above), unit) : G_MAXUINT;
  return position == G_MAXUINT ? NULL : gtk_tree_list_row_get_child_row (above, position);
}

BookgenOutlineRow *
bookgen_outline_view_find_row_at (BookgenOutlineView *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

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

GPtrArray *
bookgen_outline_view_dup_chosen (BookgenOutlineView *self)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();
  g_autoptr (GtkBitset) positions = self->selection ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  GtkBitsetIter iter;
  guint position;

  if (positions && gtk_bitset_iter_init_first (&iter, positions, &position))
    do
      g_ptr_array_add (units, get_unit_at (self, position));
    while (gtk_bitset_iter_next (&iter, &position));
  return bookgen_outline_dup_topmost (units);
}

BookgenUnit *
bookgen_outline_view_find_cursor (BookgenOutlineView *self)
{
  g_autoptr (GtkBitset) positions = self->selection ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;
  guint64 n_selected = positions ? gtk_bitset_get_size (positions) : 0;
  guint64 n_looked_at = MIN (n_selected, BOOKGEN_OUTLINE_VIEW_MOST_SELECTED);

  for (guint64 i = 0; i < n_looked_at; i++)
    if (get_unit_at (self, gtk_bitset_get_nth (positions, i)) == self->cursor)
      return self->cursor;
  return n_selected > 0 ? get_unit_at (self, gtk_bitset_get_minimum (positions)) : NULL;
}

/* The groups above are opened for all of them first, or positions would not hold. */
static GtkBitset *
find_positions (BookgenOutlineView *self, GPtrArray *units)
{
  GtkBitset *positions = gtk_bitset_new_empty ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; units && i < units->len; i++)
    {
      GtkTreeListRow *row = find_row (self, units->pdata[i]);
      if (row)
        g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    gtk_bitset_add (positions, gtk_tree_list_row_get_position (rows->pdata[i]));
  return positions;
}

static gboolean
is_on_screen (BookgenOutlineView *self, BookgenUnit *unit)
{
  BookgenOutlineRow *row = g_hash_table_lookup (self->rows, unit);
  graphene_rect_t bounds;

  return row && gtk_widget_get_height (GTK_WIDGET (row)) > 0
         && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (GTK_WIDGET (self->list));
}

/* Selected by the list itself, it is also where Shift and an arrow begin. The list makes some two hundred rows anew when it
 * is told to scroll, also to what is seen already. */
static void
go_to (BookgenOutlineView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.select-item", "(ubb)", position, FALSE, FALSE);
  if (!is_on_screen (self, get_unit_at (self, position)))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

void
bookgen_outline_view_select_all_of (BookgenOutlineView *self, GPtrArray *units)
{
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (GtkBitset) all = NULL;
  guint n_rows;

  if (!self->selection)
    return;
  positions = find_positions (self, units);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  all = gtk_bitset_new_range (0, n_rows);
  if (!gtk_bitset_is_empty (positions))
    go_to (self, gtk_bitset_get_minimum (positions));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), positions, all);
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
