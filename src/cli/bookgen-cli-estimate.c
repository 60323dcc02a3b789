/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include "bookgen-cli-guess.h"
#include "bookgen-cli-narration.h"
#include "bookgen-cli-object.h"
#include "bookgen-cli-outline.h"
#include "bookgen-cli-writer.h"
#include "bookgen-material-part.h"
#include "bookgen-prices.h"
#include "bookgen-snapshot.h"

/* In parts of UNIT; 0 for what is counted whole. */
static void
add_range (JsonBuilder *builder, const char *name, gint64 low, gint64 high, double unit)
{
  const char *const ends[] = { "low", "high" };
  const gint64 amounts[] = { low, high };

  json_builder_set_member_name (builder, name);
  if (low < 0 || high < 0)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (unit > 0)
      bookgen_cli_object_add_amount (builder, ends[i], amounts[i], unit);
    else
      bookgen_cli_object_add_int (builder, ends[i], amounts[i]);
  json_builder_end_object (builder);
}

/* For which the cost is null: "pictures", "speech", …. */
static void
add_unpriced (JsonBuilder *builder, const BookgenEstimate *estimate)
{
  json_builder_set_member_name (builder, "unpriced");
  json_builder_begin_array (builder);
  for (guint job = 0; job < BOOKGEN_N_MODEL_JOBS; job++)
    if ((estimate->unpriced & (1u << job)) != 0)
      json_builder_add_string_value (builder, bookgen_model_job_to_string (job));
  json_builder_end_array (builder);
}

static void
print_json (const BookgenEstimate *estimate)
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  g_autoptr (JsonBuilder) builder = bookgen_cli_object_new ();

  bookgen_cli_object_add_int (builder, "requests", estimate->requests);
  bookgen_cli_object_add_int (builder, "requests_most", estimate->high.requests);
  bookgen_cli_object_add_int (builder, "chapters", estimate->chapters);
  add_range (builder, "input_tokens", estimate->low.input_tokens, estimate->high.input_tokens, 0);
  add_range (builder, "output_tokens", estimate->low.output_tokens, estimate->high.output_tokens, 0);
  add_range (builder, "cost", estimate->low.cost_micros, estimate->high.cost_micros, 1e6);
  bookgen_cli_object_add_string (builder, "currency", prices != NULL ? bookgen_prices_get_currency (prices) : "");
  add_unpriced (builder, estimate);
  add_range (builder, "seconds", estimate->low.ms, estimate->high.ms, 1e3);
  bookgen_cli_object_add_int (builder, "at_once", estimate->at_once);
  bookgen_cli_object_add_string (builder, "limit", bookgen_limit_to_string (estimate->limit));
  bookgen_cli_object_print (builder);
}

/* SNAPSHOT nullable: an outline alone has none. */
static gboolean
count_material (BookgenSnapshot *snapshot, BookgenEndpoint *endpoint, GHashTable **material, GError **error)
{
  if (snapshot == NULL)
    return TRUE;
  *material = bookgen_material_part_count_read_tokens (snapshot, bookgen_cli_guess_material_tokens (endpoint), error);
  return *material != NULL;
}

/* With who would write and how, as SETTINGS are so far: the guess is printed. */
static gboolean
guess_and_print (const BookgenCliOptions *options, BookgenRunSettings *settings, BookgenOutline *outline, GPtrArray *records,
                 BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (BookgenEndpoint) endpoint = bookgen_cli_writer_find_endpoint (options, settings, &wrong);
  g_autoptr (GHashTable) material = NULL;
  BookgenEstimate estimate;

  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  settings->rehearsal = endpoint == NULL && (options->rehearsal || settings->rehearsal);
  if (records == NULL && endpoint != NULL)
    settings->at_once = bookgen_cli_writer_get_at_once (endpoint);
  if (!bookgen_cli_options_apply (options, settings, error))
    return FALSE;
  bookgen_cli_options_add_labs (settings, outline, NULL);
  if (!bookgen_cli_options_select (options, outline, settings, error)
      || !count_material (snapshot, endpoint, &material, error)
      || !bookgen_cli_guess (&estimate, outline, records, settings, endpoint, material, error))
    return FALSE;
  if (options->json)
    print_json (&estimate);
  else
    bookgen_cli_guess_tell (&estimate, endpoint, bookgen_cli_print);
  return TRUE;
}

/* What --narrate-again would read again, in the voice that is asked for. */
static void
take_narration (const BookgenCliOptions *options, BookgenRunSettings *settings, BookgenSnapshot *snapshot)
{
  if (options->voice != NULL)
    {
      g_free (settings->voice);
      settings->voice = g_strdup (options->voice);
    }
  bookgen_cli_narration_take (options, settings, snapshot, options->models[BOOKGEN_JOB_SPEECH]);
}

static BookgenCliStatus
estimate_book (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (options->file, error);
  g_autoptr (BookgenRunSettings) settings = NULL;
  g_autoptr (GPtrArray) records = NULL;

  records = snapshot != NULL ? bookgen_snapshot_dup_tasks (snapshot, error) : NULL;
  if (records == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  settings = bookgen_pipeline_recall_settings (bookgen_snapshot_get_setting (snapshot, "run"));
  if (options->narrate_again && bookgen_cli_options_select (options, bookgen_snapshot_get_outline (snapshot), settings, NULL))
    take_narration (options, settings, snapshot);
  guess_and_print (options, settings, bookgen_snapshot_get_outline (snapshot), records, snapshot, error);
  return BOOKGEN_CLI_DONE;
}

static BookgenCliStatus
estimate_outline (const BookgenCliOptions *options, GError **error)
{
  g_autoptr (BookgenImport) import = bookgen_cli_outline_read (options->file, error);
  g_autoptr (BookgenRunSettings) settings = bookgen_pipeline_recall_settings (NULL);

  if (import == NULL)
    return BOOKGEN_CLI_UNREADABLE;
  guess_and_print (options, settings, import->outline, NULL, NULL, error);
  return BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_estimate (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (
      argc, argv, BOOKGEN_CLI_TAKES_ENDPOINT | BOOKGEN_CLI_TAKES_RUN | BOOKGEN_CLI_TAKES_JSON, "OUTLINE|BOOK", &error);
  BookgenCliStatus status = BOOKGEN_CLI_USAGE;

  /* A book by its name; anything else is an outline. */
  if (options != NULL)
    status = g_str_has_suffix (options->file, ".bookgen") ? estimate_book (options, &error)
                                                         : estimate_outline (options, &error);
  return error != NULL ? bookgen_cli_fail (error) : status;
}
