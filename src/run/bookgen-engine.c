/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-engine.h"

#include "bookgen-queue.h"
#include "bookgen-retry.h"

/* Text shorter than this is not worth a continuation: the attempt starts anew. */
#define CONTINUE_CHARS 400
#define MAX_CONTINUED 3
struct _BookgenEngine {
  GPtrArray *tasks;          /* BookgenTask; owned */
  BookgenGovernor *governor; /* borrowed */
  GRand *spread;
  GHashTable *stage_running; /* BookgenStage -> how many run */
  BookgenFailure *halt;
  guint running;
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
  guint waiting;             /* tasks that will start by themselves, now or later */
};

static BookgenTask *
get_task (BookgenEngine *self, guint index)
{
  return g_ptr_array_index (self->tasks, index);
}

BookgenEngine *
bookgen_engine_new (GPtrArray *tasks, BookgenGovernor *governor, gboolean skip_failed, guint32 spread_seed)
{
  BookgenEngine *self = g_new0 (BookgenEngine, 1);
  self->tasks = tasks;
  self->governor = governor;
  self->skip_failed = skip_failed;
  self->ended = TRUE;
  self->spread = g_rand_new_with_seed (spread_seed);
  self->stage_running = g_hash_table_new (NULL, NULL);
  self->actions = g_array_new (FALSE, TRUE, sizeof (BookgenAction));
  guint deepest = 0;
  for (guint i = 0; i < tasks->len; i++)
    deepest = MAX (deepest, get_task (self, i)->stage->depth);
  self->ready = bookgen_queue_new (deepest);
  return self;
}

void
bookgen_engine_free (BookgenEngine *self)
{
  g_ptr_array_unref (self->tasks);
  g_rand_free (self->spread);
  g_hash_table_unref (self->stage_running);
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

gboolean
bookgen_engine_get_paused (BookgenEngine *self)
{
  return self->paused;
}

guint
bookgen_engine_get_running (BookgenEngine *self)
{
  return self->running;
}

static void
act (BookgenEngine *self, BookgenActionKind kind, const BookgenTask *task, gboolean continuing)
{
  BookgenAction action = { .kind = kind, .task = task != NULL ? task->index : BOOKGEN_NO_TASK, .continuing = continuing };
  g_array_append_val (self->actions, action);
}

static void
move_to (BookgenEngine *self, BookgenTask *task, BookgenTaskState state)
{
  task->state = state;
  act (self, BOOKGEN_ACTION_STORE, task, FALSE);
}

static void
set_failure (BookgenFailure **place, const BookgenFailure *failure)
{
  BookgenFailure *copy = failure != NULL ? bookgen_failure_copy (failure) : NULL;
  g_clear_pointer (place, bookgen_failure_free);
  *place = copy;
}

/* Back to the queue, as if nothing had gone wrong so far. */
static void
queue_again (BookgenEngine *self, BookgenTask *task)
{
  task->failures = 0;
  task->continued = 0;
  task->not_before_us = 0;
  task->held = FALSE;
  set_failure (&task->failure, NULL);
  move_to (self, task, BOOKGEN_TASK_TODO);
}

static void
count_running (BookgenEngine *self, BookgenTask *task, int change)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->stage_running, task->stage));
  g_hash_table_insert (self->stage_running, (gpointer) task->stage, GUINT_TO_POINTER (count + change));
  self->running += change;
}

static void
start (BookgenEngine *self, BookgenTask *task)
{
  gboolean continuing = task->turn_due || task->kept_chars >= CONTINUE_CHARS;
  if (!continuing)
    task->kept_chars = 0;
  else if (!task->turn_due)
    task->continued++;
  task->attempts++;
  task->cancel_to = BOOKGEN_TASK_TODO;
  task->next_please = FALSE;
  task->alone = FALSE;
  count_running (self, task, +1);
  bookgen_governor_started (self->governor, task->expected_tokens, self->now_us);
  self->ended = FALSE;
  self->remaining_ms -= task->expected_ms;
  task->state = BOOKGEN_TASK_RUNNING;
  act (self, BOOKGEN_ACTION_START, task, continuing);
}

static void
cancel (BookgenEngine *self, BookgenTask *task, BookgenTaskState to)
{
  gboolean asked_already = task->cancel_to != BOOKGEN_TASK_TODO;
  task->cancel_to = to;
  if (!asked_already)
    act (self, BOOKGEN_ACTION_CANCEL, task, FALSE);
}

static void
cancel_all (BookgenEngine *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (get_task (self, i)->state == BOOKGEN_TASK_RUNNING)
      cancel (self, get_task (self, i), BOOKGEN_TASK_INTERRUPTED);
}

/* What was asked for alone waits again for all the others. */
static void
hold_back (BookgenEngine *self)
{
  self->going = FALSE;
  for (guint i = 0; i < self->tasks->len; i++)
    get_task (self, i)->alone = FALSE;
}

static void
halt (BookgenEngine *self, const BookgenFailure *failure)
{
  hold_back (self);
  if (self->halt == NULL)
    set_failure (&self->halt, failure);
}

/* An attempt is over, in whatever way. */
static void
take_end (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  count_running (self, task, -1);
  bookgen_governor_ended (self->governor, task->expected_tokens, event->used_tokens, event->headers,
                          event->kind == BOOKGEN_EVENT_FAILED ? event->failure : NULL, self->now_us);
}

static void
take_done (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  take_end (self, task, event);
  task->kept_chars = 0;
  task->failures = 0;
  set_failure (&task->failure, NULL);
  move_to (self, task, BOOKGEN_TASK_DONE);
}

/* Not a failure, and no continuation after a cut: the next turn of a long text. */
static void
take_turn (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  take_end (self, task, event);
  task->kept_chars = event->kept_chars;
  task->failures = 0;
  task->turns++;
  task->turn_due = TRUE;
  set_failure (&task->failure, NULL);
  move_to (self, task, task->cancel_to);
}

/* What was stored counts until the repair brings something better. */
static void
take_repair (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  if (task->repaired || task->cancel_to != BOOKGEN_TASK_TODO)
    {
      take_done (self, task, event);
      return;
    }
  take_end (self, task, event);
  task->kept_chars = 0;
  task->failures = task->continued = task->turns = 0;
  task->turn_due = FALSE;
  task->repaired = TRUE;
  set_failure (&task->failure, NULL);
  move_to (self, task, BOOKGEN_TASK_TODO);
}

static void
take_cancelled (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  take_end (self, task, event);
  task->turn_due &= event->kept_chars <= task->kept_chars;
  task->kept_chars = event->kept_chars;
  move_to (self, task, task->cancel_to == BOOKGEN_TASK_TODO ? BOOKGEN_TASK_INTERRUPTED : task->cancel_to);
}

/* What to do about a failure: go on from what was kept, try again, or stop this one. */
static void
decide (BookgenEngine *self, BookgenTask *task, const BookgenFailure *failure, BookgenRetryAdvice advice)
{
  gboolean worth_keeping = task->kept_chars >= CONTINUE_CHARS;
  gboolean may_continue = worth_keeping && task->continued < MAX_CONTINUED;
  if (may_continue && failure->kind == BOOKGEN_FAILURE_CUT)
    advice = (BookgenRetryAdvice){ .action = BOOKGEN_RETRY_AGAIN };
  if (advice.action == BOOKGEN_RETRY_AGAIN && (may_continue || !worth_keeping))
    {
      task->not_before_us = self->now_us + advice.wait_ms * 1000;
      move_to (self, task, BOOKGEN_TASK_TODO);
    }
  else
    move_to (self, task, BOOKGEN_TASK_FAILED);
}

/* A continuation that brought nothing because the provider would not begin is not one of the few. A cut one is: it may have
 * cost something. */
static gboolean
was_turned_away (const BookgenTask *task, const BookgenEvent *event)
{
  return task->continued > 0 && !task->turn_due && task->kept_chars >= CONTINUE_CHARS && event->kept_chars <= task->kept_chars
         && event->failure->kind != BOOKGEN_FAILURE_CUT;
}

static void
take_failed (BookgenEngine *self, BookgenTask *task, const BookgenEvent *event)
{
  take_end (self, task, event);
  if (was_turned_away (task, event))
    task->continued--;
  task->failures = event->kept_chars >= task->kept_chars + CONTINUE_CHARS ? 1 : task->failures + 1;
  task->turn_due &= event->kept_chars <= task->kept_chars;
  task->kept_chars = event->kept_chars;
  set_failure (&task->failure, event->failure);
  if (task->cancel_to != BOOKGEN_TASK_TODO)
    {
      move_to (self, task, task->cancel_to);
      return;
    }
  BookgenRetryAdvice advice
      = bookgen_retry_advise (event->failure, task->failures, g_rand_double (self->spread));
  if (advice.action != BOOKGEN_RETRY_STOP_RUN)
    {
      decide (self, task, event->failure, advice);
      return;
    }
  halt (self, event->failure);
  move_to (self, task, BOOKGEN_TASK_INTERRUPTED);
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
      take_done (self, task, event);
      break;
    case BOOKGEN_EVENT_TURN:
      take_turn (self, task, event);
      break;
    case BOOKGEN_EVENT_REPAIR:
      take_repair (self, task, event);
      break;
    case BOOKGEN_EVENT_FAILED:
      take_failed (self, task, event);
      break;
    case BOOKGEN_EVENT_CANCELLED:
      take_cancelled (self, task, event);
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
  else if (event->kind == BOOKGEN_EVENT_RETRY && task->state != BOOKGEN_TASK_DONE)
    {
      queue_again (self, task);
      g_clear_pointer (&self->halt, bookgen_failure_free);
      task->alone = !self->going;
      self->ended = FALSE;
    }
  else if (event->kind == BOOKGEN_EVENT_SKIP && task->state != BOOKGEN_TASK_DONE && task->state != BOOKGEN_TASK_SKIPPED)
    move_to (self, task, BOOKGEN_TASK_SKIPPED);
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
  self->going = TRUE;
  self->paused = FALSE;
  self->ended = FALSE;
  for (guint i = 0; i < self->tasks->len; i++)
    if (get_task (self, i)->state == BOOKGEN_TASK_INTERRUPTED && !get_task (self, i)->held)
      queue_again (self, get_task (self, i));
}

static void
retry_all (BookgenEngine *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    {
      BookgenTask *task = get_task (self, i);
      if (task->state == BOOKGEN_TASK_FAILED || task->state == BOOKGEN_TASK_INTERRUPTED)
        queue_again (self, task);
    }
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
      halt (self, event->failure);
      cancel_all (self);
      self->ended = FALSE;
      break;
    case BOOKGEN_EVENT_STOP:
      hold_back (self);
      self->paused = self->ended = FALSE;
      cancel_all (self);
      break;
    case BOOKGEN_EVENT_LIMITS:
      bookgen_governor_set_at_once (self->governor, event->at_once);
      bookgen_governor_set_pause_ms (self->governor, event->pause_ms);
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
  BookgenTask *task = get_task (self, event->task);
  if (task->state == BOOKGEN_TASK_RUNNING)
    take_running_event (self, task, event);
  else
    take_resting_event (self, task, event);
}

/* A stopped task, or one that waits for a stopped task, holds up what needs it. */
static guint
find_blocker (BookgenEngine *self, const BookgenTask *other)
{
  if (other->state == BOOKGEN_TASK_FAILED || other->state == BOOKGEN_TASK_SKIPPED
      || (other->state == BOOKGEN_TASK_INTERRUPTED && other->held))
    return other->index;
  return other->state == BOOKGEN_TASK_TODO ? other->blocker : BOOKGEN_NO_TASK;
}

static void
wait_for (BookgenEngine *self, BookgenTask *task, const BookgenTask *other)
{
  if (task->waits_for == BOOKGEN_NO_TASK)
    task->waits_for = other->index;
  if (task->blocker == BOOKGEN_NO_TASK)
    task->blocker = find_blocker (self, other);
}

