/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-picture-drawing.h"

#include "bookgen-cost.h"
#include "bookgen-keyring.h"

#include <glib/gi18n-lib.h>

/* One that waits for the provider's key. */
typedef struct {
  BookgenDesk *desk; /* owned */
  BookgenEndpoint *endpoint;
  char *unit_id;
  int number;
} Drawing;

static void
drawing_free (Drawing *self)
{
  g_object_unref (self->desk);
  g_object_unref (self->endpoint);
  g_free (self->unit_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawing, drawing_free)

static BookgenRunSettings *
dup_settings (BookgenDesk *desk)
{
  return bookgen_run_settings_from_json (bookgen_book_get_setting (bookgen_desk_get_book (desk), "run"));
}

/* Whoever wrote last; NULL where that is nobody who is known any more. */
static BookgenEndpoint *
dup_endpoint (BookgenDesk *desk, const BookgenRunSettings *settings)
{
  BookgenRun *run = bookgen_desk_get_run (desk);
  g_autoptr (GPtrArray) endpoints = NULL;

  if (run && !bookgen_endpoint_is_rehearsal (bookgen_run_get_endpoint (run)))
    return g_object_ref (bookgen_run_get_endpoint (run));
  endpoints = bookgen_endpoints_load (NULL);
  for (guint i = 0; endpoints && i < endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_name (endpoints->pdata[i]), settings->endpoint) == 0)
      return g_object_ref (endpoints->pdata[i]);
  return NULL;
}

static const BookgenTask *
find_task (BookgenDesk *desk, const char *unit_id, int number)
{
  BookgenRun *run = bookgen_desk_get_run (desk);
  GPtrArray *tasks = run ? bookgen_run_get_tasks (run) : NULL;

  for (guint i = 0; tasks && i < tasks->len; i++)
    {
      const BookgenTask *task = tasks->pdata[i];
      if (task->item == number && task->stage->makes == BOOKGEN_MAKES_PICTURE && g_str_equal (task->unit_id, unit_id))
        return task;
    }
  return NULL;
}

gboolean
bookgen_picture_drawing_is_busy (BookgenDesk *desk, const char *unit_id, int number)
{
  const BookgenTask *task = find_task (desk, unit_id, number);

  return task && task->state == BOOKGEN_TASK_RUNNING;
}

/* Nothing else is written in this run, and the book's own settings stay. */
static gboolean
draw_alone (BookgenDesk *desk, BookgenEndpoint *endpoint, const char *key, const char *unit_id, int number, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (desk);

  g_strfreev (settings->units);
  settings->units = g_strdupv ((char *[]){ (char *) unit_id, NULL });
  settings->mode = BOOKGEN_MODE_PARALLEL;
  settings->pictures = TRUE;
  settings->narration = settings->review = settings->plan_only = FALSE;
  settings->stop_after_plan = settings->stop_after_lists = FALSE;
  settings->rehearsal = endpoint == NULL;
  return bookgen_desk_make_item (desk, endpoint, key, settings, unit_id, number, error);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Drawing) drawing = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (!error && !bookgen_desk_get_active (drawing->desk))
    draw_alone (drawing->desk, drawing->endpoint, key, drawing->unit_id, drawing->number, &error);
  if (error)
    bookgen_desk_tell_problem (drawing->desk, error->message);
  bookgen_keyring_free_key (key);
}

static gboolean
ask_key (BookgenDesk *desk, BookgenEndpoint *endpoint, const char *unit_id, int number)
{
  Drawing *drawing = g_new0 (Drawing, 1);

  *drawing = (Drawing){ g_object_ref (desk), endpoint, g_strdup (unit_id), number };
  bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), NULL, on_key, drawing);
  return TRUE;
}

gboolean
bookgen_picture_drawing_start (BookgenDesk *desk, const char *unit_id, int number, GError **error)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (desk);
  BookgenEndpoint *endpoint;

  if (find_task (desk, unit_id, number))
    {
      bookgen_run_make_item (bookgen_desk_get_run (desk), unit_id, number);
      return TRUE;
    }
  if (bookgen_desk_get_active (desk))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           _ ("The book is being written. Wait until that is done, or stop it, and draw the picture then."));
      return FALSE;
    }
  if (settings->rehearsal)
    return draw_alone (desk, NULL, NULL, unit_id, number, error);
  endpoint = dup_endpoint (desk, settings);
  if (endpoint)
    return ask_key (desk, endpoint, unit_id, number);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("Nobody is chosen who draws. Choose under “Write” who writes the book, and draw the picture then."));
  return FALSE;
}

gint64
bookgen_picture_drawing_get_price_micros (BookgenDesk *desk)
{
  const BookgenTokens none = { -1, -1, -1, -1, -1, -1 };
  g_autoptr (BookgenRunSettings) settings = dup_settings (desk);
  g_autoptr (BookgenEndpoint) endpoint = settings->rehearsal ? NULL : dup_endpoint (desk, settings);
  g_autoptr (BookgenEndpoint) who = endpoint ? bookgen_endpoint_dup_for (endpoint, BOOKGEN_JOB_PICTURES) : NULL;
  g_autoptr (BookgenPrices) prices = who ? bookgen_prices_load (NULL) : NULL;

  return who ? bookgen_cost_of_picture_micros (prices, who, &none) : -1;
}
