/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives the engine that the HTTP run uses with a virtual clock: seeded durations, faults, costs, lists that turn into tasks, and
 * an author who presses every button, edits the outline and ends the program meanwhile. Whatever happens: no limit is passed, no
 * money past the cap, nothing is lost or done twice, what waits waits, in-order stages keep their order, and it ends. What is
 * checked is counted here, not by the engine. */
#include "bookgen-engine.h"
#include "bookgen-cost.h"
#include "bookgen-planner.h"

#include "pipelines.h"

#define N_SEEDS 2000
#define MAX_STEPS 40000
#define LONGEST_WAIT_US (G_GINT64_CONSTANT (120) * 1000 * 1000)
/* What all requests share, and what a prompt has besides: instructions, plan, neighbours. */
#define SHARED_TOKENS 3000
#define OWN_TOKENS 1500

/* What this side knows of one task. */
typedef struct {
  gboolean running;
  gboolean stored;   /* a text of it is in the book */
  guint repairs, done;
  gboolean turn_due; /* a turn of it is whole, and paid */
  gint64 not_before_us; /* the provider asked for this; 0 */
  gboolean held;     /* the author stopped it, and has not asked for it since */
  gint64 most_micros;   /* what the request that runs can cost, whatever comes of it */
} Fact;

typedef struct {
  gint64 at_us;
  guint order; /* of asking, for those at one time */
  BookgenEventKind kind;
  BookgenTask *task;
  BookgenFailureKind failure;
  gsize kept_chars;
} Pending;

typedef struct {
  GRand *rand;
  BookgenPipeline *pipeline;
  BookgenOutline *outline;
  BookgenRunSettings *settings;
  GHashTable *records;   /* key -> BookgenTaskRecord: lists that are made */
  BookgenEngine *engine;
  BookgenGovernor *governor;
  GPtrArray *tasks;
  GArray *pending;       /* Pending, unsorted */
  GHashTable *facts;     /* bookgen_task_key () -> Fact: whatever becomes of the tasks */
  GHashTable *by_task;   /* BookgenTask -> Fact, of the tasks that there are now */
  BookgenPrices *prices; /* borrowed, as the next three */
  BookgenPrompts *prompts;
  BookgenEndpoint **endpoints; /* by what a stage does */
  guint most_running, order;
  guint retries, at_once; /* how often a task was to be tried again, and how often without any wait */
  gint64 spent_micros, cap_micros;
  gint64 now_us, wake_us;
  gboolean faults, ended;
} World;

static Fact *
fact_of (World *world, const BookgenTask *task)
{
  Fact *fact = g_hash_table_lookup (world->by_task, task);
  if (fact != NULL)
    return fact;
  g_autofree char *key = bookgen_task_key (task->stage->id, task->unit_id, task->item);
  fact = g_hash_table_lookup (world->facts, key);
  if (fact == NULL)
    g_hash_table_insert (world->facts, g_steal_pointer (&key), fact = g_new0 (Fact, 1));
  g_hash_table_insert (world->by_task, (gpointer) task, fact);
  return fact;
}

static gboolean
one_in (World *world, int n)
{
  return g_rand_int_range (world->rand, 0, n) == 0;
}

static void
promise (World *world, gint64 in_us, BookgenEventKind kind, BookgenTask *task, BookgenFailureKind failure, gsize kept_chars)
{
  Pending pending = { world->now_us + in_us, world->order++, kind, task, failure, kept_chars };
  g_array_append_val (world->pending, pending);
}

static gint64
between_us (World *world, guint least_ms, guint most_ms)
{
  return (gint64) g_rand_int_range (world->rand, least_ms, most_ms) * 1000;
}

static BookgenFailureKind
pick_failure (World *world)
{
  static const BookgenFailureKind kinds[] = {
    BOOKGEN_FAILURE_CONNECT, BOOKGEN_FAILURE_RATE, BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FAILURE_SERVER, BOOKGEN_FAILURE_CUT,
    BOOKGEN_FAILURE_IDLE,    BOOKGEN_FAILURE_CUT,  BOOKGEN_FAILURE_POLICY,   BOOKGEN_FAILURE_GARBAGE,
  };
  return one_in (world, 400) ? BOOKGEN_FAILURE_QUOTA : kinds[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (kinds))];
}

