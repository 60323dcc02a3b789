/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-planner.h"

#include "bookgen-chat.h"

/* Words a plan, or any other answer for the whole book, is given: some for itself and some for each chapter. */
#define BOOK_WORDS 600
#define BOOK_WORDS_PER_UNIT 60
/* Tokens of a prompt besides the outline: instructions and the plan. */
#define PROMPT_TOKENS 1500

typedef struct {
  const BookgenRunSettings *settings;
  GPtrArray *units;      /* BookgenUnit, the whole tree in reading order */
  GHashTable *wanted;    /* unit ids of the selection; NULL for all */
  GHashTable *records;   /* key -> BookgenTaskRecord; NULL for none */
  GHashTable *by_key;    /* key -> index + 1 of tasks made so far */
  GPtrArray *tasks;
  gint64 outline_tokens;
} Plan;

gint64
bookgen_planner_output_limit (guint words)
{
  gint64 text = (gint64) words * 14 / 10 * 2;
  return text + MAX (2048, text);
}

static guint
find_task (Plan *plan, const BookgenStage *stage, const char *unit_id)
{
  g_autofree char *key = bookgen_task_key (stage->id, unit_id, 0);
  gpointer found = g_hash_table_lookup (plan->by_key, key);
  return found != NULL ? GPOINTER_TO_UINT (found) - 1 : BOOKGEN_NO_TASK;
}

/* A placeholder counts as done only for another rehearsal, which may write it again. */
static gboolean
counts (Plan *plan, const BookgenTaskRecord *record)
{
  return record != NULL && (!record->rehearsal || (plan->settings->rehearsal && !plan->settings->rehearse_again));
}

static void
take_record (Plan *plan, BookgenTask *task)
{
  g_autofree char *key = bookgen_task_key (task->stage->id, task->unit_id, task->item);
  const BookgenTaskRecord *record = plan->records != NULL ? g_hash_table_lookup (plan->records, key) : NULL;
  if (!counts (plan, record))
    return;
  gboolean lasting = record->state == BOOKGEN_TASK_DONE || record->state == BOOKGEN_TASK_FAILED
                     || record->state == BOOKGEN_TASK_SKIPPED;
  task->state = lasting ? record->state : BOOKGEN_TASK_TODO;
  task->attempts = record->attempts;
  task->kept_chars = record->partial != NULL ? g_utf8_strlen (record->partial, -1) : 0;
}

static void
add_need (Plan *plan, guint task, guint need)
{
  if (need == BOOKGEN_NO_TASK || need == task)
    return;
  BookgenTask *needing = g_ptr_array_index (plan->tasks, task);
  BookgenTask *needed = g_ptr_array_index (plan->tasks, need);
  g_array_append_val (needing->needs, need);
  g_array_append_val (needed->needed_by, task);
}

static void
set_size (Plan *plan, BookgenTask *task, guint words, const char *brief)
{
  task->target_words = words;
  task->output_limit = bookgen_planner_output_limit (words);
  task->expected_tokens = task->output_limit + plan->outline_tokens + PROMPT_TOKENS
                          + (brief != NULL ? bookgen_text_estimate_tokens (brief) : 0);
  task->expected_ms = MAX (words, 1);
}

static guint
add_task (Plan *plan, BookgenTask *task)
{
  guint index = task->index = plan->tasks->len;
  g_hash_table_insert (plan->by_key, bookgen_task_key (task->stage->id, task->unit_id, task->item), GUINT_TO_POINTER (index + 1));
  g_ptr_array_add (plan->tasks, task);
  take_record (plan, task);
  for (guint i = 0; i < task->stage->needs->len; i++)
    {
      const BookgenStage *need = g_ptr_array_index (task->stage->needs, i);
      add_need (plan, index, find_task (plan, need, need->for_each == BOOKGEN_FOR_BOOK ? "" : task->unit_id));
    }
  return index;
}

static void
add_book_task (Plan *plan, const BookgenStage *stage)
{
  guint written = 0;
  for (guint i = 0; i < plan->units->len; i++)
    written += bookgen_unit_is_written (g_ptr_array_index (plan->units, i));
  BookgenTask *task = bookgen_task_new (stage, "", 0);
  set_size (plan, task, BOOK_WORDS + BOOK_WORDS_PER_UNIT * MIN (written, 200), NULL);
  add_task (plan, task);
}

