/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-task-record.h"

G_BEGIN_DECLS

/* What a book remembers of its tasks: their records as stored, the text kept of unfinished attempts, and what all requests
 * used. It stores nothing, but knows which pieces of text the store has still to get. */
typedef struct _BookgenTasks BookgenTasks;

BookgenTasks *bookgen_tasks_new (void);
void bookgen_tasks_free (BookgenTasks *self);
/* As loaded: its partial and usage are stored already, the usage in BOOK_USAGE too. */
void bookgen_tasks_load (BookgenTasks *self, GPtrArray *records, const BookgenUsage *book_usage);
/* RECORD has been stored. */
void bookgen_tasks_put (BookgenTasks *self, const BookgenTaskRecord *record);
void bookgen_tasks_append (BookgenTasks *self, const BookgenTaskRecord *task, const char *piece, gsize length);
/* The kept text is to be dropped. Returns it; the caller's. */
GString *bookgen_tasks_clear (BookgenTasks *self, const BookgenTaskRecord *task);
/* It could not be dropped after all: KEPT (taken) comes again before what was appended since. */
void bookgen_tasks_restore (BookgenTasks *self, const BookgenTaskRecord *task, GString *kept);
/* The text appended since the last time: array of BookgenPiece; NULL where there is none. */
GPtrArray *bookgen_tasks_take_pieces (BookgenTasks *self);
/* The pieces could not be stored; they come again with what follows them. */
void bookgen_tasks_put_back (BookgenTasks *self, GPtrArray *pieces);
/* The units that have a task in STATE, or (BOOKGEN_TASKS_UNFINISHED) text of an unfinished attempt: set of borrowed ids. */
#define BOOKGEN_TASKS_UNFINISHED -1
GHashTable *bookgen_tasks_dup_units (BookgenTasks *self, int state);
/* The units (set of ids) are gone for good; what they used stays in the sum. */
void bookgen_tasks_drop (BookgenTasks *self, GHashTable *unit_ids);
/* Copies of every record with its partial, in the order in which they came. */
GPtrArray *bookgen_tasks_dup_all (BookgenTasks *self);
GPtrArray *bookgen_tasks_dup_of_unit (BookgenTasks *self, const char *unit_id);
const BookgenUsage *bookgen_tasks_get_usage (BookgenTasks *self);

G_END_DECLS
