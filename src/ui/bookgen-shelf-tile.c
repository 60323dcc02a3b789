/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-shelf-tile.h"

#include "bookgen-cover.h"
#include "bookgen-item-name.h"

#include <glib/gi18n-lib.h>

struct _BookgenShelfTile
{
  GtkWidget parent_instance;
  GtkStack *stack;
  BookgenCover *cover;
  GtkLabel *state;
  GtkPopoverMenu *menu; /* nullable: made when it is asked for */
  GMenuModel *book_menu;
  GMenuModel *new_menu;
  BookgenShelfEntry *entry; /* nullable */
};

static guint trash_signal;

G_DEFINE_FINAL_TYPE (BookgenShelfTile, bookgen_shelf_tile, GTK_TYPE_WIDGET)

static char *
describe (const char *problem, guint units, guint written)
{
  if (problem)
    return g_strdup (problem);
  if (units == 0)
    return g_strdup (_ ("Empty"));
  return g_strdup_printf (ngettext ("%u of %u chapter", "%u of %u chapters", units), written, units);
}

static void
show_entry (BookgenShelfTile *self)
{
  g_autofree char *title = NULL, *author = NULL, *problem = NULL, *state = NULL, *named = NULL;
  guint units = 0, written = 0;

  g_object_get (self->entry, "title", &title, "author", &author, "problem", &problem, "units", &units, "written", &written,
                NULL);
  state = describe (problem, units, written);
  bookgen_cover_set_title (self->cover, title);
  bookgen_cover_set_author (self->cover, author);
  bookgen_cover_set_fraction (self->cover, units > 0 ? (double) written / units : -1);
  gtk_label_set_label (self->state, state);
  named = g_strdup_printf ("%s: %s", title, state);
  bookgen_item_name_set (GTK_WIDGET (self), named);
}

static void
show_new (BookgenShelfTile *self)
{
  gtk_label_set_label (self->state, _ ("New book"));
  bookgen_item_name_set (GTK_WIDGET (self), _ ("New book"));
}

void
bookgen_shelf_tile_set_entry (BookgenShelfTile *self, BookgenShelfEntry *entry)
{
  g_return_if_fail (BOOKGEN_IS_SHELF_TILE (self));
  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_set_object (&self->entry, entry);
  gtk_stack_set_visible_child_name (self->stack, entry ? "book" : "new");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.trash", entry != NULL);
  if (!entry)
    {
      show_new (self);
      return;
    }
  g_signal_connect_swapped (entry, "notify", G_CALLBACK (show_entry), self);
  show_entry (self);
}

static void
on_trash (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenShelfTile *self = BOOKGEN_SHELF_TILE (widget);

  if (self->entry)
    g_signal_emit (self, trash_signal, 0, self->entry);
}

/* What few tiles are ever asked for. */

static void
pop_up_menu (BookgenShelfTile *self)
{
  if (!self->menu)
    {
      self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (self->menu, self->entry ? self->book_menu : self->new_menu);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
on_tooltip (GtkWidget *widget, int x, int y, gboolean by_key, GtkTooltip *tooltip)
{
  BookgenShelfTile *self = BOOKGEN_SHELF_TILE (widget);
  g_autofree char *title = NULL, *problem = NULL;

  if (!self->entry)
    return FALSE;
  g_object_get (self->entry, "title", &title, "problem", &problem, NULL);
  gtk_tooltip_set_text (tooltip, problem ? problem : title);
  return TRUE;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, BookgenShelfTile *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_menu (self);
}

static void
on_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pop_up_menu (BOOKGEN_SHELF_TILE (widget));
}

static void
bookgen_shelf_tile_dispose (GObject *object)
{
  BookgenShelfTile *self = BOOKGEN_SHELF_TILE (object);
  GtkWidget *child;

  if (self->entry)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_clear_object (&self->entry);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bookgen_shelf_tile_parent_class)->dispose (object);
}

static void
bookgen_shelf_tile_class_init (BookgenShelfTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_shelf_tile_dispose;
  widget_class->query_tooltip = on_tooltip;
  trash_signal = g_signal_new ("trash", BOOKGEN_TYPE_SHELF_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               BOOKGEN_TYPE_SHELF_ENTRY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "tile.trash", NULL, on_trash);
  gtk_widget_class_install_action (widget_class, "tile.menu", NULL, on_menu);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-shelf-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfTile, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfTile, cover);
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfTile, state);
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfTile, book_menu);
  gtk_widget_class_bind_template_child (widget_class, BookgenShelfTile, new_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
}

static void
bookgen_shelf_tile_init (BookgenShelfTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bookgen_shelf_tile_new (void)
{
  return g_object_new (BOOKGEN_TYPE_SHELF_TILE, NULL);
}
