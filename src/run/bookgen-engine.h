/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-governor.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* All rules of the game, without any I/O: events go in with the time, actions come out. The HTTP run and the simulation
 * drive the same engine. Every change of a task's state happens here. */
typedef struct _BookgenEngine BookgenEngine;

typedef enum {
  BOOKGEN_EVENT_GO,        /* start, or go on after a pause, a stop or a halt */
  BOOKGEN_EVENT_TIME,      /* the wake-up that was asked for */
  BOOKGEN_EVENT_BEGAN,     /* task: the first byte of its answer came in */
  BOOKGEN_EVENT_DONE,      /* task: finished and stored */
  BOOKGEN_EVENT_TURN,      /* task: its answer came whole, but its text goes on: its next turn starts from what is kept */
  BOOKGEN_EVENT_REPAIR,    /* task: finished and stored, with findings that are worth one repair; the second time as DONE */
  BOOKGEN_EVENT_FAILED,    /* task: its attempt ended with failure */
  BOOKGEN_EVENT_CANCELLED, /* task: its attempt was cancelled, as asked */
  BOOKGEN_EVENT_PAUSE,     /* start nothing more; what runs goes on */
  BOOKGEN_EVENT_STOP,      /* the same, and cancel what runs */
  BOOKGEN_EVENT_HALT,      /* storage failed: stop, with failure as the reason */
  BOOKGEN_EVENT_RETRY,     /* task: a failed, interrupted or skipped one again, from its kept text where that serves */
  BOOKGEN_EVENT_AGAIN,     /* task: the same of one in any state, also a done one: it is made anew; one
                            * with a note is mended: where that fails it stays done */
  BOOKGEN_EVENT_RETRY_ALL, /* all failed and interrupted ones */
  BOOKGEN_EVENT_SKIP,      /* task: leave it out */
  BOOKGEN_EVENT_CANCEL,    /* task: stop this one; it is then interrupted until a retry */
  BOOKGEN_EVENT_NEXT,      /* task: start it before all others */
  BOOKGEN_EVENT_LIMITS,    /* at_once, modules_at_once, lessons_at_once, pause_ms changed; 0 leaves one of the first three */
  BOOKGEN_EVENT_BUDGET,    /* cap_micros changed */
} BookgenEventKind;

typedef struct {
  BookgenEventKind kind;
  guint task;                         /* index; BOOKGEN_NO_TASK for none */
  const BookgenFailure *failure;      /* FAILED, HALT */
  const BookgenRateHeaders *headers;  /* BEGAN, DONE, FAILED; NULL for none */
  gint64 used_tokens;                 /* of an attempt that ended; -1 unknown */
  gint64 cost_micros;                 /* of an attempt that ended; -1 unknown */
  gboolean refused;                   /* REPAIR: what was made is a refusal, and not kept: without the repair there is nothing */
  gsize kept_chars;                   /* TURN, FAILED, CANCELLED: characters of text this task has kept so far */
  guint at_once, modules_at_once, lessons_at_once, pause_ms; /* LIMITS */
  gint64 cap_micros;                  /* BUDGET: what everything may cost together; -1 for no cap */
  gint64 spent_micros;                /* BUDGET: what it has cost before; -1 leaves what is known */
} BookgenEvent;

typedef enum {
  BOOKGEN_ACTION_START,  /* task: store it as running, then begin an attempt, from the kept text where CONTINUING */
  BOOKGEN_ACTION_CANCEL, /* task: cancel the attempt; a CANCELLED (or DONE, FAILED) event must follow */
  BOOKGEN_ACTION_STORE,  /* task: its state, reason or counters changed */
  BOOKGEN_ACTION_WAKE,   /* send TIME at at_us, unless a later WAKE replaces it */
  BOOKGEN_ACTION_ENDED,  /* nothing runs and nothing can start: done, or all that is left is stopped, blocked or halted */
} BookgenActionKind;

typedef struct {
  BookgenActionKind kind;
  guint task;
  gboolean continuing;
  gint64 at_us;
} BookgenAction;

/* TASKS: the planner's array (owned by the engine from now on). GOVERNOR is borrowed. SPREAD_SEED makes the jitter of
 * retries repeatable. */
BookgenEngine *bookgen_engine_new (GPtrArray *tasks, BookgenGovernor *governor, gboolean skip_failed, guint32 spread_seed);
void bookgen_engine_free (BookgenEngine *self);
/* Returns the actions, in the order they are to be done: BookgenAction, borrowed until the next step. NOW_US never goes
 * backwards. Events that no longer fit (a task that has ended meanwhile) are ignored. */
const GArray *bookgen_engine_step (BookgenEngine *self, const BookgenEvent *event, gint64 now_us);

/* TASKS (a planner's array, taken) are what there is to do from now on: the outline or a list has changed. A task that was
 * there before, by its key, keeps its state and stays the same object; one that is gone is cancelled where it runs, and stands
 * at the end of the array until it has ended. Task indices change. Returns actions as a step does. */
const GArray *bookgen_engine_replan (BookgenEngine *self, GPtrArray *tasks, gint64 now_us);

/* Borrowed. */
GPtrArray *bookgen_engine_get_tasks (BookgenEngine *self);
/* Why the whole run has halted (key, credit, model, storage, budget, a provider that answers nothing); NULL else. */
const BookgenFailure *bookgen_engine_get_halt (BookgenEngine *self);
guint bookgen_engine_get_running (BookgenEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenEngine, bookgen_engine_free)

G_END_DECLS
