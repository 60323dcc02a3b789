/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* For bookgen-connection-open.c. Connects to TARGET, a path or a URI as FLAGS of sqlite3_open_v2 () say, of the file at
 * PATH, which sentences name. */
BookgenConnection *bookgen_connection_connect (const char *path, const char *target, int flags, GError **error);
/* FILE is shared until the connection is freed. */
void bookgen_connection_keep_shared (BookgenConnection *self, BookgenBookFile *file);
const char *bookgen_connection_get_name (BookgenConnection *self);

G_END_DECLS
