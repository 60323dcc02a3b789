/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-planner.h"

#include "bookgen-chat.h"
#include "bookgen-plan-request.h"

/* Words an answer for the whole book that is no plan is given. */
#define BOOK_WORDS 600
/* Words of a list of pictures, and what drawing one of them takes, in the same measure. */
#define LIST_WORDS 300
#define PICTURE_WORDS 500
/* Tokens of a prompt besides the outline: instructions and the plan. */
#define PROMPT_TOKENS 1500

/* The tasks of one stage for one unit stand next to each other: N of them from FIRST on. */
typedef struct {
  guint first, n;
} Place;

typedef struct {
  const BookgenPipeline *pipeline;
  const BookgenRunSettings *settings;
  BookgenOutline *outline;
  GPtrArray *units;      /* BookgenUnit, the whole tree in reading order */
  GHashTable *columns;   /* unit id -> its place in units + 1; the book's own column is 0 */
  GHashTable *wanted;    /* unit ids of the selection; NULL for all */
  GHashTable *records;   /* key -> BookgenTaskRecord; NULL for none */
  Place *places;         /* by stage, then by column */
  guint *previous;       /* by stage: its last task so far */
  GPtrArray *tasks;
  gint64 outline_tokens;
  guint written;         /* units that text is written for */
} Plan;

gint64
bookgen_planner_output_limit (guint words)
{
  gint64 text = (gint64) words * 14 / 10 * 2;
  return text + MAX (2048, text);
}

static Place *
place_of (Plan *plan, const BookgenStage *stage, guint column)
{
  return &plan->places[stage->index * (plan->units->len + 1) + (stage->for_each == BOOKGEN_FOR_BOOK ? 0 : column)];
}

static const BookgenTaskRecord *
find_record (Plan *plan, const BookgenStage *stage, const char *unit_id, int item)
{
  if (plan->records == NULL)
    return NULL;
  g_autofree char *key = bookgen_task_key (stage->id, unit_id, item);
  return g_hash_table_lookup (plan->records, key);
}

/* A placeholder counts as done only for another rehearsal, which may write it again. */
static gboolean
counts (Plan *plan, const BookgenTaskRecord *record)
{
  return record != NULL && (!record->rehearsal || (plan->settings->rehearsal && !plan->settings->rehearse_again));
}

/* What was to be repaired when the program ended has its text, and that is not bought again. */
static BookgenTaskState
recall_state (const BookgenTaskRecord *record)
{
  gboolean lasting = record->state == BOOKGEN_TASK_DONE || record->state == BOOKGEN_TASK_FAILED
                     || record->state == BOOKGEN_TASK_SKIPPED;
  if (lasting)
    return record->state;
  return record->revision_id != 0 && record->partial == NULL ? BOOKGEN_TASK_DONE : BOOKGEN_TASK_TODO;
}

/* A reading that is not of the text or the voice of today. */
static gboolean
is_asked_again (Plan *plan, const BookgenStage *stage, const char *unit_id)
{
  const char *const *again = (const char *const *) plan->settings->narrate_again;
  return again != NULL && stage->does == BOOKGEN_DOES_SPEAK && g_strv_contains (again, unit_id);
}

static void
take_record (Plan *plan, BookgenTask *task)
{
  const BookgenTaskRecord *record = find_record (plan, task->stage, task->unit_id, task->item);
  if (!counts (plan, record))
    return;
  task->state = is_asked_again (plan, task->stage, task->unit_id) ? BOOKGEN_TASK_TODO : recall_state (record);
  /* What is under way writes again what is there: its one repair. */
  task->repaired = task->state == BOOKGEN_TASK_TODO && record->revision_id != 0 && record->partial != NULL;
  task->attempts = record->attempts;
  task->kept_chars = record->partial != NULL ? g_utf8_strlen (record->partial, -1) : 0;
}

static void
add_need (BookgenTask *task, guint need)
{
  for (guint i = 0; i < task->needs->len; i++)
    if (g_array_index (task->needs, guint, i) == need)
      return;
  g_array_append_val (task->needs, need);
}

/* What a need comes down to for one unit: its tasks, or, where it is off or does not apply, what it needs itself. Of a plan the
 * first stands for all, which may be many. SEEN has a bit for each stage that was followed. */
static void
follow_need (Plan *plan, BookgenTask *task, const BookgenStage *need, guint column, guint32 *seen)
{
  const Place *place = place_of (plan, need, column);
  if ((*seen & (1u << need->index)) != 0)
    return;
  *seen |= 1u << need->index;
  for (guint i = 0; i < (need->makes == BOOKGEN_MAKES_CONTEXT ? MIN (place->n, 1) : place->n); i++)
    add_need (task, place->first + i);
  for (guint i = 0; place->n == 0 && i < need->needs->len; i++)
    follow_need (plan, task, g_ptr_array_index (need->needs, i), column, seen);
}

