/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "bookgen-cli-outline.h"
#include "bookgen-cli-wording.h"
#include "bookgen-cli-writer.h"
#include "bookgen-planner.h"
#include "bookgen-prices.h"
#include "bookgen-snapshot.h"

/* Tokens of a word that is written: plain English at the least, markup and other languages at the most; and how far models
 * are from the length they were asked for. */
#define TOKENS_PER_WORD_LOW 1.2
#define TOKENS_PER_WORD_HIGH 2.2
/* Our count of a prompt's tokens is from its characters. */
#define PROMPT_LOW 0.8
#define PROMPT_HIGH 1.25
/* Usual answers: from a quick model to a slow one. */
#define FIRST_TOKEN_LOW_MS 500
#define FIRST_TOKEN_HIGH_MS 3000
#define RATE_LOW 30
#define RATE_HIGH 100

typedef struct {
  guint requests;
  gint64 input_tokens, output_tokens;
  gint64 cost_micros; /* -1 unknown */
  gint64 ms;
} Guess;

typedef struct {
  const BookgenCliOptions *options;
  BookgenRunSettings *settings;
  BookgenEndpoint *endpoint; /* NULL: a rehearsal, or nobody yet */
  BookgenPrices *prices;     /* NULL where the list cannot be read */
  Guess low, high;
  guint chapters;
} Estimate;

static gboolean
is_free (const Estimate *self)
{
  return self->endpoint != NULL ? bookgen_endpoint_is_local (self->endpoint)
                                : self->options->rehearsal || self->settings->rehearsal;
}

static gint64
get_cost (const Estimate *self, gint64 input_tokens, gint64 output_tokens)
{
  const BookgenTokens tokens = { input_tokens, -1, -1, output_tokens, -1, -1 };

  if (is_free (self))
    return 0;
  if (self->endpoint == NULL || self->prices == NULL)
    return -1;
  return bookgen_prices_cost_micros (self->prices, bookgen_endpoint_get_model (self->endpoint), &tokens);
}

static void
add (const Estimate *self, Guess *guess, double input_tokens, double output_tokens)
{
  gint64 cost = get_cost (self, input_tokens, output_tokens);

  guess->requests++;
  guess->input_tokens += input_tokens;
  guess->output_tokens += output_tokens;
  guess->cost_micros = guess->cost_micros < 0 || cost < 0 ? -1 : guess->cost_micros + cost;
}

/* The tokens of the plan, which every chapter's prompt has once it is made. */
static double
count_plan_words (GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = tasks->pdata[i];

      if (task->stage->makes == BOOKGEN_MAKES_CONTEXT)
        return task->target_words;
    }
  return 0;
}

static void
add_tasks (Estimate *self, GPtrArray *tasks)
{
  double plan_words = count_plan_words (tasks);

  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = tasks->pdata[i];
      double prompt = task->expected_tokens - task->output_limit;
      double plan = task->needs->len > 0 ? plan_words : 0;

      if (task->state == BOOKGEN_TASK_DONE || task->state == BOOKGEN_TASK_SKIPPED)
        continue;
      add (self, &self->low, (prompt + plan * TOKENS_PER_WORD_LOW) * PROMPT_LOW, task->target_words * TOKENS_PER_WORD_LOW);
      add (self, &self->high, (prompt + plan * TOKENS_PER_WORD_HIGH) * PROMPT_HIGH,
           task->target_words * TOKENS_PER_WORD_HIGH);
      self->chapters += *task->unit_id != '\0';
    }
}

/* How many chapters are written at the same time, and what keeps it from being more. */
static guint
get_slots (const Estimate *self, const char **limit)
{
  if (self->settings->mode == BOOKGEN_MODE_SEQUENTIAL)
    {
      *limit = "mode";
      return 1;
    }
  *limit = self->chapters <= self->settings->at_once ? "chapters" : "at-once";
  return MAX (MIN (self->chapters, self->settings->at_once), 1);
}

