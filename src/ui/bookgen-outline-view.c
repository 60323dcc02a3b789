/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view-private.h"

#include "bookgen-drop-zone.h"
#include "bookgen-outline-editing.h"
#include "bookgen-outline-totals.h"

/* Often enough for a line that says how many words there are. */
#define STATUS_EVERY_MS 250
/* At most: a row that is not there by then will not come. */
#define FRAMES_UNTIL_ROW 30

typedef enum { PROP_SELECTED = 1 } BookgenOutlineViewProperty;
static GParamSpec *properties[PROP_SELECTED + 1];
enum { ACTIVATED, REFUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenOutlineView, bookgen_outline_view, GTK_TYPE_WIDGET)

/* What is selected: see also -selection.c */

void
bookgen_outline_view_follow_selection (BookgenOutlineView *self)
{
  gboolean empty = self->outline && g_list_model_get_n_items (G_LIST_MODEL (self->outline)) == 0;

  if (self->selecting)
    return;
  gtk_widget_set_visible (self->empty_hint, empty && self->editable);
  if (g_set_object (&self->cursor, bookgen_outline_view_find_cursor (self)))
    {
      bookgen_outline_view_enable_commands (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
    }
}

/* Focus follows what was moved or added, as soon as the list has made and placed its row. */

static void
stop_waiting_for_row (BookgenOutlineView *self)
{
  if (self->focus_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->focus_tick);
  self->focus_tick = 0;
  g_clear_object (&self->focus_soon);
}

static gboolean
give_focus (BookgenOutlineView *self)
{
  BookgenOutlineRow *row = g_hash_table_lookup (self->rows, self->focus_soon);

  if (!row || !gtk_widget_get_mapped (GTK_WIDGET (row)))
    return FALSE;
  if (self->rename_soon)
    bookgen_outline_row_start_rename (row);
  else
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  return TRUE;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  BookgenOutlineView *self = user_data;

  if (!give_focus (self) && --self->focus_frames > 0)
    return G_SOURCE_CONTINUE;
  self->focus_tick = 0;
  g_clear_object (&self->focus_soon);
  return G_SOURCE_REMOVE;
}

void
bookgen_outline_view_focus_soon (BookgenOutlineView *self, BookgenUnit *unit, gboolean rename)
{
  stop_waiting_for_row (self);
  if (!unit)
    return;
  self->focus_soon = g_object_ref (unit);
  self->focus_frames = FRAMES_UNTIL_ROW;
  self->rename_soon = rename;
  if (give_focus (self)) /* what is typed behind Enter is not to be lost */
    {
      g_clear_object (&self->focus_soon);
      return;
    }
  self->focus_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, self, NULL);
}

void
bookgen_outline_view_select_and_focus (BookgenOutlineView *self, GPtrArray *units, gboolean rename)
{
  bookgen_outline_view_select_all_of (self, units);
  bookgen_outline_view_focus_soon (self, units->len > 0 ? units->pdata[0] : NULL, rename);
}

/* What is said below the tree, and to the window */

void
bookgen_outline_view_refuse (BookgenOutlineView *self, const char *sentence)
{
  g_signal_emit (self, signals[REFUSED], 0, sentence);
}

gboolean
bookgen_outline_view_has_text (BookgenOutlineView *self, BookgenUnit *unit)
{
  return self->desk && bookgen_unit_is_written (unit)
         && bookgen_book_get_current (bookgen_desk_get_book (self->desk), bookgen_unit_get_id (unit)) != NULL;
}

static gboolean
show_status (gpointer user_data)
{
  BookgenOutlineView *self = user_data;
  g_autofree char *text = NULL;

  self->status_source = 0;
  if (self->filter)
    text = bookgen_outline_view_dup_found (self);
  else if (self->outline)
    text = bookgen_outline_dup_totals (self->outline, self->desk ? bookgen_desk_get_book (self->desk) : NULL);
  gtk_label_set_label (self->status, text ? text : "");
  return G_SOURCE_REMOVE;
}

static void
show_status_soon (BookgenOutlineView *self)
{
  if (self->status_source == 0)
    self->status_source = g_timeout_add (STATUS_EVERY_MS, show_status, self);
}

