/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-import-window.h"

#include "bookgen-import-files.h"
#include "bookgen-import-text.h"
#include "bookgen-import-texts.h"
#include "bookgen-library.h"
#include "bookgen-outline-editing.h"
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
  AdwComboRow *format_row;
  GtkWidget *switcher;
  BookgenImportTexts *texts;
  GtkButton *accept;
  GtkLabel *error;
  BookgenImport *import; /* owned */
  BookgenDesk *desk;     /* owned, nullable */
  BookgenUnit *cursor;   /* owned, nullable: of the desk's outline */
  GListModel *files;     /* owned, nullable: what is read */
  GBytes *bytes;         /* owned, nullable: the same */
  char *name;            /* owned, nullable */
  GCancellable *reading; /* owned, nullable: while it is read in another way */
};

typedef enum { PLACE_NEW, PLACE_END, PLACE_INSTEAD, PLACE_BEHIND } Place;

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
      gtk_string_list_append (places, _ ("In place of this outline"));
    }
  if (title && self->cursor)
    gtk_string_list_take (places, g_strdup_printf (_ ("After “%s”"), bookgen_unit_get_title (self->cursor)));
  adw_combo_row_set_model (self->place_row, G_LIST_MODEL (places));
  adw_combo_row_set_selected (self->place_row, self->desk ? PLACE_END : PLACE_NEW);
  gtk_widget_set_visible (GTK_WIDGET (self->place_row), self->desk != NULL);
  g_object_unref (places);
}

static void
on_place (BookgenImportWindow *self)
{
  Place place = adw_combo_row_get_selected (self->place_row);
  const char *labels[] = { _ ("_Create Book"), _ ("_Add"), _ ("_Replace"), _ ("_Add") };

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
  bookgen_import_add_texts (self->import, book);
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
  bookgen_book_create_async (path, title, self->import->outline, NULL, NULL, on_created, g_object_ref (self));
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

static gboolean
has_parts (BookgenImportWindow *self)
{
  return bookgen_outline_count (self->import->outline, FALSE) > bookgen_outline_count (self->import->outline, TRUE);
}

static void
add_to_book (BookgenImportWindow *self, Place place)
{
  BookgenBook *book = bookgen_desk_get_book (self->desk);
  BookgenOutline *outline = bookgen_desk_get_outline (self->desk);
  gboolean behind = place == PLACE_BEHIND && bookgen_outline_find (outline, bookgen_unit_get_id (self->cursor)) == self->cursor;
  g_autoptr (BookgenUnit) first = NULL;
  BookgenUnit *parent = NULL;
  guint position;

  bookgen_outline_begin (outline);
  if (place == PLACE_INSTEAD)
    remove_all (outline);
  if (behind)
    bookgen_outline_find_paste_place (outline, self->cursor, has_parts (self), &parent, &position);
  else
    position = g_list_model_get_n_items (G_LIST_MODEL (outline));
  bookgen_import_add_to_book (self->import, book, parent, position);
  bookgen_outline_end (outline);
  first = g_list_model_get_item (parent ? bookgen_unit_get_children (parent) : G_LIST_MODEL (outline), position);
  g_signal_emit (self, signals[ADDED], 0, first);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_accept (BookgenImportWindow *self)
{
  Place place = adw_combo_row_get_selected (self->place_row);

  if (place == PLACE_NEW || !self->desk)
    create_book (self);
  else
    add_to_book (self, place);
}

/* The texts under the headings are used as it is proposed, until the author says otherwise. */
static void
use_texts (BookgenImportWindow *self)
{
  GPtrArray *texts = self->import->texts;

  for (guint i = 0; i < texts->len; i++)
    bookgen_import_set_use (self->import, texts->pdata[i], ((BookgenImportText *) texts->pdata[i])->proposed);
  bookgen_import_texts_set_import (self->texts, self->import);
  gtk_widget_set_visible (self->switcher, texts->len > 0);
}

static void
show_import (BookgenImportWindow *self)
{
  g_autofree char *counts = bookgen_outline_dup_counts (self->import->outline);

  gtk_label_set_label (self->counts, counts);
  bookgen_outline_view_set_outline (self->tree, self->import->outline, NULL, FALSE);
  use_texts (self);
  show_warnings (self);
}

/* Read in another way */

static const char *
name_format (const char *format)
{
  static const struct { const char *format; const char *name; } names[] = {
    { "markdown", N_ ("Markdown") },         { "list", N_ ("A list, or numbered lines") },
    { "indented", N_ ("Indented lines") },   { "org", N_ ("Org") },
    { "vimoutliner", N_ ("VimOutliner") },   { "csv", N_ ("A table (CSV)") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].format, format))
      return _ (names[i].name);
  return format;
}

static void
on_read_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  BookgenImport *import = bookgen_import_files_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  show_error (self, error ? error->message : NULL);
  if (!import)
    return;
  bookgen_outline_view_set_outline (self->tree, NULL, NULL, FALSE);
  bookgen_import_texts_set_import (self->texts, NULL);
  bookgen_import_free (self->import);
  self->import = import;
  show_import (self);
}

