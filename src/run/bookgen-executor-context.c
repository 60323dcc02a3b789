/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third part of the executor: the plan while it is made, and what requests share of it. */
#include "config.h"
#include "bookgen-executor-private.h"

#include "bookgen-list.h"
#include "bookgen-plan-request.h"

GRefString *
bookgen_executor_get_shared (BookgenExecutor *self, const BookgenTask *task)
{
  GRefString **place = task->stage->makes == BOOKGEN_MAKES_CONTEXT ? &self->planning : &self->shared;
  if (*place == NULL)
    *place = bookgen_shared_part_make (self->book, self->plan);
  return *place;
}

/* How many requests have not been made yet, for the plan or for what shares it. */
static guint
count_open (BookgenExecutor *self, gboolean for_plan)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  guint open = 0;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      gboolean plans = task->stage->makes == BOOKGEN_MAKES_CONTEXT;
      open += plans == for_plan && task->state != BOOKGEN_TASK_DONE && task->state != BOOKGEN_TASK_SKIPPED;
    }
  return open;
}

/* SHARED is taken. One of the requests that have it goes first where that fills a cache. */
static void
take_shared (BookgenExecutor *self, GRefString *shared)
{
  self->shared = shared;
  self->warm_up.shared_tokens = bookgen_text_estimate_tokens (shared);
  bookgen_executor_price (self, bookgen_engine_get_tasks (self->engine));
  if (bookgen_warm_up_pays (&self->warm_up, count_open (self, FALSE)))
    bookgen_governor_set_first_alone (self->governor, TRUE);
}

/* Nothing will make a plan that is to be waited for. */
void
bookgen_executor_go_without_plan (BookgenExecutor *self)
{
  if (self->shared == NULL && count_open (self, TRUE) == 0)
    take_shared (self, bookgen_shared_part_make (self->book, self->plan));
}

static gboolean
is_to_be_written (BookgenExecutor *self, const char *unit_id)
{
  const char *const *wanted = (const char *const *) self->settings->units;
  BookgenRevision *current = bookgen_book_get_current (self->book, unit_id);
  return (wanted == NULL || g_strv_contains (wanted, unit_id))
         && (current == NULL || (bookgen_revision_get (current)->rehearsal && !self->settings->rehearsal));
}

/* The chapters that tasks of the plan have; unit ids, borrowed. */
static GHashTable *
index_dealt (BookgenExecutor *self, const BookgenStage *stage)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  GHashTable *dealt = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      for (guint j = 0; task->stage == stage && task->chapters != NULL && task->chapters[j] != NULL; j++)
        g_hash_table_add (dealt, task->chapters[j]);
    }
  return dealt;
}

/* A placeholder must not take the place of a plan that was paid for, or edited: a rehearsal writes from it as it is. */
static gboolean
may_add_to_plan (BookgenExecutor *self, const BookgenStage *stage)
{
  BookgenRevision *plan = bookgen_book_get_newest (self->book, "", stage->id);
  return plan == NULL || bookgen_revision_get (plan)->rehearsal || !bookgen_endpoint_is_rehearsal (self->endpoint);
}

/* The chapters that the plan says nothing of yet and none of its tasks has, at most MOST. To a plan of an earlier run only
 * those are added that are going to be written. Array of BookgenUnit, ours to free. */
static GPtrArray *
dup_unplanned (BookgenExecutor *self, const BookgenStage *stage, guint most)
{
  g_autoptr (GPtrArray) gaps = bookgen_plan_dup_gaps (self->making, bookgen_book_get_outline (self->book));
  g_autoptr (GHashTable) dealt = index_dealt (self, stage);
  const BookgenTask *first = bookgen_executor_find_task (self, stage->id, "");
  gboolean ours = self->making == NULL || first->chapters != NULL;
  GPtrArray *units = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; may_add_to_plan (self, stage) && i < gaps->len && units->len < most; i++)
    {
      const char *id = bookgen_unit_get_id (gaps->pdata[i]);
      if (!g_hash_table_contains (dealt, id) && (ours || is_to_be_written (self, id)))
        g_ptr_array_add (units, g_object_ref (gaps->pdata[i]));
    }
  return units;
}

