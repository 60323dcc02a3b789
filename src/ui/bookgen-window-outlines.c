/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways an outline comes to the window: opened, dropped, drafted by a model or brought along as a sample. All lead to the
 * preview, which makes a book of it or adds it to the one that is shown. */
#include "config.h"
#include "bookgen-window-private.h"

#include "bookgen-draft-window.h"
#include "bookgen-file-dialog.h"
#include "bookgen-import-files.h"
#include "bookgen-import-window.h"
#include "bookgen-kind.h"
#include "bookgen-outline-draft.h"
#include "bookgen-style.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_URI "resource:///org/example/BookGen/samples/the-tidal-coast.md"

static void
on_import_created (BookgenImportWindow *window, BookgenBook *book, BookgenWindow *self)
{
  bookgen_window_show_book (self, book);
}

static void
on_import_added (BookgenImportWindow *window, BookgenUnit *first, BookgenWindow *self)
{
  if (first)
    gtk_widget_activate_action (GTK_WIDGET (self->book_view), "book.read", "s", bookgen_unit_get_id (first));
  bookgen_window_say_briefly (self, _ ("The outline is in the book. Ctrl+Z takes it out again."));
}

typedef struct
{
  BookgenWindow *window; /* owned */
  char *name;            /* owned, nullable */
  GListModel *files;     /* owned; NULL for text */
  GBytes *bytes;         /* owned; NULL for files */
} Reading;

static void
reading_free (Reading *self)
{
  g_object_unref (self->window);
  g_free (self->name);
  g_clear_object (&self->files);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static BookgenImportWindow *
make_preview (BookgenWindow *self, BookgenImport *import, const char *name)
{
  BookgenImportWindow *preview = bookgen_import_window_new (GTK_WINDOW (self), import, name, self->desk);

  bookgen_import_window_set_cursor (preview, bookgen_book_view_get_selected (self->book_view));
  return preview;
}

static void
show_preview (BookgenWindow *self, BookgenImportWindow *preview)
{
  g_signal_connect_object (preview, "created", G_CALLBACK (on_import_created), self, 0);
  g_signal_connect_object (preview, "added", G_CALLBACK (on_import_added), self, 0);
  gtk_window_present (GTK_WINDOW (preview));
}

/* What was said of the book when it was drafted holds for how it is written. */
static void
on_drafted_created (BookgenImportWindow *preview, BookgenBook *book, BookgenOutlineIdea *idea)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (book, "style"));
  g_autofree char *json = NULL;

  if (idea->kind)
    bookgen_kind_choose (book, idea->kind);
  if (!idea->readers)
    return;
  g_free (style->readers);
  style->readers = g_strdup (idea->readers);
  json = bookgen_style_to_json (style);
  bookgen_book_set_setting (book, "style", json);
}

static void
on_idea_dropped (gpointer idea, GClosure *closure)
{
  bookgen_outline_idea_free (idea);
}

static void
on_drafted (BookgenDraftWindow *window, BookgenImport *import, BookgenWindow *self)
{
  const BookgenOutlineIdea *idea = bookgen_draft_window_get_idea (window);
  BookgenImportWindow *preview = make_preview (self, import, NULL);

  g_signal_connect_data (preview, "created", G_CALLBACK (on_drafted_created),
                         bookgen_outline_idea_new (idea->idea, idea->kind, idea->readers, idea->chapters), on_idea_dropped, 0);
  show_preview (self, preview);
}

