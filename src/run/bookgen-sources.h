/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* What an attempt reads of the book before it asks: texts, and material. */
typedef struct {
  GPtrArray *texts;    /* BookgenRevision with its text, in the order asked for; NULL for an id of 0 */
  GPtrArray *material; /* BookgenMaterial with its text: the unit's, then the book's */
} BookgenSources;

void bookgen_sources_free (BookgenSources *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenSources, bookgen_sources_free)

/* Loads the revisions IDS (gint64; 0 for none), and what is attached to UNIT_ID and to the book (NULL: no material). */
void bookgen_sources_load_async (BookgenBook *book, GArray *ids, const char *unit_id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
BookgenSources *bookgen_sources_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