/* The rules, told once more. */

static BookgenTask *
task_at (World *world, guint index)
{
  return g_ptr_array_index (world->tasks, index);
}

static gboolean
passes (World *world, const BookgenTask *task)
{
  return task->state == BOOKGEN_TASK_SKIPPED || (task->state == BOOKGEN_TASK_FAILED && world->settings->skip_failed);
}

static gboolean
is_met (World *world, const BookgenTask *need)
{
  if (need->state == BOOKGEN_TASK_DONE || (need->stage->makes == BOOKGEN_MAKES_CONTEXT && need->state == BOOKGEN_TASK_SKIPPED))
    return TRUE;
  for (guint i = 0; need->stage->in_order && passes (world, need) && i < need->needs->len; i++)
    {
      const BookgenTask *draft = task_at (world, g_array_index (need->needs, guint, i));
      if (draft->stage->makes == BOOKGEN_MAKES_TEXT && draft->state == BOOKGEN_TASK_DONE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
may_follow (World *world, const BookgenTask *previous)
{
  if (previous->state == BOOKGEN_TASK_DONE || previous->state == BOOKGEN_TASK_SKIPPED)
    return TRUE;
  return world->settings->skip_failed
         && (previous->state == BOOKGEN_TASK_FAILED || previous->held || previous->blocker != BOOKGEN_NO_TASK);
}

static guint
find_carry (World *world, const BookgenTask *task)
{
  guint i = task->previous;
  while (i != BOOKGEN_NO_TASK && task_at (world, i)->state != BOOKGEN_TASK_DONE)
    i = task_at (world, i)->previous;
  return i;
}

static void
check_order (World *world, const BookgenTask *task)
{
  for (guint i = 0; i < task->needs->len; i++)
    g_assert_true (is_met (world, task_at (world, g_array_index (task->needs, guint, i))));
  if (task->previous != BOOKGEN_NO_TASK)
    g_assert_true (may_follow (world, task_at (world, task->previous)));
  g_assert_cmpuint (task->carry_from, ==, find_carry (world, task));
}

/* With TASK among what runs. */
static void
check_limits (World *world, const BookgenTask *task)
{
  guint all = 0, of_stage = 0;
  gint64 in_flight = 0;
  g_autoptr (GHashTable) modules = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) lessons = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *other = task_at (world, i);
      if (!fact_of (world, other)->running)
        continue;
      all++;
      of_stage += other->stage == task->stage;
      in_flight += fact_of (world, other)->most_micros;
      if (other->module != BOOKGEN_NO_MODULE)
        g_hash_table_add (modules, GUINT_TO_POINTER (other->module + 1));
      if (other->module == task->module && !other->gone)
        g_hash_table_add (lessons, other->unit_id);
    }
  world->most_running = MAX (world->most_running, all);
  g_assert_cmpuint (all, <=, world->settings->at_once);
  if (task->stage->limit > 0)
    g_assert_cmpuint (of_stage, <=, task->stage->limit);
  if (world->cap_micros >= 0)
    g_assert_cmpint (world->spent_micros + in_flight, <=, world->cap_micros);
  if (task->module == BOOKGEN_NO_MODULE)
    return;
  g_assert_cmpuint (g_hash_table_size (modules), <=, world->settings->modules_at_once);
  g_assert_cmpuint (g_hash_table_size (lessons), <=, world->settings->lessons_at_once);
}

static void
check_start (World *world, const BookgenTask *task, gboolean continuing)
{
  Fact *fact = fact_of (world, task);
  g_assert_false (fact->running);
  g_assert_cmpuint (fact->done, ==, 0);
  g_assert_true (!fact->stored || fact->repairs == 1);
  g_assert_false (task->gone);
  g_assert_cmpint (task->state, ==, BOOKGEN_TASK_RUNNING);
  g_assert_cmpint (fact->not_before_us, <=, world->now_us);
  g_assert_cmpint (task->not_before_us, <=, world->now_us);
  g_assert_false (fact->held);
  g_assert_true (!continuing || task->kept_chars >= 400 || fact->turn_due);
  g_assert_true (continuing || !fact->turn_due);
  check_order (world, task);
}

static BookgenEndpoint *
endpoint_of (World *world, const BookgenStage *stage)
{
  return world->endpoints[stage->does];
}

/* Tokens of material its chapter has: every third has some, and the planner is told a guess of it. */
static guint
count_material (const char *unit_id)
{
  guint hash = g_str_hash (unit_id);
  return *unit_id != '\0' && hash % 3 == 0 ? 2000 + hash % 40000 : 0;
}

/* The longest prompt and the longest answer that a request of TASK can have. */
static gint64
count_most (World *world, const BookgenTask *task)
{
  if (task->stage->does != BOOKGEN_DOES_WRITE)
    return task->cost_most_micros;
  gboolean has_material = bookgen_prompts_has_place (world->prompts, task->stage->prompt, "material");
  gint64 material = has_material ? count_material (task->unit_id) * 5 / 3 : 0;
  const BookgenTokens tokens = { SHARED_TOKENS + OWN_TOKENS + material + task->target_words * 2, -1, -1, task->output_limit, -1, -1 };
  return bookgen_cost_micros (world->prices, endpoint_of (world, task->stage), &tokens);
}

static void
take_start (World *world, const BookgenAction *action)
{
  BookgenTask *task = task_at (world, action->task);
  check_start (world, task, action->continuing);
  fact_of (world, task)->running = TRUE;
  fact_of (world, task)->most_micros = count_most (world, task);
  check_limits (world, task);
  gint64 first_us = between_us (world, 50, 800);
  promise (world, first_us, BOOKGEN_EVENT_BEGAN, task, BOOKGEN_FAILURE_NONE, 0);
  gint64 length_us = first_us + between_us (world, 100, 2 * task->target_words + 200);
  if (world->faults && one_in (world, 5))
    promise (world, length_us, BOOKGEN_EVENT_FAILED, task, pick_failure (world),
             task->kept_chars + (one_in (world, 2) ? g_rand_int_range (world->rand, 0, 1500) : 0));
  else if (task->stage->makes == BOOKGEN_MAKES_TEXT && task->turns < 6 && one_in (world, 6))
    promise (world, length_us, BOOKGEN_EVENT_TURN, task, BOOKGEN_FAILURE_NONE, task->kept_chars + 100);
  else
    promise (world, length_us, one_in (world, 8) ? BOOKGEN_EVENT_REPAIR : BOOKGEN_EVENT_DONE, task, BOOKGEN_FAILURE_NONE, 0);
}

static void
forget (World *world, const BookgenTask *task)
{
  for (guint i = world->pending->len; i > 0; i--)
    if (g_array_index (world->pending, Pending, i - 1).task == task)
      g_array_remove_index_fast (world->pending, i - 1);
}

/* Some had ended just before the cancel came, and what is paid for is kept. */
static void
take_cancel (World *world, BookgenTask *task)
{
  g_assert_true (fact_of (world, task)->running);
  forget (world, task);
  gboolean too_late = one_in (world, 10);
  promise (world, between_us (world, 0, 50), too_late ? BOOKGEN_EVENT_DONE : BOOKGEN_EVENT_CANCELLED, task,
           BOOKGEN_FAILURE_NONE, too_late ? 0 : task->kept_chars + g_rand_int_range (world->rand, 0, 1500));
}

static void
take_actions (World *world, const GArray *borrowed)
{
  g_autoptr (GArray) actions = g_array_copy ((GArray *) borrowed);
  for (guint i = 0; i < actions->len; i++)
    {
      const BookgenAction *action = &g_array_index (actions, BookgenAction, i);
      if (action->kind == BOOKGEN_ACTION_START)
        take_start (world, action);
      else if (action->kind == BOOKGEN_ACTION_WAKE)
        world->wake_us = action->at_us;
      else if (action->kind == BOOKGEN_ACTION_ENDED)
        world->ended = TRUE;
      else if (action->kind == BOOKGEN_ACTION_CANCEL)
        take_cancel (world, task_at (world, action->task));
    }
}

static GPtrArray *
plan (World *world)
{
  GPtrArray *tasks = bookgen_planner_plan (world->pipeline, world->outline, world->settings, world->records);
  g_autoptr (GHashTable) material = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      g_hash_table_insert (material, task->unit_id, GUINT_TO_POINTER (count_material (task->unit_id)));
    }
  bookgen_planner_add_material (tasks, world->prompts, material);
  for (guint i = 0; i < tasks->len; i++)
    {
      BookgenTask *task = g_ptr_array_index (tasks, i);
      task->cost_most_micros = bookgen_cost_most_micros (world->prices, endpoint_of (world, task->stage), task, SHARED_TOKENS);
      g_assert_cmpint (task->cost_most_micros, >, 0);
    }
  return tasks;
}

