/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal.h"

#include "bookgen-rehearsal-service.h"

struct _BookgenRehearsal {
  GObject parent_instance;

  char *base_url;
  BookgenRehearsalStats *stats;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;                  /* NULL once it has ended */
  BookgenRehearsalService *service; /* the thread's, from its start on */
};

G_DEFINE_FINAL_TYPE (BookgenRehearsal, bookgen_rehearsal, G_TYPE_OBJECT)

/* What is left in the context when the service is gone are the ends of asynchronous calls. */
static gpointer
run_thread (gpointer user_data)
{
  BookgenRehearsal *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->service, bookgen_rehearsal_service_free);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

BookgenRehearsal *
bookgen_rehearsal_new (const BookgenRehearsalOptions *options, GError **error)
{
  g_autoptr (BookgenRehearsal) self = g_object_new (BOOKGEN_TYPE_REHEARSAL, NULL);

  self->service = bookgen_rehearsal_service_new (options, self->stats, self->context, error);
  if (self->service == NULL)
    return NULL;
  self->base_url = g_strdup_printf ("http://127.0.0.1:%u/v1", bookgen_rehearsal_service_get_port (self->service));
  self->thread = g_thread_new ("rehearsal", run_thread, self);
  return g_steal_pointer (&self);
}

static gboolean
quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
bookgen_rehearsal_stop (BookgenRehearsal *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (BOOKGEN_IS_REHEARSAL (self));

  if (self->thread == NULL)
    return;
  /* From within the loop: a quit before the loop runs would be lost. */
  source = g_idle_source_new ();
  g_source_set_callback (source, quit, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}

const char *
bookgen_rehearsal_get_base_url (BookgenRehearsal *self)
{
  g_return_val_if_fail (BOOKGEN_IS_REHEARSAL (self), NULL);

  return self->base_url;
}

char *
bookgen_rehearsal_dup_stats (BookgenRehearsal *self)
{
  g_return_val_if_fail (BOOKGEN_IS_REHEARSAL (self), NULL);

  return bookgen_rehearsal_stats_to_json (self->stats);
}

static void
bookgen_rehearsal_finalize (GObject *object)
{
  BookgenRehearsal *self = BOOKGEN_REHEARSAL (object);

  bookgen_rehearsal_stop (self);
  g_clear_pointer (&self->stats, bookgen_rehearsal_stats_free);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->base_url);
  G_OBJECT_CLASS (bookgen_rehearsal_parent_class)->finalize (object);
}

static void
bookgen_rehearsal_class_init (BookgenRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_rehearsal_finalize;
}

static void
bookgen_rehearsal_init (BookgenRehearsal *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->stats = bookgen_rehearsal_stats_new ();
}