static void
on_format (BookgenImportWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);
  const char *format = selected > 0 && selected != GTK_INVALID_LIST_POSITION ? bookgen_import_get_text_formats ()[selected - 1] : NULL;

  if (!self->files && !self->bytes)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), FALSE);
  if (self->files)
    bookgen_import_files_async (self->files, format, self->reading, on_read_again, g_object_ref (self));
  else
    bookgen_import_text_async (self->bytes, self->name, format, self->reading, on_read_again, g_object_ref (self));
}

static gboolean
is_plain_text (BookgenImport *import)
{
  return g_strv_contains (bookgen_import_get_text_formats (), import->format);
}

void
bookgen_import_window_set_source (BookgenImportWindow *self, GListModel *files, GBytes *bytes, const char *name)
{
  const char *const *formats = bookgen_import_get_text_formats ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (BOOKGEN_IS_IMPORT_WINDOW (self));
  gtk_string_list_take (names, g_strdup_printf (_ ("As it looks: %s"), name_format (self->import->format)));
  for (guint i = 0; formats[i]; i++)
    gtk_string_list_append (names, name_format (formats[i]));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->format_row), is_plain_text (self->import));
  self->files = files ? g_object_ref (files) : NULL;
  self->bytes = bytes ? g_bytes_ref (bytes) : NULL;
  self->name = g_strdup (name);
}

void
bookgen_import_window_set_cursor (BookgenImportWindow *self, BookgenUnit *unit)
{
  g_return_if_fail (BOOKGEN_IS_IMPORT_WINDOW (self));
  g_set_object (&self->cursor, unit);
  show_places (self);
}

/* Window */

static void
bookgen_import_window_dispose (GObject *object)
{
  BookgenImportWindow *self = BOOKGEN_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->texts)
    bookgen_import_texts_set_import (self->texts, NULL);
  g_clear_pointer (&self->import, bookgen_import_free);
  g_clear_object (&self->desk);
  g_clear_object (&self->cursor);
  g_clear_object (&self->files);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
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
                                 1, BOOKGEN_TYPE_UNIT);
  g_type_ensure (BOOKGEN_TYPE_OUTLINE_VIEW);
  g_type_ensure (BOOKGEN_TYPE_IMPORT_TEXTS);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, tree);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, warnings_frame);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, warnings);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, title_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, author_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, place_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, format_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, texts);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, BookgenImportWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_place);
  gtk_widget_class_bind_template_callback (widget_class, on_format);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
}

static void
bookgen_import_window_init (BookgenImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->accept)), TRUE); /* large text in a narrow window */
}

BookgenImportWindow *
bookgen_import_window_new (GtkWindow *parent, BookgenImport *import, const char *name, BookgenDesk *desk)
{
  BookgenImportWindow *self = g_object_new (BOOKGEN_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->import = import;
  if (desk && bookgen_book_get_writable (bookgen_desk_get_book (desk)))
    self->desk = g_object_ref (desk);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), *import->title ? import->title : name ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->author_row), import->author);
  show_import (self);
  show_places (self);
  on_place (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->accept));
  return self;
}