/* What is known of each task before the plan is made again: key -> a copy of the task's own facts. */
static GHashTable *
remember (World *world)
{
  GHashTable *before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = task_at (world, i);
      g_hash_table_insert (before, bookgen_task_key (task->stage->id, task->unit_id, task->item), g_memdup2 (task, sizeof *task));
    }
  return before;
}

/* Another plan moves what is there, and may start what waited: it forgets nothing. */
static void
check_kept (World *world, GHashTable *before)
{
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = task_at (world, i);
      g_autofree char *key = bookgen_task_key (task->stage->id, task->unit_id, task->item);
      const BookgenTask *old = g_hash_table_lookup (before, key);
      gboolean started = task->state == BOOKGEN_TASK_RUNNING;
      if (old == NULL || old->gone)
        continue;
      if (!started || old->state == BOOKGEN_TASK_RUNNING)
        g_assert_cmpint (task->state, ==, old->state);
      else
        g_assert_cmpint (old->state, ==, BOOKGEN_TASK_TODO);
      g_assert_cmpuint (task->attempts, ==, old->attempts + (started && old->state != BOOKGEN_TASK_RUNNING));
      g_assert_cmpuint (task->turns, ==, old->turns);
      g_assert_cmpuint (task->failures, ==, old->failures);
      g_assert_cmpint (task->repaired, ==, old->repaired);
      g_assert_cmpint (task->held, ==, old->held);
      g_assert_cmpint (task->not_before_us, ==, old->not_before_us);
    }
}

