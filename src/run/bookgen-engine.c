/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-engine.h"

#include "bookgen-engine-private.h"
#include "bookgen-replan.h"
#include "bookgen-transition.h"

/* So many tasks in a row that spent all their tries without a word of answer: the provider does not work at all. */
#define DEAD_TASKS 3

static guint
find_deepest (GPtrArray *tasks)
{
  guint deepest = 0;
  for (guint i = 0; i < tasks->len; i++)
    deepest = MAX (deepest, ((BookgenTask *) tasks->pdata[i])->stage->depth);
  return deepest;
}

BookgenEngine *
bookgen_engine_new (GPtrArray *tasks, BookgenGovernor *governor, gboolean skip_failed, guint32 spread_seed)
{
  BookgenEngine *self = g_new0 (BookgenEngine, 1);
  self->tasks = tasks;
  self->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_free);
  self->governor = governor;
  self->limits = bookgen_limits_new ();
  self->budget.cap_micros = -1;
  self->skip_failed = skip_failed;
  self->ended = TRUE;
  self->spread = g_rand_new_with_seed (spread_seed);
  self->actions = g_array_new (FALSE, TRUE, sizeof (BookgenAction));
  self->ready = bookgen_queue_new (find_deepest (tasks));
  return self;
}

void
bookgen_engine_free (BookgenEngine *self)
{
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->gone);
  bookgen_limits_free (self->limits);
  g_rand_free (self->spread);
  g_clear_pointer (&self->halt, bookgen_failure_free);
  g_array_unref (self->actions);
  bookgen_queue_free (self->ready);
  g_free (self);
}

GPtrArray *
bookgen_engine_get_tasks (BookgenEngine *self)
{
  return self->tasks;
}

const BookgenFailure *
bookgen_engine_get_halt (BookgenEngine *self)
{
  return self->halt;
}

guint
bookgen_engine_get_running (BookgenEngine *self)
{
  return self->running;
}

void
bookgen_engine_act (BookgenEngine *self, BookgenActionKind kind, const BookgenTask *task, gboolean continuing)
{
  BookgenAction action = { .kind = kind, .task = task != NULL ? task->index : BOOKGEN_NO_TASK, .continuing = continuing };
  g_array_append_val (self->actions, action);
}

static void
move_to (BookgenEngine *self, BookgenTask *task, BookgenTaskState state)
{
  task->state = state;
  bookgen_engine_act (self, BOOKGEN_ACTION_STORE, task, FALSE);
}

/* Back to the queue, as if nothing had gone wrong so far. */
static void
queue_again (BookgenEngine *self, BookgenTask *task)
{
  task->failures = 0;
  task->continued = 0;
  task->not_before_us = 0;
  task->held = FALSE;
  bookgen_transition_set_failure (task, NULL);
  move_to (self, task, BOOKGEN_TASK_TODO);
}

static void
cancel (BookgenEngine *self, BookgenTask *task, BookgenTaskState to)
{
  gboolean asked_already = task->cancel_to != BOOKGEN_TASK_TODO;
  task->cancel_to = to;
  if (!asked_already)
    bookgen_engine_act (self, BOOKGEN_ACTION_CANCEL, task, FALSE);
}

static void
cancel_all (BookgenEngine *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (bookgen_engine_get_task (self, i)->state == BOOKGEN_TASK_RUNNING)
      cancel (self, bookgen_engine_get_task (self, i), BOOKGEN_TASK_INTERRUPTED);
}

/* What was asked for alone waits again for all the others. */
static void
hold_back (BookgenEngine *self)
{
  self->going = FALSE;
  for (guint i = 0; i < self->tasks->len; i++)
    bookgen_engine_get_task (self, i)->alone = FALSE;
}

void
bookgen_engine_halt (BookgenEngine *self, const BookgenFailure *failure)
{
  hold_back (self);
  if (self->halt == NULL)
    self->halt = bookgen_failure_copy (failure);
}

