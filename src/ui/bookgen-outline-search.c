/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-view-private.h"

#include <glib/gi18n-lib.h>

/* Looking for something: only what is found is seen, open; what is folded is so again afterwards. */

static void
stop_looking (BookgenOutlineView *self)
{
  if (!self->filter)
    return;
  g_clear_object (&self->filter);
  bookgen_outline_model_set_filter (self->model, NULL);
  g_set_object (&self->back_to, self->cursor);
  bookgen_outline_view_refresh_lines_soon (self);
}

static void
look_for (BookgenOutlineView *self, const char *text)
{
  gboolean looking = self->filter != NULL;

  if (!looking)
    self->filter = bookgen_outline_filter_new (self->outline);
  bookgen_outline_filter_set_text (self->filter, text);
  if (!looking)
    bookgen_outline_model_set_filter (self->model, GTK_FILTER (self->filter));
}

static void
on_search_changed (BookgenOutlineView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (!self->outline)
    return;
  if (*text)
    look_for (self, text);
  else
    stop_looking (self);
  bookgen_outline_view_say (self, NULL);
}

/* Enter and the arrow lead from what is typed to what is found. */
static void
on_search_activate (BookgenOutlineView *self)
{
  if (!self->filter || !bookgen_outline_filter_get_first (self->filter))
    return;
  bookgen_outline_view_select (self, bookgen_outline_filter_get_first (self->filter));
  bookgen_outline_view_focus_soon (self, bookgen_outline_filter_get_first (self->filter), FALSE);
}

static gboolean
on_search_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, BookgenOutlineView *self)
{
  if (keyval != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  on_search_activate (self);
  return GDK_EVENT_STOP;
}

static void
on_search_mode (BookgenOutlineView *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;
  gtk_editable_set_text (self->search_entry, "");
  on_search_changed (self);
  bookgen_outline_view_focus_soon (self, self->cursor, FALSE);
}

void
bookgen_outline_view_search (BookgenOutlineView *self)
{
  g_return_if_fail (BOOKGEN_IS_OUTLINE_VIEW (self));
  if (!self->outline)
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

void
bookgen_outline_view_stop_search (BookgenOutlineView *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

char *
bookgen_outline_view_dup_found (BookgenOutlineView *self)
{
  guint n_found = bookgen_outline_filter_get_n_found (self->filter);

  if (n_found == 0)
    return g_strdup (_ ("Nothing found in titles and briefs"));
  return g_strdup_printf (ngettext ("%u line found", "%u lines found", n_found), n_found);
}

void
bookgen_outline_view_bind_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BookgenOutlineView, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
  gtk_widget_class_bind_template_callback (widget_class, bookgen_outline_view_stop_search);
}
