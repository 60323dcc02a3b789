/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-run-private.h"

#include <glib/gi18n-lib.h>

#include "bookgen-feasible.h"
#include "bookgen-prompt.h"

#define TICK_MS 100
#define TICKS_PER_STORE 4
/* Lists come in one by one, and each changes what is expected. */
#define TICKS_PER_ESTIMATE 10
/* After GTK's redraw (120), with the network. */
#define TICK_PRIORITY 200

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

BookgenEngine *
bookgen_run_get_engine (BookgenRun *self)
{
  return bookgen_executor_get_engine (self->executor);
}

void
bookgen_run_update_rows (BookgenRun *self)
{
  bookgen_rows_update (self->rows, bookgen_executor_get_wake_us (self->executor));
}

void
bookgen_run_set_state (BookgenRun *self, BookgenRunState state)
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
  if (self->expect_again && self->ticks % TICKS_PER_ESTIMATE == 0)
    bookgen_run_expect (self);
  bookgen_rows_update_some (self->rows, bookgen_executor_get_wake_us (self->executor));
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

static void
start_ticking (BookgenRun *self)
{
  if (self->tick_id != 0)
    return;
  bookgen_run_begin_entry (self);
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
  bookgen_run_update_rows (self);
  bookgen_run_note_entry (self);
}

/* What the executor tells. */

static void
executor_stepped (BookgenExecutor *executor, BookgenRun *self)
{
  guint running = bookgen_engine_get_running (bookgen_run_get_engine (self));
  if (running > 0)
    start_ticking (self);
  if (running > 0 && (self->state == BOOKGEN_RUN_ENDED || self->state == BOOKGEN_RUN_IDLE))
    bookgen_run_set_state (self, BOOKGEN_RUN_WRITING);
  if (running > 0 && self->state == BOOKGEN_RUN_PAUSED) /* one was asked for by itself */
    bookgen_run_set_state (self, BOOKGEN_RUN_PAUSING);
  if (running > 0 || self->state != BOOKGEN_RUN_PAUSING)
    return;
  stop_ticking (self);
  bookgen_run_set_state (self, BOOKGEN_RUN_PAUSED);
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
  self->expect_again = TRUE;
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
  bookgen_rows_mark (self->rows, task);
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

void
bookgen_run_ask (BookgenRun *self, BookgenEventKind kind)
{
  bookgen_executor_tell (self->executor, &(BookgenEvent){ .kind = kind, .task = BOOKGEN_NO_TASK });
}

/* What is still being stopped would stay interrupted: it goes on when the stop has ended. */
void
bookgen_run_go (BookgenRun *self, BookgenEventKind kind)
{
  if (self->state == BOOKGEN_RUN_STOPPING)
    {
      self->after_stop = kind;
      return;
    }
  bookgen_run_set_state (self, BOOKGEN_RUN_WRITING);
  start_ticking (self);
  bookgen_run_ask (self, kind);
}

static void
executor_ended (BookgenExecutor *executor, BookgenRun *self)
{
  BookgenEventKind next = self->after_stop;
  stop_ticking (self);
  bookgen_run_set_state (self, BOOKGEN_RUN_ENDED);
  self->after_stop = BOOKGEN_EVENT_STOP;
  if (next != BOOKGEN_EVENT_STOP)
    bookgen_run_go (self, next);
  else
    bookgen_book_flush_async (self->book, book_flushed, g_object_ref (self));
}

void
bookgen_run_start (BookgenRun *self)
{
  if (self->after_stop != BOOKGEN_EVENT_RETRY_ALL)
    bookgen_run_go (self, BOOKGEN_EVENT_GO);
}

void
bookgen_run_pause (BookgenRun *self)
{
  if (self->state != BOOKGEN_RUN_WRITING)
    return;
  bookgen_run_set_state (self, BOOKGEN_RUN_PAUSING);
  bookgen_run_ask (self, BOOKGEN_EVENT_PAUSE);
}

void
bookgen_run_stop (BookgenRun *self)
{
  if (self->state == BOOKGEN_RUN_IDLE || self->state == BOOKGEN_RUN_ENDED)
    return;
  self->after_stop = BOOKGEN_EVENT_STOP;
  bookgen_run_set_state (self, BOOKGEN_RUN_STOPPING);
  bookgen_run_ask (self, BOOKGEN_EVENT_STOP);
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
        bookgen_run_ask (self, BOOKGEN_EVENT_STOP);
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
