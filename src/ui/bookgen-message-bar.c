/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-message-bar.h"

struct _BookgenMessageBar
{
  GtkWidget parent_instance;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

static guint button_signal;

G_DEFINE_FINAL_TYPE (BookgenMessageBar, bookgen_message_bar, GTK_TYPE_WIDGET)

void
bookgen_message_bar_say (BookgenMessageBar *self, const char *sentence, const char *button)
{
  g_return_if_fail (BOOKGEN_IS_MESSAGE_BAR (self));
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL);
  if (!sentence)
    return;
  gtk_label_set_label (self->label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button)
    gtk_button_set_label (self->button, button);
}

static void
on_button (BookgenMessageBar *self)
{
  g_signal_emit (self, button_signal, 0);
}

static void
bookgen_message_bar_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_message_bar_parent_class)->dispose (object);
}

static void
bookgen_message_bar_class_init (BookgenMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_message_bar_dispose;
  button_signal = g_signal_new ("button", BOOKGEN_TYPE_MESSAGE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-message-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenMessageBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BookgenMessageBar, label);
  gtk_widget_class_bind_template_child (widget_class, BookgenMessageBar, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button);
}

static void
bookgen_message_bar_init (BookgenMessageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
