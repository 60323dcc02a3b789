/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-model-row.h"

struct _BookgenModelRow
{
  AdwEntryRow parent_instance;
  GtkMenuButton *button;
  GtkLabel *note;
  GtkNoSelection *shown;
};

static guint wanted_signal;

G_DEFINE_FINAL_TYPE (BookgenModelRow, bookgen_model_row, ADW_TYPE_ENTRY_ROW)

void
bookgen_model_row_set_names (BookgenModelRow *self, GListModel *names)
{
  g_return_if_fail (BOOKGEN_IS_MODEL_ROW (self));
  gtk_no_selection_set_model (self->shown, names);
}

void
bookgen_model_row_set_note (BookgenModelRow *self, const char *note)
{
  g_return_if_fail (BOOKGEN_IS_MODEL_ROW (self));
  gtk_label_set_label (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
on_opened (BookgenModelRow *self)
{
  g_signal_emit (self, wanted_signal, 0);
}

static void
on_chosen (GtkListView *list, guint position, BookgenModelRow *self)
{
  g_autoptr (GtkStringObject) name = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (name)
    gtk_editable_set_text (GTK_EDITABLE (self), gtk_string_object_get_string (name));
  gtk_menu_button_popdown (self->button);
}

static void
bookgen_model_row_class_init (BookgenModelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wanted_signal = g_signal_new ("wanted", BOOKGEN_TYPE_MODEL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-model-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenModelRow, button);
  gtk_widget_class_bind_template_child (widget_class, BookgenModelRow, note);
  gtk_widget_class_bind_template_child (widget_class, BookgenModelRow, shown);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
bookgen_model_row_init (BookgenModelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
