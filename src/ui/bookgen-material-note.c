/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-material-note.h"

#include "bookgen-bounded-read.h"
#include "bookgen-import-material.h"

#include <glib/gi18n-lib.h>

/* Some 40,000 words. What is longer is a file, and read off the main loop. */
#define MOST_BYTES (256 * 1024)

typedef struct
{
  BookgenBook *book; /* owned */
  char *unit_id;     /* owned */
} Note;

static void
note_free (gpointer data)
{
  Note *self = data;

  g_object_unref (self->book);
  g_free (self->unit_id);
  g_free (self);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BookgenMaterial) stored = bookgen_book_add_material_finish (BOOKGEN_BOOK (source), result, &error);
  const BookgenMaterialData *data = stored ? bookgen_material_get (stored) : NULL;

  if (!stored)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup_printf (ngettext ("“%s” is material now: %'u word.", "“%s” is material now: %'u words.",
                                                            data->words), data->name, data->words), g_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Note *note = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, &error);
  g_autofree char *text = bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  g_autoptr (BookgenMaterial) material = text ? bookgen_import_material_note (text, note->unit_id, &error) : NULL;

  if (material)
    bookgen_book_add_material_async (note->book, material, NULL, on_stored, g_steal_pointer (&task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "%s",
                             _ ("This text is too long for a note. Save it as a file, and add that."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  if (stream)
    bookgen_bounded_read_async (stream, MOST_BYTES, NULL, on_read, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _ ("There is no text to paste. Copy some first, then paste it here as a note."));
}

void
bookgen_material_note_paste_async (GdkClipboard *clipboard, BookgenBook *book, const char *unit_id,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *forms[] = { "text/plain;charset=utf-8", "text/plain", NULL };
  GTask *task = g_task_new (book, NULL, callback, user_data);
  Note *note = g_new0 (Note, 1);

  note->book = g_object_ref (book);
  note->unit_id = g_strdup (unit_id);
  g_task_set_source_tag (task, bookgen_material_note_paste_async);
  g_task_set_task_data (task, note, note_free);
  gdk_clipboard_read_async (clipboard, forms, G_PRIORITY_DEFAULT, NULL, on_opened, task);
}

char *
bookgen_material_note_paste_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_material_note_paste_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
