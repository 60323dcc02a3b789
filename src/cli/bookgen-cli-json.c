/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cli-json.h"

#include "bookgen-cli-object.h"

#define RUNNING_LINE_US (250 * 1000)

/* What was last said of a task. */
typedef struct
{
  gboolean said;
  BookgenTaskState state;
  char *reason;
  guint words;
  gint64 at_us;
} Said;

struct _BookgenCliJson
{
  BookgenRun *run; /* borrowed */
  gulong changed_id;
  gint64 started_at_us;
  GHashTable *said; /* BookgenTask -> Said */
};

static void
said_free (gpointer said)
{
  g_free (((Said *)said)->reason);
  g_free (said);
}

static const char *
get_title (BookgenCliJson *self, const BookgenTask *task)
{
  BookgenBook *book = bookgen_run_get_book (self->run);
  BookgenUnit *unit = bookgen_outline_find (bookgen_book_get_outline (book), task->unit_id);

  return unit != NULL ? bookgen_unit_get_title (unit) : bookgen_book_get_title (book);
}

static const char *
get_state (const BookgenTask *task)
{
  return task->state == BOOKGEN_TASK_TODO ? "waiting" : bookgen_task_state_to_string (task->state);
}

static void
print_task (BookgenCliJson *self, const BookgenTask *task, const BookgenUsage *usage, const Said *facts)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_string (builder, "event", "task");
  bookgen_cli_object_add_string (builder, "task", task->stage->id);
  bookgen_cli_object_add_string (builder, "unit", task->unit_id);
  bookgen_cli_object_add_string (builder, "title", get_title (self, task));
  bookgen_cli_object_add_string (builder, "state", get_state (task));
  bookgen_cli_object_add_string (builder, "reason", facts->reason);
  bookgen_cli_object_add_int (builder, "words", facts->words);
  bookgen_cli_object_add_int (builder, "target_words", task->target_words);
  bookgen_cli_object_add_usage (builder, usage);
  bookgen_cli_object_add_int (builder, "attempt", task->attempts);
  bookgen_cli_object_add_int (builder, "at_ms", (facts->at_us - self->started_at_us) / 1000);
  bookgen_cli_object_print (builder);
}

/* Whether there is anything to say of a task beyond what was said LAST. */
static gboolean
is_new (const Said *last, const Said *now)
{
  if (!last->said || last->state != now->state)
    return TRUE;
  if (now->state == BOOKGEN_TASK_RUNNING)
    return now->words != last->words && now->at_us - last->at_us >= RUNNING_LINE_US;
  return g_strcmp0 (last->reason, now->reason) != 0;
}

static Said *
last_said (BookgenCliJson *self, const BookgenTask *task)
{
  Said *last = g_hash_table_lookup (self->said, task);

  if (last == NULL)
    g_hash_table_insert (self->said, (gpointer)task, last = g_new0 (Said, 1));
  return last;
}

static void
say (BookgenCliJson *self, guint index)
{
  const BookgenTask *task = g_ptr_array_index (bookgen_run_get_tasks (self->run), index);
  Said *last = last_said (self, task);
  Said now = { .said = TRUE, .state = task->state, .at_us = g_get_monotonic_time () };
  BookgenUsage usage;

  bookgen_run_get_task_facts (self->run, index, &usage, &now.words, &now.reason);
  if (now.reason == NULL)
    now.reason = g_strdup ("");
  if (!is_new (last, &now))
    {
      g_free (now.reason);
      return;
    }
  print_task (self, task, &usage, &now);
  g_free (last->reason);
  *last = now;
}

static void
task_changed (BookgenRun *run, guint task, BookgenCliJson *self)
{
  say (self, task);
}

BookgenCliJson *
bookgen_cli_json_new (BookgenRun *run)
{
  BookgenCliJson *self = g_new0 (BookgenCliJson, 1);

  self->run = run;
  self->started_at_us = g_get_monotonic_time ();
  self->said = g_hash_table_new_full (NULL, NULL, NULL, said_free);
  self->changed_id = g_signal_connect (run, "task-changed", G_CALLBACK (task_changed), self);
  return self;
}

void
bookgen_cli_json_update (BookgenCliJson *self)
{
  GPtrArray *tasks = bookgen_run_get_tasks (self->run);

  for (guint i = 0; i < tasks->len; i++)
    if (((BookgenTask *)tasks->pdata[i])->state == BOOKGEN_TASK_RUNNING)
      say (self, i);
}

void
bookgen_cli_json_free (BookgenCliJson *self)
{
  g_signal_handler_disconnect (self->run, self->changed_id);
  g_hash_table_unref (self->said);
  g_free (self);
}

void
bookgen_cli_json_print_summary (const BookgenTotals *totals, const char *book_path, GPtrArray *exports)
{
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_string (builder, "event", "summary");
  bookgen_cli_object_add_int (builder, "done", totals->done);
  bookgen_cli_object_add_int (builder, "to_look_at", totals->to_look_at);
  bookgen_cli_object_add_int (builder, "failed", totals->failed);
  bookgen_cli_object_add_int (builder, "skipped", totals->skipped);
  bookgen_cli_object_add_amount (builder, "seconds", totals->elapsed_ms, 1e3);
  bookgen_cli_object_add_int (builder, "max_in_flight", totals->max_in_flight);
  bookgen_cli_object_add_usage (builder, &totals->usage);
  bookgen_cli_object_add_string (builder, "book", book_path);
  json_builder_set_member_name (builder, "exports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < exports->len; i++)
    json_builder_add_string_value (builder, exports->pdata[i]);
  json_builder_end_array (builder);
  bookgen_cli_object_print (builder);
}
