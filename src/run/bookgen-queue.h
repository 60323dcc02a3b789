/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-task.h"

G_BEGIN_DECLS

/* The tasks that could start now, and which of them should: what the author asked for, then the furthest down the pipeline
 * (what is nearest to being finished), then reading order; but the longest of a depth goes first once everybody would
 * otherwise wait for it at the end. Or strictly in reading order, each unit as far as it goes, where the money may not
 * suffice for all. Pure; holds nothing from one step of the engine to the next. */
typedef struct _BookgenQueue BookgenQueue;

BookgenQueue *bookgen_queue_new (guint deepest);
void bookgen_queue_free (BookgenQueue *self);
void bookgen_queue_clear (BookgenQueue *self);
/* Whether it goes strictly in reading order; not, after a clear. */
void bookgen_queue_set_strict (BookgenQueue *self, gboolean strict);
/* Tasks of one depth must be added in reading order. Borrowed. */
void bookgen_queue_add (BookgenQueue *self, BookgenTask *task);
/* The one that should start next, when REMAINING_MS of work have not started and SLOTS may run at once; NULL when there is
 * none. It stays in the queue until it is dropped. */
BookgenTask *bookgen_queue_peek (BookgenQueue *self, gint64 remaining_ms, guint slots);
void bookgen_queue_drop (BookgenQueue *self);
/* Tells all that are left why they wait. */
void bookgen_queue_mark (BookgenQueue *self, BookgenWait why);

G_END_DECLS
