/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-history.h"

#include <glib/gi18n.h>

#include "bookgen-cli.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-wording.h"
#include "bookgen-run-history.h"

static GPtrArray *
load (BookgenSnapshot *snapshot)
{
  return bookgen_run_history_from_json (bookgen_snapshot_get_setting (snapshot, BOOKGEN_RUN_HISTORY_SETTING));
}

static char *
dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");
}

static void
print_entry (const BookgenRunEntry *entry)
{
  g_autofree char *time = dup_time (entry->started_at_ms);
  g_autofree char *length = bookgen_cli_word_time (entry->ended_at_ms - entry->started_at_ms);
  g_autofree char *cost = bookgen_cli_word_cost (&entry->usage);

  /* Translators: a run of a book: when, how, with which model, chapters done of all, how long, requests, cost. */
  bookgen_cli_print (ngettext ("  %s · %s · %s · %u of %u · %s · %u request · %s\n",
                               "  %s · %s · %s · %u of %u · %s · %u requests · %s\n", entry->usage.requests),
                     time, bookgen_mode_to_string (entry->mode), entry->rehearsal ? _ ("rehearsal") : entry->model, entry->done,
                     entry->chapters, length, entry->usage.requests, cost);
}

void
bookgen_cli_history_print (BookgenSnapshot *snapshot)
{
  g_autoptr (GPtrArray) entries = load (snapshot);

  if (entries->len > 0)
    bookgen_cli_print (_ ("Runs:\n"));
  for (guint i = 0; i < entries->len; i++)
    print_entry (entries->pdata[i]);
}

static void
add_request (JsonBuilder *builder, const BookgenRequest *request)
{
  json_builder_begin_object (builder);
  bookgen_cli_object_add_string (builder, "task", request->stage);
  bookgen_cli_object_add_string (builder, "unit", request->unit_id);
  bookgen_cli_object_add_int (builder, "item", request->item);
  bookgen_cli_object_add_string (builder, "model", request->model);
  bookgen_cli_object_add_int (builder, "at_ms", request->at_ms);
  bookgen_cli_object_add_usage (builder, &request->usage);
  json_builder_end_object (builder);
}

static gboolean
add_requests (JsonBuilder *builder, BookgenSnapshot *snapshot, gint64 since_ms, gint64 until_ms, GError **error)
{
  g_autoptr (GPtrArray) requests = bookgen_snapshot_dup_requests (snapshot, since_ms, until_ms, error);

  if (requests == NULL)
    return FALSE;
  json_builder_set_member_name (builder, "tasks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < requests->len; i++)
    add_request (builder, requests->pdata[i]);
  json_builder_end_array (builder);
  return TRUE;
}

static void
add_entry (JsonBuilder *builder, const BookgenRunEntry *entry)
{
  bookgen_cli_object_add_int (builder, "started_at_ms", entry->started_at_ms);
  bookgen_cli_object_add_int (builder, "ended_at_ms", entry->ended_at_ms);
  bookgen_cli_object_add_string (builder, "mode", bookgen_mode_to_string (entry->mode));
  bookgen_cli_object_add_string (builder, "model", entry->model);
  bookgen_cli_object_add_boolean (builder, "rehearsal", entry->rehearsal);
  bookgen_cli_object_add_int (builder, "chapters", entry->chapters);
  bookgen_cli_object_add_int (builder, "done", entry->done);
  bookgen_cli_object_add_int (builder, "failed", entry->failed);
  bookgen_cli_object_add_amount (builder, "cost", entry->usage.cost_micros, 1e6);
  bookgen_cli_object_add_amount (builder, "expected_low", entry->low.cost_micros, 1e6);
  bookgen_cli_object_add_amount (builder, "expected_high", entry->high.cost_micros, 1e6);
}

/* A run that was cut short noted no end: what was asked before the next one began is its own. */
static gint64
get_end_ms (GPtrArray *entries, guint place)
{
  return place + 1 < entries->len ? ((BookgenRunEntry *) entries->pdata[place + 1])->started_at_ms - 1 : G_MAXINT64;
}

gboolean
bookgen_cli_history_add_json (BookgenSnapshot *snapshot, JsonBuilder *builder, GError **error)
{
  g_autoptr (GPtrArray) entries = load (snapshot);

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const BookgenRunEntry *entry = entries->pdata[i];

      json_builder_begin_object (builder);
      add_entry (builder, entry);
      if (!add_requests (builder, snapshot, entry->started_at_ms, get_end_ms (entries, i), error))
        return FALSE;
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return TRUE;
}
