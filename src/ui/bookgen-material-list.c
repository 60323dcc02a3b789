/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-material-list.h"

#include "bookgen-file-dialog.h"
#include "bookgen-material-files.h"
#include "bookgen-material-note.h"

#include <glib/gi18n-lib.h>

struct _BookgenMaterialList
{
  GtkWidget parent_instance;
  GtkFlowBox *box;
  GListModel *material; /* owned, nullable; of BookgenMaterial */
  BookgenBook *book;    /* owned, nullable */
  char *unit_id;        /* owned, nullable */
  gint64 removed;       /* id of what was taken away last; 0 for none */
  GtkWidget *undo;
};

static guint say_signal;

G_DEFINE_FINAL_TYPE (BookgenMaterialList, bookgen_material_list, GTK_TYPE_WIDGET)

static void
say (BookgenMaterialList *self, const char *sentence)
{
  g_signal_emit (self, say_signal, 0, sentence);
}

/* Taking away, and back */

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenMaterialList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bookgen_book_remove_material_finish (BOOKGEN_BOOK (source), result, &error))
    say (self, error->message);
}

static void
on_remove (GtkButton *button, BookgenMaterialList *self)
{
  BookgenMaterial *material = g_object_get_data (G_OBJECT (button), "material");

  self->removed = bookgen_material_get (material)->id;
  gtk_widget_set_visible (self->undo, TRUE);
  bookgen_book_remove_material_async (self->book, self->removed, on_removed, g_object_ref (self));
}

static void
on_undo (BookgenMaterialList *self)
{
  gtk_widget_set_visible (self->undo, FALSE);
  if (self->removed > 0)
    bookgen_book_restore_material_async (self->book, self->removed, on_removed, g_object_ref (self));
  self->removed = 0;
}

/* Adding */

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenMaterialList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_material_files_finish (result, &error);

  say (self, sentence ? sentence : error->message);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenMaterialList) self = user_data;
  g_autoptr (GListModel) files = bookgen_file_dialog_open_finish (result, NULL);

  if (files && self->book && g_list_model_get_n_items (files) > 0)
    bookgen_material_files_async (self->book, files, self->unit_id, on_added, g_object_ref (self));
}

static void
on_add (BookgenMaterialList *self)
{
  bookgen_file_dialog_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Add Material"), NULL, TRUE, on_chosen,
                                  g_object_ref (self));
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenMaterialList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_material_note_paste_finish (result, &error);

  say (self, sentence ? sentence : error->message);
}

static void
on_paste (BookgenMaterialList *self)
{
  if (self->book)
    bookgen_material_note_paste_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->book, self->unit_id, on_pasted,
                                       g_object_ref (self));
}

/* One of them */

static GtkWidget *
create_item (gpointer item, gpointer user_data)
{
  BookgenMaterialList *self = user_data;
  const BookgenMaterialData *data = bookgen_material_get (item);
  g_autofree char *words = g_strdup_printf (ngettext ("%'u word", "%'u words", data->words), data->words);
  g_autofree char *text = g_strdup_printf ("%s · %s", data->name, words);
  g_autofree char *remove = g_strdup_printf (_ ("Take “%s” away"), data->name);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_tooltip_text (button, remove);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (row, "material");
  g_object_set_data_full (G_OBJECT (button), "material", g_object_ref (item), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
show_any (BookgenMaterialList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->box), self->material && g_list_model_get_n_items (self->material) > 0);
}

void
bookgen_material_list_show (BookgenMaterialList *self, BookgenBook *book, const char *unit_id)
{
  g_return_if_fail (BOOKGEN_IS_MATERIAL_LIST (self));
  if (book == self->book && g_strcmp0 (unit_id, self->unit_id) == 0)
    return;
  if (self->material)
    g_signal_handlers_disconnect_by_data (self->material, self);
  gtk_flow_box_bind_model (self->box, NULL, NULL, NULL, NULL);
  g_clear_object (&self->material);
  g_set_object (&self->book, book);
  g_free (self->unit_id);
  self->unit_id = g_strdup (unit_id);
  self->removed = 0;
  gtk_widget_set_visible (self->undo, FALSE);
  if (!book)
    return;
  self->material = bookgen_book_dup_material (book, unit_id);
  gtk_flow_box_bind_model (self->box, self->material, create_item, self, NULL);
  g_signal_connect_swapped (self->material, "items-changed", G_CALLBACK (show_any), self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), bookgen_book_get_writable (book));
  show_any (self);
}

/* Widget */

static void
bookgen_material_list_dispose (GObject *object)
{
  BookgenMaterialList *self = BOOKGEN_MATERIAL_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    bookgen_material_list_show (self, NULL, NULL);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->unit_id, g_free);
  G_OBJECT_CLASS (bookgen_material_list_parent_class)->dispose (object);
}

static void
bookgen_material_list_class_init (BookgenMaterialListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_material_list_dispose;
  say_signal = g_signal_new ("say", BOOKGEN_TYPE_MATERIAL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                             G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-material-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenMaterialList, box);
  gtk_widget_class_bind_template_child (widget_class, BookgenMaterialList, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
bookgen_material_list_init (BookgenMaterialList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
