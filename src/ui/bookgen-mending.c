/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-mending.h"

#include "bookgen-keyring.h"

#include <glib/gi18n-lib.h>

/* Task data: what is to be written, and by whom. */
typedef struct
{
  BookgenDesk *desk; /* owned, as all below */
  char *unit_id;
  char *note;
  BookgenRunSettings *settings;
  BookgenEndpoint *endpoint; /* NULL: Try without cost */
} Mending;

static void
mending_free (Mending *self)
{
  g_object_unref (self->desk);
  g_free (self->unit_id);
  g_free (self->note);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_clear_object (&self->endpoint);
  g_free (self);
}

gint64
bookgen_mending_guess_micros (BookgenBook *book, const char *unit_id)
{
  BookgenRevision *current = bookgen_book_get_current (book, unit_id);
  const char *stage = current ? bookgen_revision_get (current)->stage : "";
  g_autoptr (GPtrArray) records = bookgen_book_dup_tasks (book);

  for (guint i = 0; i < records->len; i++)
    {
      const BookgenTaskRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->unit_id, unit_id) && g_strcmp0 (record->stage, stage) == 0)
        return record->usage.cost_micros > 0 ? record->usage.cost_micros / MAX (record->attempts, 1)
                                             : record->usage.cost_micros;
    }
  return -1;
}

static gboolean
mend_in_run (Mending *self)
{
  BookgenRun *run = bookgen_desk_get_run (self->desk);

  return run && bookgen_run_mend (run, self->unit_id, self->note);
}

static void
write_chapter (GTask *task, const char *key)
{
  Mending *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!bookgen_desk_write (self->desk, self->endpoint, key, self->settings, &error))
    g_task_return_error (task, error);
  else if (mend_in_run (self))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("This chapter has no text that could be mended."));
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (error)
    g_task_return_error (task, error);
  else
    write_chapter (task, key);
  bookgen_keyring_free_key (key);
}

/* Whom the book's last run names, else the first there is. New reference; NULL for none. */
static BookgenEndpoint *
dup_endpoint (const char *name, GError **error)
{
  g_autoptr (GPtrArray) endpoints = bookgen_endpoints_load (error);
  guint chosen = 0;

  for (guint i = 0; endpoints && i < endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_name (g_ptr_array_index (endpoints, i)), name) == 0)
      chosen = i;
  if (endpoints && endpoints->len > 0)
    return g_object_ref (g_ptr_array_index (endpoints, chosen));
  if (endpoints)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("There is no provider. Add one under “Providers…”, and mend the chapter then."));
  return NULL;
}

/* As the book was written last, but this chapter alone. */
static BookgenRunSettings *
dup_settings (Mending *self)
{
  const char *const units[] = { self->unit_id, NULL };
  const char *stored = bookgen_book_get_setting (bookgen_desk_get_book (self->desk), "run");
  BookgenRunSettings *settings = bookgen_run_settings_from_json (stored);

  settings->stop_after_plan = settings->plan_only = FALSE;
  g_strfreev (settings->units);
  settings->units = g_strdupv ((char **) units);
  return settings;
}

static void
begin_run (GTask *task, GCancellable *cancellable)
{
  Mending *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->settings = dup_settings (self);
  if (self->settings->rehearsal)
    {
      write_chapter (task, NULL);
      g_object_unref (task);
      return;
    }
  self->endpoint = dup_endpoint (self->settings->endpoint, &error);
  if (self->endpoint)
    {
      bookgen_keyring_load_async (bookgen_endpoint_get_address (self->endpoint), cancellable, on_key, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
bookgen_mending_start_async (BookgenDesk *desk, BookgenBookFinding *finding, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Mending *self = g_new0 (Mending, 1);

  self->desk = g_object_ref (desk);
  self->unit_id = g_strdup (bookgen_book_finding_get_unit_id (finding));
  self->note = bookgen_finding_dup_note (bookgen_book_finding_get (finding));
  g_task_set_source_tag (task, bookgen_mending_start_async);
  g_task_set_task_data (task, self, (GDestroyNotify) mending_free);
  if (mend_in_run (self))
    g_task_return_boolean (task, TRUE);
  else if (bookgen_desk_get_active (desk))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             _ ("Other chapters are being written. Mend this one when they are done."));
  else
    {
      begin_run (task, cancellable);
      return;
    }
  g_object_unref (task);
}

gboolean
bookgen_mending_start_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bookgen_mending_start_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
