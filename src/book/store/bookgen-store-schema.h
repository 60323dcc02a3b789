/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* "BkGn": in the file's header, so that the file tells what it is. */
#define BOOKGEN_APPLICATION_ID 0x426b476e

/* The version of the newest schema: PRAGMA user_version of a book made now. */
int bookgen_store_schema_get_version (void);
/* Takes the book from whatever version it has, 0 for an empty file, to the newest one, in one transaction. */
gboolean bookgen_store_schema_migrate (BookgenConnection *connection, GError **error);
/* The same by steps other than ours: step N of them takes a book from version N to N + 1. */
gboolean bookgen_store_schema_migrate_by (BookgenConnection *connection, const char *const *all, int n_all, GError **error);

G_END_DECLS
