/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* Stores the text that CLIPBOARD has in BOOK, as a note among the material of the unit ("": of the book). */
void bookgen_material_note_paste_async (GdkClipboard *clipboard, BookgenBook *book, const char *unit_id,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* A sentence that says what was taken; the caller's. */
char *bookgen_material_note_paste_finish (GAsyncResult *result, GError **error);

G_END_DECLS
