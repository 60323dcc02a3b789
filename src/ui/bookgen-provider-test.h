/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* Sends one tiny request and says in one sentence what happened. KEY nullable. Finish: the sentence when it worked; NULL
 * with a sentence as error when not, G_IO_ERROR_CANCELLED when cancelled. Ends within a minute. Ours to free. */
void bookgen_provider_test_async (BookgenEndpoint *endpoint, const char *key, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
char *bookgen_provider_test_finish (GAsyncResult *result, GError **error);

G_END_DECLS
