/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-progress.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What is known of one task besides its state. */
typedef struct {
  const BookgenTask *task;
  const BookgenTaskRecord *record;
  guint words;              /* written so far */
  const char *to_look_at;   /* what there is to look at in its text, as a sentence; NULL for nothing */
} BookgenFoldTask;

/* Pure: what a row shows, from the tasks of its unit in pipeline order. A stopped task speaks for the row, then a running
 * one, then one that waits. REASON and STAGES of FACTS are new strings in REASON_OUT and STAGES_OUT, the caller's. WAIT_S:
 * seconds until something is tried again. */
void bookgen_fold (const BookgenFoldTask *tasks, guint n_tasks, GPtrArray *all, BookgenOutline *outline, guint wait_s,
                   BookgenProgressFacts *facts, char **reason_out, char **stages_out);

G_END_DECLS
