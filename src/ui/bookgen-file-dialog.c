/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-file-dialog.h"

#include <glib/gi18n-lib.h>

static void
on_open_response (GtkNativeDialog *dialog, int response, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");
  gtk_native_dialog_destroy (dialog);
}

static void
on_save_response (GtkNativeDialog *dialog, int response, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");
  gtk_native_dialog_destroy (dialog);
}

static void
add_filters (GtkFileChooser *chooser, GListModel *filters)
{
  guint n_filters = filters ? g_list_model_get_n_items (filters) : 0;

  for (guint i = 0; i < n_filters; i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

/* The task holds the dialog for as long as it is open; the response gives up the reference taken here. */
static void
show (GtkFileChooserNative *chooser, GListModel *filters, GCallback on_response, gpointer source_tag,
      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, chooser, g_object_unref);
  add_filters (GTK_FILE_CHOOSER (chooser), filters);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", on_response, task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
bookgen_file_dialog_open_async (GtkWindow *parent, const char *title, GListModel *filters, gboolean many,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), many);
  show (chooser, filters, G_CALLBACK (on_open_response), bookgen_file_dialog_open_async, callback, user_data);
}

GListModel *
bookgen_file_dialog_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_file_dialog_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bookgen_file_dialog_save_async (GtkWindow *parent, const char *title, const char *name, GListModel *filters,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  show (chooser, filters, G_CALLBACK (on_save_response), bookgen_file_dialog_save_async, callback, user_data);
}

GFile *
bookgen_file_dialog_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_file_dialog_save_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GtkFileFilter *
bookgen_file_filter_new (const char *name, const char *const *suffixes)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (!suffixes)
    gtk_file_filter_add_pattern (filter, "*");
  for (guint i = 0; suffixes && suffixes[i]; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  return filter;
}
