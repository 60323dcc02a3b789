/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run.h"

#include <glib/gi18n-lib.h>

#include "bookgen-executor.h"
#include "bookgen-feasible.h"
#include "bookgen-prompt.h"
#include "bookgen-reason.h"
#include "bookgen-rows.h"
#include "bookgen-run-history.h"

#define TICK_MS 100
#define TICKS_PER_STORE 4
/* After GTK's redraw (120), with the network. */
#define TICK_PRIORITY 200

struct _BookgenRun {
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  BookgenRunSettings *settings;
  BookgenExecutor *executor;
  BookgenRows *rows;

  BookgenRunState state;
  BookgenRunEntry *entry; /* of the book's history; NULL before the first start */
  BookgenEstimate expected; /* no requests until it is known */
  gint64 started_at_us; /* 0 while it does not run */
  gint64 active_us;     /* of earlier stretches */
  guint words_at_start;
  guint tick_id, ticks;
  BookgenEventKind after_stop; /* what was asked for while it was still stopping; STOP for nothing */
};

static void bookgen_run_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BookgenRun, bookgen_run, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bookgen_run_list_model_init))

enum { SIGNAL_TASK_CHANGED, SIGNAL_PROGRESSED, SIGNAL_ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GParamSpec *state_property;

GType
bookgen_run_state_get_type (void)
{
  static const GEnumValue values[] = {
    { BOOKGEN_RUN_IDLE, "BOOKGEN_RUN_IDLE", "idle" },
    { BOOKGEN_RUN_WRITING, "BOOKGEN_RUN_WRITING", "writing" },
    { BOOKGEN_RUN_PAUSING, "BOOKGEN_RUN_PAUSING", "pausing" },
    { BOOKGEN_RUN_PAUSED, "BOOKGEN_RUN_PAUSED", "paused" },
    { BOOKGEN_RUN_STOPPING, "BOOKGEN_RUN_STOPPING", "stopping" },
    { BOOKGEN_RUN_ENDED, "BOOKGEN_RUN_ENDED", "ended" },
    { 0 },
  };
  static gsize type;
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("BookgenRunState", values));
  return type;
}

static BookgenEngine *
get_engine (BookgenRun *self)
{
  return bookgen_executor_get_engine (self->executor);
}

static void
update_rows (BookgenRun *self)
{
  bookgen_rows_update (self->rows, bookgen_executor_get_wake_us (self->executor));
}

static void
set_state (BookgenRun *self, BookgenRunState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), state_property);
}

/* The one timer: takes what came in, stores it twice a second or more, and tells the rows. */

static gboolean
tick (gpointer user_data)
{
  BookgenRun *self = user_data;
  bookgen_executor_pull (self->executor, ++self->ticks % TICKS_PER_STORE == 0);
  update_rows (self);
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

/* Where the run stands, for the book's history. */
static void
note_entry (BookgenRun *self)
{
  BookgenTotals totals;
  bookgen_run_get_totals (self, &totals);
  BookgenRunEntry *entry = self->entry;
  entry->ended_at_ms = g_get_real_time () / 1000;
  entry->chapters = totals.chapters;
  entry->done = totals.done;
  entry->to_look_at = totals.to_look_at;
  entry->failed = totals.failed;
  entry->usage = totals.usage;
  entry->low = totals.expected_low;
  entry->high = totals.expected_high;
  bookgen_run_history_note (self->book, entry);
}

static void
estimate_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenRun) self = user_data;
  bookgen_estimate_finish (result, &self->expected, NULL);
}

/* What it will take, by what is to be done at its start. */
static void
expect (BookgenRun *self)
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  BookgenEstimateBasis basis = { .endpoint = self->endpoint, .prices = prices };
  bookgen_client_get_pace (self->client, self->endpoint, &basis.pace);
  bookgen_estimate_async (bookgen_executor_get_pipeline (self->executor), bookgen_book_get_outline (self->book),
                          self->settings, bookgen_ledger_get_stored (bookgen_executor_get_ledger (self->executor)), &basis,
                          NULL, estimate_made, g_object_ref (self));
}

static void
begin_entry (BookgenRun *self)
{
  if (self->entry != NULL)
    return;
  self->entry = g_new0 (BookgenRunEntry, 1);
  self->entry->started_at_ms = g_get_real_time () / 1000;
  self->entry->mode = self->settings->mode;
  self->entry->model = g_strdup (bookgen_endpoint_get_model (self->endpoint));
  self->entry->rehearsal = bookgen_endpoint_is_rehearsal (self->endpoint);
  expect (self);
  note_entry (self);
}

