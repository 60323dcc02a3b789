/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What happened, as a sentence for the author, with the provider's own words where it gave any. Ours to free. */
char *bookgen_reason_of_failure (const BookgenFailure *failure);
/* Why a task waits, stopped or cannot start; "" when there is nothing to say. WORDS is what it has written; WAIT_S the seconds
 * until something is tried again, 0 where that is not known. Ours to free. */
char *bookgen_reason_of_task (const BookgenTask *task, GPtrArray *tasks, BookgenOutline *outline, guint words, guint wait_s);

G_END_DECLS
