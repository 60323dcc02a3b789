/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* Which findings the author has settled: "it is fine". Each was made at a revision, and holds for the whole unit.
 *
 * The name of the finding KEY in a set of settled ones. The caller's. */
char *bookgen_store_settled_dup_name (const char *unit_id, const char *key);
/* Fails when there is no such revision. Without SETTLED the mark is taken from every revision of its unit. */
gboolean bookgen_store_settled_set (BookgenConnection *connection, gint64 revision_id, const char *key, gboolean settled,
                                    GError **error);
/* All of them: set of names. */
GHashTable *bookgen_store_settled_load (BookgenConnection *connection, GError **error);

G_END_DECLS
