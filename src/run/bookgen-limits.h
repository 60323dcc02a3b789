/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-task.h"

G_BEGIN_DECLS

/* The limits within a run, beside that of the whole: a stage's own, how many modules are being written, and how many lessons
 * of one module. A module or a lesson is being written while one of its tasks runs. The smallest limit binds, and is named. */
typedef struct _BookgenLimits BookgenLimits;

BookgenLimits *bookgen_limits_new (void);
void bookgen_limits_free (BookgenLimits *self);
/* 0 leaves one as it is. At first there is none. */
void bookgen_limits_set (BookgenLimits *self, guint modules_at_once, guint lessons_at_once);
/* The limit that keeps TASK from starting; BOOKGEN_WAIT_NONE for none. */
BookgenWait bookgen_limits_ask (BookgenLimits *self, const BookgenTask *task);
void bookgen_limits_started (BookgenLimits *self, const BookgenTask *task);
void bookgen_limits_ended (BookgenLimits *self, const BookgenTask *task);
/* Counts anew: the outline has changed, and what runs may stand in another module. */
void bookgen_limits_recount (BookgenLimits *self, GPtrArray *tasks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenLimits, bookgen_limits_free)

G_END_DECLS
