/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-client-private.h"

#include "bookgen-reply-fill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
  IO_PRIORITY = 200,     /* after redrawing: at the usual priority many streams starve it */
  TICK_MS = 40,          /* one timer drains all streams, a few pieces at a time: far cheaper than a wake-up for each */
  TICK_BUDGET_US = 4000, /* longer would be felt in the window */
  BREATH_US = 500,       /* between ticks while more waits */
  WATCH_MS = 250,
  CONNECT_S = 30,
  BUFFER_BYTES = 64 * 1024,
};

G_DEFINE_FINAL_TYPE (BookgenClient, bookgen_client, G_TYPE_OBJECT)

static void
errand_free (gpointer data)
{
  BookgenErrand *errand = data;

  g_clear_pointer (&errand->call, bookgen_call_unref);
  g_clear_object (&errand->endpoint);
  g_clear_object (&errand->cancellable);
  if (errand->secret != NULL)
    explicit_bzero (errand->secret, strlen (errand->secret));
  g_free (errand->secret);
  g_clear_pointer (&errand->body, g_byte_array_unref);
  g_free (errand);
}

static void
stop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
bookgen_client_finalize (GObject *object)
{
  BookgenClient *self = BOOKGEN_CLIENT (object);

  stop_source (&self->tick);
  stop_source (&self->watch);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->live);
  g_hash_table_unref (self->hosts);
  g_clear_object (&self->trusted);
  bookgen_learned_free (self->learned);
  g_main_context_unref (self->context);
  g_free (self->buffer);
  G_OBJECT_CLASS (bookgen_client_parent_class)->finalize (object);
}

typedef enum { PROP_TLS_DATABASE = 1 } Property;

static void
bookgen_client_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BookgenClient *self = BOOKGEN_CLIENT (object);

  switch ((Property) id)
    {
    case PROP_TLS_DATABASE:
      self->trusted = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bookgen_client_class_init (BookgenClientClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = bookgen_client_set_property;
  G_OBJECT_CLASS (klass)->finalize = bookgen_client_finalize;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_TLS_DATABASE,
      g_param_spec_object ("tls-database", NULL, NULL, G_TYPE_TLS_DATABASE,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
bookgen_client_init (BookgenClient *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) bookgen_host_free);
  self->learned = bookgen_learned_new (NULL);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_call_unref);
  self->live = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_call_unref);
  self->buffer = g_malloc (BUFFER_BYTES);
}

BookgenClient *
bookgen_client_new (void)
{
  return g_object_new (BOOKGEN_TYPE_CLIENT, NULL);
}

void
bookgen_client_set_timeouts (BookgenClient *self, guint first_byte_s, guint idle_s)
{
  self->has_timeouts = TRUE;
  self->first_byte_s = first_byte_s;
  self->idle_s = idle_s;
}

void
bookgen_client_remember (BookgenClient *self, const char *path)
{
  bookgen_learned_free (self->learned);
  self->learned = bookgen_learned_new (path);
}

gboolean
bookgen_client_has_answered (BookgenClient *self, BookgenEndpoint *endpoint, const char *key)
{
  return bookgen_learned_has_answered (self->learned, endpoint, bookgen_learned_make_key_mark (endpoint, key));
}

guint
bookgen_client_get_reply_words (BookgenClient *self, BookgenEndpoint *endpoint)
{
  return bookgen_learned_get_reply_words (self->learned, endpoint);
}

void
bookgen_client_set_reply_words (BookgenClient *self, BookgenEndpoint *endpoint, guint words)
{
  bookgen_learned_set_reply_words (self->learned, endpoint, words);
}

gint64
bookgen_client_get_context_tokens (BookgenClient *self, BookgenEndpoint *endpoint)
{
  return bookgen_learned_get_context_tokens (self->learned, endpoint);
}

void
bookgen_client_get_limits (BookgenClient *self, BookgenEndpoint *endpoint, gint64 *requests, gint64 *tokens)
{
  bookgen_learned_get_limits (self->learned, endpoint, requests, tokens);
}

void
bookgen_client_get_pace (BookgenClient *self, BookgenEndpoint *endpoint, BookgenPace *pace)
{
  *pace = *bookgen_endpoint_get_pace (endpoint);
  if (pace->answers == 0)
    bookgen_learned_get_pace (self->learned, endpoint, pace);
}

BookgenPatience
bookgen_client_patience_for (BookgenClient *self, BookgenEndpoint *endpoint)
{
  guint first_byte_s = bookgen_endpoint_is_local (endpoint) ? 0 : 300;
  guint idle_s = bookgen_endpoint_is_local (endpoint) ? 300 : 120;

  if (self->has_timeouts)
    first_byte_s = self->first_byte_s, idle_s = self->idle_s;
  return (BookgenPatience){ CONNECT_S * 1000, first_byte_s * 1000, idle_s * 1000 };
}

