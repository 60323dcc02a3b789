/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-files.h"

#include "bookgen-import-text.h"

typedef struct
{
  GPtrArray *files; /* GFile, owned; NULL for text */
  GBytes *bytes;    /* owned; NULL for files */
  char *name;       /* owned, nullable */
  char *format;     /* owned, nullable */
} ImportSource;

static void
import_source_free (ImportSource *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self->format);
  g_free (self);
}

static void
take_string (char **into, char **from)
{
  if (**into != '\0')
    return;
  g_free (*into);
  *into = g_steal_pointer (from);
  *from = g_strdup ("");
}

static void
join (BookgenImport *first, BookgenImport *next)
{
  bookgen_outline_take_tree (first->outline, NULL, G_MAXUINT, next->outline);
  g_ptr_array_extend_and_steal (first->texts, g_ptr_array_ref (next->texts));
  for (guint i = 0; i < next->warnings->len; i++)
    g_ptr_array_add (first->warnings, g_strdup (g_ptr_array_index (next->warnings, i)));
  take_string (&first->title, &next->title);
  take_string (&first->author, &next->author);
}

static BookgenImport *
read_files (GPtrArray *files, const char *format, GCancellable *cancellable, GError **error)
{
  g_autoptr (BookgenImport) whole = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);
      g_autoptr (BookgenImport) import = bookgen_import_file_as (file, format, cancellable, error);

      if (!import)
        return NULL;
      if (whole)
        join (whole, import);
      else
        whole = g_steal_pointer (&import);
    }
  bookgen_outline_forget_changes (whole->outline);
  return g_steal_pointer (&whole);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ImportSource *what = task_data;
  GError *error = NULL;
  BookgenImport *import = what->bytes ? bookgen_import_bytes_as (what->bytes, what->name, what->format, &error)
                                      : read_files (what->files, what->format, cancellable, &error);

  if (import)
    g_task_return_pointer (task, import, (GDestroyNotify) bookgen_import_free);
  else
    g_task_return_error (task, error);
}

static void
start (ImportSource *what, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, what, (GDestroyNotify) import_source_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
bookgen_import_files_async (GListModel *files, const char *format, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ImportSource *what = g_new0 (ImportSource, 1);
  guint n_files = g_list_model_get_n_items (files);

  g_return_if_fail (n_files > 0);
  what->format = g_strdup (format);
  what->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (what->files, g_list_model_get_item (files, i));
  start (what, cancellable, callback, user_data);
}

void
bookgen_import_text_async (GBytes *bytes, const char *name, const char *format, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  ImportSource *what = g_new0 (ImportSource, 1);

  what->bytes = g_bytes_ref (bytes);
  what->name = g_strdup (name);
  what->format = g_strdup (format);
  start (what, cancellable, callback, user_data);
}

BookgenImport *
bookgen_import_files_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, start), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
