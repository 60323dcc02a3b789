/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-run.h"

G_BEGIN_DECLS

/* A run for people, on standard error: on a terminal one row a chapter, redrawn in place, and a line of totals; else a line
 * for each change of state. */
typedef struct _BookgenCliProgress BookgenCliProgress;

/* RUN is borrowed. */
BookgenCliProgress *bookgen_cli_progress_new (BookgenRun *run);
void bookgen_cli_progress_update (BookgenCliProgress *self);
/* The last picture, and below it what was done, what it took, and what stopped with its reason. */
void bookgen_cli_progress_sum_up (BookgenCliProgress *self);
void bookgen_cli_progress_free (BookgenCliProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCliProgress, bookgen_cli_progress_free)

G_END_DECLS
