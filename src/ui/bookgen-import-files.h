/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Reads outlines in a thread. Several files become one outline, in the order given; the title is that of the first that has
 * one. A file that cannot be read is an error that names it. FILES: GListModel of GFile. FORMAT (nullable) is one of
 * bookgen_import_get_text_formats () that somebody has chosen. */
void bookgen_import_files_async (GListModel *files, const char *format, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
void bookgen_import_text_async (GBytes *bytes, const char *name, const char *format, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Finish of both; the caller's. */
BookgenImport *bookgen_import_files_finish (GAsyncResult *result, GError **error);

G_END_DECLS
