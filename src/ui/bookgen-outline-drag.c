/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-drag.h"

#include "bookgen-outline-editing.h"
#include "bookgen-outline-place.h"
#include "bookgen-outline-row.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

/* As long as a hand rests that means the line below it. */
#define OPEN_AFTER_MS 700

struct _BookgenOutlineDrag
{
  BookgenOutlineView *view; /* borrowed */
  GtkDragSource *source;    /* borrowed: the list's */
  GdkDrag *drag;            /* borrowed while it lasts: ours */
  GtkWindow *window;        /* borrowed while it lasts */
  GPtrArray *units;         /* owned while it lasts */
  BookgenUnit *over;        /* owned, nullable: the line below the pointer; NULL below the last one */
  BookgenDropSide side;
  const char *refusal;      /* translated; NULL where it may be dropped */
  gboolean shown;
  double x, y; /* of the pointer, in the list */
  guint open_source;
};

/* What is dragged */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, BookgenOutlineDrag *self)
{
  BookgenOutlineView *view = self->view;
  BookgenOutlineRow *row = view->editable ? bookgen_outline_view_find_row_at (view, x, y) : NULL;
  BookgenUnit *unit = row && !bookgen_outline_row_is_renaming (row) ? bookgen_outline_row_get_unit (row) : NULL;

  if (!unit)
    return NULL;
  g_clear_pointer (&self->units, g_ptr_array_unref);
  self->units = bookgen_outline_view_dup_chosen (view);
  if (!bookgen_outline_is_below_any (unit, self->units))
    {
      bookgen_outline_view_select (view, unit);
      g_ptr_array_unref (self->units);
      self->units = bookgen_outline_view_dup_chosen (view);
    }
  return bookgen_outline_dup_content (self->units);
}

/* On X11, GTK 4.8 grabs Escape for a drag and then drops it; all that is seen of it is that the window is without the
 * keyboard as long as the key is held. */
static void
on_keyboard_gone (BookgenOutlineDrag *self)
{
  if (!gtk_window_is_active (self->window))
    gtk_drag_source_drag_cancel (self->source);
}

static void
watch_keyboard (BookgenOutlineDrag *self)
{
  self->window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->view)));
  g_signal_connect_swapped (self->window, "notify::is-active", G_CALLBACK (on_keyboard_gone), self);
}

static void
leave_keyboard (BookgenOutlineDrag *self)
{
  if (self->window)
    g_signal_handlers_disconnect_by_func (self->window, on_keyboard_gone, self);
  self->window = NULL;
}

static void
on_begin (GtkDragSource *source, GdkDrag *drag, BookgenOutlineDrag *self)
{
  const char *title = bookgen_unit_get_title (self->units->pdata[0]);
  g_autofree char *several = g_strdup_printf (ngettext ("%u line", "%u lines", self->units->len), self->units->len);
  GtkWidget *label = gtk_label_new (self->units->len == 1 && *title ? title : several);

  self->drag = drag;
  watch_keyboard (self);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "outline-dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static void
hide (BookgenOutlineDrag *self)
{
  if (!self->shown)
    return;
  self->shown = FALSE;
  g_clear_handle_id (&self->open_source, g_source_remove);
  g_clear_object (&self->over);
  bookgen_outline_view_say (self->view, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

/* The list scrolls while something is held at its edge. On X11, GTK 4.8 does not tell it that a drag that was cancelled is over
 * before the pointer moves. */
static void
stop_scrolling (BookgenOutlineDrag *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view->list));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "leave");
    }
}

static void
on_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, BookgenOutlineDrag *self)
{
  hide (self);
  stop_scrolling (self);
  leave_keyboard (self);
  self->drag = NULL;
  g_clear_pointer (&self->units, g_ptr_array_unref);
}

/* The place below the pointer */

static const char *
find_refusal (BookgenOutlineDrag *self, BookgenUnit *parent)
{
  if (bookgen_outline_is_below_any (parent, self->units))
    return _ ("A line cannot be moved into itself");
  if (parent && bookgen_outline_view_has_text (self->view, parent))
    return _ ("A chapter that has a text cannot become a part");
  return NULL;
}

static char *
dup_sentence (BookgenOutlineDrag *self)
{
  return self->refusal ? g_strdup (self->refusal) : bookgen_drop_dup_sentence (self->over, self->side);
}