static void
replan (World *world)
{
  g_autoptr (GHashTable) before = remember (world);
  const GArray *actions = bookgen_engine_replan (world->engine, plan (world), world->now_us);
  g_hash_table_remove_all (world->by_task);
  check_kept (world, before);
  take_actions (world, actions);
  for (guint i = 0; i < world->tasks->len; i++)
    if (task_at (world, i)->gone && fact_of (world, task_at (world, i))->running)
      g_assert_cmpint (task_at (world, i)->cancel_to, !=, BOOKGEN_TASK_TODO);
}

/* A list is made: what it names is planned before its end is told. */
static void
take_list (World *world, const BookgenTask *list)
{
  BookgenTaskRecord *record = bookgen_task_record_new (list->stage->id, list->unit_id, 0);
  record->items = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0, n = g_rand_int_range (world->rand, 0, 5); i < n; i++)
    {
      int number = 3 * i + 1;
      g_array_append_val (record->items, number);
    }
  g_hash_table_replace (world->records, bookgen_task_key (list->stage->id, list->unit_id, 0), record);
  replan (world);
}

static void
note_end (World *world, const Pending *pending, BookgenEvent *event)
{
  Fact *fact = fact_of (world, pending->task);
  gboolean stopping = pending->task->cancel_to != BOOKGEN_TASK_TODO;
  fact->running = FALSE;
  event->cost_micros = one_in (world, 4) ? -1 : one_in (world, 3) ? fact->most_micros : g_rand_int_range (world->rand, 0, fact->most_micros + 1);
  world->spent_micros += event->cost_micros >= 0 ? event->cost_micros : pending->task->cost_most_micros;
  gboolean whole = pending->kind == BOOKGEN_EVENT_DONE || pending->kind == BOOKGEN_EVENT_REPAIR;
  fact->turn_due = !whole && (fact->turn_due || pending->kind == BOOKGEN_EVENT_TURN);
  fact->stored |= whole;
  gboolean again = pending->kind == BOOKGEN_EVENT_REPAIR && fact->repairs == 0 && !stopping;
  fact->repairs += again;
  fact->done += whole && !again;
  if (pending->kind == BOOKGEN_EVENT_DONE && pending->task->stage->makes == BOOKGEN_MAKES_LIST && !pending->task->gone)
    take_list (world, pending->task);
}

