/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-window-private.h"

#include "bookgen-provider-window.h"

#include <glib/gi18n-lib.h>

/* Long enough to read two lines. */
enum { TOAST_S = 10 };

G_DEFINE_FINAL_TYPE (BookgenWindow, bookgen_window, ADW_TYPE_APPLICATION_WINDOW)

BookgenApplication *
bookgen_window_get_app (BookgenWindow *self)
{
  return BOOKGEN_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/* Saying something */

void
bookgen_window_say_briefly (BookgenWindow *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
bookgen_window_say (BookgenWindow *self, const char *heading, const char *sentence)
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
    bookgen_desks_leave (bookgen_application_get_desks (bookgen_window_get_app (self)), left);
  g_clear_object (&left);
}

void
bookgen_window_show_book (BookgenWindow *self, BookgenBook *book)
{
  show_desk (self, bookgen_desks_add (bookgen_application_get_desks (bookgen_window_get_app (self)), book));
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
    bookgen_window_say (self, _ ("The book could not be opened"), error->message);
}

void
bookgen_window_open_path (BookgenWindow *self, const char *path)
{
  g_return_if_fail (BOOKGEN_IS_WINDOW (self));
  bookgen_desks_open_async (bookgen_application_get_desks (bookgen_window_get_app (self)), path, on_opened,
                            g_object_ref (self));
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
    bookgen_window_say_briefly (self, _ ("The book is in the wastebasket"));
  else
    bookgen_window_say (self, _ ("The book stays on the shelf"), error->message);
}

static void
on_shelf_trash (BookgenShelfPage *page, const char *path, const char *title, BookgenWindow *self)
{
  if (bookgen_desks_has (bookgen_application_get_desks (bookgen_window_get_app (self)), path))
    bookgen_window_say (self, _ ("The book stays on the shelf"),
                        _ ("It is open. Close it first; what is being written there has to be stopped."));
  else
    bookgen_library_trash_async (bookgen_application_get_library (bookgen_window_get_app (self)), path, on_trashed,
                                 g_object_ref (self));
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  if (book)
    bookgen_window_show_book (self, book);
  else
    bookgen_window_say (self, _ ("No book could be made"), error->message);
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
    bookgen_window_say (self, _ ("No book could be made"), error->message);
}

static void
on_providers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bookgen_provider_window_new (GTK_WINDOW (widget), FALSE)));
}

static void
on_say (BookgenBookView *view, const char *sentence, BookgenWindow *self)
{
  bookgen_window_say_briefly (self, sentence);
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
  gtk_widget_class_install_action (widget_class, "win.shelf", NULL, on_shelf);
  gtk_widget_class_install_action (widget_class, "win.providers", NULL, on_providers);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, zone);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, shelf);
  gtk_widget_class_bind_template_child (widget_class, BookgenWindow, book_view);
  gtk_widget_class_bind_template_callback (widget_class, on_shelf_open);
  gtk_widget_class_bind_template_callback (widget_class, on_shelf_trash);
  gtk_widget_class_bind_template_callback (widget_class, on_say);
  bookgen_window_bind_outlines (widget_class);
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
