/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-window.h"

#include "bookgen-book-view.h"
#include "bookgen-draft-window.h"
#include "bookgen-drop-zone.h"
#include "bookgen-file-dialog.h"
#include "bookgen-import-files.h"
#include "bookgen-import-window.h"
#include "bookgen-kind.h"
#include "bookgen-outline-draft.h"
#include "bookgen-provider-window.h"
#include "bookgen-shelf-page.h"
#include "bookgen-style.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_URI "resource:///org/example/BookGen/samples/the-tidal-coast.md"

/* Long enough to read two lines. */
enum { TOAST_S = 10 };

struct _BookgenWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  BookgenDropZone *zone;
  GtkStack *pages;
  BookgenShelfPage *shelf;
  BookgenBookView *book_view;
  BookgenDesk *desk;   /* owned, nullable */
  GSettings *settings; /* nullable: run from a build folder */
};

G_DEFINE_FINAL_TYPE (BookgenWindow, bookgen_window, ADW_TYPE_APPLICATION_WINDOW)

static BookgenApplication *
get_app (BookgenWindow *self)
{
  return BOOKGEN_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

BookgenDesk *
bookgen_window_get_desk (BookgenWindow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_WINDOW (self), NULL);
  return self->desk;
}

/* Saying something */

static void
say_briefly (BookgenWindow *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
say (BookgenWindow *self, const char *heading, const char *sentence)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Shelf and book */

/* A book that is shown gives the window its own title and focus. */
static void
show_shelf (BookgenWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("BookGen"));
  gtk_widget_grab_focus (GTK_WIDGET (self->shelf));
}

static void
show_desk (BookgenWindow *self, BookgenDesk *desk)
{
  BookgenDesk *left = g_steal_pointer (&self->desk);

  if (desk)
    self->desk = g_object_ref (desk);
  bookgen_book_view_set_desk (self->book_view, desk);
  gtk_stack_set_visible_child_name (self->pages, desk ? "book" : "shelf");
  bookgen_drop_zone_set_hint (self->zone, desk ? _ ("Drop an outline here, or material on its chapter")
                                               : _ ("Drop to make a book of this outline"));
  if (!desk)
    show_shelf (self);
  if (left && left != desk)
    bookgen_desks_leave (bookgen_application_get_desks (get_app (self)), left);
  g_clear_object (&left);
}

static void
show_book (BookgenWindow *self, BookgenBook *book)
{
  show_desk (self, bookgen_desks_add (bookgen_application_get_desks (get_app (self)), book));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenDesk) desk = bookgen_desks_open_finish (BOOKGEN_DESKS (source), result, &error);

  if (desk)
    show_desk (self, desk);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, _ ("The book could not be opened"), error->message);
}

void
bookgen_window_open_path (BookgenWindow *self, const char *path)
{
  g_return_if_fail (BOOKGEN_IS_WINDOW (self));
  bookgen_desks_open_async (bookgen_application_get_desks (get_app (self)), path, on_opened, g_object_ref (self));
}

static void
on_shelf_open (BookgenShelfPage *page, const char *path, BookgenWindow *self)
{
  bookgen_window_open_path (self, path);
}

static void
on_shelf (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_desk (BOOKGEN_WINDOW (widget), NULL);
}

static void
on_trashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (bookgen_library_trash_finish (BOOKGEN_LIBRARY (source), result, &error))
    say_briefly (self, _ ("The book is in the wastebasket"));
  else
    say (self, _ ("The book stays on the shelf"), error->message);
}

static void
on_shelf_trash (BookgenShelfPage *page, const char *path, const char *title, BookgenWindow *self)
{
  if (bookgen_desks_has (bookgen_application_get_desks (get_app (self)), path))
    say (self, _ ("The book stays on the shelf"), _ ("It is open. Close it first; what is being written there has to be stopped."));
  else
    bookgen_library_trash_async (bookgen_application_get_library (get_app (self)), path, on_trashed, g_object_ref (self));
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  if (book)
    show_book (self, book);
  else
    say (self, _ ("No book could be made"), error->message);
}

static void
on_new_book (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenWindow *self = BOOKGEN_WINDOW (widget);
  g_autofree char *folder = bookgen_library_dup_default_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bookgen_library_dup_path_for (folder, _ ("Untitled book"), &error);

  if (path)
    bookgen_book_create_async (path, _ ("Untitled book"), NULL, NULL, NULL, on_created, g_object_ref (self));
  else
    say (self, _ ("No book could be made"), error->message);
}

/* Outlines */

static void
on_import_created (BookgenImportWindow *window, BookgenBook *book, BookgenWindow *self)
{
  show_book (self, book);
}

static void
on_import_added (BookgenImportWindow *window, BookgenUnit *first, BookgenWindow *self)
{
  if (first)
    gtk_widget_activate_action (GTK_WIDGET (self->book_view), "book.read", "s", bookgen_unit_get_id (first));
  say_briefly (self, _ ("The outline is in the book. Ctrl+Z takes it out again."));
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
      say (self, _ ("BookGen cannot read this as an outline"), error->message);
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
    say (self, _ ("The book could not be opened"), error->message);
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
    bookgen_library_add_async (bookgen_application_get_library (get_app (self)), first, NULL, on_added, g_object_ref (self));
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
  say (self, _ ("Nothing was dropped"), sentence);
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

static void
on_providers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bookgen_provider_window_new (GTK_WINDOW (widget), FALSE)));
}

static void
on_say (BookgenBookView *view, const char *sentence, BookgenWindow *self)
{
  say_briefly (self, sentence);
}

/* Window */

static gboolean
bookgen_window_close_request (GtkWindow *window)
{
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (window)), "quit", NULL);
  return GDK_EVENT_STOP;
}

static void
bind_settings (BookgenWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  if (!schema)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
bookgen_window_dispose (GObject *object)
{
  BookgenWindow *self = BOOKGEN_WINDOW (object);

  if (self->book_view)
    bookgen_book_view_set_desk (self->book_view, NULL);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bookgen_window_parent_class)->dispose (object);
}

static void
bookgen_window_class_init (BookgenWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bookgen_window_close_request;
  g_type_ensure (BOOKGEN_TYPE_DROP_ZONE);
  g_type_ensure (BOOKGEN_TYPE_SHELF_PAGE);
  g_type_ensure (BOOKGEN_TYPE_BOOK_VIEW);
  gtk_widget_class_install_action (widget_class, "win.new-book", NULL, on_new_book);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "win.draft", NULL, on_draft);
  gtk_widget_class_install_action (widget_class, "win.try-sample", NULL, on_try_sample);
  gtk_widget_class_install_action (widget_class, "win.shelf", NULL, on_shelf);
  gtk_widget_class_install_action (widget_class, "win.providers", NULL, on_providers);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, zone);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, shelf);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, book_view);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped_files);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped_text);
  gtk_widget_class_bind_template_callback (widget_class, on_unreadable);
  gtk_widget_class_bind_template_callback (widget_class, on_shelf_open);
  gtk_widget_class_bind_template_callback (widget_class, on_shelf_trash);
  gtk_widget_class_bind_template_callback (widget_class, on_say);
}

static void
bookgen_window_init (BookgenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_settings (self);
}

BookgenWindow *
bookgen_window_new (BookgenApplication *application)
{
  BookgenWindow *self = g_object_new (BOOKGEN_TYPE_WINDOW, "application", application, NULL);

  bookgen_shelf_page_set_library (self->shelf, bookgen_application_get_library (application));
  show_desk (self, NULL);
  return self;
}