/* The furthest text of another unit that stands before TASK. */
static void
add_dependency (Plan *plan, BookgenTask *task, guint column)
{
  for (guint i = plan->pipeline->stages->len; i > 0; i--)
    {
      const BookgenStage *stage = g_ptr_array_index (plan->pipeline->stages, i - 1);
      const Place *place = place_of (plan, stage, column);
      if (stage->makes != BOOKGEN_MAKES_TEXT || stage->depth > task->stage->depth || place->n == 0)
        continue;
      if (place->first < task->index)
        add_need (task, place->first);
      return;
    }
}

/* What a unit depends on must be written first, stage by stage. A circle would wait for ever, so only what stands earlier
 * in the book is waited for. */
static void
add_dependencies (Plan *plan, BookgenTask *task, BookgenUnit *unit)
{
  const char *const *ids = bookgen_unit_get_depends_on (unit);
  for (guint i = 0; task->stage->makes == BOOKGEN_MAKES_TEXT && ids[i] != NULL; i++)
    {
      guint column = GPOINTER_TO_UINT (g_hash_table_lookup (plan->columns, ids[i]));
      if (column > 0)
        add_dependency (plan, task, column);
    }
}

static void
link_in_order (Plan *plan, BookgenTask *task)
{
  guint *last = &plan->previous[task->stage->index];
  task->previous = *last;
  *last = task->index;
}

/* One after another makes every text of the units an in-order stage: each knows the one before. */
gboolean
bookgen_planner_is_in_order (const BookgenStage *stage, const BookgenRunSettings *settings)
{
  return stage->in_order || (settings->mode == BOOKGEN_MODE_SEQUENTIAL && stage->makes == BOOKGEN_MAKES_TEXT);
}

static void
add_task (Plan *plan, BookgenTask *task, guint column)
{
  const BookgenStage *stage = task->stage;
  Place *place = place_of (plan, stage, column);
  guint32 seen = 0;
  task->index = plan->tasks->len;
  g_ptr_array_add (plan->tasks, task);
  if (place->n++ == 0)
    place->first = task->index;
  take_record (plan, task);
  if (stage->for_each == BOOKGEN_FOR_ITEM)
    follow_need (plan, task, bookgen_pipeline_find (plan->pipeline, stage->item_of), column, &seen);
  for (guint i = 0; i < stage->needs->len; i++)
    follow_need (plan, task, g_ptr_array_index (stage->needs, i), column, &seen);
  if (bookgen_planner_is_in_order (stage, plan->settings))
    link_in_order (plan, task);
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

static BookgenTask *
add_book_task (Plan *plan, const BookgenStage *stage, guint item, guint words)
{
  BookgenTask *task = bookgen_task_new (stage, "", item);
  set_size (plan, task, words, NULL);
  add_task (plan, task, 0);
  return task;
}

/* The first request for a plan, then the others, which go on from what it brought: what they had brought to another is void. */
static void
add_plan_tasks (Plan *plan, const BookgenStage *stage, const guint *shares, guint n, gboolean made)
{
  for (guint i = 0; i < n; i++)
    {
      guint words = (i == 0 ? BOOKGEN_PLAN_REQUEST_WORDS : 0) + shares[i] * BOOKGEN_PLAN_REQUEST_WORDS_PER_CHAPTER;
      BookgenTask *task = add_book_task (plan, stage, i, words);
      if (i == 0)
        continue;
      add_need (task, place_of (plan, stage, 0)->first);
      if (made)
        continue;
      task->state = BOOKGEN_TASK_TODO;
      task->kept_chars = 0;
    }
}

/* The chapters that the outline as it is gives each request. */
static GArray *
divide_chapters (Plan *plan)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new ();
  for (guint i = 0; i < plan->units->len; i++)
    if (bookgen_unit_is_written (plan->units->pdata[i]))
      g_ptr_array_add (written, plan->units->pdata[i]);
  return bookgen_plan_request_divide (plan->outline, written);
}

