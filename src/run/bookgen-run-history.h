/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-estimate.h"

G_BEGIN_DECLS

/* One run of a book as its history has it. What each task cost is in the book's list of requests, by time. */
typedef struct {
  gint64 started_at_ms;  /* since 1970, UTC; names it */
  gint64 ended_at_ms;    /* of the last time it was noted; the program may have gone on a little */
  BookgenMode mode;
  char *model;
  gboolean rehearsal;
  guint chapters, done, to_look_at, failed;
  BookgenUsage usage;
  BookgenBound low, high; /* what was expected; of these only cost and time are kept */
} BookgenRunEntry;

void bookgen_run_entry_free (BookgenRunEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRunEntry, bookgen_run_entry_free)

/* Where the book keeps it. */
#define BOOKGEN_RUN_HISTORY_SETTING "runs"

/* BookgenRunEntry, oldest first; empty where JSON is NULL, and without what makes no sense. */
GPtrArray *bookgen_run_history_from_json (const char *json);
/* Takes ENTRY's place where a run of that start is in the book's history already, else adds it; the oldest go when there are
 * more than 200. */
void bookgen_run_history_note (BookgenBook *book, const BookgenRunEntry *entry);

G_END_DECLS