/* Rounds of chapters, each as long as its longest, after what the book needs first. */
static gint64
guess_ms (const Estimate *self, GPtrArray *tasks, double tokens_per_word, guint first_token_ms, guint rate)
{
  const char *limit;
  guint slots = get_slots (self, &limit), at = 0;
  g_autofree gint64 *free_at_ms = g_new0 (gint64, slots);
  gint64 before_ms = 0, last_ms = 0;

  for (guint i = 0; i < tasks->len; i++)
    {
      const BookgenTask *task = tasks->pdata[i];
      gint64 length_ms = first_token_ms + task->target_words * tokens_per_word / rate * 1000 + self->settings->pause_ms;

      if (task->state == BOOKGEN_TASK_DONE || task->state == BOOKGEN_TASK_SKIPPED)
        continue;
      if (*task->unit_id == '\0')
        before_ms += length_ms;
      else
        free_at_ms[at++ % slots] += length_ms;
    }
  for (guint i = 0; i < slots; i++)
    last_ms = MAX (last_ms, free_at_ms[i]);
  return before_ms + last_ms;
}

static void
print_for_people (const Estimate *self)
{
  g_autofree char *quick = bookgen_cli_word_time (self->low.ms);
  g_autofree char *slow = bookgen_cli_word_time (self->high.ms);
  const char *limit;
  guint slots = get_slots (self, &limit);

  bookgen_cli_print (ngettext ("%u request, %u chapter\n", "%u requests, %u chapters\n", self->low.requests),
                     self->low.requests, self->chapters);
  bookgen_cli_print (_ ("tokens: about %d to %d in, %d to %d out\n"), (int) self->low.input_tokens,
                     (int) self->high.input_tokens, (int) self->low.output_tokens, (int) self->high.output_tokens);
  if (self->high.cost_micros < 0)
    bookgen_cli_print (_ ("cost: unknown\n"));
  else if (self->high.cost_micros == 0)
    bookgen_cli_print (_ ("cost: none\n"));
  else
    bookgen_cli_print (_ ("cost: about %.2f to %.2f %s\n"), self->low.cost_micros / 1e6, self->high.cost_micros / 1e6,
                       bookgen_prices_get_currency (self->prices));
  bookgen_cli_print (_ ("time: about %s to %s\n"), quick, slow);
  bookgen_cli_print (ngettext ("limit: %u chapter at a time (%s)\n", "limit: %u chapters at a time (%s)\n", slots), slots,
                     limit);
}

static void
add_range (JsonBuilder *builder, const char *name, gint64 low, gint64 high, double unit)
{
  json_builder_set_member_name (builder, name);
  if (low < 0 || high < 0)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "low");
  json_builder_add_double_value (builder, low / unit);
  json_builder_set_member_name (builder, "high");
  json_builder_add_double_value (builder, high / unit);
  json_builder_end_object (builder);
}

static void
print_json (const Estimate *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  const char *limit;
  guint slots = get_slots (self, &limit);

  json_builder_set_member_name (builder, "requests");
  json_builder_add_int_value (builder, self->low.requests);
  json_builder_set_member_name (builder, "chapters");
  json_builder_add_int_value (builder, self->chapters);
  add_range (builder, "input_tokens", self->low.input_tokens, self->high.input_tokens, 1);
  add_range (builder, "output_tokens", self->low.output_tokens, self->high.output_tokens, 1);
  add_range (builder, "cost", self->low.cost_micros, self->high.cost_micros, 1e6);
  json_builder_set_member_name (builder, "currency");
  json_builder_add_string_value (builder, self->prices != NULL ? bookgen_prices_get_currency (self->prices) : "");
  add_range (builder, "seconds", self->low.ms, self->high.ms, 1e3);
  json_builder_set_member_name (builder, "at_once");
  json_builder_add_int_value (builder, slots);
  json_builder_set_member_name (builder, "limit");
  json_builder_add_string_value (builder, limit);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  bookgen_cli_print ("%s\n", text);
}

