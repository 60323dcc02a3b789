/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-export.h"

#include "bookgen-edition.h"
#include "bookgen-manuscript.h"
#include "bookgen-outline-text.h"

static gint64 source_date_s = -1;

void
bookgen_export_set_source_date (gint64 seconds)
{
  source_date_s = seconds;
}

void
bookgen_export_report_free (BookgenExportReport *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static BookgenManuscript *
read_manuscript (const char *book_path, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (book_path, error);
  BookgenManuscript *manuscript = snapshot ? bookgen_manuscript_new (g_steal_pointer (&snapshot), error) : NULL;

  if (manuscript && source_date_s >= 0)
    manuscript->changed_at_ms = source_date_s * 1000;
  return manuscript;
}

static BookgenExportReport *
report_new (const char *target)
{
  BookgenExportReport *report = g_new0 (BookgenExportReport, 1);

  report->path = g_strdup (target);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  return report;
}

static BookgenExportReport *
write_outline (const char *book_path, const char *target, BookgenOutlineTextForm form, GCancellable *cancellable, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (book_path, error);

  if (!snapshot
      || !bookgen_edition_write_outline (bookgen_snapshot_get_outline (snapshot), bookgen_snapshot_get_title (snapshot),
                                         bookgen_snapshot_get_author (snapshot), form, target, cancellable, error))
    return NULL;
  return report_new (target);
}

static BookgenExportReport *
write_book (const char *book_path, const char *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (BookgenManuscript) manuscript = read_manuscript (book_path, error);
  g_autoptr (BookgenExportReport) report = report_new (target);

  if (!manuscript || !bookgen_edition_write (manuscript, target, report->notes, cancellable, error))
    return NULL;
  report->chapters = manuscript->chapters;
  report->written = manuscript->written;
  report->rehearsal = manuscript->rehearsal;
  return g_steal_pointer (&report);
}

BookgenExportReport *
bookgen_export_write (const char *book_path, const char *target, GCancellable *cancellable, GError **error)
{
  BookgenOutlineTextForm form;

  return bookgen_outline_text_form_of (target, &form) ? write_outline (book_path, target, form, cancellable, error)
                                                      : write_book (book_path, target, cancellable, error);
}

typedef struct {
  char *book_path;
  char *target;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->book_path);
  g_free (order->target);
  g_free (order);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  GError *error = NULL;
  BookgenExportReport *report = bookgen_export_write (order->book_path, order->target, cancellable, &error);

  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) bookgen_export_report_free);
  else
    g_task_return_error (task, error);
}

void
bookgen_export_write_async (const char *book_path, const char *target, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->book_path = g_strdup (book_path);
  order->target = g_strdup (target);
  g_task_set_source_tag (task, bookgen_export_write_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, write_in_thread);
}

BookgenExportReport *
bookgen_export_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
