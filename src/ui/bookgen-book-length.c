/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-book-length.h"

#include "bookgen-material.h"

#include <glib/gi18n-lib.h>

struct _BookgenBookLength
{
  GtkWidget parent_instance;
  GtkSpinButton *words;
  GtkLabel *pages;
  BookgenOutline *outline; /* owned, nullable */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (BookgenBookLength, bookgen_book_length, GTK_TYPE_WIDGET)

static void
show_pages (BookgenBookLength *self, guint words)
{
  guint pages = bookgen_material_count_pages (words);
  g_autofree char *text = NULL;

  if (words > 0)
    text = g_strdup_printf (ngettext ("About %'u page. Chapters without a length of their own share it.",
                                      "About %'u pages. Chapters without a length of their own share it.", pages), pages);
  gtk_label_set_label (self->pages, text ? text : _ ("0: a chapter without a length of its own gets the usual one."));
}

static void
show_length (BookgenBookLength *self)
{
  guint words = bookgen_outline_get_length_words (self->outline);

  self->showing = TRUE;
  gtk_spin_button_set_value (self->words, words);
  show_pages (self, words);
  self->showing = FALSE;
}

static void
on_words (BookgenBookLength *self)
{
  if (!self->showing && self->outline)
    bookgen_outline_set_length_words (self->outline, gtk_spin_button_get_value_as_int (self->words));
}

void
bookgen_book_length_set_outline (BookgenBookLength *self, BookgenOutline *outline)
{
  g_return_if_fail (BOOKGEN_IS_BOOK_LENGTH (self));
  if (self->outline)
    g_signal_handlers_disconnect_by_data (self->outline, self);
  g_set_object (&self->outline, outline);
  if (!outline)
    return;
  g_signal_connect_swapped (outline, "notify::length-words", G_CALLBACK (show_length), self);
  show_length (self);
}

static void
bookgen_book_length_dispose (GObject *object)
{
  BookgenBookLength *self = BOOKGEN_BOOK_LENGTH (object);
  GtkWidget *child;

  bookgen_book_length_set_outline (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bookgen_book_length_parent_class)->dispose (object);
}

static void
bookgen_book_length_class_init (BookgenBookLengthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_book_length_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-book-length.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenBookLength, words);
  gtk_widget_class_bind_template_child (widget_class, BookgenBookLength, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_words);
}

static void
bookgen_book_length_init (BookgenBookLength *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
