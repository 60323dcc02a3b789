/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-discovery.h"

enum { PATIENCE_MS = 300 };

static const BookgenPlace usual_places[] = {
  { "Ollama", 11434, BOOKGEN_DIALECT_OLLAMA },    { "LM Studio", 1234, BOOKGEN_DIALECT_OPENAI },
  { "llama.cpp", 8080, BOOKGEN_DIALECT_OPENAI },  { "vLLM", 8000, BOOKGEN_DIALECT_OPENAI },
  { "KoboldCpp", 5001, BOOKGEN_DIALECT_OPENAI },  { "Jan", 1337, BOOKGEN_DIALECT_OPENAI },
  { "GPT4All", 4891, BOOKGEN_DIALECT_OPENAI },
};

typedef struct {
  GCancellable *cancellable; /* of all looks: the caller's cancelling or the end of our patience */
  GCancellable *outer;       /* nullable: the caller's */
  gulong outer_id;
  guint timer_id;
  guint under_way;
  GPtrArray *found;          /* by place; NULL where nobody is */
} Look;

typedef struct {
  GTask *task; /* owned */
  BookgenEndpoint *endpoint;
  guint place;
} Knock;

void
bookgen_discovered_free (BookgenDiscovered *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->endpoint);
  g_strfreev (self->models);
  g_free (self);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  if (look->outer != NULL)
    g_cancellable_disconnect (look->outer, look->outer_id);
  g_clear_object (&look->outer);
  g_clear_handle_id (&look->timer_id, g_source_remove);
  g_object_unref (look->cancellable);
  g_ptr_array_unref (look->found);
  g_free (look);
}

static gboolean
on_time_is_up (gpointer user_data)
{
  Look *look = user_data;

  look->timer_id = 0;
  g_cancellable_cancel (look->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
finish (GTask *task, Look *look)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_discovered_free);

  for (guint i = 0; i < look->found->len; i++)
    if (look->found->pdata[i] != NULL)
      g_ptr_array_add (found, g_steal_pointer (&look->found->pdata[i]));
  if (look->outer != NULL && g_cancellable_is_cancelled (look->outer))
    g_ptr_array_unref (found), g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  else
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Knock *knock = user_data;
  g_autoptr (GTask) task = knock->task;
  g_autoptr (BookgenEndpoint) endpoint = knock->endpoint;
  Look *look = g_task_get_task_data (task);
  g_auto (GStrv) models = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, NULL);

  if (models != NULL)
    {
      BookgenDiscovered *found = g_new0 (BookgenDiscovered, 1);

      *found = (BookgenDiscovered){ g_steal_pointer (&endpoint), g_steal_pointer (&models) };
      look->found->pdata[knock->place] = found;
    }
  g_free (knock);
  if (--look->under_way == 0)
    finish (task, look);
}

static void
knock_at (BookgenClient *client, GTask *task, Look *look, const BookgenPlace *place, guint index)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", place->port);
  Knock *knock = g_new0 (Knock, 1);

  *knock = (Knock){ g_object_ref (task), bookgen_endpoint_new (place->name, address, place->dialect, NULL, NULL), index };
  look->under_way++;
  bookgen_client_models_async (client, knock->endpoint, NULL, look->cancellable, on_answered, knock);
}

void
bookgen_discovery_look_async (BookgenClient *client, const BookgenPlace *places, guint n_places, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, NULL, callback, user_data);
  Look *look = g_new0 (Look, 1);

  if (places == NULL)
    places = usual_places, n_places = G_N_ELEMENTS (usual_places);
  g_task_set_source_tag (task, bookgen_discovery_look_async);
  g_task_set_task_data (task, look, look_free);
  look->cancellable = g_cancellable_new ();
  look->found = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_discovered_free);
  g_ptr_array_set_size (look->found, n_places);
  look->timer_id = g_timeout_add (PATIENCE_MS, on_time_is_up, look);
  for (guint i = 0; i < n_places; i++)
    knock_at (client, task, look, &places[i], i);
  if (cancellable == NULL)
    return;
  look->outer = g_object_ref (cancellable);
  look->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled), g_object_ref (look->cancellable),
                                          g_object_unref);
}

GPtrArray *
bookgen_discovery_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
