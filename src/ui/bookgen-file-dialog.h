/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asking for a file, in the shape of the newer GtkFileDialog, so that the day the version floor rises this file goes. The
 * native chooser goes through the portal where there is one. Dismissing is GTK_DIALOG_ERROR_DISMISSED's place here:
 * G_IO_ERROR_CANCELLED. */

/* FILTERS: GListModel of GtkFileFilter, nullable. Finish: GListModel of GFile, the caller's. */
void bookgen_file_dialog_open_async (GtkWindow *parent, const char *title, GListModel *filters, gboolean many,
                                     GAsyncReadyCallback callback, gpointer user_data);
GListModel *bookgen_file_dialog_open_finish (GAsyncResult *result, GError **error);
/* NAME is what the file is called at first. The dialog asks before it replaces. */
void bookgen_file_dialog_save_async (GtkWindow *parent, const char *title, const char *name, GListModel *filters,
                                     GAsyncReadyCallback callback, gpointer user_data);
GFile *bookgen_file_dialog_save_finish (GAsyncResult *result, GError **error);

/* A filter of suffixes ("md"), NULL-terminated; NULL for every file. New reference. */
GtkFileFilter *bookgen_file_filter_new (const char *name, const char *const *suffixes);

G_END_DECLS
