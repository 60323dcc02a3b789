/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-bin-window.h"

#include <glib/gi18n-lib.h>

struct _BookgenBinWindow
{
  AdwWindow parent_instance;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *empty_button;
  GtkLabel *error;
  BookgenBook *book; /* owned */
};

static guint restored_signal;

G_DEFINE_FINAL_TYPE (BookgenBinWindow, bookgen_bin_window, ADW_TYPE_WINDOW)

/* Rows */

static char *
dup_when (gint64 at_ms)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_ms / 1000);

  /* Translators: day, month and time something was deleted at */
  return at ? g_date_time_format (at, _ ("%-e %B, %H:%M")) : g_strdup ("");
}

static char *
dup_facts (BookgenBinEntry *entry)
{
  guint words = bookgen_bin_entry_get_words (entry);
  guint n_texts = bookgen_bin_entry_get_n_texts (entry);
  g_autofree char *when = dup_when (bookgen_bin_entry_get_removed_at_ms (entry));
  g_autofree char *texts = g_strdup_printf (ngettext ("%u text", "%u texts", n_texts), n_texts);
  g_autofree char *words_text = g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);

  if (n_texts == 0)
    return g_strdup_printf (_ ("Material · deleted %s"), when);
  /* Translators: “3 texts, 2,400 words · deleted 21 November, 14:05” */
  return g_strdup_printf (_ ("%s, %s · deleted %s"), texts, words_text, when);
}

static void
on_restore (GtkButton *button, BookgenBinWindow *self)
{
  BookgenBinEntry *entry = g_object_get_data (G_OBJECT (button), "entry");
  g_autoptr (BookgenUnit) unit = g_object_ref (bookgen_bin_entry_get_unit (entry));

  if (bookgen_book_restore (self->book, entry))
    g_signal_emit (self, restored_signal, 0, unit);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  BookgenBinWindow *self = user_data;
  const char *title = bookgen_unit_get_title (bookgen_bin_entry_get_unit (item));
  g_autofree char *facts = dup_facts (item);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Restore"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title ? title : _ ("Without a title"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, bookgen_book_get_writable (self->book));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  g_object_set_data_full (G_OBJECT (button), "entry", g_object_ref (item), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_restore), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
on_items_changed (BookgenBinWindow *self)
{
  gboolean any = g_list_model_get_n_items (bookgen_book_get_bin (self->book)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  gtk_widget_set_sensitive (self->empty_button, any && bookgen_book_get_writable (self->book));
}

/* Emptying: the one thing here that cannot be undone */

static void
on_emptied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenBinWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bookgen_book_empty_bin_finish (BOOKGEN_BOOK (source), result, &error))
    gtk_label_set_label (self->error, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static void
on_answer (AdwMessageDialog *dialog, const char *response, BookgenBinWindow *self)
{
  if (g_str_equal (response, "empty"))
    bookgen_book_empty_bin_async (self->book, NULL, on_emptied, g_object_ref (self));
}

static char *
dup_question (BookgenBinWindow *self)
{
  GListModel *bin = bookgen_book_get_bin (self->book);
  guint n_texts = 0, words = 0;

  for (guint i = 0; i < g_list_model_get_n_items (bin); i++)
    {
      g_autoptr (BookgenBinEntry) entry = g_list_model_get_item (bin, i);
      n_texts += bookgen_bin_entry_get_n_texts (entry);
      words += bookgen_bin_entry_get_words (entry);
    }
  return g_strdup_printf (ngettext ("%u text with %'u words, its versions and its material are deleted for good.",
                                    "%u texts with %'u words, their versions and their material are deleted for good.", n_texts),
                          n_texts, words);
}

static void
on_empty (BookgenBinWindow *self)
{
  g_autofree char *question = dup_question (self);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Empty the Bin?"), question);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "empty", _ ("_Empty the Bin"), NULL);
  adw_message_dialog_set_response_appearance (message, "empty", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answer), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Window */

static void
bookgen_bin_window_dispose (GObject *object)
{
  BookgenBinWindow *self = BOOKGEN_BIN_WINDOW (object);

  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_bin_window_parent_class)->dispose (object);
}

static void
bookgen_bin_window_class_init (BookgenBinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_bin_window_dispose;
  restored_signal = g_signal_new ("restored", BOOKGEN_TYPE_BIN_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  BOOKGEN_TYPE_UNIT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-bin-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenBinWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BookgenBinWindow, list);
  gtk_widget_class_bind_template_child (widget_class, BookgenBinWindow, empty_button);
  gtk_widget_class_bind_template_child (widget_class, BookgenBinWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_empty);
}

static void
bookgen_bin_window_init (BookgenBinWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BookgenBinWindow *
bookgen_bin_window_new (GtkWindow *parent, BookgenBook *book)
{
  BookgenBinWindow *self = g_object_new (BOOKGEN_TYPE_BIN_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->book = g_object_ref (book);
  gtk_list_box_bind_model (self->list, bookgen_book_get_bin (book), create_row, self, NULL);
  g_signal_connect_object (bookgen_book_get_bin (book), "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->list));
  return self;
}
