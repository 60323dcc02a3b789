/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-store-private.h"

#include "bookgen-store-owner.h"
#include "config.h"

#include <glib/gi18n-lib.h>

#define QUIET_US (5 * G_USEC_PER_SEC)

typedef enum {
  REQUEST_WRITE,
  REQUEST_READ,
  REQUEST_CLOSE,
} RequestKind;

typedef struct
{
  RequestKind kind;
  BookgenStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  BookgenStoreDone done; /* nullable */
  GError *error;         /* owned; what became of it */
} Request;

struct _BookgenStore
{
  gatomicrefcount ref_count; /* the owner's, and one for each delivery on its way */
  BookgenBookFile *file;     /* owned; NULL after closing */
  BookgenConnection *connection; /* the thread's, once it runs; NULL after closing */
  gboolean writable;
  GMainContext *context;
  GThread *thread;
  gpointer owner;            /* borrowed; NULL after shutting down. The main context's own */

  GMutex mutex; /* guards what follows */
  GCond wake;
  GQueue waiting;   /* of Request */
  GQueue finished;  /* of Request, to be delivered */
  gboolean closing; /* nothing more is taken */

  gboolean dirty;         /* the thread's: written since the file was whole */
  gint64 last_write_us;
};

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->free_data)
    request->free_data (request->data);
  g_clear_error (&request->error);
  g_free (request);
}

static void
store_unref (gpointer data)
{
  BookgenStore *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->connection, bookgen_connection_free);
  g_clear_pointer (&self->file, bookgen_book_file_release);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_queue_clear_full (&self->waiting, request_free);
  g_queue_clear_full (&self->finished, request_free);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_free (self);
}

BookgenStore *
bookgen_store_new (BookgenBookFile *file, BookgenConnection *connection, gboolean writable)
{
  BookgenStore *self = g_new0 (BookgenStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->file = file;
  self->connection = connection;
  self->writable = writable;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  return self;
}

BookgenConnection *
bookgen_store_get_connection (BookgenStore *self)
{
  return self->connection;
}

gboolean
bookgen_store_is_writable (BookgenStore *self)
{
  return self->writable;
}

char *
bookgen_store_dup_owner (BookgenStore *self, const char *signature)
{
  return self->writable ? NULL : bookgen_store_owner_dup_name (self->file, signature);
}

/* Delivering, on the main context */

static Request *
pop_finished (BookgenStore *self)
{
  Request *request;

  g_mutex_lock (&self->mutex);
  request = g_queue_pop_head (&self->finished);
  g_mutex_unlock (&self->mutex);
  return request;
}

static gboolean
deliver (gpointer data)
{
  BookgenStore *self = data;
  Request *request;

  while (self->owner && (request = pop_finished (self)))
    {
      if (request->done)
        request->done (self->owner, request->data, request->error);
      request_free (request);
    }
  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
finish_locked (BookgenStore *self, Request *request)
{
  if (g_queue_is_empty (&self->finished))
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_atomic_ref_count_inc (&self->ref_count);
      g_source_set_callback (source, deliver, self, store_unref);
      g_source_attach (source, self->context);
    }
  g_queue_push_tail (&self->finished, request);
}

/* The thread */

static gboolean
commit (BookgenStore *self, Request **requests, guint n_requests, GError **error)
{
  gboolean good = bookgen_connection_run_all (self->connection, "BEGIN IMMEDIATE", error);

  for (guint i = 0; i < n_requests && good; i++)
    good = requests[i]->func (self->connection, requests[i]->data, error);
  good = good && bookgen_connection_run_all (self->connection, "COMMIT", error);
  if (!good)
    bookgen_connection_roll_back (self->connection);
  return good;
}

static void
commit_together (BookgenStore *self, Request **requests, guint n_requests)
{
  self->dirty = TRUE;
  if (n_requests < 2 || !commit (self, requests, n_requests, NULL))
    for (guint i = 0; i < n_requests; i++)
      commit (self, &requests[i], 1, &requests[i]->error);
  self->last_write_us = g_get_monotonic_time ();
}

static void
check_out (BookgenStore *self, GError **error)
{
  if (self->writable)
    {
      bookgen_store_owner_unsign (self->connection, error);
      if (!error || !*error)
        bookgen_connection_make_whole (self->connection, error);
      bookgen_connection_put_to_rest (self->connection);
    }
  g_clear_pointer (&self->connection, bookgen_connection_free);
  if (self->writable)
    bookgen_book_file_disown (self->file);
  g_clear_pointer (&self->file, bookgen_book_file_release);
}

static void
process (BookgenStore *self, Request *request)
{
  if (request->kind == REQUEST_CLOSE)
    check_out (self, &request->error);
  else
    request->func (self->connection, request->data, &request->error);
}

static void
process_batch (BookgenStore *self, GPtrArray *batch)
{
  guint n_writes;

  for (guint i = 0; i < batch->len; i += MAX (n_writes, 1))
    {
      Request **requests = (Request **) &batch->pdata[i];

      for (n_writes = 0; i + n_writes < batch->len && requests[n_writes]->kind == REQUEST_WRITE;)
        n_writes++;
      if (n_writes > 0)
        commit_together (self, requests, n_writes);
      else
        process (self, requests[0]);
    }
}

/* With the mutex held. Waits for requests; makes the file whole when none come for a while. */
static void
wait_for_requests (BookgenStore *self)
{
  while (g_queue_is_empty (&self->waiting))
    if (!self->dirty)
      g_cond_wait (&self->wake, &self->mutex);
    else if (!g_cond_wait_until (&self->wake, &self->mutex, self->last_write_us + QUIET_US))
      {
        g_mutex_unlock (&self->mutex);
        self->dirty = !bookgen_connection_make_whole (self->connection, NULL);
        self->last_write_us = g_get_monotonic_time ();
        g_mutex_lock (&self->mutex);
      }
}

static GPtrArray *
take_batch (BookgenStore *self)
{
  GPtrArray *batch = g_ptr_array_new ();

  g_mutex_lock (&self->mutex);
  wait_for_requests (self);
  while (!g_queue_is_empty (&self->waiting))
    g_ptr_array_add (batch, g_queue_pop_head (&self->waiting));
  g_mutex_unlock (&self->mutex);
  return batch;
}

static void
finish_batch (BookgenStore *self, GPtrArray *batch)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < batch->len; i++)
    finish_locked (self, batch->pdata[i]);
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  BookgenStore *self = data;

  while (self->connection)
    {
      g_autoptr (GPtrArray) batch = take_batch (self);

      process_batch (self, batch);
      finish_batch (self, batch);
    }
  return NULL;
}

