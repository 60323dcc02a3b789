/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-live-text.h"

/* Within so many pixels of its end the view follows the text. */
#define FOLLOW_WITHIN 48

struct _BookgenLiveText
{
  GObject parent_instance;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  gsize shown_bytes; /* of the text that are in the view */
  gboolean active;
  gboolean follow;   /* the end */
};

G_DEFINE_FINAL_TYPE (BookgenLiveText, bookgen_live_text, G_TYPE_OBJECT)

/* Following the end */

static double
get_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* Set, not scrolled to: an animation each 100 ms is never at rest. */
static void
on_extent (GtkAdjustment *adjustment, BookgenLiveText *self)
{
  if (self->active && self->follow)
    gtk_adjustment_set_value (adjustment, get_end (adjustment));
}

/* The view moves by itself while lines are laid out, so only what the author does stops the following; coming to the end
 * takes it up again. */
static void
on_scrolled (GtkAdjustment *adjustment, BookgenLiveText *self)
{
  if (gtk_adjustment_get_value (adjustment) >= get_end (adjustment) - FOLLOW_WITHIN)
    self->follow = TRUE;
}

static gboolean
on_wheel (GtkEventControllerScroll *controller, double dx, double dy, BookgenLiveText *self)
{
  if (dy < 0)
    self->follow = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, BookgenLiveText *self)
{
  if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Home || keyval == GDK_KEY_Up)
    self->follow = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
on_scrollbar (GtkGestureClick *gesture, int n_press, double x, double y, BookgenLiveText *self)
{
  self->follow = FALSE;
}

static void
watch (BookgenLiveText *self, GtkWidget *widget, GtkEventController *controller, const char *signal, GCallback callback)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, signal, callback, self, 0);
  gtk_widget_add_controller (widget, controller);
}

static void
watch_scrolling (BookgenLiveText *self)
{
  GtkWidget *scroller = GTK_WIDGET (self->scroller);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  watch (self, scroller, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL), "scroll",
         G_CALLBACK (on_wheel));
  watch (self, scroller, gtk_event_controller_key_new (), "key-pressed", G_CALLBACK (on_key));
  watch (self, gtk_scrolled_window_get_vscrollbar (self->scroller), GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()), "pressed",
         G_CALLBACK (on_scrollbar));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_extent), self, 0);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, 0);
}

/* The text */

static void
change (BookgenLiveText *self, GtkTextIter *end, const char *text, gsize length)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_begin_irreversible_action (buffer);
  if (end)
    gtk_text_buffer_insert (buffer, end, text, length);
  else
    gtk_text_buffer_set_text (buffer, "", 0);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
clear (BookgenLiveText *self)
{
  change (self, NULL, NULL, 0);
  self->shown_bytes = 0;
}

void
bookgen_live_text_show (BookgenLiveText *self, const char *text, gsize length)
{
  GtkTextIter end;

  g_return_if_fail (BOOKGEN_IS_LIVE_TEXT (self));
  if (length < self->shown_bytes)
    clear (self);
  if (length == self->shown_bytes)
    return;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->view), &end);
  change (self, &end, text + self->shown_bytes, length - self->shown_bytes);
  self->shown_bytes = length;
  on_extent (gtk_scrolled_window_get_vadjustment (self->scroller), self);
}

gboolean
bookgen_live_text_get_active (BookgenLiveText *self)
{
  g_return_val_if_fail (BOOKGEN_IS_LIVE_TEXT (self), FALSE);
  return self->active;
}

void
bookgen_live_text_set_active (BookgenLiveText *self, gboolean active)
{
  g_return_if_fail (BOOKGEN_IS_LIVE_TEXT (self));
  if (active == self->active)
    return;
  self->active = active;
  self->follow = TRUE;
  if (active)
    clear (self);
}

BookgenLiveText *
bookgen_live_text_new (GtkScrolledWindow *scroller, GtkTextView *view)
{
  BookgenLiveText *self = g_object_new (BOOKGEN_TYPE_LIVE_TEXT, NULL);

  self->scroller = scroller;
  self->view = view;
  watch_scrolling (self);
  return self;
}

static void
bookgen_live_text_class_init (BookgenLiveTextClass *klass)
{
}

static void
bookgen_live_text_init (BookgenLiveText *self)
{
}
