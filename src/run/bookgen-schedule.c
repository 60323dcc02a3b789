/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-engine-private.h"

#include "bookgen-readiness.h"
#include "bookgen-transition.h"

static void
look_at (BookgenEngine *self, BookgenTask *task)
{
  task->wait = BOOKGEN_WAIT_NONE;
  task->waits_for = task->blocker = BOOKGEN_NO_TASK;
  if (task->state != BOOKGEN_TASK_TODO || task->gone)
    return;
  self->remaining_ms += task->expected_ms;
  self->remaining_micros += MAX (task->cost_most_micros, 0);
  if (!bookgen_readiness_look (self->tasks, task, self->skip_failed) || !(self->going || task->alone))
    return;
  self->waiting++;
  if (task->not_before_us > self->now_us)
    self->wake_us = MIN (self->wake_us, task->not_before_us);
  else
    bookgen_queue_add (self->ready, task);
}

/* Whether there may be less money than work: then what comes first in the book is finished first. */
static gboolean
may_fall_short (BookgenEngine *self)
{
  return self->budget.cap_micros >= 0 && !bookgen_budget_allows (&self->budget, self->remaining_micros);
}

static void
look_at_all (BookgenEngine *self)
{
  self->remaining_ms = 0;
  self->remaining_micros = 0;
  self->waiting = 0;
  self->wake_us = G_MAXINT64;
  bookgen_queue_clear (self->ready);
  for (guint i = 0; i < self->tasks->len; i++)
    look_at (self, bookgen_engine_get_task (self, i));
  bookgen_queue_set_strict (self->ready, may_fall_short (self));
}

/* Whether TASK may start now; else WHY not, and when to ask again. */
static gboolean
may_start (BookgenEngine *self, const BookgenTask *task, BookgenPermit *permit)
{
  *permit = (BookgenPermit){ .not_before_us = G_MAXINT64, .why = bookgen_limits_ask (self->limits, task) };
  if (permit->why != BOOKGEN_WAIT_NONE)
    return FALSE;
  if (!bookgen_budget_allows (&self->budget, task->cost_most_micros))
    permit->why = BOOKGEN_WAIT_BUDGET;
  else
    *permit = bookgen_governor_ask (self->governor, task->expected_tokens, self->now_us);
  return permit->go;
}

/* A limit within the run holds up its own tasks only; money and the provider hold up all. */
static gboolean
holds_up_all (BookgenWait why)
{
  return why != BOOKGEN_WAIT_STAGE && why != BOOKGEN_WAIT_MODULES && why != BOOKGEN_WAIT_LESSONS;
}

static void
start (BookgenEngine *self, BookgenTask *task)
{
  gboolean continuing = bookgen_transition_keeps (task);
  if (!continuing)
    task->kept_chars = 0;
  else if (!task->turn_due)
    task->continued++;
  task->attempts++;
  task->cancel_to = BOOKGEN_TASK_TODO;
  task->next_please = FALSE;
  task->alone = FALSE;
  task->carry_from = bookgen_readiness_find_carry (self->tasks, task);
  self->running++;
  bookgen_limits_started (self->limits, task);
  bookgen_budget_started (&self->budget, task->cost_most_micros);
  bookgen_governor_started (self->governor, task->expected_tokens, self->now_us);
  self->ended = FALSE;
  self->remaining_ms -= task->expected_ms;
  task->state = BOOKGEN_TASK_RUNNING;
  bookgen_engine_act (self, BOOKGEN_ACTION_START, task, continuing);
}

/* Nothing runs that could cost less than feared: only a higher cap helps. */
static void
halt_for_budget (BookgenEngine *self)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (BOOKGEN_FAILURE_BUDGET, 0, NULL);
  bookgen_engine_halt (self, failure);
  self->waiting = 0;
  self->wake_us = G_MAXINT64;
}

/* Starts what may start. */
static void
start_ready (BookgenEngine *self)
{
  BookgenTask *task;
  BookgenPermit permit = { .not_before_us = G_MAXINT64, .why = BOOKGEN_WAIT_NONE };
  guint slots = bookgen_governor_get_at_once (self->governor);
  while ((task = bookgen_queue_peek (self->ready, self->remaining_ms, slots)) != NULL)
    {
      gboolean go = may_start (self, task, &permit);
      if (!go && holds_up_all (permit.why))
        break;
      bookgen_queue_drop (self->ready);
      if (!go)
        {
          task->wait = permit.why;
          continue;
        }
      self->waiting--;
      start (self, task);
    }
  if (task != NULL)
    self->wake_us = MIN (self->wake_us, permit.not_before_us);
  bookgen_queue_mark (self->ready, permit.why);
  if (task != NULL && permit.why == BOOKGEN_WAIT_BUDGET && self->running == 0)
    halt_for_budget (self);
}

static void
say_end (BookgenEngine *self)
{
  if (self->running > 0 || self->waiting > 0 || self->paused || self->ended)
    return;
  self->ended = TRUE;
  bookgen_engine_act (self, BOOKGEN_ACTION_ENDED, NULL, FALSE);
}

const GArray *
bookgen_schedule (BookgenEngine *self)
{
  look_at_all (self);
  start_ready (self);
  if (self->wake_us < G_MAXINT64)
    {
      BookgenAction wake = { .kind = BOOKGEN_ACTION_WAKE, .task = BOOKGEN_NO_TASK, .at_us = self->wake_us };
      g_array_append_val (self->actions, wake);
    }
  say_end (self);
  return self->actions;
}