void
bookgen_outline_view_say (BookgenOutlineView *self, const char *sentence)
{
  g_clear_handle_id (&self->status_source, g_source_remove);
  if (sentence)
    gtk_label_set_label (self->status, sentence);
  else
    show_status (self);
}

/* Undo */

static void
on_outline_changed (BookgenOutline *outline, BookgenUnit *unit, BookgenOutlineChange what, BookgenOutlineView *self)
{
  show_status_soon (self);
  bookgen_outline_view_refresh_lines_soon (self);
  if (what != BOOKGEN_OUTLINE_REMOVED && self->changed->len < BOOKGEN_OUTLINE_VIEW_MOST_SELECTED && !g_ptr_array_find (self->changed, unit, NULL))
    g_ptr_array_add (self->changed, g_object_ref (unit));
}

static void
step_through_changes (BookgenOutlineView *self, void (*step) (BookgenOutline *))
{
  if (!self->outline || !self->editable)
    return;
  bookgen_outline_view_stop_search (self);
  g_ptr_array_set_size (self->changed, 0);
  step (self->outline);
  if (self->changed->len > 0)
    bookgen_outline_view_select_and_focus (self, self->changed, FALSE);
  g_ptr_array_set_size (self->changed, 0);
}

void
bookgen_outline_view_undo (BookgenOutlineView *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  step_through_changes (self, bookgen_outline_undo);
}

void
bookgen_outline_view_redo (BookgenOutlineView *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  step_through_changes (self, bookgen_outline_redo);
}

/* Keys are taken before the list sees them, which uses Enter and Tab itself. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, BookgenOutlineView *self)
{
  return bookgen_outline_view_take_key (self, keyval, state & gtk_accelerator_get_default_mod_mask ());
}

static void
on_moved (BookgenOutlineView *self)
{
  bookgen_outline_view_refresh_lines (self);
  show_status_soon (self);
}

/* What the pointer does */

static void
on_activate (GtkListView *list, guint position, BookgenOutlineView *self)
{
  if (self->editable)
    gtk_widget_activate_action (GTK_WIDGET (self), "outline.rename", NULL);
}

static gboolean
on_clicked (gpointer user_data)
{
  BookgenOutlineView *self = user_data;
  BookgenUnit *unit = bookgen_outline_view_get_selected (self);

  self->click_source = 0;
  if (unit)
    g_signal_emit (self, signals[ACTIVATED], 0, unit);
  return G_SOURCE_REMOVE;
}

static void
on_press (GtkGestureClick *gesture, int n_press, double x, double y, BookgenOutlineView *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self, x, y);
  double row_x, row_y;

  if (!row || !gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (row), x, y, &row_x, &row_y)
      || !bookgen_outline_row_is_on_arrow (row, row_x))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  bookgen_outline_view_set_open (self, bookgen_outline_row_get_unit (row),
                                 !bookgen_outline_model_is_open (self->model, bookgen_outline_row_get_unit (row)));
}

/* The list selects behind this, and a second click renames. */
static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, BookgenOutlineView *self)
{
  g_clear_handle_id (&self->click_source, g_source_remove);
  if (n_press == 1)
    self->click_source = g_idle_add (on_clicked, self);
}

/* Model */

static void
let_go (BookgenOutlineView *self)
{
  stop_waiting_for_row (self);
  g_clear_handle_id (&self->click_source, g_source_remove);
  g_clear_handle_id (&self->status_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->outline)
    g_signal_handlers_disconnect_by_data (self->outline, self);
  if (self->desk)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->staying);
  g_clear_object (&self->back_to);
  g_clear_object (&self->outline);
  g_clear_object (&self->desk);
}

/* Rows that are there already show another depth or number where lines above them came or went. */
static void
on_lines_changed (BookgenOutlineView *self)
{
  bookgen_outline_view_refresh_lines_soon (self);
  bookgen_outline_view_follow_selection (self);
}

