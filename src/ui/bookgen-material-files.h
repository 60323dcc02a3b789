/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* Reads FILES (GListModel of GFile) in a thread and stores them in BOOK as material of the unit ("": of the book). */
void bookgen_material_files_async (BookgenBook *book, GListModel *files, const char *unit_id, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* A sentence that says what was taken, or what was left out of it; the caller's. With an error what came before it is kept. */
char *bookgen_material_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS
