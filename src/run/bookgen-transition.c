/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-transition.h"

#include "bookgen-retry.h"

/* Text shorter than this is not worth a continuation: the attempt starts anew. */
#define CONTINUE_CHARS 400
#define MAX_CONTINUED 3
/* No text is so long, and no plan: a model that never comes to an end has one here. */
#define MAX_TURNS 200

gboolean
bookgen_transition_keeps (const BookgenTask *task)
{
  return task->turns > 0 || task->kept_chars >= CONTINUE_CHARS;
}

void
bookgen_transition_set_failure (BookgenTask *task, const BookgenFailure *failure)
{
  BookgenFailure *copy = failure != NULL ? bookgen_failure_copy (failure) : NULL;
  g_clear_pointer (&task->failure, bookgen_failure_free);
  task->failure = copy;
}

static void
begin_anew (BookgenTask *task)
{
  task->kept_chars = 0;
  task->failures = task->continued = task->turns = 0;
  task->turn_due = FALSE;
  bookgen_transition_set_failure (task, NULL);
}

/* What a repair was asked for is done already, and stored. */
static BookgenTaskState
or_done (const BookgenTask *task, BookgenTaskState state)
{
  return task->repaired && !task->refused ? BOOKGEN_TASK_DONE : state;
}

BookgenTaskState
bookgen_transition_skipped (const BookgenTask *task)
{
  return or_done (task, BOOKGEN_TASK_SKIPPED);
}

/* Where it goes that was told to stop while it ran. */
static BookgenTaskState
stopped_state (const BookgenTask *task)
{
  return task->cancel_to == BOOKGEN_TASK_SKIPPED ? bookgen_transition_skipped (task) : task->cancel_to;
}

BookgenTaskState
bookgen_transition_done (BookgenTask *task)
{
  begin_anew (task);
  task->refused = FALSE;
  return BOOKGEN_TASK_DONE;
}

BookgenTaskState
bookgen_transition_repair (BookgenTask *task, gboolean refused)
{
  begin_anew (task);
  task->refused = refused;
  if (task->repaired || task->cancel_to != BOOKGEN_TASK_TODO)
    return refused ? stopped_state (task) : BOOKGEN_TASK_DONE;
  task->repaired = TRUE;
  return BOOKGEN_TASK_TODO;
}

BookgenTaskState
bookgen_transition_turn (BookgenTask *task, gsize kept_chars)
{
  task->kept_chars = kept_chars;
  task->failures = 0;
  task->turns++;
  task->turn_due = TRUE;
  bookgen_transition_set_failure (task, NULL);
  if (task->turns < MAX_TURNS)
    return stopped_state (task);
  task->failure = bookgen_failure_new (BOOKGEN_FAILURE_TOO_LARGE, 0, NULL);
  return or_done (task, BOOKGEN_TASK_FAILED);
}

BookgenTaskState
bookgen_transition_cancelled (BookgenTask *task, gsize kept_chars)
{
  task->turn_due &= kept_chars <= task->kept_chars;
  task->kept_chars = kept_chars;
  return task->cancel_to == BOOKGEN_TASK_TODO ? BOOKGEN_TASK_INTERRUPTED : stopped_state (task);
}

/* A continuation that brought nothing because the provider would not begin is not one of the few. A cut one is: it may have
 * cost something. */
static gboolean
was_turned_away (const BookgenTask *task, const BookgenFailure *failure, gsize kept_chars)
{
  return task->continued > 0 && !task->turn_due && bookgen_transition_keeps (task)
         && kept_chars <= task->kept_chars && failure->kind != BOOKGEN_FAILURE_CUT;
}

/* Go on from what was kept, try again, or stop this one. */
static BookgenTaskState
decide (BookgenTask *task, const BookgenFailure *failure, BookgenRetryAdvice advice, gint64 now_us)
{
  gboolean worth_keeping = bookgen_transition_keeps (task);
  gboolean may_continue = worth_keeping && task->continued < MAX_CONTINUED;
  if (may_continue && failure->kind == BOOKGEN_FAILURE_CUT)
    advice = (BookgenRetryAdvice){ .action = BOOKGEN_RETRY_AGAIN };
  if (advice.action != BOOKGEN_RETRY_AGAIN || (worth_keeping && !may_continue))
    return or_done (task, BOOKGEN_TASK_FAILED);
  task->not_before_us = now_us + advice.wait_ms * 1000;
  return BOOKGEN_TASK_TODO;
}

BookgenTaskState
bookgen_transition_failed (BookgenTask *task, const BookgenFailure *failure, gsize kept_chars, double spread, gint64 now_us,
                           gboolean *stops_run)
{
  if (was_turned_away (task, failure, kept_chars))
    task->continued--;
  task->failures = kept_chars >= task->kept_chars + CONTINUE_CHARS ? 1 : task->failures + 1;
  task->turn_due &= kept_chars <= task->kept_chars;
  task->kept_chars = kept_chars;
  bookgen_transition_set_failure (task, failure);
  if (task->cancel_to != BOOKGEN_TASK_TODO)
    return stopped_state (task);
  BookgenRetryAdvice advice = bookgen_retry_advise (failure, task->failures, spread);
  *stops_run = advice.action == BOOKGEN_RETRY_STOP_RUN;
  return *stops_run ? BOOKGEN_TASK_INTERRUPTED : decide (task, failure, advice, now_us);
}
