/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-finding.h"
#include "bookgen-desk.h"

G_BEGIN_DECLS

/* Has the chapter of FINDING written once more without it: within the desk's run where that has the chapter, else in a run of
 * its own, by whoever wrote last. Done once it is under way. The error is a sentence. */
void bookgen_mending_start_async (BookgenDesk *desk, BookgenBookFinding *finding, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_mending_start_finish (GAsyncResult *result, GError **error);
/* About what it costs: as much as the chapter's text did, each time it was written; -1 unknown. */
gint64 bookgen_mending_guess_micros (BookgenBook *book, const char *unit_id);

G_END_DECLS
