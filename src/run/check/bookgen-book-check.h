/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bookgen-book-finding.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* Everything in a book that the author has not settled: what is kept with each current text, what only the whole book shows
 * (passages that chapters share, titles and headings that stand twice, turns of phrase), a second model's remarks, and claims
 * to be checked (not where the kind of book makes none). In reading order, in a chapter the gravest first. Of placeholders only
 * what was kept with them is told.
 *
 * Blocking, linear in the length of the book; it holds one text at a time. Array of BookgenBookFinding, the caller's; NULL with
 * error, also when it is cancelled. */
GPtrArray *bookgen_book_check (BookgenSnapshot *snapshot, GCancellable *cancellable, GError **error);

/* Whether a chapter is to be looked at for its sake: not a claim, which is counted for itself, nor a turn of phrase, which is the
 * book's. */
gboolean bookgen_book_check_counts (const BookgenFinding *finding);
/* How many units are to be looked at; how many claims are open. Either nullable. */
void bookgen_book_check_count (GPtrArray *findings, guint *units, guint *claims);

G_END_DECLS
