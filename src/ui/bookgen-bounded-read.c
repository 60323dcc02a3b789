/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-bounded-read.h"

#define PIECE_BYTES (64 * 1024)

typedef struct
{
  GByteArray *bytes; /* owned; NULL when it is given away */
  gsize max_bytes;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

static void read_on (GTask *task);

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = piece ? g_bytes_get_size (piece) : 0;

  if (!piece)
    g_task_return_error (task, error);
  else if (length == 0)
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&reading->bytes)), (GDestroyNotify) g_bytes_unref);
  else if (reading->bytes->len + length > reading->max_bytes)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "more than %" G_GSIZE_FORMAT " bytes",
                             reading->max_bytes);
  else
    {
      g_byte_array_append (reading->bytes, g_bytes_get_data (piece, NULL), length);
      read_on (task);
      return;
    }
  g_object_unref (task);
}

static void
read_on (GTask *task)
{
  g_input_stream_read_bytes_async (g_task_get_source_object (task), PIECE_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_piece, task);
}

void
bookgen_bounded_read_async (GInputStream *stream, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (stream, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->bytes = g_byte_array_new ();
  reading->max_bytes = max_bytes;
  g_task_set_source_tag (task, bookgen_bounded_read_async);
  g_task_set_task_data (task, reading, reading_free);
  read_on (task);
}

GBytes *
bookgen_bounded_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_bounded_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
