/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* Stores a new revision and gives its id; 0 with error. */
gint64 bookgen_store_text_add (BookgenConnection *connection, BookgenRevision *revision, GError **error);
/* Fails when the revision is not one of this unit. */
gboolean bookgen_store_text_set_current (BookgenConnection *connection, const char *unit_id, gint64 revision_id,
                                         GError **error);
/* Every revision after the one with the id AFTER, oldest first, without texts: array of BookgenRevision. */
GPtrArray *bookgen_store_text_load_facts (BookgenConnection *connection, gint64 after, GError **error);
/* Which revision of each unit is current: owned unit id -> owned gint64. */
GHashTable *bookgen_store_text_load_current_ids (BookgenConnection *connection, GError **error);
/* With its text; NULL without error where there is none. */
BookgenRevision *bookgen_store_text_load (BookgenConnection *connection, gint64 id, GError **error);
BookgenRevision *bookgen_store_text_load_current (BookgenConnection *connection, const char *unit_id, GError **error);
/* The same of the newest one at STAGE. */
BookgenRevision *bookgen_store_text_load_newest (BookgenConnection *connection, const char *unit_id, const char *stage,
                                                 GError **error);
/* Units of the tree that text is written for, and those of them with a current text, real or a placeholder. */
gboolean bookgen_store_text_count (BookgenConnection *connection, gint64 *n_units, gint64 *n_written, gint64 *n_rehearsed,
                                   GError **error);
/* The revision as it is without text, under the id it was stored with. */
BookgenRevision *bookgen_store_text_dup_facts (BookgenRevision *revision, gint64 id);

G_END_DECLS