static void
start_ticking (BookgenRun *self)
{
  if (self->tick_id != 0)
    return;
  begin_entry (self);
  self->started_at_us = g_get_monotonic_time ();
  self->tick_id = g_timeout_add_full (TICK_PRIORITY, TICK_MS, tick, self, NULL);
}

static void
stop_ticking (BookgenRun *self)
{
  if (self->tick_id == 0)
    return;
  self->active_us += g_get_monotonic_time () - self->started_at_us;
  self->started_at_us = 0;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  update_rows (self);
  note_entry (self);
}

/* What the executor tells. */

static void
executor_stepped (BookgenExecutor *executor, BookgenRun *self)
{
  guint running = bookgen_engine_get_running (get_engine (self));
  if (running > 0)
    start_ticking (self);
  if (running > 0 && (self->state == BOOKGEN_RUN_ENDED || self->state == BOOKGEN_RUN_IDLE))
    set_state (self, BOOKGEN_RUN_WRITING);
  if (running > 0 && self->state == BOOKGEN_RUN_PAUSED) /* one was asked for by itself */
    set_state (self, BOOKGEN_RUN_PAUSING);
  if (running > 0 || self->state != BOOKGEN_RUN_PAUSING)
    return;
  stop_ticking (self);
  set_state (self, BOOKGEN_RUN_PAUSED);
}

/* Rows come and go with the outline: says which, as one stretch. */
static void
executor_replanned (BookgenExecutor *executor, BookgenRun *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new ();
  GPtrArray *now = bookgen_rows_get_units (self->rows);
  guint start = 0, end = 0;
  g_ptr_array_extend (before, now, NULL, NULL);
  bookgen_rows_replan (self->rows);
  guint shorter = MIN (before->len, now->len);
  while (start < shorter && before->pdata[start] == now->pdata[start])
    start++;
  while (end < shorter - start && before->pdata[before->len - 1 - end] == now->pdata[now->len - 1 - end])
    end++;
  if (start + end < MAX (before->len, now->len))
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end, now->len - start - end);
}

static void
executor_task_changed (BookgenExecutor *executor, guint task, BookgenRun *self)
{
  g_signal_emit (self, signals[SIGNAL_TASK_CHANGED], 0, task);
}

static void
book_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenRun) self = user_data;
  bookgen_book_flush_finish (BOOKGEN_BOOK (source), result, NULL);
  if (self->tick_id == 0)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

/* What the author asks for. */

static void
ask (BookgenRun *self, BookgenEventKind kind)
{
  bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = kind, .task = BOOKGEN_NO_TASK });
}

/* What is still being stopped would stay interrupted: it goes on when the stop has ended. */
static void
go (BookgenRun *self, BookgenEventKind kind)
{
  if (self->state == BOOKGEN_RUN_STOPPING)
    {
      self->after_stop = kind;
      return;
    }
  set_state (self, BOOKGEN_RUN_WRITING);
  start_ticking (self);
  ask (self, kind);
}

static void
executor_ended (BookgenExecutor *executor, BookgenRun *self)
{
  BookgenEventKind next = self->after_stop;
  stop_ticking (self);
  set_state (self, BOOKGEN_RUN_ENDED);
  self->after_stop = BOOKGEN_EVENT_STOP;
  if (next != BOOKGEN_EVENT_STOP)
    go (self, next);
  else
    bookgen_book_flush_async (self->book, book_flushed, g_object_ref (self));
}

void
bookgen_run_start (BookgenRun *self)
{
  if (self->after_stop != BOOKGEN_EVENT_RETRY_ALL)
    go (self, BOOKGEN_EVENT_GO);
}

void
bookgen_run_pause (BookgenRun *self)
{
  if (self->state != BOOKGEN_RUN_WRITING)
    return;
  set_state (self, BOOKGEN_RUN_PAUSING);
  ask (self, BOOKGEN_EVENT_PAUSE);
}

void
bookgen_run_stop (BookgenRun *self)
{
  if (self->state == BOOKGEN_RUN_IDLE || self->state == BOOKGEN_RUN_ENDED)
    return;
  self->after_stop = BOOKGEN_EVENT_STOP;
  set_state (self, BOOKGEN_RUN_STOPPING);
  ask (self, BOOKGEN_EVENT_STOP);
}

void
bookgen_run_retry_all (BookgenRun *self)
{
  go (self, BOOKGEN_EVENT_RETRY_ALL);
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
bookgen_run_set_course_limits (BookgenRun *self, guint modules_at_once, guint lessons_at_once)
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

static void
ask_unit (BookgenRun *self, const char *unit_id, BookgenEventKind kind)
{
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      guint task = g_array_index (indices, guint, i);
      bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = kind, .task = task });
    }
  update_rows (self);
}

