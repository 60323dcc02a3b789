/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-plan.h"

G_BEGIN_DECLS

/* Which chapters of a book were written from something that is not any more as it was: parts of the plan, or the brief. It is
 * given the revision of the plan that counts, loads it, and is asked for a chapter, or for how many there are.
 *
 * Signal "changed": another plan is loaded, or the number is another. */
#define BOOKGEN_TYPE_PLAN_CHANGES (bookgen_plan_changes_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPlanChanges, bookgen_plan_changes, BOOKGEN, PLAN_CHANGES, GObject)

BookgenPlanChanges *bookgen_plan_changes_new (BookgenBook *book);
/* PLAN (nullable, without text) counts from now on. */
void bookgen_plan_changes_set_plan (BookgenPlanChanges *self, BookgenRevision *plan);
/* Counts again, soon and by the way. */
void bookgen_plan_changes_look_again (BookgenPlanChanges *self);
/* Chapters for which bookgen_plan_changes_dup () would say something. */
guint bookgen_plan_changes_get_count (BookgenPlanChanges *self);
/* What has changed since the current text of UNIT was written, but for what its author has said is fine: names of parts of the
 * plan, "brief". NULL-terminated, never NULL, the caller's. */
GStrv bookgen_plan_changes_dup (BookgenPlanChanges *self, BookgenUnit *unit);
/* As a sentence; NULL for nothing. Ours to free. */
char *bookgen_plan_changes_dup_sentence (BookgenPlanChanges *self, BookgenUnit *unit);
/* It is fine: what has changed so far is not told of this chapter again. */
void bookgen_plan_changes_settle (BookgenPlanChanges *self, BookgenUnit *unit);

G_END_DECLS