/* Who asks for what has stopped does not wait. */
static void
take_patience (World *world, BookgenEventKind kind, const BookgenTask *asked)
{
  gboolean all = kind == BOOKGEN_EVENT_RETRY_ALL || kind == BOOKGEN_EVENT_GO || kind == BOOKGEN_EVENT_BUDGET;
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = task_at (world, i);
      gboolean stopped = task->state == BOOKGEN_TASK_FAILED || task->state == BOOKGEN_TASK_INTERRUPTED;
      gboolean meant = task == asked && task->state != BOOKGEN_TASK_RUNNING && task->state != BOOKGEN_TASK_DONE;
      Fact *fact = fact_of (world, task);
      if ((all && stopped) || (meant && kind == BOOKGEN_EVENT_RETRY))
        fact->not_before_us = 0;
      if ((kind == BOOKGEN_EVENT_RETRY_ALL && stopped) || (meant && kind == BOOKGEN_EVENT_RETRY))
        fact->held = FALSE;
      if (task == asked && kind == BOOKGEN_EVENT_CANCEL)
        fact->held |= task->state == BOOKGEN_TASK_RUNNING || task->state == BOOKGEN_TASK_TODO;
    }
}

static void
tell (World *world, BookgenEventKind kind, const BookgenTask *task)
{
  world->ended &= kind != BOOKGEN_EVENT_GO && kind != BOOKGEN_EVENT_RETRY_ALL;
  take_patience (world, kind, task);
  BookgenEvent event = { .kind = kind, .task = task != NULL ? task->index : BOOKGEN_NO_TASK, .used_tokens = -1 };
  take_actions (world, bookgen_engine_step (world->engine, &event, world->now_us));
}

static void
set_limits (World *world, guint at_once, guint modules, guint lessons)
{
  world->settings->at_once = at_once;
  world->settings->modules_at_once = modules;
  world->settings->lessons_at_once = lessons;
  BookgenEvent event = { .kind = BOOKGEN_EVENT_LIMITS, .task = BOOKGEN_NO_TASK, .at_once = at_once,
                         .modules_at_once = modules, .lessons_at_once = lessons };
  take_actions (world, bookgen_engine_step (world->engine, &event, world->now_us));
}

static void
set_budget (World *world, gint64 cap_micros)
{
  world->cap_micros = cap_micros;
  take_patience (world, BOOKGEN_EVENT_BUDGET, NULL);
  BookgenEvent event
      = { .kind = BOOKGEN_EVENT_BUDGET, .task = BOOKGEN_NO_TASK, .cap_micros = cap_micros,
          .spent_micros = world->spent_micros };
  take_actions (world, bookgen_engine_step (world->engine, &event, world->now_us));
}

static void
edit_outline (World *world)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (world->outline, FALSE);
  guint which = g_rand_int_range (world->rand, 0, 4);
  if (which == 0 && units->len > 3)
    bookgen_outline_remove (world->outline, units->pdata[g_rand_int_range (world->rand, 0, units->len)]);
  else if (which == 1)
    bookgen_outline_undo (world->outline);
  else
    bookgen_outline_add (world->outline, NULL, g_rand_int_range (world->rand, 0, 4), BOOKGEN_UNIT_CHAPTER, "Added");
  replan (world);
}

static void
begin (World *world)
{
  world->tasks = plan (world);
  world->governor = bookgen_governor_new (1);
  world->engine = bookgen_engine_new (world->tasks, world->governor, world->settings->skip_failed, g_rand_int (world->rand));
}