void
bookgen_run_retry (BookgenRun *self, const char *unit_id)
{
  BookgenRunState before = self->state;
  if (before == BOOKGEN_RUN_ENDED || before == BOOKGEN_RUN_IDLE)
    set_state (self, BOOKGEN_RUN_WRITING);
  ask_unit (self, unit_id, BOOKGEN_EVENT_RETRY);
  if (bookgen_engine_get_running (get_engine (self)) == 0 && bookgen_executor_get_wake_us (self->executor) == 0)
    set_state (self, before);
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
  update_rows (self);
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
  update_rows (self);
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

/* What can be asked about it. */

BookgenRunState
bookgen_run_get_state (BookgenRun *self)
{
  return self->state;
}

BookgenBook *
bookgen_run_get_book (BookgenRun *self)
{
  return self->book;
}

BookgenEndpoint *
bookgen_run_get_endpoint (BookgenRun *self)
{
  return self->endpoint;
}

const BookgenRunSettings *
bookgen_run_get_settings (BookgenRun *self)
{
  return self->settings;
}

const BookgenFailure *
bookgen_run_get_halt (BookgenRun *self)
{
  return bookgen_engine_get_halt (get_engine (self));
}

char *
bookgen_run_dup_halt_text (BookgenRun *self)
{
  const BookgenFailure *halt = bookgen_run_get_halt (self);
  return halt != NULL ? bookgen_reason_of_failure (halt) : NULL;
}

GPtrArray *
bookgen_run_get_tasks (BookgenRun *self)
{
  return bookgen_engine_get_tasks (get_engine (self));
}

BookgenProgress *
bookgen_run_get_progress (BookgenRun *self, const char *unit_id)
{
  return bookgen_rows_find (self->rows, unit_id);
}

const char *
bookgen_run_get_live_text (BookgenRun *self, const char *unit_id, gsize *length)
{
  GPtrArray *jobs = bookgen_executor_get_jobs (self->executor);
  GArray *indices = bookgen_rows_find_tasks (self->rows, unit_id);
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      const BookgenJob *job = g_ptr_array_index (jobs, g_array_index (indices, guint, i));
      if (job == NULL)
        continue;
      *length = job->text->len;
      return job->text->str;
    }
  return NULL;
}

void
bookgen_run_get_task_facts (BookgenRun *self, guint task, BookgenUsage *usage, guint *words, char **reason)
{
  GPtrArray *records = bookgen_ledger_get_records (bookgen_executor_get_ledger (self->executor));
  *usage = ((BookgenTaskRecord *) g_ptr_array_index (records, task))->usage;
  *words = bookgen_rows_count_words (self->rows, task);
  *reason = bookgen_rows_dup_reason (self->rows, task);
}

/* From the words written so far in this run; unknown for the first two seconds. */
static gint64
guess_left_ms (gint64 elapsed_ms, guint written, guint left)
{
  if (elapsed_ms < 2000 || written == 0)
    return -1;
  return (double) elapsed_ms / written * left;
}

void
bookgen_run_get_totals (BookgenRun *self, BookgenTotals *totals)
{
  BookgenRowCounts counts;
  bookgen_rows_count (self->rows, &counts);
  gint64 stretch_us = self->started_at_us > 0 ? g_get_monotonic_time () - self->started_at_us : 0;
  *totals = (BookgenTotals){
    .chapters = counts.rows,
    .done = counts.done,
    .to_look_at = counts.to_look_at,
    .writing = counts.writing,
    .waiting = counts.waiting,
    .failed = counts.failed,
    .skipped = counts.skipped,
    .max_in_flight = bookgen_executor_get_max_in_flight (self->executor),
    .cache_fails = bookgen_executor_get_cache_fails (self->executor),
    .elapsed_ms = (self->active_us + stretch_us) / 1000,
    .usage = *bookgen_executor_get_usage (self->executor),
    .expected_low = self->expected.low,
    .expected_high = self->expected.high,
  };
  totals->left_ms = guess_left_ms (totals->elapsed_ms, counts.words - MIN (counts.words, self->words_at_start),
                                   counts.target_words - counts.words);
}

static GType
bookgen_run_get_item_type (GListModel *model)
{
  return BOOKGEN_TYPE_PROGRESS;
}

static guint
bookgen_run_get_n_items (GListModel *model)
{
  BookgenRun *self = BOOKGEN_RUN (model);
  return bookgen_rows_get_units (self->rows)->len;
}

static gpointer
bookgen_run_get_item (GListModel *model, guint position)
{
  GPtrArray *units = bookgen_rows_get_units (BOOKGEN_RUN (model)->rows);
  return position < units->len ? g_object_ref (units->pdata[position]) : NULL;
}

