/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-replan.h"

#include "bookgen-transition.h"

static guint
hash_key (gconstpointer key)
{
  const BookgenTask *task = key;
  return g_str_hash (task->unit_id) ^ g_direct_hash (task->stage) ^ (guint) task->item * 2654435761u;
}

static gboolean
equal_key (gconstpointer a, gconstpointer b)
{
  const BookgenTask *one = a, *other = b;
  return one->stage == other->stage && one->item == other->item && g_str_equal (one->unit_id, other->unit_id);
}

static void
take_all (GPtrArray *tasks, GHashTable *known)
{
  for (guint i = 0; i < tasks->len; i++)
    g_hash_table_add (known, tasks->pdata[i]);
  g_free (g_ptr_array_steal (tasks, NULL));
}

/* Its place in the new plan; its size only while nothing of it is written. */
static void
take_place (BookgenTask *task, BookgenTask *planned)
{
  task->index = planned->index;
  task->order = planned->order;
  task->group = planned->group;
  task->module = planned->module;
  task->previous = planned->previous;
  g_array_unref (task->needs);
  task->needs = g_array_ref (planned->needs);
  if (task->state == BOOKGEN_TASK_RUNNING || bookgen_transition_keeps (task))
    return;
  task->target_words = planned->target_words;
  task->output_limit = planned->output_limit;
  task->expected_tokens = planned->expected_tokens;
  task->material_tokens = planned->material_tokens;
  task->expected_ms = planned->expected_ms;
  task->cost_most_micros = planned->cost_most_micros;
}

/* What was stopped because it left goes on when it is back. */
static void
bring_back (BookgenTask *task)
{
  task->gone = FALSE;
  if (task->state == BOOKGEN_TASK_INTERRUPTED && !task->held)
    task->state = BOOKGEN_TASK_TODO;
}

static BookgenTask *
keep (GHashTable *known, BookgenTask *planned)
{
  BookgenTask *task = g_hash_table_lookup (known, planned);
  if (task == NULL)
    return planned;
  g_hash_table_remove (known, task);
  take_place (task, planned);
  if (task->gone && task->state != BOOKGEN_TASK_RUNNING)
    bring_back (task);
  bookgen_task_free (planned);
  return task;
}

static void
leave (BookgenTask *task, GPtrArray *tasks, GPtrArray *gone)
{
  task->gone = TRUE;
  if (task->state != BOOKGEN_TASK_RUNNING)
    {
      g_ptr_array_add (gone, task);
      return;
    }
  task->index = tasks->len;
  task->previous = BOOKGEN_NO_TASK;
  g_array_set_size (task->needs, 0);
  g_ptr_array_add (tasks, task);
}

void
bookgen_replan (GPtrArray *tasks, GPtrArray *planned, GPtrArray *gone)
{
  g_autoptr (GHashTable) known = g_hash_table_new (hash_key, equal_key);
  GHashTableIter iter;
  gpointer task;
  gsize n;
  take_all (gone, known);
  take_all (tasks, known);
  g_autofree gpointer *fresh = g_ptr_array_steal (planned, &n);
  g_ptr_array_unref (planned);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (tasks, keep (known, fresh[i]));
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &task, NULL))
    leave (task, tasks, gone);
}
