/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-material-files.h"

#include "bookgen-import-material.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray *files;    /* of owned GFile */
  char *unit_id;       /* owned */
  GPtrArray *material; /* of owned BookgenMaterial: read, in the order given */
  GPtrArray *warnings; /* of owned sentences */
  GError *error;       /* owned, nullable: of the first file that could not be read */
  guint next;          /* that is to be stored */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->material);
  g_ptr_array_unref (self->warnings);
  g_clear_error (&self->error);
  g_free (self->unit_id);
  g_free (self);
}

static char *
dup_sentence (Reading *reading)
{
  const BookgenMaterialData *first = bookgen_material_get (reading->material->pdata[0]);

  if (reading->warnings->len > 0)
    return g_strdup (reading->warnings->pdata[0]);
  if (reading->material->len == 1)
    return g_strdup_printf (ngettext ("“%s” is material now: %'u word.", "“%s” is material now: %'u words.",
                                      first->words), first->name, first->words);
  return g_strdup_printf (ngettext ("%u file is material now.", "%u files are material now.",
                                    reading->material->len), reading->material->len);
}

static void store_next (GTask *task);

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (BookgenMaterial) stored = bookgen_book_add_material_finish (BOOKGEN_BOOK (source), result, &error);

  if (!stored && !reading->error)
    reading->error = error;
  else if (!stored)
    g_error_free (error);
  store_next (task);
}

static void
store_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->next < reading->material->len)
    {
      bookgen_book_add_material_async (g_task_get_source_object (task), reading->material->pdata[reading->next++], NULL,
                                       on_stored, task);
      return;
    }
  if (reading->error)
    g_task_return_error (task, g_steal_pointer (&reading->error));
  else
    g_task_return_pointer (task, dup_sentence (reading), g_free);
  g_object_unref (task);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;

  for (guint i = 0; i < reading->files->len && !reading->error; i++)
    {
      BookgenMaterial *material = bookgen_import_material_file (reading->files->pdata[i], reading->unit_id, reading->warnings,
                                                                cancellable, &reading->error);
      if (material)
        g_ptr_array_add (reading->material, material);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  store_next (user_data);
}

void
bookgen_material_files_async (BookgenBook *book, GListModel *files, const char *unit_id, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (book, NULL, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) read = g_task_new (book, NULL, on_read, task);

  reading->files = g_ptr_array_new_with_free_func (g_object_unref);
  reading->material = g_ptr_array_new_with_free_func (g_object_unref);
  reading->warnings = g_ptr_array_new_with_free_func (g_free);
  reading->unit_id = g_strdup (unit_id);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (reading->files, g_list_model_get_item (files, i));
  g_task_set_source_tag (task, bookgen_material_files_async);
  g_task_set_task_data (task, reading, reading_free);
  g_task_set_task_data (read, reading, NULL);
  g_task_run_in_thread (read, read_in_thread);
}

char *
bookgen_material_files_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_material_files_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