static GSource *
start_source (BookgenClient *self, GSource *source, GSourceFunc function)
{
  g_source_set_priority (source, IO_PRIORITY);
  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* The callbacks of one that ends may start or cancel others, and drop the client: all are held while they are looked at. */
static GPtrArray *
hold_all (GPtrArray *calls)
{
  return g_ptr_array_copy (calls, (GCopyFunc) (void (*) (void)) bookgen_call_ref, NULL);
}

/* Turn after turn until all is read or the time is up; whose turn did not come is first the next time. */
static gboolean
on_tick (gpointer user_data)
{
  g_autoptr (BookgenClient) self = g_object_ref (BOOKGEN_CLIENT (user_data));
  g_autoptr (GPtrArray) held = hold_all (self->live);
  g_autoptr (GQueue) wet = g_queue_new ();
  gint64 start_us = g_get_monotonic_time (), now_us = start_us;

  for (guint i = 0; i < held->len; i++)
    g_queue_push_tail (wet, g_ptr_array_index (held, (self->turns + i) % held->len));
  for (; wet->length > 0 && now_us - start_us < TICK_BUDGET_US; now_us = g_get_monotonic_time (), self->turns++)
    {
      BookgenCall *call = g_queue_pop_head (wet);

      if (bookgen_call_drain (call, self->buffer, BUFFER_BYTES, now_us))
        g_queue_push_tail (wet, call);
    }
  g_source_set_ready_time (g_main_current_source (), wet->length > 0 ? now_us + BREATH_US : start_us + TICK_MS * 1000);
  return G_SOURCE_CONTINUE;
}

static gboolean
call_back (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs tick_funcs = { .dispatch = call_back };

static GSource *
start_tick (BookgenClient *self)
{
  GSource *source = start_source (self, g_source_new (&tick_funcs, sizeof (GSource)), on_tick);

  g_source_set_ready_time (source, 0);
  return source;
}

static gboolean
on_watch (gpointer user_data)
{
  g_autoptr (BookgenClient) self = g_object_ref (BOOKGEN_CLIENT (user_data));
  g_autoptr (GPtrArray) held = hold_all (self->calls);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < held->len; i++)
    bookgen_call_watch (g_ptr_array_index (held, i), now_us);
  return G_SOURCE_CONTINUE;
}

void
bookgen_client_on_reading (BookgenCall *call, gpointer user_data)
{
  BookgenClient *self = g_task_get_source_object (user_data);

  g_ptr_array_add (self->live, bookgen_call_ref (call));
  if (self->tick == NULL)
    self->tick = start_tick (self);
}

static void
forget_call (BookgenClient *self, BookgenCall *call)
{
  g_ptr_array_remove_fast (self->live, call);
  g_ptr_array_remove_fast (self->calls, call);
  if (self->live->len == 0)
    stop_source (&self->tick);
  if (self->calls->len == 0)
    stop_source (&self->watch);
}

static BookgenHost *
host_for (BookgenClient *self, BookgenEndpoint *endpoint)
{
  const char *address = bookgen_endpoint_get_address (endpoint);
  const char *authority = strstr (address, "://") + 3;
  g_autofree char *origin = g_strndup (address, authority - address + strcspn (authority, "/"));
  BookgenHost *host = g_hash_table_lookup (self->hosts, origin);

  if (host == NULL)
    {
      host = bookgen_host_new (g_str_has_prefix (origin, "https:"), bookgen_endpoint_is_local (endpoint), self->trusted);
      g_hash_table_insert (self->hosts, g_steal_pointer (&origin), host);
    }
  return host;
}

GError *
bookgen_client_error_of (const BookgenFailure *failure, BookgenEndpoint *endpoint)
{
  g_autofree char *sentence = bookgen_failure_dup_sentence (failure, bookgen_endpoint_get_name (endpoint));
  GIOErrorEnum code = failure->kind == BOOKGEN_FAILURE_CANCELLED ? G_IO_ERROR_CANCELLED : G_IO_ERROR_FAILED;

  return g_error_new_literal (G_IO_ERROR, code, sentence);
}

/* From any thread, and from inside g_cancellable_connect (): the main loop does the rest. */
static gboolean
cancel_in_loop (gpointer user_data)
{
  BookgenErrand *errand = g_task_get_task_data (user_data);

  bookgen_call_cancel (errand->call);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, cancel_in_loop, g_object_ref (user_data), g_object_unref);
  g_source_attach (source, g_task_get_context (user_data));
  g_source_unref (source);
}