static gboolean
estimate_outline (Estimate *self, BookgenOutline *outline, GHashTable *records, GError **error)
{
  g_autoptr (BookgenPipeline) pipeline = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  if (!bookgen_cli_options_apply (self->options, self->settings, error)
      || !bookgen_cli_options_select (self->options, outline, self->settings, error))
    return FALSE;
  pipeline = bookgen_pipeline_load (self->settings->pipeline, error);
  if (pipeline == NULL)
    return FALSE;
  tasks = bookgen_planner_plan (pipeline, outline, self->settings, records);
  add_tasks (self, tasks);
  self->low.ms = guess_ms (self, tasks, TOKENS_PER_WORD_LOW, FIRST_TOKEN_LOW_MS, RATE_HIGH);
  self->high.ms = guess_ms (self, tasks, TOKENS_PER_WORD_HIGH, FIRST_TOKEN_HIGH_MS, RATE_LOW);
  return TRUE;
}

static gboolean
estimate_book (Estimate *self, BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) records = bookgen_snapshot_dup_tasks (snapshot, error);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      BookgenTaskRecord *record = records->pdata[i];

      g_hash_table_replace (by_key, bookgen_task_key (record->stage, record->unit_id, record->item), record);
    }
  return records != NULL && estimate_outline (self, bookgen_snapshot_get_outline (snapshot), by_key, error);
}

/* Who would write, and with what limits where nothing else is said. */
static gboolean
find_writer (Estimate *self, GError **error)
{
  g_autoptr (GError) wrong = NULL;

  self->endpoint = bookgen_cli_writer_find_endpoint (self->options, self->settings, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  self->settings->rehearsal = self->endpoint == NULL && (self->options->rehearsal || self->settings->rehearsal);
  return TRUE;
}

static gboolean
estimate (Estimate *self, BookgenSnapshot *snapshot, GError **error)
{
  g_autoptr (BookgenImport) import = NULL;

  if (snapshot != NULL)
    {
      self->settings = bookgen_run_settings_from_json (bookgen_snapshot_get_setting (snapshot, "run"));
      return find_writer (self, error) && estimate_book (self, snapshot, error);
    }
  self->settings = bookgen_run_settings_new ();
  import = bookgen_cli_outline_read (self->options->file, error);
  if (import == NULL || !find_writer (self, error))
    return FALSE;
  if (self->endpoint != NULL && bookgen_endpoint_is_local (self->endpoint))
    self->settings->at_once = 1;
  return estimate_outline (self, import->outline, NULL, error);
}

/* A book by its name; anything else is an outline. */
static gboolean
open_book (const char *file, BookgenSnapshot **snapshot, GError **error)
{
  *snapshot = g_str_has_suffix (file, ".bookgen") ? bookgen_snapshot_open (file, error) : NULL;
  return *snapshot != NULL || !g_str_has_suffix (file, ".bookgen");
}

static BookgenCliStatus
show (const BookgenCliOptions *options, GError **error)
{
  Estimate self = { .options = options };
  g_autoptr (BookgenSnapshot) snapshot = NULL;
  gboolean estimated;

  if (!open_book (options->file, &snapshot, error))
    return BOOKGEN_CLI_UNREADABLE;
  self.prices = bookgen_prices_load (NULL);
  estimated = estimate (&self, snapshot, error);
  if (estimated && options->json)
    print_json (&self);
  else if (estimated)
    print_for_people (&self);
  g_clear_pointer (&self.settings, bookgen_run_settings_free);
  g_clear_pointer (&self.prices, bookgen_prices_free);
  g_clear_object (&self.endpoint);
  return BOOKGEN_CLI_DONE;
}

BookgenCliStatus
bookgen_cli_estimate (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenCliOptions) options = bookgen_cli_options_parse (
      argc, argv, BOOKGEN_CLI_TAKES_ENDPOINT | BOOKGEN_CLI_TAKES_RUN | BOOKGEN_CLI_TAKES_JSON, "OUTLINE|BOOK", &error);
  BookgenCliStatus status = options != NULL ? show (options, &error) : BOOKGEN_CLI_USAGE;

  return error != NULL ? bookgen_cli_fail (error) : status;
}
