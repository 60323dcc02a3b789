/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keys in the desktop's Secret Service, one per endpoint address. Where there is none, a key is kept in memory until the
 * program ends, and "save" says so (PERSISTENT FALSE). BOOKGEN_API_KEY, where set, comes first. */
void bookgen_keyring_load_async (const char *address, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* NULL without error when there is no key. Free with bookgen_keyring_free_key (). */
char *bookgen_keyring_load_finish (GAsyncResult *result, GError **error);
void bookgen_keyring_save_async (const char *address, const char *key, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data); /* KEY NULL: forget it */
gboolean bookgen_keyring_save_finish (GAsyncResult *result, gboolean *persistent, GError **error);
/* Overwrites, then frees. */
void bookgen_keyring_free_key (char *key);

G_END_DECLS
