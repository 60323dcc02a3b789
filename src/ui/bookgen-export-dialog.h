/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Export…: says first what is missing, asks where to, writes in a thread. Finish: a sentence that says what was made; NULL
 * with G_IO_ERROR_CANCELLED when the author turned back, or with a sentence when it failed. Ours to free. */
void bookgen_export_dialog_async (GtkWindow *parent, BookgenDesk *desk, GAsyncReadyCallback callback, gpointer user_data);
char *bookgen_export_dialog_finish (GAsyncResult *result, GError **error);

G_END_DECLS