/* A plan that was left out is not missed; a text that was left out is. */
static gboolean
is_met (const BookgenTask *need)
{
  return need->state == BOOKGEN_TASK_DONE
         || (need->state == BOOKGEN_TASK_SKIPPED && need->stage->makes == BOOKGEN_MAKES_CONTEXT);
}

static gboolean
is_passed (BookgenEngine *self, const BookgenTask *previous)
{
  if (previous->state == BOOKGEN_TASK_DONE || previous->state == BOOKGEN_TASK_SKIPPED)
    return TRUE;
  return self->skip_failed && find_blocker (self, previous) != BOOKGEN_NO_TASK;
}

/* All that a task waits for stands before it, so one look in order is enough. */
static void
look_at (BookgenEngine *self, BookgenTask *task)
{
  task->wait = BOOKGEN_WAIT_NONE;
  task->waits_for = task->blocker = BOOKGEN_NO_TASK;
  if (task->state != BOOKGEN_TASK_TODO)
    return;
  self->remaining_ms += task->expected_ms;
  for (guint i = 0; i < task->needs->len; i++)
    {
      const BookgenTask *need = get_task (self, g_array_index (task->needs, guint, i));
      if (!is_met (need))
        wait_for (self, task, need);
    }
  if (task->previous != BOOKGEN_NO_TASK && !is_passed (self, get_task (self, task->previous)))
    wait_for (self, task, get_task (self, task->previous));
  if (task->waits_for != BOOKGEN_NO_TASK || !(self->going || task->alone))
    return;
  self->waiting++;
  if (task->not_before_us > self->now_us)
    {
      self->wake_us = MIN (self->wake_us, task->not_before_us);
      return;
    }
  bookgen_queue_add (self->ready, task);
}

static void
look_at_all (BookgenEngine *self)
{
  self->remaining_ms = 0;
  self->waiting = 0;
  self->wake_us = G_MAXINT64;
  bookgen_queue_clear (self->ready);
  for (guint i = 0; i < self->tasks->len; i++)
    look_at (self, get_task (self, i));
}

static gboolean
stage_is_full (BookgenEngine *self, const BookgenTask *task)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->stage_running, task->stage));
  return task->stage->limit > 0 && count >= task->stage->limit;
}

/* Starts what may start, until the governor says no. */
static void
start_ready (BookgenEngine *self)
{
  BookgenTask *task;
  guint slots = bookgen_governor_get_at_once (self->governor);
  BookgenPermit permit = { .why = BOOKGEN_WAIT_NONE };
  while ((task = bookgen_queue_peek (self->ready, self->remaining_ms, slots)) != NULL)
    {
      if (stage_is_full (self, task))
        {
          task->wait = BOOKGEN_WAIT_SLOT;
          bookgen_queue_drop (self->ready);
          continue;
        }
      permit = bookgen_governor_ask (self->governor, task->expected_tokens, self->now_us);
      if (!permit.go)
        break;
      bookgen_queue_drop (self->ready);
      self->waiting--;
      start (self, task);
    }
  if (task != NULL)
    self->wake_us = MIN (self->wake_us, permit.not_before_us);
  bookgen_queue_mark (self->ready, permit.why);
}

static void
say_end (BookgenEngine *self)
{
  if (self->running > 0 || self->waiting > 0 || self->paused || self->ended)
    return;
  self->ended = TRUE;
  act (self, BOOKGEN_ACTION_ENDED, NULL, FALSE);
}

const GArray *
bookgen_engine_replan (BookgenEngine *self, GPtrArray *tasks, gint64 now_us)
{
  BookgenEvent look = { .kind = BOOKGEN_EVENT_TIME, .task = BOOKGEN_NO_TASK };
  g_ptr_array_unref (tasks);
  return bookgen_engine_step (self, &look, now_us);
}

const GArray *
bookgen_engine_step (BookgenEngine *self, const BookgenEvent *event, gint64 now_us)
{
  g_array_set_size (self->actions, 0);
  self->now_us = now_us;
  take_event (self, event);
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