/* What is on the disk of one task, as the next program finds it. */
static void
store (World *world, GHashTable *records, const char *key, BookgenTaskState state, gsize kept_chars)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  const Fact *fact = g_hash_table_lookup (world->facts, key);
  const BookgenTaskRecord *old = g_hash_table_lookup (world->records, key);
  BookgenTaskRecord *record = bookgen_task_record_new (parts[0], parts[1], atoi (parts[2]));
  record->state = state == BOOKGEN_TASK_RUNNING ? BOOKGEN_TASK_INTERRUPTED : state;
  record->partial = kept_chars > 0 ? g_strnfill (kept_chars, 'x') : NULL;
  record->revision_id = fact != NULL && fact->stored ? 1 : 0;
  record->items = old != NULL && old->items != NULL ? g_array_ref (old->items) : NULL;
  g_hash_table_replace (records, g_strdup (key), record);
}

static void
store_all (World *world, GHashTable *records)
{
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, world->facts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Fact *fact = value;
      if (fact->stored)
        store (world, records, key, BOOKGEN_TASK_DONE, 0);
      fact->running = fact->held = FALSE;
      fact->not_before_us = 0;
    }
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = task_at (world, i);
      g_autofree char *name = bookgen_task_key (task->stage->id, task->unit_id, task->item);
      store (world, records, name, task->state, task->kept_chars);
      Fact *fact = fact_of (world, task);
      fact->turn_due &= task->kept_chars >= 400;
      /* What was to be mended has a text, and counts as done unless the mending had begun. */
      if (fact->stored && task->kept_chars == 0)
        fact->done = 1;
    }
}

/* The program is killed, and another one goes on with what is on the disk. */
static void
end_program (World *world)
{
  GHashTable *records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  const BookgenRunSettings *settings = world->settings;
  store_all (world, records);
  g_hash_table_unref (world->records);
  world->records = records;
  g_array_set_size (world->pending, 0);
  g_hash_table_remove_all (world->by_task);
  bookgen_engine_free (world->engine);
  bookgen_governor_free (world->governor);
  world->ended = FALSE;
  world->wake_us = G_MAXINT64;
  begin (world);
  set_limits (world, settings->at_once, settings->modules_at_once, settings->lessons_at_once);
  set_budget (world, world->cap_micros);
  tell (world, BOOKGEN_EVENT_GO, NULL);
}

/* The author presses something. */
static void
interfere (World *world)
{
  BookgenTask *task = world->tasks->len > 0 ? task_at (world, g_rand_int_range (world->rand, 0, world->tasks->len)) : NULL;
  switch (g_rand_int_range (world->rand, 0, 14))
    {
    case 0:
      tell (world, BOOKGEN_EVENT_PAUSE, NULL);
      break;
    case 1:
      tell (world, BOOKGEN_EVENT_STOP, NULL);
      break;
    case 2:
      tell (world, BOOKGEN_EVENT_RETRY, task);
      break;
    case 3:
      tell (world, BOOKGEN_EVENT_CANCEL, task);
      break;
    case 4:
      tell (world, BOOKGEN_EVENT_NEXT, task);
      break;
    case 5:
      /* Lower limits cancel nothing, so that only higher ones can be checked at once. */
      set_limits (world, world->settings->at_once + 1, world->settings->modules_at_once + 1, world->settings->lessons_at_once);
      break;
    case 6:
      if (task != NULL && task->stage->in_order)
        tell (world, BOOKGEN_EVENT_SKIP, task);
      break;
    case 7:
    case 8:
      edit_outline (world);
      break;
    case 9:
      if (world->cap_micros >= 0)
        set_budget (world, world->cap_micros + 20000);
      break;
    case 10:
      end_program (world);
      break;
    default:
      tell (world, BOOKGEN_EVENT_GO, NULL);
      break;
    }
}

static int
find_earliest (World *world)
{
  int earliest = -1;
  for (guint i = 0; i < world->pending->len; i++)
    {
      const Pending *a = &g_array_index (world->pending, Pending, i);
      const Pending *b = earliest >= 0 ? &g_array_index (world->pending, Pending, earliest) : NULL;
      if (b == NULL || a->at_us < b->at_us || (a->at_us == b->at_us && a->order < b->order))
        earliest = i;
    }
  return earliest;
}

