/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-task-record.h"

static const char *const state_names[] = { "todo", "running", "interrupted", "done", "failed", "skipped" };

BookgenTaskRecord *
bookgen_task_record_new (const char *stage, const char *unit_id, int item)
{
  BookgenTaskRecord *self = g_new0 (BookgenTaskRecord, 1);

  self->stage = g_strdup (stage);
  self->unit_id = g_strdup (unit_id ? unit_id : "");
  self->item = item;
  return self;
}

BookgenTaskRecord *
bookgen_task_record_copy (const BookgenTaskRecord *self)
{
  BookgenTaskRecord *copy = g_memdup2 (self, sizeof *self);

  copy->stage = g_strdup (self->stage);
  copy->unit_id = g_strdup (self->unit_id);
  copy->reason = g_strdup (self->reason);
  copy->failure = g_strdup (self->failure);
  copy->partial = g_strdup (self->partial);
  copy->handle = g_strdup (self->handle);
  copy->model = g_strdup (self->model);
  copy->items = self->items ? g_array_ref (self->items) : NULL;
  return copy;
}

void
bookgen_task_record_free (BookgenTaskRecord *self)
{
  if (!self)
    return;
  g_free (self->stage);
  g_free (self->unit_id);
  g_free (self->reason);
  g_free (self->failure);
  g_free (self->partial);
  g_free (self->handle);
  g_free (self->model);
  g_clear_pointer (&self->items, g_array_unref);
  g_free (self);
}

const char *
bookgen_task_state_to_string (BookgenTaskState state)
{
  g_return_val_if_fail (state <= BOOKGEN_TASK_SKIPPED, NULL);

  return state_names[state];
}

gboolean
bookgen_task_state_from_string (const char *name, BookgenTaskState *state)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (state_names); i++)
    if (g_str_equal (name, state_names[i]))
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}
