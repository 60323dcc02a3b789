/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-usage.h"

G_BEGIN_DECLS

/* The stored states. Waiting and its reason are computed by the engine, never stored. */
typedef enum {
  BOOKGEN_TASK_TODO,
  BOOKGEN_TASK_RUNNING,
  BOOKGEN_TASK_INTERRUPTED,
  BOOKGEN_TASK_DONE,
  BOOKGEN_TASK_FAILED,
  BOOKGEN_TASK_SKIPPED,
} BookgenTaskState;

/* What the book remembers of one task. Its key is (stage, unit, item). */
typedef struct {
  char *stage;
  char *unit_id;      /* "" for a task of the whole book */
  int item;
  BookgenTaskState state;
  char *reason;       /* why it failed or was skipped, for a person; NULL for none */
  char *failure;      /* JSON of the failure, for the best next step; NULL for none */
  char *partial;      /* text of an unfinished attempt, appended piece by piece; NULL for none */
  char *handle;       /* a provider's handle of work that goes on there (batch); NULL for none */
  char *model;        /* that the last attempt asked, for the book's list of requests; NULL where unknown */
  guint attempts;
  guint continued;    /* how often a partial was continued */
  gint64 revision_id; /* what it made; 0 for none */
  GArray *items;      /* int: the numbers of what the list that it made names, in its order; not stored: whoever plans reads
                       * it from that revision. NULL where it was not read */
  gboolean rehearsal; /* done by the rehearsal server: counts as to do for a real endpoint */
  BookgenUsage usage; /* over all attempts that have ended */
  BookgenUsage open;  /* of the request under way, as far as is known; not loaded: who opens the book for writing counts it */
} BookgenTaskRecord;

BookgenTaskRecord *bookgen_task_record_new (const char *stage, const char *unit_id, int item);
BookgenTaskRecord *bookgen_task_record_copy (const BookgenTaskRecord *self);
void bookgen_task_record_free (BookgenTaskRecord *self);
/* "todo", "running", "interrupted", "done", "failed", "skipped": the names used in files and on the terminal. */
const char *bookgen_task_state_to_string (BookgenTaskState state);
gboolean bookgen_task_state_from_string (const char *name, BookgenTaskState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenTaskRecord, bookgen_task_record_free)

G_END_DECLS
