/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-application.h"

#include "bookgen-ui-resources.h"
#include "bookgen-window.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

/* Stopping is at once and closing a book a few milliseconds; a disk that hangs must not keep the program for ever. */
#define QUIT_AT_MOST_MS 10000

struct _BookgenApplication
{
  AdwApplication parent_instance;
  BookgenLibrary *library;
  BookgenClient *client;
  BookgenDesks *desks;
  guint inhibited;     /* cookie; 0 while nothing is written */
  guint quit_source;   /* 0 unless the books are being closed before the program ends */
};

G_DEFINE_FINAL_TYPE (BookgenApplication, bookgen_application, ADW_TYPE_APPLICATION)

BookgenLibrary *
bookgen_application_get_library (BookgenApplication *self)
{
  g_return_val_if_fail (BOOKGEN_IS_APPLICATION (self), NULL);
  return self->library;
}

BookgenDesks *
bookgen_application_get_desks (BookgenApplication *self)
{
  g_return_val_if_fail (BOOKGEN_IS_APPLICATION (self), NULL);
  return self->desks;
}

/* Desks */

/* The machine stays awake while something is written. */
static void
hold_awake (BookgenApplication *self)
{
  guint n_active;
  guint writing = bookgen_desks_count_writing (self->desks, &n_active);

  if (writing > 0 && self->inhibited == 0)
    self->inhibited = gtk_application_inhibit (GTK_APPLICATION (self), gtk_application_get_active_window (GTK_APPLICATION (self)),
                                               GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
                                               _ ("Chapters are being written"));
  if (n_active > 0 || self->inhibited == 0)
    return;
  gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibited);
  self->inhibited = 0;
}

static void
tell_end (BookgenApplication *self, BookgenDesk *desk)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *summary = NULL;

  if (window && gtk_window_is_active (window))
    return;
  notification = g_notification_new (bookgen_book_get_title (bookgen_desk_get_book (desk)));
  summary = bookgen_desk_dup_summary (desk);
  g_notification_set_body (notification, bookgen_desk_get_problem (desk) ? bookgen_desk_get_problem (desk) : summary);
  g_application_send_notification (G_APPLICATION (self), "writing-ended", notification);
}

/* Quitting */

static void
end (BookgenApplication *self)
{
  g_clear_handle_id (&self->quit_source, g_source_remove);
  g_application_quit (G_APPLICATION (self));
}

static gboolean
on_quit_too_long (gpointer user_data)
{
  BookgenApplication *self = user_data;

  self->quit_source = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenApplication) self = user_data;

  bookgen_desks_close_finish (BOOKGEN_DESKS (source), result, NULL);
  end (self);
}

/* The window goes at once, and with it the open editor hands its text to the book; the books are closed behind it. */
static void
close_all (BookgenApplication *self)
{
  GList *windows;

  if (self->quit_source != 0)
    return;
  g_application_hold (G_APPLICATION (self));
  self->quit_source = g_timeout_add (QUIT_AT_MOST_MS, on_quit_too_long, self);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))))
    gtk_window_destroy (windows->data);
  bookgen_desks_close_async (self->desks, on_closed, g_object_ref (self));
}

static void
on_quit_response (AdwMessageDialog *dialog, const char *response, BookgenApplication *self)
{
  if (g_str_equal (response, "quit"))
    close_all (self);
}

static void
ask_before_quit (BookgenApplication *self, guint writing)
{
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%u chapter is being written", "%u chapters are being written", writing), writing);
  GtkWidget *dialog = adw_message_dialog_new (gtk_application_get_active_window (GTK_APPLICATION (self)), heading,
                                              _ ("What is written so far is kept. You can go on with the book at any time."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Keep Writing"), "quit", _ ("_Quit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_quit_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BookgenApplication *self = user_data;
  guint n_active;
  guint writing = bookgen_desks_count_writing (self->desks, &n_active);

  if (writing > 0)
    ask_before_quit (self, writing);
  else
    close_all (self);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *developers[] = { "The BookGen authors", NULL };

  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name", _ ("BookGen"),
                         "application-icon", APP_ID, "version", BOOKGEN_VERSION, "developer-name",
                         _ ("The BookGen authors"), "developers", developers, "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _ ("Every chapter of your outline is written at the same time. The books are yours."),
                         "translator-credits", _ ("translator-credits"), NULL);
}

/* Application */

static BookgenWindow *
get_window (BookgenApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window && !BOOKGEN_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window ? BOOKGEN_WINDOW (window) : bookgen_window_new (self);
}

static void
bookgen_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (BOOKGEN_APPLICATION (application))));
}

static void
bookgen_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  BookgenWindow *window = get_window (BOOKGEN_APPLICATION (application));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  gtk_window_present (GTK_WINDOW (window));
  bookgen_window_take_files (window, G_LIST_MODEL (list));
}

static void
set_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },          { "window.close", { "<Control>w" } },
    { "win.new-book", { "<Control>n" } },      { "win.open", { "<Control>o" } },
    { "win.providers", { "<Control>comma" } }, { "win.show-help-overlay", { "<Control>question", "F1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accels);
}

static void
bookgen_application_startup (GApplication *application)
{
  BookgenApplication *self = BOOKGEN_APPLICATION (application);
  const GActionEntry actions[] = { { "quit", on_quit }, { "about", on_about } };
  g_autofree char *folder = bookgen_library_dup_default_folder ();
  g_autofree char *learned = g_build_filename (g_get_user_cache_dir (), "bookgen", "learned.json", NULL);

  bookgen_ui_register_resource ();
  G_APPLICATION_CLASS (bookgen_application_parent_class)->startup (application);
  gtk_source_init ();
  gtk_window_set_default_icon_name (APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accelerators (GTK_APPLICATION (self));
  self->library = bookgen_library_new (folder);
  self->client = bookgen_client_new ();
  bookgen_client_remember (self->client, learned);
  self->desks = bookgen_desks_new (self->client);
  g_signal_connect_object (self->desks, "moved", G_CALLBACK (hold_awake), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desks, "ended", G_CALLBACK (tell_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desks, "left", G_CALLBACK (bookgen_library_refresh), self->library, G_CONNECT_SWAPPED);
}

static void
bookgen_application_shutdown (GApplication *application)
{
  BookgenApplication *self = BOOKGEN_APPLICATION (application);

  g_clear_handle_id (&self->quit_source, g_source_remove);
  g_clear_object (&self->desks);
  g_clear_object (&self->library);
  g_clear_object (&self->client);
  G_APPLICATION_CLASS (bookgen_application_parent_class)->shutdown (application);
}

static void
bookgen_application_class_init (BookgenApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = bookgen_application_startup;
  application_class->activate = bookgen_application_activate;
  application_class->open = bookgen_application_open;
  application_class->shutdown = bookgen_application_shutdown;
}

static void
bookgen_application_init (BookgenApplication *self)
{
}

BookgenApplication *
bookgen_application_new (void)
{
  return g_object_new (BOOKGEN_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path", "/org/example/BookGen",
                       "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