static gboolean
is_wanted (Plan *plan, const BookgenStage *stage, BookgenUnit *unit)
{
  return (stage->unit_kinds & (1u << bookgen_unit_get_kind (unit))) != 0 && bookgen_unit_is_written (unit)
         && bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_MODEL && !bookgen_unit_get_locked (unit)
         && (plan->wanted == NULL || g_hash_table_contains (plan->wanted, bookgen_unit_get_id (unit)));
}

static BookgenTask *
make_unit_task (Plan *plan, const BookgenStage *stage, guint order, guint group)
{
  BookgenUnit *unit = g_ptr_array_index (plan->units, order);
  BookgenTask *task = bookgen_task_new (stage, bookgen_unit_get_id (unit), 0);
  guint words = bookgen_unit_get_target_words (unit);
  set_size (plan, task, words > 0 ? words : plan->settings->default_words, bookgen_unit_get_brief (unit));
  task->order = order + 1;
  task->group = group;
  return task;
}

static void
link_in_order (Plan *plan, guint previous, guint task)
{
  if (previous == BOOKGEN_NO_TASK)
    return;
  ((BookgenTask *) g_ptr_array_index (plan->tasks, previous))->next = task;
  ((BookgenTask *) g_ptr_array_index (plan->tasks, task))->previous = previous;
}

/* One after another makes every text of the units an in-order stage: each knows the one before. */
static gboolean
is_in_order (Plan *plan, const BookgenStage *stage)
{
  return stage->in_order || (plan->settings->mode == BOOKGEN_MODE_SEQUENTIAL && stage->makes == BOOKGEN_MAKES_TEXT);
}

static void
add_unit_tasks (Plan *plan, const BookgenStage *stage)
{
  guint previous = BOOKGEN_NO_TASK, group = 0;
  for (guint i = 0; i < plan->units->len; i++)
    {
      BookgenUnit *unit = g_ptr_array_index (plan->units, i);
      group += bookgen_unit_get_parent (unit) == NULL;
      if (!is_wanted (plan, stage, unit))
        continue;
      guint task = add_task (plan, make_unit_task (plan, stage, i, group - 1));
      if (is_in_order (plan, stage))
        link_in_order (plan, previous, task);
      previous = task;
    }
}

/* What a unit depends on must be written first, stage by stage. A circle would wait for ever, so only what stands earlier
 * in the book is waited for. */
static void
add_dependencies (Plan *plan, const BookgenStage *stage)
{
  for (guint i = 0; i < plan->units->len; i++)
    {
      BookgenUnit *unit = g_ptr_array_index (plan->units, i);
      guint task = find_task (plan, stage, bookgen_unit_get_id (unit));
      const char *const *ids = bookgen_unit_get_depends_on (unit);
      for (guint j = 0; task != BOOKGEN_NO_TASK && ids[j] != NULL; j++)
        {
          guint need = find_task (plan, stage, ids[j]);
          if (need < task)
            add_need (plan, task, need);
        }
    }
}

static void
add_stage (Plan *plan, const BookgenStage *stage)
{
  if (!bookgen_stage_is_on (stage, plan->settings))
    return;
  if (stage->for_each == BOOKGEN_FOR_BOOK)
    add_book_task (plan, stage);
  else if (stage->for_each == BOOKGEN_FOR_UNIT)
    {
      add_unit_tasks (plan, stage);
      add_dependencies (plan, stage);
    }
}

static GHashTable *
index_ids (GStrv ids)
{
  if (ids == NULL)
    return NULL;
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (table, ids[i]);
  return table;
}

static gint64
count_outline_tokens (GPtrArray *units)
{
  gint64 tokens = 0;
  for (guint i = 0; i < units->len; i++)
    tokens += 8 + bookgen_text_estimate_tokens (bookgen_unit_get_brief (g_ptr_array_index (units, i)));
  return tokens;
}

GPtrArray *
bookgen_planner_plan (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings,
                      GHashTable *records)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) wanted = index_ids (settings->units);
  Plan plan = { .settings = settings, .units = units, .wanted = wanted, .records = records,
                .by_key = by_key, .outline_tokens = count_outline_tokens (units) };
  plan.tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_free);
  for (guint i = 0; i < pipeline->stages->len; i++)
    add_stage (&plan, g_ptr_array_index (pipeline->stages, i));
  return plan.tasks;
}