static void
bookgen_run_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bookgen_run_get_item_type;
  iface->get_n_items = bookgen_run_get_n_items;
  iface->get_item = bookgen_run_get_item;
}

static void
bookgen_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_enum (value, BOOKGEN_RUN (object)->state);
}

/* Nobody is there to see it: what runs is stopped, and kept. */
static void
bookgen_run_dispose (GObject *object)
{
  BookgenRun *self = BOOKGEN_RUN (object);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->executor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->executor, self);
      if (self->rows != NULL)
        ask (self, BOOKGEN_EVENT_STOP);
    }
  g_clear_pointer (&self->rows, bookgen_rows_free);
  g_clear_object (&self->executor);
  G_OBJECT_CLASS (bookgen_run_parent_class)->dispose (object);
}

static void
bookgen_run_finalize (GObject *object)
{
  BookgenRun *self = BOOKGEN_RUN (object);
  g_clear_pointer (&self->entry, bookgen_run_entry_free);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->client);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_run_parent_class)->finalize (object);
}

static void
bookgen_run_class_init (BookgenRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = bookgen_run_get_property;
  object_class->dispose = bookgen_run_dispose;
  object_class->finalize = bookgen_run_finalize;
  state_property = g_param_spec_enum ("state", NULL, NULL, BOOKGEN_TYPE_RUN_STATE, BOOKGEN_RUN_IDLE,
                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, state_property);
  signals[SIGNAL_TASK_CHANGED] = g_signal_new ("task-changed", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PROGRESSED] = g_signal_new ("progressed", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", BOOKGEN_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_run_init (BookgenRun *self)
{
  self->after_stop = BOOKGEN_EVENT_STOP;
}

/* Making one. */

gboolean
bookgen_run_check_settings (const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GError **error)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, error);
  g_autoptr (BookgenPrompts) prompts = pipeline != NULL ? bookgen_prompts_load (pipeline, error) : NULL;
  return prompts != NULL && bookgen_feasible (pipeline, settings, endpoint, error);
}

static gboolean
check_writable (BookgenBook *book, GError **error)
{
  const char *owner = bookgen_book_get_owner (book);
  if (bookgen_book_get_writable (book))
    return TRUE;
  if (owner != NULL)
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY, _("“%s” is being written by another program: %s."),
                 bookgen_book_get_title (book), owner);
  else
    g_set_error (error, BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY, _("“%s” may only be read, not written."),
                 bookgen_book_get_title (book));
  return FALSE;
}

static gboolean
take_executor (BookgenRun *self, BookgenExecutor *executor, GError **error)
{
  BookgenRowCounts counts;
  GPtrArray *tasks = bookgen_engine_get_tasks (bookgen_executor_get_engine (executor));
  if (tasks->len == 0)
    {
      g_set_error_literal (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_UNKNOWN,
                           _("There is no chapter for the model to write."));
      return FALSE;
    }
  self->executor = g_object_ref (executor);
  self->rows = bookgen_rows_new (self->book, tasks, bookgen_ledger_get_records (bookgen_executor_get_ledger (executor)),
                                 bookgen_executor_get_jobs (executor));
  bookgen_rows_count (self->rows, &counts);
  self->words_at_start = counts.words;
  g_signal_connect (executor, "task-changed", G_CALLBACK (executor_task_changed), self);
  g_signal_connect (executor, "replanned", G_CALLBACK (executor_replanned), self);
  g_signal_connect (executor, "stepped", G_CALLBACK (executor_stepped), self);
  g_signal_connect (executor, "ended", G_CALLBACK (executor_ended), self);
  return TRUE;
}

BookgenRun *
bookgen_run_new (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                 const BookgenRunSettings *settings, GError **error)
{
  if (!check_writable (book, error))
    return NULL;
  g_autoptr (BookgenRun) self = g_object_new (BOOKGEN_TYPE_RUN, NULL);
  self->book = g_object_ref (book);
  self->client = g_object_ref (client);
  self->endpoint = g_object_ref (endpoint);
  self->settings = bookgen_run_settings_copy (settings);
  self->settings->rehearsal = bookgen_endpoint_is_rehearsal (endpoint);
  g_autoptr (BookgenExecutor) executor = bookgen_executor_new (book, client, endpoint, key, self->settings, error);
  if (executor == NULL || !take_executor (self, executor, error))
    return NULL;
  g_autofree char *json = bookgen_run_settings_to_json (self->settings);
  bookgen_book_set_setting (book, "run", json);
  return g_steal_pointer (&self);
}
