/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-desks.h"

struct _BookgenDesks
{
  GObject parent_instance;
  BookgenClient *client;
  GPtrArray *desks;   /* BookgenDesk */
  GHashTable *moving; /* path of a book that is being opened or closed -> GPtrArray of GTask that wait for it */
  GTask *closing;     /* nullable: what waits until no book is open */
};

enum { MOVED, ENDED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenDesks, bookgen_desks, G_TYPE_OBJECT)

static const char *
get_path (BookgenDesk *desk)
{
  return bookgen_book_get_path (bookgen_desk_get_book (desk));
}

static BookgenDesk *
find (BookgenDesks *self, const char *path)
{
  for (guint i = 0; i < self->desks->len; i++)
    if (g_strcmp0 (get_path (g_ptr_array_index (self->desks, i)), path) == 0)
      return g_ptr_array_index (self->desks, i);
  return NULL;
}

gboolean
bookgen_desks_has (BookgenDesks *self, const char *path)
{
  g_return_val_if_fail (BOOKGEN_IS_DESKS (self), FALSE);
  return g_hash_table_contains (self->moving, path) || find (self, path);
}

guint
bookgen_desks_count_writing (BookgenDesks *self, guint *n_active)
{
  guint writing = 0;

  g_return_val_if_fail (BOOKGEN_IS_DESKS (self), 0);
  *n_active = 0;
  for (guint i = 0; i < self->desks->len; i++)
    {
      writing += bookgen_desk_get_writing (g_ptr_array_index (self->desks, i));
      *n_active += bookgen_desk_get_active (g_ptr_array_index (self->desks, i));
    }
  return writing;
}

static void
on_moved (BookgenDesks *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

static void
on_active (BookgenDesk *desk, GParamSpec *pspec, BookgenDesks *self)
{
  g_signal_emit (self, signals[MOVED], 0);
  if (!bookgen_desk_get_active (desk))
    g_signal_emit (self, signals[ENDED], 0, desk);
}

BookgenDesk *
bookgen_desks_add (BookgenDesks *self, BookgenBook *book)
{
  BookgenDesk *desk;

  g_return_val_if_fail (BOOKGEN_IS_DESKS (self), NULL);
  desk = bookgen_desk_new (book, self->client);
  g_ptr_array_add (self->desks, desk);
  g_signal_connect_object (desk, "notify::active", G_CALLBACK (on_active), self, 0);
  g_signal_connect_object (desk, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  return desk;
}

/* Opening */

static void
begin_moving (BookgenDesks *self, const char *path)
{
  g_hash_table_insert (self->moving, g_strdup (path), g_ptr_array_new_with_free_func (g_object_unref));
}

static void open_or_wait (BookgenDesks *self, GTask *task);

static void
finish_closing (BookgenDesks *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->closing || self->desks->len > 0 || g_hash_table_size (self->moving) > 0)
    return;
  task = g_steal_pointer (&self->closing);
  g_task_return_boolean (task, TRUE);
}

/* Those that waited look again: they find the desk, or open the book themselves. */
static void
end_moving (BookgenDesks *self, const char *path)
{
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  g_hash_table_steal_extended (self->moving, path, (gpointer *) &key, (gpointer *) &waiting);
  for (guint i = 0; i < waiting->len; i++)
    open_or_wait (self, g_object_ref (g_ptr_array_index (waiting, i)));
  finish_closing (self);
}

static void
return_ended (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "BookGen ends");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BookgenDesks *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BookgenBook) book = bookgen_book_open_finish (result, &error);

  if (book && self->closing)
    return_ended (task);
  else if (book)
    g_task_return_pointer (task, g_object_ref (bookgen_desks_add (self, book)), g_object_unref);
  else
    g_task_return_error (task, error);
  end_moving (self, g_task_get_task_data (task));
}

/* Takes TASK. */
static void
open_or_wait (BookgenDesks *self, GTask *task)
{
  const char *path = g_task_get_task_data (task);
  GPtrArray *waiting = g_hash_table_lookup (self->moving, path);
  BookgenDesk *desk = find (self, path);

  if (waiting)
    {
      g_ptr_array_add (waiting, task);
      return;
    }
  if (!desk && !self->closing)
    {
      begin_moving (self, path);
      bookgen_book_open_async (path, TRUE, NULL, on_opened, task);
      return;
    }
  if (desk)
    g_task_return_pointer (task, g_object_ref (desk), g_object_unref);
  else
    return_ended (task);
  g_object_unref (task);
}

void
bookgen_desks_open_async (BookgenDesks *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BOOKGEN_IS_DESKS (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bookgen_desks_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  open_or_wait (self, task);
}

BookgenDesk *
bookgen_desks_open_finish (BookgenDesks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Closing */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenDesks) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bookgen_desk_close_finish (BOOKGEN_DESK (source), result, &error))
    g_message ("%s", error->message);
  end_moving (self, get_path (BOOKGEN_DESK (source)));
  g_signal_emit (self, signals[LEFT], 0);
}

static void
close_desk (BookgenDesks *self, BookgenDesk *desk)
{
  begin_moving (self, get_path (desk));
  g_signal_handlers_disconnect_by_data (desk, self);
  bookgen_desk_close_async (desk, on_closed, g_object_ref (self));
  g_ptr_array_remove (self->desks, desk);
}

void
bookgen_desks_leave (BookgenDesks *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_DESKS (self));
  if (!bookgen_desk_get_active (desk))
    close_desk (self, desk);
}

void
bookgen_desks_close_async (BookgenDesks *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BOOKGEN_IS_DESKS (self));
  g_return_if_fail (self->closing == NULL);
  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, bookgen_desks_close_async);
  while (self->desks->len > 0)
    close_desk (self, g_ptr_array_index (self->desks, 0));
  finish_closing (self);
}

gboolean
bookgen_desks_close_finish (BookgenDesks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Object */

static void
bookgen_desks_finalize (GObject *object)
{
  BookgenDesks *self = BOOKGEN_DESKS (object);

  g_hash_table_unref (self->moving);
  g_ptr_array_unref (self->desks);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (bookgen_desks_parent_class)->finalize (object);
}

static void
bookgen_desks_class_init (BookgenDesksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_desks_finalize;
  signals[MOVED] = g_signal_new ("moved", BOOKGEN_TYPE_DESKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", BOOKGEN_TYPE_DESKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 BOOKGEN_TYPE_DESK);
  signals[LEFT] = g_signal_new ("left", BOOKGEN_TYPE_DESKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bookgen_desks_init (BookgenDesks *self)
{
  self->desks = g_ptr_array_new_with_free_func (g_object_unref);
  self->moving = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

BookgenDesks *
bookgen_desks_new (BookgenClient *client)
{
  BookgenDesks *self = g_object_new (BOOKGEN_TYPE_DESKS, NULL);

  self->client = g_object_ref (client);
  return self;
}