/* Once the first is made, its record says how many others there are; and what was begun is not forgotten. */
static void
add_plan (Plan *plan, const BookgenStage *stage)
{
  const BookgenTaskRecord *first = find_record (plan, stage, "", 0);
  gboolean made = counts (plan, first) && recall_state (first) == BOOKGEN_TASK_DONE;
  g_autoptr (GArray) shares = made ? g_array_new (FALSE, FALSE, sizeof (guint)) : divide_chapters (plan);
  guint n = made ? 1 + (first->items != NULL ? first->items->len : 0) : MAX (shares->len, 1), most = MIN (plan->written, BOOKGEN_PLAN_REQUEST_CHAPTERS);
  while (made && counts (plan, find_record (plan, stage, "", n)))
    n++;
  while (shares->len < n)
    g_array_append_val (shares, most);
  add_plan_tasks (plan, stage, (const guint *) shares->data, n, made);
}

static void
add_book_tasks (Plan *plan, const BookgenStage *stage)
{
  if (stage->makes == BOOKGEN_MAKES_CONTEXT)
    add_plan (plan, stage);
  else
    add_book_task (plan, stage, 0, BOOK_WORDS);
}

/* Whether the unit has a text that no model is to write: pictures and a voice can be made of it all the same. */
static gboolean
has_own_text (Plan *plan, BookgenUnit *unit)
{
  for (guint i = 0; i < plan->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (plan->pipeline->stages, i);
      if (stage->makes != BOOKGEN_MAKES_TEXT)
        continue;
      const BookgenTaskRecord *record = find_record (plan, stage, bookgen_unit_get_id (unit), 0);
      if (counts (plan, record) && record->state == BOOKGEN_TASK_DONE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_wanted (Plan *plan, const BookgenStage *stage, BookgenUnit *unit)
{
  if ((stage->unit_kinds & (1u << bookgen_unit_get_kind (unit))) == 0 || !bookgen_unit_is_written (unit))
    return FALSE;
  if (plan->wanted != NULL && !g_hash_table_contains (plan->wanted, bookgen_unit_get_id (unit))
      && !is_asked_again (plan, stage, bookgen_unit_get_id (unit)))
    return FALSE;
  if (bookgen_unit_get_writer (unit) == BOOKGEN_WRITER_MODEL && !bookgen_unit_get_locked (unit))
    return TRUE;
  return stage->makes != BOOKGEN_MAKES_TEXT && has_own_text (plan, unit);
}

static guint
count_words (Plan *plan, const BookgenStage *stage, BookgenUnit *unit)
{
  guint words = bookgen_outline_get_words (plan->outline, unit);
  if (stage->makes == BOOKGEN_MAKES_LIST)
    return LIST_WORDS;
  if (stage->makes == BOOKGEN_MAKES_PICTURE)
    return PICTURE_WORDS;
  return words > 0 ? words : plan->settings->default_words;
}

/* Where a unit stands: counted while the tree is walked. */
typedef struct {
  guint column, group, module;
} Spot;

static void
add_unit_task (Plan *plan, const BookgenStage *stage, const Spot *spot, int item)
{
  BookgenUnit *unit = g_ptr_array_index (plan->units, spot->column - 1);
  BookgenTask *task = bookgen_task_new (stage, bookgen_unit_get_id (unit), item);
  set_size (plan, task, count_words (plan, stage, unit), bookgen_unit_get_brief (unit));
  task->order = spot->column;
  task->group = spot->group;
  task->module = spot->module;
  add_task (plan, task, spot->column);
  add_dependencies (plan, task, unit);
}

static gboolean
works_from_text (const BookgenStage *stage)
{
  for (guint i = 0; i < stage->needs->len; i++)
    {
      const BookgenStage *need = g_ptr_array_index (stage->needs, i);
      if (need->makes == BOOKGEN_MAKES_TEXT || works_from_text (need))
        return TRUE;
    }
  return FALSE;
}

/* Whether the unit has a text, or a stage before writes one. */
static gboolean
gets_text (Plan *plan, const Spot *spot)
{
  for (guint i = 0; i < plan->pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (plan->pipeline->stages, i);
      if (stage->makes == BOOKGEN_MAKES_TEXT && place_of (plan, stage, spot->column)->n > 0)
        return TRUE;
    }
  return has_own_text (plan, g_ptr_array_index (plan->units, spot->column - 1));
}

/* The items of a list are known once it is made. Nothing is joined, drawn or spoken where no text is, as for the labs of a
 * course of which only the theory is written. */
static void
add_unit_tasks (Plan *plan, const BookgenStage *stage, const Spot *spot)
{
  BookgenUnit *unit = g_ptr_array_index (plan->units, spot->column - 1);
  if (!is_wanted (plan, stage, unit) || (works_from_text (stage) && !gets_text (plan, spot)))
    return;
  if (stage->for_each == BOOKGEN_FOR_UNIT)
    {
      add_unit_task (plan, stage, spot, 0);
      return;
    }
  const BookgenStage *list = bookgen_pipeline_find (plan->pipeline, stage->item_of);
  const BookgenTaskRecord *record = find_record (plan, list, bookgen_unit_get_id (unit), 0);
  for (guint i = 0; counts (plan, record) && record->items != NULL && i < record->items->len; i++)
    add_unit_task (plan, stage, spot, g_array_index (record->items, int, i));
}

static guint
find_module (BookgenUnit *unit, GHashTable *modules)
{
  for (; unit != NULL; unit = bookgen_unit_get_parent (unit))
    if (bookgen_unit_get_kind (unit) == BOOKGEN_UNIT_MODULE)
      {
        gpointer index;
        if (!g_hash_table_lookup_extended (modules, unit, NULL, &index))
          g_hash_table_insert (modules, unit, index = GUINT_TO_POINTER (g_hash_table_size (modules)));
        return GPOINTER_TO_UINT (index);
      }
  return BOOKGEN_NO_MODULE;
}

/* All tasks of one depth, in reading order: what a task needs stands before it, and the engine's queues are in order. */
static void
add_depth (Plan *plan, GPtrArray *stages, const Spot *spots)
{
  for (guint i = 0; i < stages->len; i++)
    if (((const BookgenStage *) stages->pdata[i])->for_each == BOOKGEN_FOR_BOOK)
      add_book_tasks (plan, stages->pdata[i]);
  for (guint i = 0; i < plan->units->len; i++)
    for (guint j = 0; j < stages->len; j++)
      if (((const BookgenStage *) stages->pdata[j])->for_each != BOOKGEN_FOR_BOOK)
        add_unit_tasks (plan, stages->pdata[j], &spots[i]);
}

static void
add_all (Plan *plan, const Spot *spots)
{
  guint left = plan->pipeline->stages->len;
  for (guint depth = 0; left > 0; depth++)
    {
      g_autoptr (GPtrArray) stages = g_ptr_array_new ();
      for (guint i = 0; i < plan->pipeline->stages->len; i++)
        {
          BookgenStage *stage = g_ptr_array_index (plan->pipeline->stages, i);
          left -= stage->depth == depth;
          if (stage->depth == depth && bookgen_stage_is_on (stage, plan->settings))
            g_ptr_array_add (stages, stage);
        }
      add_depth (plan, stages, spots);
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

/* Looks once at every unit. */
static Spot *
survey (Plan *plan)
{
  g_autoptr (GHashTable) modules = g_hash_table_new (NULL, NULL);
  Spot *spots = g_new (Spot, plan->units->len + 1);
  guint group = 0;
  for (guint i = 0; i < plan->units->len; i++)
    {
      BookgenUnit *unit = g_ptr_array_index (plan->units, i);
      group += bookgen_unit_get_parent (unit) == NULL;
      spots[i] = (Spot){ .column = i + 1, .group = group - 1, .module = find_module (unit, modules) };
      g_hash_table_insert (plan->columns, (gpointer) bookgen_unit_get_id (unit), GUINT_TO_POINTER (i + 1));
      plan->written += bookgen_unit_is_written (unit);
      plan->outline_tokens += 8 + bookgen_text_estimate_tokens (bookgen_unit_get_brief (unit));
    }
  return spots;
}

GPtrArray *
bookgen_planner_plan (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings,
                      GHashTable *records)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, FALSE);
  g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) wanted = index_ids (settings->units);
  g_autofree Place *places = g_new0 (Place, pipeline->stages->len * (units->len + 1));
  g_autofree guint *previous = g_new (guint, pipeline->stages->len);
  Plan plan = { .pipeline = pipeline, .settings = settings, .outline = outline, .units = units,
                .columns = columns, .wanted = wanted,
                .records = records, .places = places, .previous = previous };
  for (guint i = 0; i < pipeline->stages->len; i++)
    previous[i] = BOOKGEN_NO_TASK;
  plan.tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_task_free);
  g_autofree Spot *spots = survey (&plan);
  add_all (&plan, spots);
  return plan.tasks;
}

void
bookgen_planner_add_material (GPtrArray *tasks, BookgenPrompts *prompts, GHashTable *material)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      guint tokens = GPOINTER_TO_UINT (g_hash_table_lookup (material, task->unit_id));
      if (tokens == 0 || task->stage->prompt == NULL || !bookgen_prompts_has_place (prompts, task->stage->prompt, "material"))
        continue;
      task->material_tokens = tokens;
      task->expected_tokens += tokens;
    }
}
