/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"
#include "bookgen-governor.h"
#include "bookgen-outline.h"
#include "bookgen-pipeline.h"
#include "bookgen-task-record.h"

G_BEGIN_DECLS

#define BOOKGEN_NO_TASK G_MAXUINT
#define BOOKGEN_NO_MODULE G_MAXUINT

/* One small durable piece of work: a stage of a unit (of an item of a unit's list; of the book). The planner makes it, the
 * engine moves its state, the run executes it. */
typedef struct {
  /* From the planner. */
  guint index;               /* its place in the planner's array; what it needs stands before it */
  const BookgenStage *stage; /* borrowed from the pipeline */
  char *unit_id;             /* "" for the book */
  int item;
  guint order;               /* place in reading order, over all units; the book's own is 0 */
  guint group;               /* index of the top-level unit it stands in */
  guint module;              /* index of the module it stands in, from 0; BOOKGEN_NO_MODULE for none */
  GArray *needs;             /* guint: tasks that must be done first */
  guint previous;            /* the one before in an in-order stage; BOOKGEN_NO_TASK else */
  guint target_words;
  gint64 output_limit;       /* tokens: what the request asks for at most */
  gint64 expected_tokens;    /* prompt and output limit, for the governor */
  gint64 material_tokens;    /* those of them that are material; 0 for none */
  gint64 expected_ms;        /* its length, for the order of starts; only the relation counts */
  gint64 cost_most_micros;   /* what one request of it can cost at most, at list price; -1 unknown; set by the run */

  /* Moved by the engine alone. */
  BookgenTaskState state;
  guint attempts;            /* requests started, over all runs */
  guint failures;            /* attempts that failed in a row without getting further */
  guint continued;           /* how often its kept text was gone on from after a cut */
  guint turns;               /* how many turns of a long text are whole */
  gboolean turn_due;         /* what comes next is a turn of a long text, not a continuation after a cut */
  char *note;                /* what its repair is told, set by the run; NULL for nothing */
  GStrv chapters;            /* of a plan's task: the units it is for, set by the run at its start; NULL before */
  gboolean repaired;         /* its one repair was asked for; what it had made before is kept */
  gboolean refused;          /* unless that was a refusal instead of a text */
  guint carry_from;          /* in order: the task whose text and carry-over count; BOOKGEN_NO_TASK for none; set at its start */
  gsize kept_chars;          /* characters of text kept from an unfinished attempt */
  gint64 not_before_us;      /* a retry waits until then; 0 */
  BookgenFailure *failure;   /* the last one; NULL for none */
  BookgenWait wait;          /* why a ready one has not started: computed at each step, as the next two */
  guint waits_for;           /* the task that must end before this one; BOOKGEN_NO_TASK for none */
  guint blocker;             /* the stopped task without which this one can never start; BOOKGEN_NO_TASK for none */
  gboolean next_please;      /* the author wants it first */
  gboolean alone;            /* the author wants this one although the run has stopped or pauses */
  gboolean gone;             /* it has left the outline: it is no more to do, and what it made is kept */
  gboolean held;             /* the author stopped this one: only a retry brings it back */
  BookgenTaskState cancel_to; /* what a running one becomes when it is cancelled; BOOKGEN_TASK_TODO: it is not */
} BookgenTask;

/* "draft/u7/0": what names a task from one run to the next. Ours to free. */
char *bookgen_task_key (const char *stage, const char *unit_id, int item);
BookgenTask *bookgen_task_new (const BookgenStage *stage, const char *unit_id, int item);
void bookgen_task_free (BookgenTask *self);
/* Its chapters, as far as they are still in OUTLINE. Array of BookgenUnit, the caller's. */
GPtrArray *bookgen_task_dup_chapters (const BookgenTask *self, BookgenOutline *outline);

G_END_DECLS
