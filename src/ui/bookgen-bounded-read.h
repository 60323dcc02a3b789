/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads STREAM to its end, at most MAX_BYTES: more is G_IO_ERROR_MESSAGE_TOO_LARGE. What other programs offer has no size
 * that could be asked first. */
void bookgen_bounded_read_async (GInputStream *stream, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* The caller's. */
GBytes *bookgen_bounded_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
