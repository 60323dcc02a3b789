/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view-private.h"

/* The lines that are on the screen: made, shown, renamed. */

static void
on_renamed (BookgenOutlineRow *row, const char *title, BookgenOutlineView *self)
{
  g_autofree char *stripped = g_strstrip (g_strdup (title));

  bookgen_outline_edit_string (self->outline, bookgen_outline_row_get_unit (row), "title", stripped);
  bookgen_outline_end_edit (self->outline);
}

/* Enter behind a new title goes on with the next one; a new line that stays empty is none. */
static void
on_rename_ended (BookgenOutlineRow *row, gboolean by_enter, BookgenOutlineView *self)
{
  BookgenUnit *unit = bookgen_outline_row_get_unit (row);
  gboolean was_new = self->typing_new;
  gboolean empty = *bookgen_unit_get_title (unit) == '\0';

  self->typing_new = FALSE;
  if (was_new && empty)
    bookgen_outline_view_remove_chosen (self);
  else if (was_new && by_enter && bookgen_unit_is_written (unit))
    bookgen_outline_view_add (self, FALSE);
  else if (by_enter)
    bookgen_outline_view_focus_soon (self, unit, FALSE);
}

void
bookgen_outline_view_refresh_lines (BookgenOutlineView *self)
{
  GHashTableIter iter;
  gpointer row;

  if (self->model)
    bookgen_outline_model_update (self->model); /* what has left the tree has no number */
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    bookgen_outline_row_refresh (row);
}

static gboolean
on_refresh (gpointer user_data)
{
  BookgenOutlineView *self = user_data;

  self->refresh_source = 0;
  bookgen_outline_view_refresh_lines (self);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is laid out, and not while the tree is in the middle of a change: after each, the first number costs a
 * walk through all of it. */
void
bookgen_outline_view_refresh_lines_soon (BookgenOutlineView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_refresh, self, NULL);
}

gboolean
bookgen_outline_view_set_open (BookgenOutlineView *self, BookgenUnit *unit, gboolean open)
{
  if (!unit || !bookgen_unit_has_children (unit) || bookgen_outline_model_is_open (self->model, unit) == open)
    return FALSE;
  bookgen_outline_model_set_open (self->model, unit, open);
  bookgen_outline_view_refresh_lines_soon (self);
  return TRUE;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  GtkWidget *row = bookgen_outline_row_new ();

  g_signal_connect_object (row, "renamed", G_CALLBACK (on_renamed), self, 0);
  g_signal_connect_object (row, "rename-ended", G_CALLBACK (on_rename_ended), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  BookgenOutlineRow *row = BOOKGEN_OUTLINE_ROW (gtk_list_item_get_child (item));

  bookgen_outline_row_bind (row, gtk_list_item_get_item (item), self->outline, self->model, self->desk);
  g_hash_table_insert (self->rows, bookgen_outline_row_get_unit (row), row);
  bookgen_outline_view_refresh_lines_soon (self);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenOutlineView *self)
{
  BookgenOutlineRow *row = BOOKGEN_OUTLINE_ROW (gtk_list_item_get_child (item));

  if (g_hash_table_lookup (self->rows, bookgen_outline_row_get_unit (row)) == row)
    g_hash_table_remove (self->rows, bookgen_outline_row_get_unit (row));
  bookgen_outline_row_bind (row, NULL, NULL, NULL, NULL);
}

void
bookgen_outline_view_bind_lines (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}
