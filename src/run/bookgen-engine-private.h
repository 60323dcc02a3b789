/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-budget.h"
#include "bookgen-engine.h"
#include "bookgen-limits.h"
#include "bookgen-queue.h"

G_BEGIN_DECLS

/* Shared by the engine's two halves: what events do to tasks (engine.c), and what starts then (schedule.c). */
struct _BookgenEngine {
  GPtrArray *tasks;          /* BookgenTask; owned */
  GPtrArray *gone;           /* those that have left the outline; owned */
  BookgenGovernor *governor; /* borrowed */
  BookgenLimits *limits;
  BookgenBudget budget;
  GRand *spread;
  BookgenFailure *halt;
  guint running;
  guint dead;                /* tasks that got no answer since the last answer */
  gboolean skip_failed;
  gboolean going;            /* may start tasks */
  gboolean paused;           /* by the author: not going, but not at its end either */
  gboolean ended;            /* nothing to do, and said so */

  /* Of the present step. */
  GArray *actions;           /* BookgenAction */
  BookgenQueue *ready;       /* what could start */
  gint64 now_us;
  gint64 wake_us;            /* G_MAXINT64: no need */
  gint64 remaining_ms;       /* expected length of all that has not started */
  gint64 remaining_micros;   /* and what it may cost at most */
  guint waiting;             /* tasks that will start by themselves, now or later */
};

static inline BookgenTask *
bookgen_engine_get_task (BookgenEngine *self, guint index)
{
  return g_ptr_array_index (self->tasks, index);
}

/* Adds an action to this step's. TASK nullable. */
void bookgen_engine_act (BookgenEngine *self, BookgenActionKind kind, const BookgenTask *task, gboolean continuing);
/* Starts nothing more, for a reason that concerns all; the first one stays. */
void bookgen_engine_halt (BookgenEngine *self, const BookgenFailure *failure);
/* The second half of each step: starts what may start, asks for a wake-up, says when it is over. Returns the step's actions. */
const GArray *bookgen_schedule (BookgenEngine *self);

G_END_DECLS