/* Takes back the reference that the running call holds on TASK. */
GTask *
bookgen_client_let_go (BookgenCall *call, gpointer user_data)
{
  GTask *task = user_data;
  BookgenErrand *errand = g_task_get_task_data (task);

  forget_call (g_task_get_source_object (task), call);
  if (errand->cancellable != NULL)
    g_cancellable_disconnect (errand->cancellable, errand->cancelled_id);
  return task;
}

void
bookgen_client_run_call (BookgenClient *self, GTask *task, BookgenErrand *errand, BookgenCall *call)
{
  errand->call = call;
  g_ptr_array_add (self->calls, bookgen_call_ref (call));
  if (self->watch == NULL)
    self->watch = start_source (self, g_timeout_source_new (WATCH_MS), on_watch);
  if (errand->cancellable != NULL)
    errand->cancelled_id
        = g_cancellable_connect (errand->cancellable, G_CALLBACK (on_cancelled), g_object_ref (task), g_object_unref);
  bookgen_call_start (call, host_for (self, errand->endpoint));
}

BookgenErrand *
bookgen_errand_new (GTask *task, BookgenEndpoint *endpoint, GCancellable *cancellable)
{
  BookgenErrand *errand = g_new0 (BookgenErrand, 1);

  errand->endpoint = g_object_ref (endpoint);
  errand->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, errand, errand_free);
  return errand;
}

/* A key with control characters would be a header of its own, one with others is mispasted. NULL without a key. */
gboolean
bookgen_client_check_key (const char *key, char **clean)
{
  *clean = key != NULL ? g_strstrip (g_strdup (key)) : NULL;
  for (const char *p = *clean; p != NULL && *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

void
bookgen_client_fail_key (GTask *task, BookgenEndpoint *endpoint, BookgenReply *reply)
{
  BookgenFailure *failure = bookgen_failure_new (BOOKGEN_FAILURE_KEY, 0, _ ("the key has characters in it that no key has"));

  g_task_return_error (task, bookgen_client_error_of (failure, endpoint));
  if (reply != NULL)
    bookgen_reply_take_failure (reply, failure);
  else
    bookgen_failure_free (failure);
}

/* A list names hundreds of models: only what those that are set read is kept. */
static void
learn_contexts (BookgenClient *self, BookgenEndpoint *endpoint, const GByteArray *body)
{
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    {
      g_autoptr (BookgenEndpoint) of_job = bookgen_endpoint_dup_for (endpoint, job);
      gint64 tokens = bookgen_dialect_read_context ((const char *) body->data, body->len, bookgen_endpoint_get_model (of_job));

      if (tokens > 0)
        bookgen_learned_set_context_tokens (self->learned, of_job, tokens);
    }
}

static void
on_models_ended (BookgenCall *call, gpointer user_data)
{
  g_autoptr (GTask) task = bookgen_client_let_go (call, user_data);
  BookgenErrand *errand = g_task_get_task_data (task);
  const BookgenFailure *failure = bookgen_call_get_failure (call);
  const GByteArray *body = bookgen_call_get_body (call);
  g_autoptr (BookgenFailure) none = bookgen_failure_new (BOOKGEN_FAILURE_GARBAGE, 200, NULL);
  char **names = failure == NULL ? bookgen_dialect_read_models ((const char *) body->data, body->len) : NULL;

  if (names != NULL)
    learn_contexts (g_task_get_source_object (task), errand->endpoint, body);
  if (names != NULL)
    g_task_return_pointer (task, names, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, bookgen_client_error_of (failure != NULL ? failure : none, errand->endpoint));
}

static const BookgenCallEvents models_events = { bookgen_client_on_reading, on_models_ended };

void
bookgen_client_models_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const BookgenDialect *dialect = bookgen_dialect_get (bookgen_endpoint_get_dialect (endpoint));
  g_autofree char *url = g_strconcat (bookgen_endpoint_get_address (endpoint), dialect->models_path, NULL);
  BookgenPatience patience = { CONNECT_S * 1000, CONNECT_S * 1000, CONNECT_S * 1000 };
  BookgenErrand *errand = bookgen_errand_new (task, endpoint, cancellable);
  g_autofree char *clean = NULL;

  g_task_set_source_tag (task, bookgen_client_models_async);
  if (!bookgen_client_check_key (key, &clean))
    bookgen_client_fail_key (task, endpoint, NULL);
  else
    bookgen_client_run_call (self, task, errand,
              bookgen_call_new (dialect, url, clean, NULL, NULL, patience, &models_events, g_object_ref (task)));
}

char **
bookgen_client_models_finish (BookgenClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
