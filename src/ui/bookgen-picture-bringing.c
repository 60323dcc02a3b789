/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-bringing.h"

#include "bookgen-bounded-read.h"

#include <glib/gi18n-lib.h>

#define ANCHOR_CHARS 80

typedef struct {
  BookgenPicturePlan *plan; /* owned */
  int number;
  char *name;
  char *anchor;
} Bringing;

static void
bringing_free (Bringing *self)
{
  g_object_unref (self->plan);
  g_free (self->name);
  g_free (self->anchor);
  g_free (self);
}

/* The one exit; takes ERROR. */
static void
end (GTask *task, GError *error)
{
  Bringing *self = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    {
      g_free (error->message);
      error->message = g_strdup_printf (_ ("“%s” is larger than 32 MB. Make it smaller, and bring it again."), self->name);
    }
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Bringing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = bookgen_bounded_read_finish (result, &error);

  if (bytes)
    bookgen_picture_plan_bring (self->plan, self->number, bytes, self->name, self->anchor, &error);
  end (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream)
    bookgen_bounded_read_async (G_INPUT_STREAM (stream), BOOKGEN_MEDIA_MAX_BYTES, NULL, on_bytes, task);
  else
    end (task, error);
}

void
bookgen_picture_bringing_async (BookgenPicturePlan *plan, int number, const char *anchor, GFile *file,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Bringing *self = g_new (Bringing, 1);

  *self = (Bringing){ g_object_ref (plan), number, g_file_get_basename (file), g_strdup (anchor) };
  g_task_set_source_tag (task, bookgen_picture_bringing_async);
  g_task_set_task_data (task, self, (GDestroyNotify) bringing_free);
  g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, on_opened, task);
}

gboolean
bookgen_picture_bringing_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
bookgen_picture_bringing_dup_anchor (GtkTextView *view, double y)
{
  GtkTextIter line, last;
  int buffer_y;
  g_autofree char *words = NULL;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, 0, y, NULL, &buffer_y);
  gtk_text_view_get_line_at_y (view, &line, buffer_y, NULL);
  while (gtk_text_iter_ends_line (&line) && gtk_text_iter_backward_line (&line))
    continue;
  last = line;
  if (!gtk_text_iter_ends_line (&last))
    gtk_text_iter_forward_to_line_end (&last);
  words = gtk_text_buffer_get_text (gtk_text_view_get_buffer (view), &line, &last, FALSE);
  return g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), ANCHOR_CHARS));
}
