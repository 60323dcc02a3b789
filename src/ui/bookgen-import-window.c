/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-import-window.h"

#include "bookgen-library.h"
#include "bookgen-outline-totals.h"
#include "bookgen-outline-view.h"

#include <glib/gi18n-lib.h>

#define WARNINGS_SHOWN 20

struct _BookgenImportWindow
{
  AdwWindow parent_instance;
  BookgenOutlineView *tree;
  GtkLabel *counts;
  GtkWidget *warnings_frame;
  GtkLabel *warnings;
  AdwEntryRow *title_row;
  AdwEntryRow *author_row;
  AdwComboRow *place_row;
  GtkButton *accept;
  GtkLabel *error;
  BookgenImport *import; /* owned */
  BookgenDesk *desk;     /* owned, nullable */
};

typedef enum { PLACE_NEW, PLACE_END, PLACE_INSTEAD } Place;

enum { CREATED, ADDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenImportWindow, bookgen_import_window, ADW_TYPE_WINDOW)

/* What was understood */

static void
show_warnings (BookgenImportWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *warnings = self->import->warnings;

  for (guint i = 0; i < MIN (warnings->len, WARNINGS_SHOWN); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (warnings, i));
  if (warnings->len > WARNINGS_SHOWN)
    g_string_append_printf (text, _ ("\n… and %u more"), warnings->len - WARNINGS_SHOWN);
  gtk_widget_set_visible (self->warnings_frame, warnings->len > 0);
  gtk_label_set_label (self->warnings, text->str);
}

static void
show_places (BookgenImportWindow *self)
{
  GtkStringList *places = gtk_string_list_new (NULL);
  const char *title = self->desk ? bookgen_book_get_title (bookgen_desk_get_book (self->desk)) : NULL;

  gtk_string_list_append (places, _ ("A new book"));
  if (title)
    {
      gtk_string_list_take (places, g_strdup_printf (_ ("At the end of “%s”"), title));
      gtk_string_list_take (places, g_strdup_printf (_ ("In place of the outline of “%s”"), title));
    }
  adw_combo_row_set_model (self->place_row, G_LIST_MODEL (places));
  adw_combo_row_set_selected (self->place_row, self->desk ? PLACE_END : PLACE_NEW);
  gtk_widget_set_visible (GTK_WIDGET (self->place_row), self->desk != NULL);
  g_object_unref (places);
}

static void
on_place (BookgenImportWindow *self)
{
  Place place = adw_combo_row_get_selected (self->place_row);
  const char *labels[] = { _ ("_Create Book"), _ ("_Add"), _ ("_Replace") };

  gtk_widget_set_visible (GTK_WIDGET (self->title_row), place == PLACE_NEW);
  gtk_widget_set_visible (GTK_WIDGET (self->author_row), place == PLACE_NEW);
  if (place < G_N_ELEMENTS (labels))
    gtk_button_set_label (self->accept, labels[place]);
}

static void
show_error (BookgenImportWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), TRUE);
}

/* A new book */

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  if (!book)
    {
      show_error (self, error->message);
      return;
    }
  bookgen_book_set_author (book, gtk_editable_get_text (GTK_EDITABLE (self->author_row)));
  g_signal_emit (self, signals[CREATED], 0, book);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
create_book (BookgenImportWindow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  const char *title = *typed ? typed : _ ("Untitled book");
  g_autofree char *folder = bookgen_library_dup_default_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bookgen_library_dup_path_for (folder, title, &error);

  if (!path)
    {
      show_error (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
  bookgen_book_create_async (path, title, self->import->outline, NULL, on_created, g_object_ref (self));
}

/* The open book: one undo step each */

static void
remove_all (BookgenOutline *outline)
{
  GListModel *tops = G_LIST_MODEL (outline);

  while (g_list_model_get_n_items (tops) > 0)
    {
      g_autoptr (BookgenUnit) last = g_list_model_get_item (tops, g_list_model_get_n_items (tops) - 1);
      bookgen_outline_remove (outline, last);
    }
}

static void
add_to_book (BookgenImportWindow *self, gboolean instead)
{
  BookgenOutline *outline = bookgen_desk_get_outline (self->desk);

  bookgen_outline_begin (outline);
  if (instead)
    remove_all (outline);
  bookgen_outline_add_tree (outline, NULL, G_MAXUINT, self->import->outline);
  bookgen_outline_end (outline);
  g_signal_emit (self, signals[ADDED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_accept (BookgenImportWindow *self)
{
  Place place = adw_combo_row_get_selected (self->place_row);

  if (place == PLACE_NEW || !self->desk)
    create_book (self);
  else
    add_to_book (self, place == PLACE_INSTEAD);
}

/* Window */

static void
bookgen_import_window_dispose (GObject *object)
{
  BookgenImportWindow *self = BOOKGEN_IMPORT_WINDOW (object);

  g_clear_pointer (&self->import, bookgen_import_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bookgen_import_window_parent_class)->dispose (object);
}

static void
bookgen_import_window_class_init (BookgenImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_import_window_dispose;
  signals[CREATED] = g_signal_new ("created", BOOKGEN_TYPE_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, BOOKGEN_TYPE_BOOK);
  signals[ADDED] = g_signal_new ("added", BOOKGEN_TYPE_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  g_type_ensure (BOOKGEN_TYPE_OUTLINE_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, tree);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, warnings_frame);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, warnings);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, title_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, author_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, place_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_place);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
}

static void
bookgen_import_window_init (BookgenImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_import (BookgenImportWindow *self, const char *name)
{
  g_autofree char *counts = bookgen_outline_dup_counts (self->import->outline);
  const char *title = *self->import->title ? self->import->title : name;

  gtk_label_set_label (self->counts, counts);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), title ? title : "");
  gtk_editable_set_text (GTK_EDITABLE (self->author_row), self->import->author);
  bookgen_outline_view_set_outline (self->tree, self->import->outline, NULL, FALSE);
  show_warnings (self);
  show_places (self);
  on_place (self);
}

BookgenImportWindow *
bookgen_import_window_new (GtkWindow *parent, BookgenImport *import, const char *name, BookgenDesk *desk)
{
  BookgenImportWindow *self = g_object_new (BOOKGEN_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->import = import;
  if (desk && bookgen_book_get_writable (bookgen_desk_get_book (desk)))
    self->desk = g_object_ref (desk);
  show_import (self, name);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->accept));
  return self;
}
