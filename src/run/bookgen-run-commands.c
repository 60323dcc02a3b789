/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-private.h"

void
bookgen_run_retry_all (BookgenRun *self)
{
  bookgen_run_go (self, BOOKGEN_EVENT_RETRY_ALL);
}

static void
keep_settings (BookgenRun *self)
{
  g_autofree char *json = bookgen_run_settings_to_json (self->settings);
  bookgen_book_set_setting (self->book, "run", json);
}

static void
tell_limits (BookgenRun *self)
{
  const BookgenRunSettings *settings = self->settings;
  keep_settings (self);
  bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_LIMITS,
                                                          .task = BOOKGEN_NO_TASK,
                                                          .at_once = settings->at_once,
                                                          .modules_at_once = settings->modules_at_once,
                                                          .lessons_at_once = settings->lessons_at_once,
                                                          .pause_ms = settings->pause_ms });
}

void
bookgen_run_set_limits (BookgenRun *self, guint at_once, guint pause_ms)
{
  self->settings->at_once = MAX (at_once, 1);
  self->settings->pause_ms = pause_ms;
  tell_limits (self);
}

void
bookgen_run_set_module_limits (BookgenRun *self, guint modules_at_once, guint lessons_at_once)
{
  self->settings->modules_at_once = MAX (modules_at_once, 1);
  self->settings->lessons_at_once = MAX (lessons_at_once, 1);
  tell_limits (self);
}

void
bookgen_run_set_budget (BookgenRun *self, gint64 cap_micros)
{
  self->settings->budget_micros = MAX (cap_micros, -1);
  keep_settings (self);
  bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_BUDGET,
                                                          .task = BOOKGEN_NO_TASK,
                                                          .cap_micros = self->settings->budget_micros,
                                                          .spent_micros = -1 });
}

/* What is left out after the end is the end's too. */
static void
show_left_out (BookgenRun *self)
{
  bookgen_run_update_rows (self);
  if (self->tick_id == 0 && self->entry != NULL)
    bookgen_run_note_entry (self);
}

static void
ask_unit (BookgenRun *self, const char *unit_id, BookgenEventKind kind)
{
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      guint task = g_array_index (indices, guint, i);
      bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = kind, .task = task });
    }
  bookgen_run_update_rows (self);
}

/* Some tasks alone may go on after the end: the state that was. */
static BookgenRunState
wake (BookgenRun *self)
{
  BookgenRunState before = self->state;
  if (before == BOOKGEN_RUN_ENDED || before == BOOKGEN_RUN_IDLE)
    bookgen_run_set_state (self, BOOKGEN_RUN_WRITING);
  return before;
}

static void
rest_if_idle (BookgenRun *self, BookgenRunState before)
{
  if (bookgen_engine_get_running (bookgen_run_get_engine (self)) == 0 && bookgen_executor_get_wake_us (self->executor) == 0)
    bookgen_run_set_state (self, before);
}

void
bookgen_run_retry (BookgenRun *self, const char *unit_id)
{
  BookgenRunState before = wake (self);
  ask_unit (self, unit_id, BOOKGEN_EVENT_RETRY);
  rest_if_idle (self, before);
}

void
bookgen_run_resume_stage (BookgenRun *self, const char *stage_id, const char *unit_id)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self);
  BookgenRunState before = wake (self);
  gboolean reached = FALSE;
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i);
      if (!g_str_equal (task->stage->id, stage_id))
        continue;
      reached |= g_str_equal (task->unit_id, unit_id);
      if (reached && task->state == BOOKGEN_TASK_SKIPPED)
        bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_RETRY, .task = task->index });
    }
  bookgen_run_update_rows (self);
  rest_if_idle (self, before);
}

void
bookgen_run_make_item (BookgenRun *self, const char *unit_id, int item)
{
  bookgen_executor_make_item (self->executor, unit_id, item);
  bookgen_run_update_rows (self);
}

/* The last that has been made of the unit; NULL for none. */
static BookgenTask *
find_text (BookgenRun *self, const char *unit_id)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self);
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = indices != NULL ? indices->len : 0; i > 0; i--)
    {
      BookgenTask *task = g_ptr_array_index (tasks, g_array_index (indices, guint, i - 1));
      if (task->stage->makes == BOOKGEN_MAKES_TEXT && task->state == BOOKGEN_TASK_DONE)
        return task;
    }
  return NULL;
}

gboolean
bookgen_run_mend (BookgenRun *self, const char *unit_id, const char *note)
{
  BookgenTask *text = find_text (self, unit_id);
  if (text == NULL)
    return FALSE;
  g_free (text->note);
  text->note = g_strdup (note);
  bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_AGAIN, .task = text->index });
  bookgen_run_update_rows (self);
  return TRUE;
}

void
bookgen_run_skip (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_SKIP);
}

static gboolean
is_open (const BookgenTask *task)
{
  return task->state != BOOKGEN_TASK_DONE && task->state != BOOKGEN_TASK_SKIPPED;
}

void
bookgen_run_leave_as_drafted (BookgenRun *self, const char *unit_id)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self);
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  gboolean drafted = FALSE;
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, g_array_index (indices, guint, i));
      if (task->stage->makes != BOOKGEN_MAKES_TEXT)
        continue;
      if (drafted && is_open (task))
        bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_SKIP, .task = task->index });
      drafted |= task->state == BOOKGEN_TASK_DONE;
    }
  show_left_out (self);
}

void
bookgen_run_stop_stage (BookgenRun *self, const char *stage_id)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self);
  for (guint i = tasks->len; i > 0; i--)
    {
      const BookgenTask *task = g_ptr_array_index (tasks, i - 1);
      if (is_open (task) && g_str_equal (task->stage->id, stage_id))
        bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = BOOKGEN_EVENT_SKIP, .task = task->index });
    }
  show_left_out (self);
}

void
bookgen_run_cancel (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_CANCEL);
}

void
bookgen_run_write_next (BookgenRun *self, const char *unit_id)
{
  ask_unit (self, unit_id, BOOKGEN_EVENT_NEXT);
}
