/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-drag.h"

#include "bookgen-material-files.h"
#include "bookgen-outline-editing.h"
#include "bookgen-outline-place.h"
#include "bookgen-outline-row.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

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
  g_clear_object (&self->over);
  bookgen_outline_view_say (self->view, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
on_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, BookgenOutlineDrag *self)
{
  hide (self);
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
  const char *title = self->over ? bookgen_unit_get_title (self->over) : NULL;

  if (self->refusal)
    return g_strdup (self->refusal);
  if (!self->over)
    return g_strdup (_ ("To the end"));
  if (!*title)
    title = "…";
  switch (self->side)
    {
    case BOOKGEN_DROP_BEFORE:
      return g_strdup_printf (_ ("In front of “%s”"), title);
    case BOOKGEN_DROP_INTO:
      return g_strdup_printf (_ ("Into “%s”"), title);
    case BOOKGEN_DROP_AFTER:
    default:
      return g_strdup_printf (_ ("Behind “%s”"), title);
    }
}

static void
show_place (BookgenOutlineDrag *self, BookgenUnit *over, BookgenDropSide side)
{
  g_autofree char *sentence = NULL;
  BookgenUnit *parent;
  guint position;

  if (self->shown && over == self->over && side == self->side)
    return;
  g_set_object (&self->over, over);
  self->side = side;
  self->shown = TRUE;
  bookgen_drop_find_place (self->view->outline, over, side, over && bookgen_outline_model_is_open (self->view->model, over), &parent, &position);
  self->refusal = find_refusal (self, parent);
  sentence = dup_sentence (self);
  bookgen_outline_view_say (self->view, sentence);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static double
find_fraction (BookgenOutlineDrag *self, BookgenOutlineRow *row)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (gtk_widget_get_parent (GTK_WIDGET (row)), GTK_WIDGET (self->view->list), &bounds))
    return 0.5;
  return (self->y - bounds.origin.y) / MAX (bounds.size.height, 1);
}

static void
look (BookgenOutlineDrag *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, self->x, self->y);

  if (row)
    show_place (self, bookgen_outline_row_get_unit (row), bookgen_drop_side_at (find_fraction (self, row)));
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

  gdk_drop_finish (drop, may ? GDK_ACTION_MOVE : 0);
  if (!may)
    return TRUE;
  bookgen_drop_find_place (view->outline, self->over, self->side, self->over && bookgen_outline_model_is_open (view->model, self->over), &parent, &position);
  hide (self);
  if (bookgen_outline_move_to (view->outline, units, parent, position))
    bookgen_outline_view_select_and_focus (view, units, FALSE);
  return TRUE;
}

/* Files: material for the chapter they are dropped on */

static GdkDragAction
on_files_motion (GtkDropTarget *target, double x, double y, BookgenOutlineDrag *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, x, y);
  BookgenUnit *unit = row ? bookgen_outline_row_get_unit (row) : NULL;
  g_autofree char *sentence = NULL;

  if (unit)
    sentence = g_strdup_printf (_ ("Material for “%s”"), bookgen_unit_get_title (unit));
  self->shown = unit != NULL;
  self->side = BOOKGEN_DROP_INTO;
  self->refusal = NULL;
  g_set_object (&self->over, unit);
  bookgen_outline_view_say (self->view, sentence ? sentence : _ ("Drop on a chapter to give it material"));
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  return unit ? GDK_ACTION_COPY : 0;
}

static void
on_files_leave (GtkDropTarget *target, BookgenOutlineDrag *self)
{
  self->shown = TRUE;
  hide (self);
}

static void
on_material (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenOutlineView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_material_files_finish (result, &error);

  bookgen_outline_view_refuse (view, sentence ? sentence : error->message);
}

static gboolean
on_files_drop (GtkDropTarget *target, const GValue *value, double x, double y, BookgenOutlineDrag *self)
{
  BookgenOutlineRow *row = bookgen_outline_view_find_row_at (self->view, x, y);
  BookgenUnit *unit = row ? bookgen_outline_row_get_unit (row) : NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = list; l; l = l->next)
    g_list_store_append (files, l->data);
  g_slist_free (list);
  on_files_leave (target, self);
  if (!unit || !self->view->desk || g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  bookgen_outline_view_select (self->view, unit);
  bookgen_material_files_async (bookgen_desk_get_book (self->view->desk), G_LIST_MODEL (files), bookgen_unit_get_id (unit),
                                on_material, g_object_ref (self->view));
  return TRUE;
}

/* Only in a book that may be changed; a preview of an outline has no chapters yet. */
static gboolean
on_files_accept (GtkDropTarget *target, GdkDrop *drop, BookgenOutlineDrag *self)
{
  return self->view->desk && self->view->editable && !gdk_drop_get_drag (drop)
         && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
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

static void
add_files_target (BookgenOutlineDrag *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (on_files_accept), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_files_motion), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_files_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_files_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_files_drop), self);
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
  add_files_target (self);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  return self;
}

void
bookgen_outline_drag_free (BookgenOutlineDrag *self)
{
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_object (&self->over);
  g_free (self);
}
