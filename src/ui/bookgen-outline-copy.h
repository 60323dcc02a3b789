/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* Asks where to, and writes the outline of BOOK there for other programs; it imports back to the same tree. SUFFIX says the
 * form: "outline.md", "opml" or "outline.json". Dismissing is G_IO_ERROR_CANCELLED. */
void bookgen_outline_copy_async (GtkWindow *parent, BookgenBook *book, const char *suffix, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* A sentence that says where it is; the caller's. */
char *bookgen_outline_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
