/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-fold.h"

#include <glib/gi18n-lib.h>

#include "bookgen-reason.h"

static BookgenShown
show (const BookgenFoldTask *part)
{
  switch (part->task->state)
    {
    case BOOKGEN_TASK_RUNNING:
      return BOOKGEN_SHOWN_WRITING;
    case BOOKGEN_TASK_DONE:
      return part->to_look_at != NULL ? BOOKGEN_SHOWN_TO_LOOK_AT : BOOKGEN_SHOWN_DONE;
    case BOOKGEN_TASK_FAILED:
      return BOOKGEN_SHOWN_STOPPED;
    case BOOKGEN_TASK_SKIPPED:
      return BOOKGEN_SHOWN_SKIPPED;
    case BOOKGEN_TASK_INTERRUPTED:
      return part->task->failure != NULL ? BOOKGEN_SHOWN_STOPPED : BOOKGEN_SHOWN_INTERRUPTED;
    case BOOKGEN_TASK_TODO:
    default:
      return part->task->wait == BOOKGEN_WAIT_NONE && part->task->not_before_us == 0 ? BOOKGEN_SHOWN_TODO
                                                                                      : BOOKGEN_SHOWN_WAITING;
    }
}

/* The lower, the sooner it speaks for the row. What was left out says nothing of what is there: a chapter that is left as
 * drafted is written. */
static guint
rank (BookgenShown shown)
{
  static const guint ranks[] = {
    [BOOKGEN_SHOWN_STOPPED] = 0, [BOOKGEN_SHOWN_WRITING] = 1,    [BOOKGEN_SHOWN_INTERRUPTED] = 2, [BOOKGEN_SHOWN_WAITING] = 3,
    [BOOKGEN_SHOWN_TODO] = 4,    [BOOKGEN_SHOWN_TO_LOOK_AT] = 5, [BOOKGEN_SHOWN_DONE] = 6,        [BOOKGEN_SHOWN_SKIPPED] = 7,
  };
  return ranks[shown];
}

static const BookgenFoldTask *
find_speaker (const BookgenFoldTask *tasks, guint n_tasks)
{
  const BookgenFoldTask *speaker = &tasks[0];
  for (guint i = 1; i < n_tasks; i++)
    if (rank (show (&tasks[i])) < rank (show (speaker)))
      speaker = &tasks[i];
  return speaker;
}

static BookgenStep
find_step (const BookgenFoldTask *speaker)
{
  switch (show (speaker))
    {
    case BOOKGEN_SHOWN_WRITING:
      return BOOKGEN_STEP_STOP;
    case BOOKGEN_SHOWN_STOPPED:
    case BOOKGEN_SHOWN_INTERRUPTED:
      return speaker->task->kept_chars > 0 ? BOOKGEN_STEP_CONTINUE : BOOKGEN_STEP_RETRY;
    case BOOKGEN_SHOWN_SKIPPED:
      return BOOKGEN_STEP_RETRY;
    default:
      return BOOKGEN_STEP_NONE;
    }
}

static const char *
mark_of (const BookgenFoldTask *part)
{
  switch (part->task->state)
    {
    case BOOKGEN_TASK_DONE:
      return "✓";
    case BOOKGEN_TASK_RUNNING:
      return "…";
    case BOOKGEN_TASK_FAILED:
      return "✗";
    default:
      return "–";
    }
}

/* "Text ✓", or, of a stage with several tasks here, "Pictures 2 of 4". FIRST is the first of its stage. */
static void
append_stage (GString *names, const BookgenFoldTask *tasks, guint n_tasks, guint first)
{
  const BookgenStage *stage = tasks[first].task->stage;
  guint n = 0, done = 0;
  for (guint i = first; i < n_tasks; i++)
    {
      gboolean same = tasks[i].task->stage == stage;
      n += same;
      done += same && tasks[i].task->state == BOOKGEN_TASK_DONE;
    }
  g_string_append (names, names->len > 0 ? " · " : "");
  if (n == 1)
    g_string_append_printf (names, "%s %s", stage->title, mark_of (&tasks[first]));
  else
    /* Translators: a stage of a chapter, how many of its pieces are done, of how many: "Pictures 2 of 4". */
    g_string_append_printf (names, _("%s %u of %u"), stage->title, done, n);
}

static gboolean
is_first_of_stage (const BookgenFoldTask *tasks, guint place)
{
  for (guint i = 0; i < place; i++)
    if (tasks[i].task->stage == tasks[place].task->stage)
      return FALSE;
  return TRUE;
}

static char *
name_stages (const BookgenFoldTask *tasks, guint n_tasks)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; i < n_tasks; i++)
    if (is_first_of_stage (tasks, i))
      append_stage (names, tasks, n_tasks, i);
  return g_string_free (names, FALSE);
}

/* Words are those of the text; of what has none, like the book's plan, its own. */
static gboolean
has_words (const BookgenFoldTask *part)
{
  BookgenMakes makes = part->task->stage->makes;
  return makes == BOOKGEN_MAKES_TEXT || makes == BOOKGEN_MAKES_CONTEXT;
}

void
bookgen_fold (const BookgenFoldTask *tasks, guint n_tasks, GPtrArray *all, BookgenOutline *outline, guint wait_s,
              BookgenProgressFacts *facts, char **reason_out, char **stages_out)
{
  const BookgenFoldTask *speaker = find_speaker (tasks, n_tasks);
  double written = 0, wanted = 0;
  for (guint i = 0; i < n_tasks; i++)
    {
      const BookgenTask *task = tasks[i].task;
      if (has_words (&tasks[i]))
        {
          facts->words = MAX (facts->words, tasks[i].words);
          facts->target_words = MAX (facts->target_words, task->target_words);
        }
      facts->attempts += task->attempts;
      wanted += task->state == BOOKGEN_TASK_SKIPPED ? 0 : task->target_words;
      written += task->state == BOOKGEN_TASK_DONE ? task->target_words : MIN (tasks[i].words, task->target_words);
      bookgen_usage_add (&facts->usage, &tasks[i].record->usage);
    }
  facts->shown = show (speaker);
  facts->step = find_step (speaker);
  facts->fraction = wanted > 0 ? CLAMP (written / wanted, 0, 1) : 0;
  *reason_out = facts->shown == BOOKGEN_SHOWN_TO_LOOK_AT
                    ? g_strdup (speaker->to_look_at)
                    : bookgen_reason_of_task (speaker->task, all, outline, speaker->words, wait_s);
  facts->reason = *reason_out;
  facts->stages = *stages_out = name_stages (tasks, n_tasks);
}
