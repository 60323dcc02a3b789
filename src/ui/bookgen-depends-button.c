/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-depends-button.h"

#include "bookgen-depends.h"
#include "bookgen-item-name.h"

#include <glib/gi18n-lib.h>

struct _BookgenDependsButton
{
  GtkWidget parent_instance;
  GtkWidget *button;
  GtkLabel *label;
  GtkStack *stack;
  GtkListView *list;
  GListStore *choices;     /* of BookgenUnit, while the list is open */
  BookgenOutline *outline; /* owned, nullable */
  BookgenUnit *unit;       /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (BookgenDependsButton, bookgen_depends_button, GTK_TYPE_WIDGET)

static void
show_numbers (BookgenDependsButton *self)
{
  g_autofree char *numbers = bookgen_depends_dup_numbers (self->outline, self->unit);
  g_autofree char *text = NULL;

  if (*numbers)
    text = g_strdup_printf (_ ("After %s"), numbers);
  gtk_label_set_label (self->label, text ? text : _ ("Waits for none"));
}

void
bookgen_depends_button_show (BookgenDependsButton *self, BookgenOutline *outline, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_DEPENDS_BUTTON (self));
  g_set_object (&self->outline, outline);
  g_set_object (&self->unit, unit);
  if (unit)
    show_numbers (self);
}

/* The list */

static void
on_toggled (GtkCheckButton *check, BookgenDependsButton *self)
{
  BookgenUnit *on = g_object_get_data (G_OBJECT (check), "unit");

  if (on && self->unit)
    bookgen_depends_set (self->outline, self->unit, on, gtk_check_button_get_active (check));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenDependsButton *self)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, check);
}

static char *
dup_choice (BookgenDependsButton *self, BookgenUnit *on)
{
  const char *title = bookgen_unit_get_title (on);

  return g_strdup_printf ("%u · %s", bookgen_outline_get_number (self->outline, on), *title ? title : _ ("Chapter without a title"));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, BookgenDependsButton *self)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_item_get_child (item));
  BookgenUnit *on = gtk_list_item_get_item (item);
  g_autofree char *label = dup_choice (self, on);

  g_object_set_data (G_OBJECT (check), "unit", NULL);
  gtk_label_set_label (GTK_LABEL (gtk_check_button_get_child (check)), label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  bookgen_item_name_set (GTK_WIDGET (check), label);
  gtk_check_button_set_active (check, bookgen_depends_has (self->unit, on));
  g_object_set_data_full (G_OBJECT (check), "unit", g_object_ref (on), g_object_unref);
}

static void
on_open (BookgenDependsButton *self)
{
  g_autoptr (GPtrArray) choices = NULL;

  g_list_store_remove_all (self->choices);
  if (!self->unit)
    return;
  choices = bookgen_depends_dup_choices (self->outline, self->unit);
  g_list_store_splice (self->choices, 0, 0, choices->pdata, choices->len);
  gtk_stack_set_visible_child_name (self->stack, choices->len > 0 ? "list" : "none");
}

/* Widget */

static void
bookgen_depends_button_dispose (GObject *object)
{
  BookgenDependsButton *self = BOOKGEN_DEPENDS_BUTTON (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->choices);
  g_clear_object (&self->outline);
  g_clear_object (&self->unit);
  G_OBJECT_CLASS (bookgen_depends_button_parent_class)->dispose (object);
}

static void
bookgen_depends_button_class_init (BookgenDependsButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_depends_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-depends-button.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenDependsButton, button);
  gtk_widget_class_bind_template_child (widget_class, BookgenDependsButton, label);
  gtk_widget_class_bind_template_child (widget_class, BookgenDependsButton, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenDependsButton, list);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
bookgen_depends_button_init (BookgenDependsButton *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->choices = g_list_store_new (BOOKGEN_TYPE_UNIT);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->choices))));
  gtk_list_view_set_model (self->list, selection);
}