static void
on_draft (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenDraftWindow *window = bookgen_draft_window_new (GTK_WINDOW (widget));

  g_signal_connect_object (window, "drafted", G_CALLBACK (on_drafted), widget, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  BookgenWindow *self = reading->window;
  g_autoptr (GError) error = NULL;
  BookgenImport *import = bookgen_import_files_finish (result, &error);
  BookgenImportWindow *preview;

  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (!import)
    {
      bookgen_window_say (self, _ ("BookGen cannot read this as an outline"), error->message);
      return;
    }
  preview = make_preview (self, import, reading->name);
  bookgen_import_window_set_source (preview, reading->files, reading->bytes, reading->name);
  show_preview (self, preview);
}

static Reading *
start_reading (BookgenWindow *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->window = g_object_ref (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "progress");
  return reading;
}

/* "the-tidal-coast.md" -> "the-tidal-coast" */
static char *
dup_stem (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *display = g_filename_display_name (name ? name : "");
  char *dot = strrchr (display, '.');

  if (dot && dot != display)
    *dot = '\0';
  return g_steal_pointer (&display);
}

static void
read_outlines (BookgenWindow *self, GListModel *files)
{
  Reading *reading = start_reading (self);
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);

  reading->name = dup_stem (first);
  reading->files = g_object_ref (files);
  bookgen_import_files_async (files, NULL, NULL, on_imported, reading);
}

static void
on_dropped_text (BookgenDropZone *zone, GBytes *bytes, const char *name, BookgenWindow *self)
{
  Reading *reading = start_reading (self);

  reading->bytes = g_bytes_ref (bytes);
  bookgen_import_text_async (bytes, name, NULL, NULL, on_imported, reading);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bookgen_library_add_finish (BOOKGEN_LIBRARY (source), result, &error);

  if (path)
    bookgen_window_open_path (self, path);
  else
    bookgen_window_say (self, _ ("The book could not be opened"), error->message);
}

static gboolean
is_book (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name && g_str_has_suffix (name, ".bookgen");
}

void
bookgen_window_take_files (BookgenWindow *self, GListModel *files)
{
  g_autoptr (GFile) first = NULL;

  g_return_if_fail (BOOKGEN_IS_WINDOW (self));
  first = g_list_model_get_item (files, 0);
  if (!first)
    return;
  if (is_book (first))
    bookgen_library_add_async (bookgen_application_get_library (bookgen_window_get_app (self)), first, NULL, on_added,
                               g_object_ref (self));
  else
    read_outlines (self, files);
}

static void
on_dropped_files (BookgenDropZone *zone, GListModel *files, BookgenWindow *self)
{
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);
  double x, y;

  bookgen_drop_zone_get_point (zone, &x, &y);
  gtk_widget_translate_coordinates (GTK_WIDGET (zone), GTK_WIDGET (self->book_view), x, y, &x, &y);
  if (!bookgen_book_view_take_picture (self->book_view, first, x, y))
    bookgen_window_take_files (self, files);
}

static void
on_unreadable (BookgenDropZone *zone, const char *sentence, BookgenWindow *self)
{
  bookgen_window_say (self, _ ("Nothing was dropped"), sentence);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GListModel) files = bookgen_file_dialog_open_finish (result, NULL);

  if (files && g_list_model_get_n_items (files) > 0)
    bookgen_window_take_files (self, files);
}

/* Outlines are found by content: every file is shown first, the usual suffixes are only an offer. */
static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const outlines[] = { "md", "markdown", "txt", "org", "opml", "mm", "docx", "odt", "csv", "json", NULL };
  static const char *const books[] = { "bookgen", NULL };
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) all = bookgen_file_filter_new (_ ("All files"), NULL);
  g_autoptr (GtkFileFilter) of_outlines = bookgen_file_filter_new (_ ("Outlines"), outlines);
  g_autoptr (GtkFileFilter) of_books = bookgen_file_filter_new (_ ("BookGen books"), books);

  g_list_store_append (filters, all);
  g_list_store_append (filters, of_outlines);
  g_list_store_append (filters, of_books);
  bookgen_file_dialog_open_async (GTK_WINDOW (widget), _ ("Open an Outline or a Book"), G_LIST_MODEL (filters), TRUE,
                                  on_chosen, g_object_ref (widget));
}

static void
on_try_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) sample = g_file_new_for_uri (SAMPLE_URI);

  g_list_store_append (files, sample);
  read_outlines (BOOKGEN_WINDOW (widget), G_LIST_MODEL (files));
}

void
bookgen_window_bind_outlines (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "win.draft", NULL, on_draft);
  gtk_widget_class_install_action (widget_class, "win.try-sample", NULL, on_try_sample);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped_files);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped_text);
  gtk_widget_class_bind_template_callback (widget_class, on_unreadable);
}
