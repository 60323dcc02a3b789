/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-desk-private.h"

#include "bookgen-rehearsal.h"

#include <glib/gi18n-lib.h>

#define MOVED_EVERY_MS 100

struct _BookgenDesk
{
  GObject parent_instance;
  BookgenBook *book;
  BookgenClient *client;
  BookgenRun *run;             /* nullable */
  BookgenRehearsal *rehearsal; /* nullable */
  BookgenBookPipeline *pipeline;
  BookgenPlanChanges *changes;
  char *problem;               /* nullable */
  guint moved_source;
  BookgenDeskCount counted; /* while all are told that something moved, and the first has asked */
  gboolean telling;
  gboolean is_counted;
  gboolean was_active;
};

typedef enum { PROP_BOOK = 1, PROP_RUN, PROP_ACTIVE, PROP_PROBLEM } BookgenDeskProperty;
static GParamSpec *properties[PROP_PROBLEM + 1];
static guint moved_signal;

G_DEFINE_FINAL_TYPE (BookgenDesk, bookgen_desk, G_TYPE_OBJECT)

BookgenBook *
bookgen_desk_get_book (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return self->book;
}

BookgenClient *
bookgen_desk_get_client (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return self->client;
}

BookgenOutline *
bookgen_desk_get_outline (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return bookgen_book_get_outline (self->book);
}

BookgenRun *
bookgen_desk_get_run (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return self->run;
}

BookgenPlanChanges *
bookgen_desk_get_plan_changes (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return self->changes;
}

BookgenBookPipeline *
bookgen_desk_get_pipeline (BookgenDesk *self)
{
  return self->pipeline;
}

gboolean
bookgen_desk_get_active (BookgenDesk *self)
{
  BookgenRunState state;

  g_return_val_if_fail (BOOKGEN_IS_DESK (self), FALSE);
  state = self->run ? bookgen_run_get_state (self->run) : BOOKGEN_RUN_IDLE;
  return state != BOOKGEN_RUN_IDLE && state != BOOKGEN_RUN_ENDED;
}

guint
bookgen_desk_get_writing (BookgenDesk *self)
{
  BookgenTotals totals = { 0 };

  g_return_val_if_fail (BOOKGEN_IS_DESK (self), 0);
  if (self->run && bookgen_desk_get_active (self))
    bookgen_run_get_totals (self->run, &totals);
  return totals.writing;
}

const char *
bookgen_desk_get_problem (BookgenDesk *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), NULL);
  return self->problem;
}