void
bookgen_executor_deal_chapters (BookgenExecutor *self, BookgenTask *task)
{
  if (task->item == 0 && task->note == NULL)
    g_clear_pointer (&self->making, bookgen_plan_unref);
  if (task->chapters != NULL)
    return;
  g_autoptr (GPtrArray) units = dup_unplanned (self, task->stage, BOOKGEN_PLAN_REQUEST_CHAPTERS);
  g_autoptr (GArray) shares = bookgen_plan_request_divide (bookgen_book_get_outline (self->book), units);
  guint n = shares->len > 0 ? g_array_index (shares, guint, 0) : 0;
  task->chapters = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    task->chapters[i] = g_strdup (bookgen_unit_get_id (units->pdata[i]));
}

/* How many requests the chapters take that the plan says nothing of. */
static guint
count_unplanned (BookgenExecutor *self, const BookgenStage *stage)
{
  g_autoptr (GPtrArray) units = dup_unplanned (self, stage, G_MAXUINT);
  g_autoptr (GArray) shares = bookgen_plan_request_divide (bookgen_book_get_outline (self->book), units);
  return shares->len;
}

/* Besides the first of STAGE, those that are done or have their chapters. */
static guint
count_dealt (BookgenExecutor *self, const BookgenStage *stage)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  guint dealt = 0;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      dealt += task->stage == stage && task->item > 0 && (task->chapters != NULL || task->state == BOOKGEN_TASK_DONE);
    }
  return dealt;
}

static gboolean
has_begun_chapters (BookgenExecutor *self)
{
  GPtrArray *tasks = bookgen_engine_get_tasks (self->engine);
  for (guint i = 0; i < tasks->len; i++)
    if (*bookgen_executor_get_task (self, i)->unit_id != '\0' && bookgen_executor_get_task (self, i)->state == BOOKGEN_TASK_DONE)
      return TRUE;
  return FALSE;
}

/* The others of the plan's tasks are known once the first is made. A plan that an earlier run left unfinished is read, too,
 * before anything is written from it. */
static void
take_first (BookgenExecutor *self, const BookgenTask *task)
{
  guint open = count_unplanned (self, task->stage), others = open + count_dealt (self, task->stage);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (BookgenListItem));
  g_array_set_size (items, others);
  for (guint i = 0; i < others; i++)
    g_array_index (items, BookgenListItem, i).number = i + 1;
  g_clear_pointer (&self->planning, g_ref_string_release);
  self->replan_due |= bookgen_ledger_set_items (self->ledger, task, items);
  self->settings->plan_only |= self->settings->stop_after_plan && open > 0 && !has_begun_chapters (self);
}

void
bookgen_executor_take_plan (BookgenExecutor *self, const BookgenTask *task, BookgenRevision *revision)
{
  g_clear_pointer (&self->shared, g_ref_string_release);
  g_clear_pointer (&self->plan, bookgen_plan_unref);
  self->plan = bookgen_plan_from_text (bookgen_revision_get (revision)->text);
  if (self->making == NULL && self->plan != NULL)
    self->making = bookgen_plan_ref (self->plan);
  if (task->item == 0)
    take_first (self, task);
}

void
bookgen_executor_share_plan (BookgenExecutor *self, const BookgenTask *made)
{
  guint open = count_open (self, TRUE) - (made->state != BOOKGEN_TASK_DONE);
  if (open == 0)
    take_shared (self, bookgen_shared_part_make (self->book, self->plan));
}

static void
edit_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenExecutor) self = user_data;
  g_autoptr (BookgenRevision) edit = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, NULL);
  BookgenPlan *plan = edit != NULL ? bookgen_plan_from_text (bookgen_revision_get (edit)->text) : NULL;
  if (plan == NULL)
    return;
  g_clear_pointer (&self->making, bookgen_plan_unref);
  self->making = plan;
}

void
bookgen_executor_take_edit (BookgenExecutor *self, BookgenRevision *edit)
{
  if (self->making != NULL && count_open (self, TRUE) > 0)
    bookgen_book_load_revision_async (self->book, bookgen_revision_get (edit)->id, NULL, edit_loaded, g_object_ref (self));
}
