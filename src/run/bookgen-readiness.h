/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-task.h"

G_BEGIN_DECLS

/* What may start as far as other tasks are concerned, and what it waits for. Pure: looks at states alone, of TASKS in a
 * planner's order, where everything that a task waits for stands before it. SKIP_FAILED: in-order stages go on after a
 * failure. */

/* Sets waits_for and blocker of TASK (which is to do); those of the tasks before it are set already. TRUE where it waits for
 * nothing. */
gboolean bookgen_readiness_look (GPtrArray *tasks, BookgenTask *task, gboolean skip_failed);
/* The last task before TASK, in an in-order stage, that has a text to carry over from: skipped and failed ones pass on what
 * they were given. BOOKGEN_NO_TASK for none. */
guint bookgen_readiness_find_carry (GPtrArray *tasks, const BookgenTask *task);

G_END_DECLS