static void
set_problem (BookgenDesk *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

void
bookgen_desk_clear_problem (BookgenDesk *self)
{
  g_return_if_fail (BOOKGEN_IS_DESK (self));
  set_problem (self, NULL);
}

void
bookgen_desk_tell_problem (BookgenDesk *self, const char *sentence)
{
  g_return_if_fail (BOOKGEN_IS_DESK (self));
  set_problem (self, sentence);
}

/* What moves. Several pages ask how many chapters there are when they are told, and ten thousand are counted once. */

void
bookgen_desk_count (BookgenDesk *self, BookgenDeskCount *count)
{
  g_return_if_fail (BOOKGEN_IS_DESK (self));
  if (!self->telling || !self->is_counted)
    bookgen_desk_count_chapters (self, &self->counted);
  self->is_counted = TRUE;
  *count = self->counted;
}

static void
move (BookgenDesk *self)
{
  bookgen_plan_changes_set_plan (self->changes, bookgen_desk_get_plan (self));
  if (!bookgen_desk_get_active (self))
    bookgen_plan_changes_look_again (self->changes);
  self->is_counted = FALSE;
  self->telling = TRUE;
  g_signal_emit (self, moved_signal, 0);
  self->telling = FALSE;
}

static gboolean
on_moved (gpointer user_data)
{
  BookgenDesk *self = user_data;

  self->moved_source = 0;
  move (self);
  return G_SOURCE_REMOVE;
}

/* A revision of each of a thousand chapters within a second is ten signals. */
static void
move_soon (BookgenDesk *self)
{
  if (self->moved_source == 0)
    self->moved_source = g_timeout_add (MOVED_EVERY_MS, on_moved, self);
}

/* The run says so ten times a second itself. */
static void
move_now (BookgenDesk *self)
{
  g_clear_handle_id (&self->moved_source, g_source_remove);
  move (self);
}

static void
notice_active (BookgenDesk *self)
{
  gboolean active = bookgen_desk_get_active (self);

  if (active == self->was_active)
    return;
  self->was_active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
on_run_state (BookgenDesk *self)
{
  g_autofree char *halt = bookgen_run_dup_halt_text (self->run);

  set_problem (self, halt);
  notice_active (self);
  move_soon (self);
}

static void
on_write_failed (BookgenDesk *self, const GError *error)
{
  g_autofree char *problem = NULL;

  problem = g_strdup_printf (_ ("The book could not be saved: %s Nothing that was saved before is lost. "
                                "Make room or check the disk, and go on."),
                             error->message);
  set_problem (self, problem);
}

/* Writing */

static void
drop_run (BookgenDesk *self)
{
  if (self->run)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
}

static void
take_run (BookgenDesk *self, BookgenRun *run)
{
  drop_run (self);
  bookgen_book_pipeline_forget (self->pipeline);
  self->run = run;
  g_signal_connect_swapped (run, "notify::state", G_CALLBACK (on_run_state), self);
  g_signal_connect_swapped (run, "progressed", G_CALLBACK (move_now), self);
  g_signal_connect_swapped (run, "task-changed", G_CALLBACK (move_soon), self);
  g_signal_connect_swapped (run, "ended", G_CALLBACK (on_run_state), self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
}

static BookgenEndpoint *
start_rehearsal (BookgenDesk *self, GError **error)
{
  BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  BookgenEndpoint *endpoint;
  BookgenPace pace;

  g_clear_object (&self->rehearsal);
  self->rehearsal = bookgen_rehearsal_new (&options, error);
  if (!self->rehearsal)
    return NULL;
  endpoint = bookgen_endpoint_new (_ ("Try without cost"), bookgen_rehearsal_get_base_url (self->rehearsal),
                                   BOOKGEN_DIALECT_OPENAI, "rehearsal", error);
  if (!endpoint)
    return NULL;
  bookgen_pace_set_known (&pace, options.first_token_ms, options.tokens_per_second);
  bookgen_endpoint_set_pace (endpoint, &pace);
  bookgen_endpoint_mark_rehearsal (endpoint);
  return endpoint;
}

static BookgenRun *
make_run (BookgenDesk *self, BookgenEndpoint *endpoint, const char *key, const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenEndpoint) who = settings->rehearsal ? start_rehearsal (self, error) : g_object_ref (endpoint);
  BookgenRun *run = who ? bookgen_run_new (self->book, self->client, who, key, settings, error) : NULL;

  if (!run)
    return NULL;
  set_problem (self, NULL);
  take_run (self, run);
  return run;
}

gboolean
bookgen_desk_write (BookgenDesk *self, BookgenEndpoint *endpoint, const char *key, const BookgenRunSettings *settings,
                    GError **error)
{
  g_return_val_if_fail (BOOKGEN_IS_DESK (self), FALSE);
  g_return_val_if_fail (settings->rehearsal || endpoint, FALSE);
  if (!make_run (self, endpoint, key, settings, error))
    return FALSE;
  bookgen_run_start (self->run);
  on_run_state (self);
  return TRUE;
}

gboolean
bookgen_desk_make_item (BookgenDesk *self, BookgenEndpoint *endpoint, const char *key, const BookgenRunSettings *settings,
                        const char *unit_id, int item, GError **error)
{
  g_autofree char *kept = NULL;

  g_return_val_if_fail (BOOKGEN_IS_DESK (self), FALSE);
  g_return_val_if_fail (settings->rehearsal || endpoint, FALSE);
  kept = g_strdup (bookgen_book_get_setting (self->book, "run"));
  if (!make_run (self, endpoint, key, settings, error))
    return FALSE;
  bookgen_book_set_setting (self->book, "run", kept ? kept : "{}");
  bookgen_run_make_item (self->run, unit_id, item);
  on_run_state (self);
  return TRUE;
}

/* Closing */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (bookgen_book_close_finish (BOOKGEN_BOOK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
close_book (BookgenDesk *self, GTask *task)
{
  drop_run (self);
  g_clear_object (&self->rehearsal);
  bookgen_book_close_async (self->book, on_closed, task);
}

static void
on_ended_then_close (BookgenRun *run, GTask *task)
{
  g_signal_handlers_disconnect_by_func (run, on_ended_then_close, task);
  close_book (g_task_get_source_object (task), task);
}

void
bookgen_desk_close_async (BookgenDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BOOKGEN_IS_DESK (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bookgen_desk_close_async);
  if (!bookgen_desk_get_active (self))
    {
      close_book (self, task);
      return;
    }
  g_signal_connect (self->run, "ended", G_CALLBACK (on_ended_then_close), task);
  bookgen_run_stop (self->run);
}

gboolean
bookgen_desk_close_finish (BookgenDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Object */

static void
bookgen_desk_constructed (GObject *object)
{
  BookgenDesk *self = BOOKGEN_DESK (object);

  G_OBJECT_CLASS (bookgen_desk_parent_class)->constructed (object);
  self->pipeline = bookgen_book_pipeline_new (self->book);
  self->changes = bookgen_plan_changes_new (self->book);
  bookgen_plan_changes_set_plan (self->changes, bookgen_desk_get_plan (self));
  g_signal_connect_object (self->book, "write-failed", G_CALLBACK (on_write_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "revision", G_CALLBACK (move_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "changed-elsewhere", G_CALLBACK (move_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "settled", G_CALLBACK (move_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bookgen_desk_get_outline (self), "changed", G_CALLBACK (move_soon), self, G_CONNECT_SWAPPED);
}

static void
bookgen_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BookgenDesk *self = BOOKGEN_DESK (object);

  switch ((BookgenDeskProperty) id)
    {
    case PROP_BOOK:
      self->book = g_value_dup_object (value);
      break;
    case PROP_RUN:
    case PROP_ACTIVE:
    case PROP_PROBLEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BookgenDesk *self = BOOKGEN_DESK (object);

  switch ((BookgenDeskProperty) id)
    {
    case PROP_BOOK:
      g_value_set_object (value, self->book);
      break;
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, bookgen_desk_get_active (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_desk_dispose (GObject *object)
{
  BookgenDesk *self = BOOKGEN_DESK (object);

  g_clear_handle_id (&self->moved_source, g_source_remove);
  drop_run (self);
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->client);
  g_clear_object (&self->changes);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (bookgen_desk_parent_class)->dispose (object);
}

static void
bookgen_desk_finalize (GObject *object)
{
  g_clear_pointer (&BOOKGEN_DESK (object)->pipeline, bookgen_book_pipeline_free);
  g_free (BOOKGEN_DESK (object)->problem);
  G_OBJECT_CLASS (bookgen_desk_parent_class)->finalize (object);
}

static void
bookgen_desk_class_init (BookgenDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = bookgen_desk_constructed;
  object_class->set_property = bookgen_desk_set_property;
  object_class->get_property = bookgen_desk_get_property;
  object_class->dispose = bookgen_desk_dispose;
  object_class->finalize = bookgen_desk_finalize;
  properties[PROP_BOOK] = g_param_spec_object ("book", NULL, NULL, BOOKGEN_TYPE_BOOK,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUN] = g_param_spec_object ("run", NULL, NULL, BOOKGEN_TYPE_RUN, flags);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  moved_signal = g_signal_new ("moved", BOOKGEN_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_desk_init (BookgenDesk *self)
{
}

BookgenDesk *
bookgen_desk_new (BookgenBook *book, BookgenClient *client)
{
  BookgenDesk *self = g_object_new (BOOKGEN_TYPE_DESK, "book", book, NULL);

  self->client = g_object_ref (client);
  return self;
}