static void
let_end (World *world, const Pending *pending)
{
  g_autoptr (BookgenFailure) failure = bookgen_failure_new (pending->failure, 0, "simulated");
  Fact *fact = fact_of (world, pending->task);
  /* A cut text may be gone on from at once. */
  gboolean waits = pending->kind == BOOKGEN_EVENT_FAILED && pending->failure != BOOKGEN_FAILURE_CUT;
  if (waits && one_in (world, 3))
    failure->retry_after_ms = g_rand_int_range (world->rand, 1000, 9000);
  if (pending->kind != BOOKGEN_EVENT_BEGAN)
    fact->not_before_us = failure->retry_after_ms > 0 ? world->now_us + failure->retry_after_ms * 1000 : 0;
  BookgenEvent event = { .kind = pending->kind,
                         .failure = pending->kind == BOOKGEN_EVENT_FAILED ? failure : NULL,
                         .kept_chars = pending->kept_chars,
                         .used_tokens = -1 };
  if (pending->kind != BOOKGEN_EVENT_BEGAN)
    note_end (world, pending, &event);
  event.task = pending->task->index;
  const GArray *actions = bookgen_engine_step (world->engine, &event, world->now_us);
  gboolean again = pending->task->state == BOOKGEN_TASK_TODO || pending->task->state == BOOKGEN_TASK_RUNNING;
  world->retries += waits && again;
  world->at_once += waits && again && pending->task->not_before_us <= world->now_us;
  take_actions (world, actions);
}

/* Lets the next thing happen. FALSE when nothing will. */
static gboolean
happen (World *world)
{
  int earliest = find_earliest (world);
  gint64 at_us = earliest >= 0 ? g_array_index (world->pending, Pending, earliest).at_us : G_MAXINT64;
  if (world->wake_us < at_us)
    {
      /* Nothing waits longer than the longest pause, least of all where nothing else is under way. */
      g_assert_cmpint (world->wake_us, <=, world->now_us + LONGEST_WAIT_US);
      world->now_us = MAX (world->now_us, world->wake_us);
      world->wake_us = G_MAXINT64;
      tell (world, BOOKGEN_EVENT_TIME, NULL);
      return TRUE;
    }
  if (earliest < 0)
    return FALSE;
  Pending pending = g_array_index (world->pending, Pending, earliest);
  g_array_remove_index_fast (world->pending, earliest);
  world->now_us = MAX (world->now_us, pending.at_us);
  let_end (world, &pending);
  return TRUE;
}

static void
run_to_end (World *world, gboolean with_author)
{
  guint steps = 0;
  tell (world, BOOKGEN_EVENT_GO, NULL);
  while (happen (world))
    {
      g_assert_cmpuint (++steps, <, MAX_STEPS);
      if (with_author && one_in (world, 12))
        interfere (world);
    }
}

static BookgenPrices *prices;
static BookgenEndpoint *endpoints[BOOKGEN_DOES_SPEAK + 1];

static void
set_prices (void)
{
  static const char *const models[] = {
    [BOOKGEN_DOES_WRITE] = "claude-haiku-4-5", [BOOKGEN_DOES_DRAW] = "gpt-image-1-mini", [BOOKGEN_DOES_SPEAK] = "gpt-4o-mini-tts",
  };
  prices = bookgen_prices_load (NULL);
  g_assert_nonnull (prices);
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    endpoints[i] = bookgen_endpoint_new (NULL, "https://provider.example/v1", BOOKGEN_DIALECT_OPENAI, models[i], NULL);
}

static BookgenPipeline *
pick_pipeline (guint seed)
{
  return seed % 6 < 4 ? pipeline_of_seed (seed % 6) : pipeline_with_pictures (seed % 6 == 5);
}

