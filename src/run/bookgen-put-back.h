/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* The way back for what was taken out of a model's answer. */

/* Which of REVISIONS, a unit's, has the answer that the text of REVISION goes back to, and the list of what was taken out of it and
 * is not put back: REVISION itself, or the one that the author changed. NULL where there is none. Borrowed from the list. */
BookgenRevision *bookgen_put_back_find_answer (GListModel *revisions, BookgenRevision *revision);
/* What the author makes of REVISION keeps where it goes back to: its "made_from". NULL for nothing. The caller's. */
char *bookgen_put_back_make_origin (GListModel *revisions, BookgenRevision *revision);

/* Puts what is at INDEX in that list back into the current text of a unit: a new version of it, the author's, which becomes
 * current. Finish gives it with its id, new reference, and where it stands in the text, in bytes (nullable, both). The error is a
 * sentence. */
void bookgen_put_back_async (BookgenBook *book, const char *unit_id, guint index, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
BookgenRevision *bookgen_put_back_finish (GAsyncResult *result, gsize *start, gsize *length, GError **error);

G_END_DECLS
