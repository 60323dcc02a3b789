/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What the book remembers of a run's tasks: one BookgenTaskRecord for each, from the book's own records at its start, and
 * stored whenever a task's state changes. */
typedef struct _BookgenLedger BookgenLedger;

/* Reads the book's records. A text that the author wrote or brought counts as done by every stage that makes texts. */
BookgenLedger *bookgen_ledger_new (BookgenBook *book, BookgenPipeline *pipeline);
void bookgen_ledger_free (BookgenLedger *self);
/* bookgen_task_key () -> BookgenTaskRecord, as stored; borrowed: what the planner asks for. */
GHashTable *bookgen_ledger_get_stored (BookgenLedger *self);
/* Makes the records of TASKS (BookgenTask); called again, those that are there stay. A placeholder's record begins anew for a real endpoint: what it cost and kept was
 * nothing. */
void bookgen_ledger_take (BookgenLedger *self, GPtrArray *tasks);
/* The items (BookgenListItem) that the LIST names that was made or read: what the planner makes tasks of; the author's own are
 * done. Whether they are others than before. */
gboolean bookgen_ledger_set_items (BookgenLedger *self, const BookgenTask *list, const GArray *items);
/* BookgenTaskRecord by task; borrowed, also the array. */
GPtrArray *bookgen_ledger_get_records (BookgenLedger *self);
/* Stores a task's state and why. A failure to store shows in the book's "write-failed". */
void bookgen_ledger_store (BookgenLedger *self, const BookgenTask *task);

G_END_DECLS