/* A folded part opens below a pointer that rests on it. */
static gboolean
on_rested (gpointer user_data)
{
  BookgenOutlineDrag *self = user_data;

  self->open_source = 0;
  bookgen_outline_view_set_open (self->view, self->over, TRUE);
  return G_SOURCE_REMOVE;
}

static void
show_place (BookgenOutlineDrag *self, BookgenUnit *over, BookgenDropSide side)
{
  g_autofree char *sentence = NULL;
  BookgenUnit *parent;
  guint position;

  if (self->shown && over == self->over && side == self->side)
    return;
  g_clear_handle_id (&self->open_source, g_source_remove);
  if (over && side == BOOKGEN_DROP_INTO)
    self->open_source = g_timeout_add (OPEN_AFTER_MS, on_rested, self);
  g_set_object (&self->over, over);
  self->side = side;
  self->shown = TRUE;
  bookgen_drop_find_place (self->view->outline, over, side, over && bookgen_outline_model_is_open (self->view->model, over), &parent, &position);
  self->refusal = find_refusal (self, parent);
  sentence = dup_sentence (self);
  bookgen_outline_view_say (self->view, sentence);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
look (BookgenOutlineDrag *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, self->x, self->y);

  if (row)
    show_place (self, bookgen_outline_row_get_unit (row), bookgen_drop_find_side (self->view, row, self->y));
  else
    show_place (self, NULL, BOOKGEN_DROP_AFTER);
}

/* The target takes our own drag only. */
static gboolean
on_accept (GtkDropTargetAsync *target, GdkDrop *drop, BookgenOutlineDrag *self)
{
  return self->drag && gdk_drop_get_drag (drop) == self->drag;
}

static GdkDragAction
on_motion (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenOutlineDrag *self)
{
  if (!self->units)
    return 0;
  self->x = x;
  self->y = y;
  look (self);
  return self->refusal ? 0 : GDK_ACTION_MOVE;
}

static void
on_leave (GtkDropTargetAsync *target, GdkDrop *drop, BookgenOutlineDrag *self)
{
  hide (self);
}

/* The list scrolls below a pointer that rests. */
static void
on_scrolled (BookgenOutlineDrag *self)
{
  if (self->shown)
    look (self);
}

static gboolean
on_drop (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, BookgenOutlineDrag *self)
{
  BookgenOutlineView *view = self->view;
  g_autoptr (GPtrArray) units = self->units ? g_ptr_array_ref (self->units) : NULL;
  gboolean may = units && self->shown && !self->refusal;
  BookgenUnit *parent;
  guint position;

  /* Finishing ends the drag, at once, and then the place is not known any more. */
  bookgen_drop_find_place (view->outline, self->over, self->side,
                           self->over && bookgen_outline_model_is_open (view->model, self->over), &parent, &position);
  gdk_drop_finish (drop, may ? GDK_ACTION_MOVE : 0);
  hide (self);
  if (!may)
    return TRUE;
  if (bookgen_outline_move_to (view->outline, units, parent, position))
    bookgen_outline_view_select_and_focus (view, units, FALSE);
  return TRUE;
}

void
bookgen_outline_drag_snapshot (BookgenOutlineDrag *self, GtkSnapshot *snapshot)
{
  if (self->shown)
    bookgen_drop_draw_place (self->view, self->over, self->side, self->refusal != NULL, snapshot);
}

/* The controllers of the list */

static void
add_source (BookgenOutlineDrag *self)
{
  GtkDragSource *source = self->source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view->list), GTK_EVENT_CONTROLLER (source));
}

static void
add_target (BookgenOutlineDrag *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (gdk_content_formats_new_for_gtype (G_TYPE_STRING), GDK_ACTION_MOVE);

  g_signal_connect (target, "accept", G_CALLBACK (on_accept), self);
  g_signal_connect (target, "drag-enter", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "drag-motion", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "drag-leave", G_CALLBACK (on_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view->list), GTK_EVENT_CONTROLLER (target));
}

BookgenOutlineDrag *
bookgen_outline_drag_new (BookgenOutlineView *view)
{
  BookgenOutlineDrag *self = g_new0 (BookgenOutlineDrag, 1);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view->list));

  self->view = view;
  add_source (self);
  add_target (self);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  return self;
}

void
bookgen_outline_drag_free (BookgenOutlineDrag *self)
{
  g_clear_handle_id (&self->open_source, g_source_remove);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_object (&self->over);
  g_free (self);
}
