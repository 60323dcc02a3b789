/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-dialect.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A request as it goes out, with the key in its header and nowhere else; never redirected. BODY: what is posted, NULL for a GET;
 * KEY: nullable. NULL when URL is none. */
SoupMessage *bookgen_request_new (const BookgenDialect *dialect, const char *url, const char *key, GBytes *body,
                                  gboolean for_stream);

G_END_DECLS
