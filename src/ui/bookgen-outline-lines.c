/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view-private.h"

/* The lines that are on the screen: made, shown, renamed, and looked away from while many of them go. */

#define LINES_WITH_ROWS BOOKGEN_OUTLINE_MODEL_LINES_WITH_ROWS
/* Rows that go in one change and are made anew, a fifth of a millisecond each. */
#define MOST_ROWS_GOING 16

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
  g_autoptr (BookgenUnit) back_to = NULL;

  back_to = g_steal_pointer (&self->back_to);
  if (back_to)
    {
      bookgen_outline_view_select (self, back_to);
      return G_SOURCE_CONTINUE;
    }
  self->refresh_source = 0;
  bookgen_outline_view_refresh_lines (self);
  return G_SOURCE_REMOVE;
}

/* Behind all that the model has to tell, before the next frame is laid out, and not while the tree is in the middle of a change:
 * after each, the first number costs a walk through all of it. */
void
bookgen_outline_view_refresh_lines_soon (BookgenOutlineView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 1, on_refresh, self, NULL);
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

/* Where the list looks */

static gint64
get_frame (BookgenOutlineView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return clock ? gdk_frame_clock_get_frame_counter (clock) : 0;
}

gboolean
bookgen_outline_view_is_on_screen (BookgenOutlineView *self, BookgenUnit *unit)
{
  BookgenOutlineRow *row = g_hash_table_lookup (self->rows, unit);
  graphene_rect_t bounds;

  return row && self->looked_away_frame != get_frame (self) && gtk_widget_get_height (GTK_WIDGET (row)) > 0
         && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (GTK_WIDGET (self->list));
}

void
bookgen_outline_view_scroll_to (BookgenOutlineView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static gboolean
have_many_rows (BookgenOutlineView *self, guint position, guint n_lines)
{
  guint n_rows = 0;

  for (guint i = position; i < position + n_lines && n_rows <= MOST_ROWS_GOING; i++)
    {
      g_autoptr (BookgenUnit) unit = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      n_rows += g_hash_table_contains (self->rows, unit);
    }
  return n_rows > MOST_ROWS_GOING;
}

/* Borrowed, nullable. */
static BookgenUnit *
find_uppermost (BookgenOutlineView *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);

  for (GtkWidget *item = gtk_widget_get_first_child (list); item; item = gtk_widget_get_next_sibling (item))
    {
      BookgenUnit *unit = bookgen_outline_row_get_unit (BOOKGEN_OUTLINE_ROW (gtk_widget_get_first_child (item)));
      if (bookgen_outline_view_is_on_screen (self, unit))
        return unit;
    }
  return NULL;
}

/* The line that is to stay where it is on the screen: the uppermost there, when it stays at all; else one beside those that go.
 * Where rows are is not known while they have other lines than in the last frame. */
static BookgenUnit *
dup_staying (BookgenOutlineView *self, guint position, guint removed)
{
  GListModel *lines = G_LIST_MODEL (self->model);
  BookgenUnit *uppermost = self->looked_away_frame == get_frame (self) ? self->staying : find_uppermost (self);
  guint upper = uppermost ? bookgen_outline_model_find (self->model, uppermost) : position;

  if (upper < position || upper >= position + removed)
    return g_object_ref (uppermost);
  if (position + removed < g_list_model_get_n_items (lines))
    return g_list_model_get_item (lines, position + removed);
  return g_list_model_get_item (lines, position - 1);
}

/* The list throws away the rows of what goes and makes as many new ones, two hundred at worst. Those of lines it only looks away
 * from it uses again, in a twentieth of the time; so it is made to look away before, and back again behind the change. */
static void
on_lines_going (BookgenOutlineModel *model, guint position, guint removed, BookgenOutlineView *self)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (model));
  guint behind = n_lines - position - removed;
  g_autoptr (BookgenUnit) staying = NULL;

  if (!self->selecting)
    bookgen_outline_view_keep_selected (self, position, removed);
  if (MAX (position, behind) < LINES_WITH_ROWS || !have_many_rows (self, position, removed))
    return;
  staying = dup_staying (self, position, removed);
  g_set_object (&self->staying, staying);
  self->looking_away = TRUE;
  self->looked_away_frame = get_frame (self);
  bookgen_outline_view_scroll_to (self, position >= LINES_WITH_ROWS ? position - LINES_WITH_ROWS
                                                                    : position + removed + LINES_WITH_ROWS - 1);
}

void
bookgen_outline_view_look_back (BookgenOutlineView *self)
{
  if (self->looking_away)
    bookgen_outline_view_scroll_to (self, bookgen_outline_model_find (self->model, self->staying));
  self->looking_away = FALSE;
}

/* Where something is selected next it looks there. */
static void
on_lines_changed (BookgenOutlineView *self)
{
  if (!self->selecting)
    bookgen_outline_view_look_back (self);
}

void
bookgen_outline_view_watch_lines (BookgenOutlineView *self)
{
  g_signal_connect_object (self->model, "lines-going", G_CALLBACK (on_lines_going), self, 0);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_lines_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
bookgen_outline_view_bind_lines (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}
