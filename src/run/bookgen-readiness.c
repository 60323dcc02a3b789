/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-readiness.h"

static const BookgenTask *
get_task (GPtrArray *tasks, guint index)
{
  return g_ptr_array_index (tasks, index);
}

/* A stopped task, or one that waits for a stopped task, holds up what needs it. */
static guint
find_blocker (const BookgenTask *other)
{
  if (other->state == BOOKGEN_TASK_FAILED || other->state == BOOKGEN_TASK_SKIPPED
      || (other->state == BOOKGEN_TASK_INTERRUPTED && other->held))
    return other->index;
  return other->state == BOOKGEN_TASK_TODO ? other->blocker : BOOKGEN_NO_TASK;
}

static void
wait_for (BookgenTask *task, const BookgenTask *other)
{
  if (task->waits_for == BOOKGEN_NO_TASK)
    task->waits_for = other->index;
  if (task->blocker == BOOKGEN_NO_TASK)
    task->blocker = find_blocker (other);
}

/* Whether what comes after a failure in order goes on. */
static gboolean
goes_on (const BookgenStage *stage, gboolean skip_failed)
{
  return skip_failed || (stage->in_order && stage->on_failure == BOOKGEN_ON_FAILURE_ISOLATE);
}

/* The text that TASK makes better is there without it. */
static gboolean
has_earlier_text (GPtrArray *tasks, const BookgenTask *task)
{
  for (guint i = 0; i < task->needs->len; i++)
    {
      const BookgenTask *need = get_task (tasks, g_array_index (task->needs, guint, i));
      if (need->stage->makes != BOOKGEN_MAKES_TEXT || !g_str_equal (need->unit_id, task->unit_id))
        continue;
      if (need->state == BOOKGEN_TASK_DONE || (need->state == BOOKGEN_TASK_SKIPPED && has_earlier_text (tasks, need)))
        return TRUE;
    }
  return FALSE;
}

/* A plan that was left out is not missed. A text that was left out is, unless there is an earlier one of the same unit: it is
 * left as drafted. */
static gboolean
is_met (GPtrArray *tasks, const BookgenTask *need, gboolean skip_failed)
{
  if (need->state == BOOKGEN_TASK_DONE)
    return TRUE;
  gboolean left_out = need->state == BOOKGEN_TASK_SKIPPED
                      || (need->state == BOOKGEN_TASK_FAILED && need->stage->in_order && goes_on (need->stage, skip_failed));
  if (need->stage->makes == BOOKGEN_MAKES_CONTEXT)
    return need->state == BOOKGEN_TASK_SKIPPED;
  return left_out && need->stage->makes == BOOKGEN_MAKES_TEXT && has_earlier_text (tasks, need);
}

static gboolean
is_passed (const BookgenTask *previous, gboolean skip_failed)
{
  if (previous->state == BOOKGEN_TASK_DONE || previous->state == BOOKGEN_TASK_SKIPPED)
    return TRUE;
  return goes_on (previous->stage, skip_failed) && find_blocker (previous) != BOOKGEN_NO_TASK;
}

/* A plan's tasks stand next to each other, and to others than themselves the first stands for all: the next of them that is
 * still to come; of another need, that itself. NULL: none. */
static const BookgenTask *
find_unmet (GPtrArray *tasks, const BookgenTask *task, const BookgenTask *need, gboolean skip_failed)
{
  guint end = need->stage->makes == BOOKGEN_MAKES_CONTEXT && need->stage != task->stage ? tasks->len : need->index + 1;
  for (guint i = need->index; i < end && get_task (tasks, i)->stage == need->stage; i++)
    if (!is_met (tasks, get_task (tasks, i), skip_failed))
      return get_task (tasks, i);
  return NULL;
}

/* What is planned stays planned, and need not be looked at again at every step. */
static gboolean
is_done_with (const BookgenTask *task, const BookgenTask *need)
{
  return need->stage->makes == BOOKGEN_MAKES_CONTEXT && need->stage != task->stage && need->state == BOOKGEN_TASK_DONE;
}

gboolean
bookgen_readiness_look (GPtrArray *tasks, BookgenTask *task, gboolean skip_failed)
{
  task->waits_for = task->blocker = BOOKGEN_NO_TASK;
  for (guint i = 0; i < task->needs->len; i++)
    {
      const BookgenTask *need = get_task (tasks, g_array_index (task->needs, guint, i));
      const BookgenTask *unmet = find_unmet (tasks, task, need, skip_failed);
      if (unmet != NULL)
        wait_for (task, unmet);
      else if (is_done_with (task, need))
        g_array_remove_index (task->needs, i--);
    }
  if (task->previous != BOOKGEN_NO_TASK && !is_passed (get_task (tasks, task->previous), skip_failed))
    wait_for (task, get_task (tasks, task->previous));
  return task->waits_for == BOOKGEN_NO_TASK;
}

guint
bookgen_readiness_find_carry (GPtrArray *tasks, const BookgenTask *task)
{
  for (guint i = task->previous; i != BOOKGEN_NO_TASK; i = get_task (tasks, i)->previous)
    if (get_task (tasks, i)->state == BOOKGEN_TASK_DONE)
      return i;
  return BOOKGEN_NO_TASK;
}