void
bookgen_store_start (BookgenStore *self, GMainContext *context, gpointer owner)
{
  self->context = g_main_context_ref (context);
  self->owner = owner;
  self->thread = g_thread_new ("book", run, self);
}

/* Queueing */

static GError *
new_refusal (BookgenStore *self, RequestKind kind)
{
  if (self->closing)
    return g_error_new_literal (BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_STORAGE, _("The book is closed."));
  if (kind == REQUEST_WRITE && !self->writable)
    return g_error_new_literal (BOOKGEN_BOOK_ERROR, BOOKGEN_BOOK_ERROR_READ_ONLY,
                                _("The book is open for reading only. Nothing was changed."));
  return NULL;
}

static void
queue_request (BookgenStore *self, RequestKind kind, BookgenStoreFunc func, gpointer data, GDestroyNotify free_data,
               BookgenStoreDone done)
{
  Request *request = g_new0 (Request, 1);

  *request = (Request){ kind, func, data, free_data, done, NULL };
  g_mutex_lock (&self->mutex);
  request->error = new_refusal (self, kind);
  if (request->error)
    finish_locked (self, request);
  else
    g_queue_push_tail (&self->waiting, request);
  self->closing |= kind == REQUEST_CLOSE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
}

void
bookgen_store_write (BookgenStore *self, BookgenStoreFunc func, gpointer data, GDestroyNotify free_data,
                     BookgenStoreDone done)
{
  queue_request (self, REQUEST_WRITE, func, data, free_data, done);
}

void
bookgen_store_read (BookgenStore *self, BookgenStoreFunc func, gpointer data, GDestroyNotify free_data,
                    BookgenStoreDone done)
{
  queue_request (self, REQUEST_READ, func, data, free_data, done);
}

void
bookgen_store_close (BookgenStore *self, gpointer data, GDestroyNotify free_data, BookgenStoreDone done)
{
  queue_request (self, REQUEST_CLOSE, NULL, data, free_data, done);
}

void
bookgen_store_shut_down (BookgenStore *self)
{
  self->owner = NULL;
  if (self->thread)
    {
      if (!self->closing)
        bookgen_store_close (self, NULL, NULL, NULL);
      g_clear_pointer (&self->thread, g_thread_join);
    }
  else if (self->connection)
    {
      g_autoptr (GError) error = NULL;
      check_out (self, &error);
    }
  store_unref (self);
}
