/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-task.h"

BookgenTask *
bookgen_task_new (const BookgenStage *stage, const char *unit_id, int item)
{
  BookgenTask *self = g_new0 (BookgenTask, 1);
  self->stage = stage;
  self->unit_id = g_strdup (unit_id);
  self->item = item;
  self->needs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->previous = BOOKGEN_NO_TASK;
  self->module = BOOKGEN_NO_MODULE;
  self->carry_from = BOOKGEN_NO_TASK;
  self->cost_most_micros = -1;
  self->waits_for = BOOKGEN_NO_TASK;
  self->blocker = BOOKGEN_NO_TASK;
  return self;
}

void
bookgen_task_free (BookgenTask *self)
{
  g_free (self->unit_id);
  g_free (self->note);
  g_strfreev (self->chapters);
  g_array_unref (self->needs);
  g_clear_pointer (&self->failure, bookgen_failure_free);
  g_free (self);
}

char *
bookgen_task_key (const char *stage, const char *unit_id, int item)
{
  return g_strdup_printf ("%s/%s/%d", stage, unit_id, item);
}

GPtrArray *
bookgen_task_dup_chapters (const BookgenTask *self, BookgenOutline *outline)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->chapters != NULL && self->chapters[i] != NULL; i++)
    {
      BookgenUnit *unit = bookgen_outline_find (outline, self->chapters[i]);
      if (unit != NULL)
        g_ptr_array_add (units, g_object_ref (unit));
    }
  return units;
}
