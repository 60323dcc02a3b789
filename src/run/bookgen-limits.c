/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-limits.h"

struct _BookgenLimits {
  guint modules_at_once, lessons_at_once;
  GHashTable *stages;  /* BookgenStage -> tasks of it that run */
  GHashTable *units;   /* unit id (borrowed from its task) -> tasks of it that run */
  GHashTable *modules; /* index -> units of it in which something runs; only modules that have some */
};

BookgenLimits *
bookgen_limits_new (void)
{
  BookgenLimits *self = g_new0 (BookgenLimits, 1);
  self->modules_at_once = self->lessons_at_once = G_MAXUINT;
  self->stages = g_hash_table_new (NULL, NULL);
  self->units = g_hash_table_new (g_str_hash, g_str_equal);
  self->modules = g_hash_table_new (NULL, NULL);
  return self;
}

void
bookgen_limits_free (BookgenLimits *self)
{
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->units);
  g_hash_table_unref (self->modules);
  g_free (self);
}

void
bookgen_limits_set (BookgenLimits *self, guint modules_at_once, guint lessons_at_once)
{
  if (modules_at_once > 0)
    self->modules_at_once = modules_at_once;
  if (lessons_at_once > 0)
    self->lessons_at_once = lessons_at_once;
}

static guint
count_of (GHashTable *table, gconstpointer key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
}

/* Returns the new count; what has none is not kept. */
static guint
change (GHashTable *table, gconstpointer key, int by)
{
  guint count = count_of (table, key) + by;
  if (count == 0)
    g_hash_table_remove (table, key);
  else
    g_hash_table_replace (table, (gpointer) key, GUINT_TO_POINTER (count));
  return count;
}

static gconstpointer
module_key (const BookgenTask *task)
{
  return GUINT_TO_POINTER (task->module + 1);
}

static BookgenWait
ask_module (BookgenLimits *self, const BookgenTask *task)
{
  guint lessons = count_of (self->modules, module_key (task));
  if (lessons == 0 && g_hash_table_size (self->modules) >= self->modules_at_once)
    return BOOKGEN_WAIT_MODULES;
  if (count_of (self->units, task->unit_id) == 0 && lessons >= self->lessons_at_once)
    return BOOKGEN_WAIT_LESSONS;
  return BOOKGEN_WAIT_NONE;
}

BookgenWait
bookgen_limits_ask (BookgenLimits *self, const BookgenTask *task)
{
  if (task->stage->limit > 0 && count_of (self->stages, task->stage) >= task->stage->limit)
    return BOOKGEN_WAIT_STAGE;
  return task->module != BOOKGEN_NO_MODULE ? ask_module (self, task) : BOOKGEN_WAIT_NONE;
}

void
bookgen_limits_started (BookgenLimits *self, const BookgenTask *task)
{
  change (self->stages, task->stage, +1);
  if (task->module != BOOKGEN_NO_MODULE && change (self->units, task->unit_id, +1) == 1)
    change (self->modules, module_key (task), +1);
}

void
bookgen_limits_ended (BookgenLimits *self, const BookgenTask *task)
{
  change (self->stages, task->stage, -1);
  if (task->module != BOOKGEN_NO_MODULE && change (self->units, task->unit_id, -1) == 0)
    change (self->modules, module_key (task), -1);
}

void
bookgen_limits_recount (BookgenLimits *self, GPtrArray *tasks)
{
  g_hash_table_remove_all (self->stages);
  g_hash_table_remove_all (self->units);
  g_hash_table_remove_all (self->modules);
  for (guint i = 0; i < tasks->len; i++)
    if (((BookgenTask *) tasks->pdata[i])->state == BOOKGEN_TASK_RUNNING)
      bookgen_limits_started (self, tasks->pdata[i]);
}
