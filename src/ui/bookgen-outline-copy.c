/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-copy.h"

#include "bookgen-file-dialog.h"
#include "bookgen-outline-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name ? name : "");
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_pointer (task, g_strdup_printf (_ ("The outline is copied to “%s”."), shown), g_free);
  else
    {
      g_prefix_error (&error, _ ("The outline could not be written to “%s”: "), shown);
      g_task_return_error (task, error);
    }
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GFile) file = bookgen_file_dialog_save_finish (result, &error);

  if (!file)
    {
      g_task_return_error (task, error);
      return;
    }
  g_file_replace_contents_bytes_async (file, g_task_get_task_data (task), NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written,
                                       g_object_ref (task));
}

static GBytes *
make_text (BookgenBook *book, const char *suffix)
{
  g_autofree char *name = g_strconcat ("outline.", suffix, NULL);
  BookgenOutlineTextForm form = BOOKGEN_OUTLINE_TEXT_MARKDOWN;
  char *text;

  bookgen_outline_text_form_of (name, &form);
  text = bookgen_outline_text_dup (bookgen_book_get_outline (book), bookgen_book_get_title (book), bookgen_book_get_author (book),
                                   form);
  return g_bytes_new_take (text, strlen (text));
}

void
bookgen_outline_copy_async (GtkWindow *parent, BookgenBook *book, const char *suffix, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *title = g_strdelimit (g_strdup (bookgen_book_get_title (book)), "/\\", '-');
  g_autofree char *name = g_strdup_printf ("%s.%s", *title ? title : "outline", suffix);

  g_task_set_source_tag (task, bookgen_outline_copy_async);
  g_task_set_task_data (task, make_text (book, suffix), (GDestroyNotify) g_bytes_unref);
  bookgen_file_dialog_save_async (parent, _ ("Copy the Outline Out"), name, NULL, on_chosen, task);
}

char *
bookgen_outline_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_outline_copy_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
