/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-sources.h"

typedef struct {
  BookgenBook *book; /* owned */
  GArray *ids;       /* gint64; owned */
  char *unit_id;     /* NULL: no material */
  guint steps;       /* of material: 0 the unit's, 1 the book's */
  BookgenSources *sources;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->book);
  g_array_unref (load->ids);
  g_free (load->unit_id);
  g_clear_pointer (&load->sources, bookgen_sources_free);
  g_free (load);
}

static void
unref_text (gpointer revision)
{
  g_clear_object (&revision);
}

void
bookgen_sources_free (BookgenSources *self)
{
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->material);
  g_free (self);
}

static void load_next (GTask *task);

static void
material_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GPtrArray) material = bookgen_book_load_material_finish (BOOKGEN_BOOK (source), result, &error);
  if (material == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  for (guint i = 0; i < material->len; i++)
    g_ptr_array_add (load->sources->material, g_object_ref (material->pdata[i]));
  load->steps++;
  load_next (task);
}

static void
text_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  BookgenRevision *revision = bookgen_book_load_revision_finish (BOOKGEN_BOOK (source), result, &error);
  if (revision == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (load->sources->texts, revision);
  load_next (task);
}

static gboolean
has_material (BookgenBook *book, const char *unit_id)
{
  g_autoptr (GListModel) list = bookgen_book_dup_material (book, unit_id);
  return g_list_model_get_n_items (list) > 0;
}

/* Most chapters have none, and nothing is asked of the book then. */
static gboolean
load_material (Load *load, GTask *task)
{
  const char *const ids[] = { load->unit_id, "" };
  while (load->unit_id != NULL && load->steps < G_N_ELEMENTS (ids) && !has_material (load->book, ids[load->steps]))
    load->steps++;
  if (load->unit_id == NULL || load->steps >= G_N_ELEMENTS (ids))
    return FALSE;
  bookgen_book_load_material_async (load->book, ids[load->steps], g_task_get_cancellable (task), material_loaded, task);
  return TRUE;
}

static void
load_next (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  GPtrArray *texts = load->sources->texts;
  while (texts->len < load->ids->len && g_array_index (load->ids, gint64, texts->len) == 0)
    g_ptr_array_add (texts, NULL);
  if (texts->len < load->ids->len)
    {
      bookgen_book_load_revision_async (load->book, g_array_index (load->ids, gint64, texts->len),
                                        g_task_get_cancellable (task), text_loaded, task);
      return;
    }
  if (load_material (load, task))
    return;
  g_task_return_pointer (task, g_steal_pointer (&load->sources), (GDestroyNotify) bookgen_sources_free);
  g_object_unref (task);
}

void
bookgen_sources_load_async (BookgenBook *book, GArray *ids, const char *unit_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bookgen_sources_load_async);
  Load *load = g_new0 (Load, 1);
  load->book = g_object_ref (book);
  load->ids = g_array_ref (ids);
  load->unit_id = g_strdup (unit_id);
  load->sources = g_new0 (BookgenSources, 1);
  load->sources->texts = g_ptr_array_new_with_free_func (unref_text);
  load->sources->material = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  load_next (task);
}

BookgenSources *
bookgen_sources_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