static void
show_outline (BookgenOutlineView *self)
{
  self->model = bookgen_outline_model_new (self->outline);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (bookgen_outline_view_follow_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_lines_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  bookgen_outline_view_watch_lines (self);
  bookgen_outline_view_select (self, self->cursor);
  bookgen_outline_view_follow_selection (self);
  show_status (self);
}

void
bookgen_outline_view_set_outline (BookgenOutlineView *self, BookgenOutline *outline, BookgenDesk *desk, gboolean editable)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  let_go (self);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  self->editable = editable;
  gtk_widget_set_visible (self->bar, editable);
  gtk_widget_set_visible (self->status_button, desk != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->length), editable);
  bookgen_book_length_set_outline (self->length, outline);
  bookgen_outline_view_follow_selection (self);
  if (!outline)
    return;
  self->outline = g_object_ref (outline);
  self->desk = desk ? g_object_ref (desk) : NULL;
  g_signal_connect (outline, "changed", G_CALLBACK (on_outline_changed), self);
  g_signal_connect_swapped (outline, "notify::length-words", G_CALLBACK (show_status_soon), self);
  if (desk)
    g_signal_connect_swapped (desk, "moved", G_CALLBACK (on_moved), self);
  if (desk && editable)
    bookgen_drop_zone_leave_free (GTK_WIDGET (self->list));
  show_outline (self);
}

/* Widget */

static void
bookgen_outline_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((BookgenOutlineViewProperty) id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, BOOKGEN_OUTLINE_VIEW (object)->cursor);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_outline_view_dispose (GObject *object)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (object);
  GtkWidget *child;

  let_go (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->drag, bookgen_outline_drag_free);
  g_clear_pointer (&self->drop, bookgen_outline_drop_free);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->clipboard, bookgen_outline_clipboard_free);
  g_clear_object (&self->cursor);
  G_OBJECT_CLASS (bookgen_outline_view_parent_class)->dispose (object);
}

/* An empty list takes no focus; Enter is to begin the first chapter there too. */
static gboolean
bookgen_outline_view_grab_focus (GtkWidget *widget)
{
  BookgenOutlineView *self = BOOKGEN_OUTLINE_VIEW (widget);
  gboolean empty = !self->outline || g_list_model_get_n_items (G_LIST_MODEL (self->outline)) == 0;

  return gtk_widget_grab_focus (empty ? self->add_button : GTK_WIDGET (self->list));
}

/* The place something would be dropped is drawn over the rows. */
static void
bookgen_outline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GTK_WIDGET_CLASS (bookgen_outline_view_parent_class)->snapshot (widget, snapshot);
  bookgen_outline_drag_snapshot (BOOKGEN_OUTLINE_VIEW (widget)->drag, snapshot);
  bookgen_outline_drop_snapshot (BOOKGEN_OUTLINE_VIEW (widget)->drop, snapshot);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, status);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, status_button);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, length);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, add_button);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, empty_hint);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_press);
  gtk_widget_class_bind_template_callback (widget_class, on_click);
  bookgen_outline_view_bind_lines (widget_class);
  bookgen_outline_view_bind_search (widget_class);
}

static void
bookgen_outline_view_class_init (BookgenOutlineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bookgen_outline_view_get_property;
  object_class->dispose = bookgen_outline_view_dispose;
  widget_class->grab_focus = bookgen_outline_view_grab_focus;
  widget_class->snapshot = bookgen_outline_view_snapshot;
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, BOOKGEN_TYPE_UNIT,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ACTIVATED] = g_signal_new ("activated", BOOKGEN_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, BOOKGEN_TYPE_UNIT);
  signals[REFUSED] = g_signal_new ("refused", BOOKGEN_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
  bookgen_outline_view_install_commands (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (BOOKGEN_TYPE_BOOK_LENGTH);
  gtk_widget_class_set_css_name (widget_class, "outlineview");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-outline-view.ui");
  bind_template (widget_class);
}

static void
bookgen_outline_view_init (BookgenOutlineView *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->drag = bookgen_outline_drag_new (self);
  self->drop = bookgen_outline_drop_new (self);
  self->clipboard = bookgen_outline_clipboard_new ();
  bookgen_outline_view_enable_commands (self);
}