static World *
world_new (guint seed)
{
  World *world = g_new0 (World, 1);
  world->rand = g_rand_new_with_seed (seed);
  world->faults = TRUE;
  world->wake_us = G_MAXINT64;
  world->cap_micros = -1;
  world->pipeline = pick_pipeline (seed);
  world->outline = seed % 3 == 1 ? outline_of_modules (g_rand_int_range (world->rand, 1, 8), g_rand_int_range (world->rand, 1, 6), 800)
                                 : outline_of_seed (seed);
  world->settings = bookgen_run_settings_new ();
  world->settings->mode = seed % 5 == 0 ? BOOKGEN_MODE_SEQUENTIAL : BOOKGEN_MODE_PARALLEL;
  world->settings->skip_failed = g_rand_boolean (world->rand);
  world->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_task_record_free);
  world->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->by_task = g_hash_table_new (NULL, NULL);
  world->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  world->prices = prices;
  world->endpoints = endpoints;
  world->prompts = bookgen_prompts_load (world->pipeline, NULL);
  begin (world);
  set_limits (world, g_rand_int_range (world->rand, 1, 12), g_rand_int_range (world->rand, 1, 5),
              g_rand_int_range (world->rand, 1, 5));
  if (seed % 4 >= 2)
    set_budget (world, g_rand_int_range (world->rand, 20000, 1000000));
  return world;
}

static void
world_free (World *world)
{
  bookgen_engine_free (world->engine);
  bookgen_governor_free (world->governor);
  bookgen_prompts_free (world->prompts);
  bookgen_pipeline_unref (world->pipeline);
  bookgen_run_settings_free (world->settings);
  g_object_unref (world->outline);
  g_array_unref (world->pending);
  g_hash_table_unref (world->by_task);
  g_hash_table_unref (world->facts);
  g_hash_table_unref (world->records);
  g_rand_free (world->rand);
  g_free (world);
}

/* Everything once and no more; what the author left out of an in-order stage excepted. What was stored is never lost, also of
 * what has left the outline. */
static void
check_all_done (World *world)
{
  for (guint i = 0; i < world->tasks->len; i++)
    {
      const BookgenTask *task = task_at (world, i);
      const Fact *fact = fact_of (world, task);
      if (task->gone || (task->state == BOOKGEN_TASK_SKIPPED && task->stage->in_order && !fact->stored))
        continue;
      g_assert_cmpint (task->state, ==, BOOKGEN_TASK_DONE);
      g_assert_true (fact->stored);
      g_assert_cmpuint (fact->done, <=, 1);
      g_assert_cmpuint (fact->repairs, <=, 1);
    }
}

/* It is over: nothing runs, and what is not done has stopped, or waits for what has stopped, or the whole has halted. */
static void
check_end (World *world)
{
  g_assert_cmpuint (bookgen_engine_get_running (world->engine), ==, 0);
  g_assert_true (world->ended);
  if (bookgen_engine_get_halt (world->engine) != NULL)
    return;
  for (guint i = 0; i < world->tasks->len; i++)
    if (task_at (world, i)->state == BOOKGEN_TASK_TODO && !task_at (world, i)->gone)
      g_assert_cmpuint (task_at (world, i)->blocker, !=, BOOKGEN_NO_TASK);
}

static void
test_seeds (void)
{
  guint retries = 0, at_once = 0;
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      World *world = world_new (seed);
      run_to_end (world, seed % 2 == 1);
      if (seed % 2 == 0)
        check_end (world);
      /* Once the faults are over and the author lets it and pays, everything gets done, and nothing of it again. */
      world->faults = FALSE;
      set_budget (world, -1);
      tell (world, BOOKGEN_EVENT_RETRY_ALL, NULL);
      while (happen (world))
        ;
      g_assert_true (world->ended || bookgen_engine_get_running (world->engine) == 0);
      check_all_done (world);
      retries += world->retries;
      at_once += world->at_once;
      world_free (world);
    }
  /* The wait is dealt, and may be none once in many times. */
  g_assert_cmpuint (retries, >, 1000);
  g_assert_cmpuint (at_once * 50, <, retries);
}

/* Without faults or an author every slot is used, from the first start to the last. */
static void
test_limit_is_reached (void)
{
  for (guint seed = 1; seed < 50; seed++)
    {
      World *world = world_new (seed * 6 + 1);
      world->faults = FALSE;
      set_budget (world, -1);
      run_to_end (world, FALSE);
      check_all_done (world);
      g_assert_true (world->ended);
      world_free (world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  set_prices ();
  g_test_add_func ("/simulation/seeds", test_seeds);
  g_test_add_func ("/simulation/limit-is-reached", test_limit_is_reached);
  int status = g_test_run ();
  bookgen_prices_free (prices);
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    g_object_unref (endpoints[i]);
  return status;
}