/* An attempt is over, in whatever way. */
static void
take_end (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  self->running--;
  bookgen_limits_ended (self->limits, task);
  bookgen_budget_ended (&self->budget, task->cost_most_micros, event->cost_micros);
  bookgen_governor_ended (self->governor, task->expected_tokens, event->used_tokens, event->headers,
                          event->kind == BOOKGEN_EVENT_FAILED ? event->failure : NULL, self->now_us);
  if (event->kind != BOOKGEN_EVENT_FAILED || event->kept_chars > task->kept_chars)
    self->dead = 0;
}

/* Whether a failure tells of the provider rather than of one text. */
static gboolean
is_of_provider (BookgenFailureKind kind)
{
  switch (kind)
    {
    case BOOKGEN_FAILURE_CONNECT:
    case BOOKGEN_FAILURE_FIRST_BYTE:
    case BOOKGEN_FAILURE_IDLE:
    case BOOKGEN_FAILURE_GARBAGE:
    case BOOKGEN_FAILURE_RATE:
    case BOOKGEN_FAILURE_CAPACITY:
    case BOOKGEN_FAILURE_SERVER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* A provider that has answered none of several is not asked for all the others, for hours. */
static void
count_dead (BookgenEngine *self, const BookgenFailure *failure)
{
  if (is_of_provider (failure->kind) && ++self->dead >= DEAD_TASKS)
    bookgen_engine_halt (self, failure);
}

static void
take_failed (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  gboolean stops_run = FALSE;
  BookgenTaskState state = bookgen_transition_failed (task, event->failure, event->kept_chars, g_rand_double (self->spread),
                                                      self->now_us, &stops_run);
  if (stops_run)
    bookgen_engine_halt (self, event->failure);
  else if (state == BOOKGEN_TASK_FAILED)
    count_dead (self, event->failure);
  move_to (self, task, state);
}

static void
take_ended (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  take_end (self, task, event);
  if (event->kind == BOOKGEN_EVENT_DONE)
    move_to (self, task, bookgen_transition_done (task));
  else if (event->kind == BOOKGEN_EVENT_TURN)
    move_to (self, task, bookgen_transition_turn (task, event->kept_chars));
  else if (event->kind == BOOKGEN_EVENT_REPAIR)
    move_to (self, task, bookgen_transition_repair (task, event->refused));
  else if (event->kind == BOOKGEN_EVENT_CANCELLED)
    move_to (self, task, bookgen_transition_cancelled (task, event->kept_chars));
  else
    take_failed (self, task, event);
}

static void
take_running_event (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  switch (event->kind)
    {
    case BOOKGEN_EVENT_BEGAN:
      bookgen_governor_began (self->governor, event->headers, self->now_us);
      break;
    case BOOKGEN_EVENT_DONE:
    case BOOKGEN_EVENT_TURN:
    case BOOKGEN_EVENT_REPAIR:
    case BOOKGEN_EVENT_FAILED:
    case BOOKGEN_EVENT_CANCELLED:
      take_ended (self, task, event);
      break;
    case BOOKGEN_EVENT_SKIP:
      cancel (self, task, BOOKGEN_TASK_SKIPPED);
      break;
    case BOOKGEN_EVENT_CANCEL:
      task->held = TRUE;
      cancel (self, task, BOOKGEN_TASK_INTERRUPTED);
      break;
    default:
      break;
    }
}

static void
take_resting_event (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  if (event->kind == BOOKGEN_EVENT_NEXT && task->state == BOOKGEN_TASK_TODO)
    task->next_please = TRUE;
  else if (event->kind == BOOKGEN_EVENT_AGAIN || (event->kind == BOOKGEN_EVENT_RETRY && task->state != BOOKGEN_TASK_DONE))
    {
      task->repaired |= event->kind == BOOKGEN_EVENT_AGAIN && task->note != NULL;
      queue_again (self, task);
      g_clear_pointer (&self->halt, bookgen_failure_free);
      task->alone = !self->going;
      self->ended = FALSE;
    }
  else if (event->kind == BOOKGEN_EVENT_SKIP && task->state != BOOKGEN_TASK_DONE && task->state != BOOKGEN_TASK_SKIPPED)
    move_to (self, task, bookgen_transition_skipped (task));
  else if (event->kind == BOOKGEN_EVENT_CANCEL && task->state == BOOKGEN_TASK_TODO)
    {
      task->held = TRUE;
      move_to (self, task, BOOKGEN_TASK_INTERRUPTED);
    }
}

/* What stopping interrupted comes back; what the author stopped by itself waits for a retry. */
static void
go (BookgenEngine *self)
{
  g_clear_pointer (&self->halt, bookgen_failure_free);
  self->dead = 0;
  self->going = TRUE;
  self->paused = FALSE;
  self->ended = FALSE;
  for (guint i = 0; i < self->tasks->len; i++)
    if (bookgen_engine_get_task (self, i)->state == BOOKGEN_TASK_INTERRUPTED && !bookgen_engine_get_task (self, i)->held && !bookgen_engine_get_task (self, i)->gone)
      queue_again (self, bookgen_engine_get_task (self, i));
}

static void
retry_all (BookgenEngine *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      BookgenTask *task = bookgen_engine_get_task (self, i);
      if ((task->state == BOOKGEN_TASK_FAILED || task->state == BOOKGEN_TASK_INTERRUPTED) && !task->gone)
        queue_again (self, task);
    }
  go (self);
}

static void
take_limits (BookgenEngine *self, const BookgenEvent *event)
{
  if (event->at_once > 0)
    bookgen_governor_set_at_once (self->governor, event->at_once);
  bookgen_governor_set_pause_ms (self->governor, event->pause_ms);
  bookgen_limits_set (self->limits, event->modules_at_once, event->lessons_at_once);
}

/* A raised cap goes on where the old one had stopped. */
static void
take_budget (BookgenEngine *self, const BookgenEvent *event)
{
  self->budget.cap_micros = event->cap_micros;
  if (event->spent_micros >= 0)
    self->budget.spent_micros = event->spent_micros;
  if (self->halt != NULL && self->halt->kind == BOOKGEN_FAILURE_BUDGET)
    go (self);
}

static void
take_run_event (BookgenEngine *self, const BookgenEvent *event)
{
  switch (event->kind)
    {
    case BOOKGEN_EVENT_GO:
      go (self);
      break;
    case BOOKGEN_EVENT_RETRY_ALL:
      retry_all (self);
      break;
    case BOOKGEN_EVENT_PAUSE:
      self->paused = self->going;
      hold_back (self);
      break;
    case BOOKGEN_EVENT_HALT:
      bookgen_engine_halt (self, event->failure);
      cancel_all (self);
      self->ended = FALSE;
      break;
    case BOOKGEN_EVENT_STOP:
      hold_back (self);
      self->paused = self->ended = FALSE;
      cancel_all (self);
      break;
    case BOOKGEN_EVENT_LIMITS:
      take_limits (self, event);
      break;
    case BOOKGEN_EVENT_BUDGET:
      take_budget (self, event);
      break;
    default:
      break;
    }
}

static void
take_event (BookgenEngine *self, const BookgenEvent *event)
{
  if (event->task == BOOKGEN_NO_TASK || event->task >= self->tasks->len)
    {
      take_run_event (self, event);
      return;
    }
  BookgenTask *task = bookgen_engine_get_task (self, event->task);
  if (task->state == BOOKGEN_TASK_RUNNING)
    take_running_event (self, task, event);
  else
    take_resting_event (self, task, event);
}

const GArray *
bookgen_engine_step (BookgenEngine *self, const BookgenEvent *event, gint64 now_us)
{
  g_array_set_size (self->actions, 0);
  self->now_us = now_us;
  take_event (self, event);
  return bookgen_schedule (self);
}

const GArray *
bookgen_engine_replan (BookgenEngine *self, GPtrArray *tasks, gint64 now_us)
{
  g_array_set_size (self->actions, 0);
  self->now_us = now_us;
  /* After its end a run takes up nothing new by itself. */
  self->going &= !self->ended;
  bookgen_replan (self->tasks, tasks, self->gone);
  bookgen_limits_recount (self->limits, self->tasks);
  bookgen_queue_free (self->ready);
  self->ready = bookgen_queue_new (find_deepest (self->tasks));
  for (guint i = 0; i < self->tasks->len; i++)
    if (bookgen_engine_get_task (self, i)->gone)
      cancel (self, bookgen_engine_get_task (self, i), BOOKGEN_TASK_INTERRUPTED);
  return bookgen_schedule (self);
}
