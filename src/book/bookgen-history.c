/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-history.h"

struct _BookgenHistory
{
  GPtrArray *undo; /* of steps, each a GPtrArray of BookgenCommand */
  GPtrArray *redo;
  GPtrArray *open; /* borrowed: the step that commands are added to; NULL until there is one, and between steps */
  guint open_depth;
  gboolean typing; /* the last step takes further edits of its text */
};

static void
command_free (gpointer data)
{
  BookgenCommand *command = data;

  g_ptr_array_unref (command->units);
  g_clear_object (&command->from.parent);
  g_clear_object (&command->to.parent);
  if (command->property)
    {
      g_value_unset (&command->before);
      g_value_unset (&command->after);
    }
  g_free (command);
}

static void
step_free (gpointer data)
{
  g_ptr_array_unref (data);
}

BookgenHistory *
bookgen_history_new (void)
{
  BookgenHistory *self = g_new0 (BookgenHistory, 1);

  self->undo = g_ptr_array_new_with_free_func (step_free);
  self->redo = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
bookgen_history_free (BookgenHistory *self)
{
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

/* Ten thousand units that nobody wants back take as long to go as it took them to come: not in the same turn of the loop. */
static void
forget_redo (BookgenHistory *self)
{
  if (self->redo->len == 0)
    return;
  g_idle_add_once (step_free, self->redo);
  self->redo = g_ptr_array_new_with_free_func (step_free);
}

static BookgenCommand *
add_command (BookgenHistory *self, GPtrArray *units)
{
  BookgenCommand *command = g_new0 (BookgenCommand, 1);

  command->units = g_ptr_array_ref (units);
  self->typing = FALSE;
  forget_redo (self);
  if (!self->open)
    {
      self->open = g_ptr_array_new_with_free_func (command_free);
      g_ptr_array_add (self->undo, self->open);
    }
  g_ptr_array_add (self->open, command);
  if (self->open_depth == 0)
    self->open = NULL;
  return command;
}

const BookgenCommand *
bookgen_history_add_place (BookgenHistory *self, GPtrArray *units, BookgenPlace from, BookgenPlace to)
{
  BookgenCommand *command = add_command (self, units);

  command->from = from;
  command->to = to;
  return command;
}

static BookgenCommand *
get_typed (BookgenHistory *self)
{
  GPtrArray *step = self->typing ? g_ptr_array_index (self->undo, self->undo->len - 1) : NULL;

  return step ? g_ptr_array_index (step, step->len - 1) : NULL;
}

static gboolean
continue_typing (BookgenHistory *self, BookgenUnit *unit, const char *property, const GValue *after)
{
  BookgenCommand *typed = get_typed (self);

  if (!typed || typed->units->len == 0 || typed->units->pdata[0] != unit || typed->property != property)
    return FALSE;
  g_value_copy (after, &typed->after);
  return TRUE;
}

void
bookgen_history_add_edit (BookgenHistory *self, BookgenUnit *unit, const char *property, const GValue *before,
                          const GValue *after)
{
  g_autoptr (GPtrArray) units = NULL;
  BookgenCommand *command;

  if (continue_typing (self, unit, property, after))
    return;
  units = g_ptr_array_new_with_free_func (g_object_unref);
  if (unit)
    g_ptr_array_add (units, g_object_ref (unit));
  command = add_command (self, units);
  command->property = property;
  g_value_init (&command->before, G_VALUE_TYPE (before));
  g_value_copy (before, &command->before);
  g_value_init (&command->after, G_VALUE_TYPE (after));
  g_value_copy (after, &command->after);
  self->typing = G_VALUE_HOLDS_STRING (after);
}

void
bookgen_history_end_edit (BookgenHistory *self)
{
  self->typing = FALSE;
}

void
bookgen_history_begin (BookgenHistory *self)
{
  self->typing = FALSE;
  self->open_depth++;
}

void
bookgen_history_end (BookgenHistory *self)
{
  g_return_if_fail (self->open_depth > 0);

  self->typing = FALSE;
  if (--self->open_depth == 0)
    self->open = NULL;
}

gboolean
bookgen_history_can_undo (BookgenHistory *self)
{
  return self->undo->len > 0;
}

gboolean
bookgen_history_can_redo (BookgenHistory *self)
{
  return self->redo->len > 0;
}

static GPtrArray *
take_step (BookgenHistory *self, GPtrArray *from, GPtrArray *to)
{
  GPtrArray *step;

  g_return_val_if_fail (self->open_depth == 0, NULL);
  self->typing = FALSE;
  if (from->len == 0)
    return NULL;
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, step);
  return g_ptr_array_ref (step);
}

GPtrArray *
bookgen_history_undo (BookgenHistory *self)
{
  return take_step (self, self->undo, self->redo);
}

GPtrArray *
bookgen_history_redo (BookgenHistory *self)
{
  return take_step (self, self->redo, self->undo);
}

void
bookgen_history_forget (BookgenHistory *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  self->open = NULL;
  self->typing = FALSE;
}

static gboolean
has_to_do_with (const BookgenCommand *command, GHashTable *units)
{
  for (guint i = 0; i < command->units->len; i++)
    if (g_hash_table_contains (units, command->units->pdata[i]))
      return TRUE;
  return (command->from.parent && g_hash_table_contains (units, command->from.parent)) ||
         (command->to.parent && g_hash_table_contains (units, command->to.parent));
}

/* The step that is taken next is the last one: all before one that has to go goes with it. */
static void
forget_up_to_units (GPtrArray *steps, GHashTable *units)
{
  for (guint i = steps->len; i > 0; i--)
    {
      GPtrArray *step = steps->pdata[i - 1];

      for (guint j = 0; j < step->len; j++)
        if (has_to_do_with (step->pdata[j], units))
          {
            g_ptr_array_remove_range (steps, 0, i);
            return;
          }
    }
}

void
bookgen_history_forget_units (BookgenHistory *self, GHashTable *units)
{
  g_return_if_fail (self->open_depth == 0);

  self->typing = FALSE;
  forget_up_to_units (self->undo, units);
  forget_up_to_units (self->redo, units);
}
