/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-guess.h"

#include <glib/gi18n.h>

#include "bookgen-cli-wording.h"
#include "bookgen-planner.h"
#include "bookgen-prices.h"

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
  const BookgenRunSettings *settings;
  BookgenEndpoint *endpoint; /* NULL: nobody */
  BookgenPrices *prices;     /* NULL where the list cannot be read */
  GPtrArray *tasks;          /* BookgenTask */
} Plan;

static gboolean
is_free (const Plan *self)
{
  return self->endpoint != NULL ? bookgen_endpoint_is_local (self->endpoint) : self->settings->rehearsal;
}

static gint64
get_cost (const Plan *self, gint64 input_tokens, gint64 output_tokens)
{
  const BookgenTokens tokens = { input_tokens, -1, -1, output_tokens, -1, -1 };

  if (is_free (self))
    return 0;
  if (self->endpoint == NULL || self->prices == NULL)
    return -1;
  return bookgen_prices_cost_micros (self->prices, bookgen_endpoint_get_model (self->endpoint), &tokens);
}

static void
add (const Plan *self, BookgenCliBound *bound, double input_tokens, double output_tokens)
{
  gint64 cost = get_cost (self, input_tokens, output_tokens);

  bound->input_tokens += input_tokens;
  bound->output_tokens += output_tokens;
  bound->cost_micros = bound->cost_micros < 0 || cost < 0 ? -1 : bound->cost_micros + cost;
}

/* The plan's words, which every chapter's prompt has once it is made. */
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

static gboolean
is_over (const BookgenTask *task)
{
  return task->state == BOOKGEN_TASK_DONE || task->state == BOOKGEN_TASK_SKIPPED;
}

static void
add_tasks (const Plan *self, BookgenCliGuess *guess)
{
  double plan_words = count_plan_words (self->tasks);

  for (guint i = 0; i < self->tasks->len; i++)
    {
      const BookgenTask *task = self->tasks->pdata[i];
      double prompt = task->expected_tokens - task->output_limit;
      double plan = task->needs->len > 0 ? plan_words : 0;

      if (is_over (task))
        continue;
      add (self, &guess->low, (prompt + plan * TOKENS_PER_WORD_LOW) * PROMPT_LOW, task->target_words * TOKENS_PER_WORD_LOW);
      add (self, &guess->high, (prompt + plan * TOKENS_PER_WORD_HIGH) * PROMPT_HIGH,
           task->target_words * TOKENS_PER_WORD_HIGH);
      guess->requests++;
      guess->chapters += *task->unit_id != '\0';
    }
}

static void
find_limit (const Plan *self, BookgenCliGuess *guess)
{
  guint at_once = self->settings->at_once;

  if (self->settings->mode == BOOKGEN_MODE_SEQUENTIAL)
    guess->limit = "mode", guess->at_once = 1;
  else if (guess->chapters <= at_once)
    guess->limit = "chapters", guess->at_once = MAX (guess->chapters, 1);
  else
    guess->limit = "at-once", guess->at_once = at_once;
}

/* Chapters side by side, after what the book needs first. */
static gint64
guess_ms (const Plan *self, guint slots, double tokens_per_word, guint first_token_ms, guint rate)
{
  g_autofree gint64 *busy_ms = g_new0 (gint64, slots);
  gint64 before_ms = 0, last_ms = 0;
  guint chapter = 0;

  for (guint i = 0; i < self->tasks->len; i++)
    {
      const BookgenTask *task = self->tasks->pdata[i];
      gint64 length_ms = first_token_ms + task->target_words * tokens_per_word / rate * 1000 + self->settings->pause_ms;

      if (is_over (task))
        continue;
      if (*task->unit_id == '\0')
        before_ms += length_ms;
      else
        busy_ms[chapter++ % slots] += length_ms;
    }
  for (guint i = 0; i < slots; i++)
    last_ms = MAX (last_ms, busy_ms[i]);
  return before_ms + last_ms;
}

static GHashTable *
index_records (GPtrArray *records)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      BookgenTaskRecord *record = records->pdata[i];

      g_hash_table_replace (by_key, bookgen_task_key (record->stage, record->unit_id, record->item), record);
    }
  return by_key;
}

gboolean
bookgen_cli_guess (BookgenCliGuess *self, BookgenOutline *outline, GPtrArray *records, const BookgenRunSettings *settings,
                   BookgenEndpoint *endpoint, GError **error)
{
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, error);
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  g_autoptr (GHashTable) by_key = index_records (records);
  g_autoptr (GPtrArray) tasks = NULL;
  Plan plan = { .settings = settings, .endpoint = endpoint, .prices = prices };

  *self = (BookgenCliGuess){ 0 };
  if (pipeline == NULL)
    return FALSE;
  plan.tasks = tasks = bookgen_planner_plan (pipeline, outline, settings, by_key);
  add_tasks (&plan, self);
  find_limit (&plan, self);
  self->low.ms = guess_ms (&plan, self->at_once, TOKENS_PER_WORD_LOW, FIRST_TOKEN_LOW_MS, RATE_HIGH);
  self->high.ms = guess_ms (&plan, self->at_once, TOKENS_PER_WORD_HIGH, FIRST_TOKEN_HIGH_MS, RATE_LOW);
  return TRUE;
}

static void
tell_cost (const BookgenCliGuess *self, void (*tell) (const char *format, ...))
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);

  if (self->high.cost_micros < 0)
    tell (_ ("cost: unknown\n"));
  else if (self->high.cost_micros == 0)
    tell (_ ("cost: none\n"));
  else
    tell (_ ("cost: about %.2f to %.2f %s\n"), self->low.cost_micros / 1e6, self->high.cost_micros / 1e6,
          prices != NULL ? bookgen_prices_get_currency (prices) : "");
}

static const char *
word_limit (const char *limit)
{
  if (g_str_equal (limit, "mode"))
    return _ ("one after another, as the mode says");
  return g_str_equal (limit, "chapters") ? _ ("there are no more") : _ ("--at-once");
}

void
bookgen_cli_guess_tell (const BookgenCliGuess *self, void (*tell) (const char *format, ...))
{
  g_autofree char *quick = bookgen_cli_word_time (self->low.ms);
  g_autofree char *slow = bookgen_cli_word_time (self->high.ms);

  tell (ngettext ("requests: %u, for %u chapter\n", "requests: %u, for %u chapters\n", self->chapters), self->requests,
        self->chapters);
  tell (_ ("tokens: about %d to %d in, %d to %d out\n"), (int) self->low.input_tokens, (int) self->high.input_tokens,
        (int) self->low.output_tokens, (int) self->high.output_tokens);
  tell_cost (self, tell);
  tell (_ ("time: about %s to %s\n"), quick, slow);
  tell (ngettext ("at a time: %u chapter (%s)\n", "at a time: %u chapters (%s)\n", self->at_once), self->at_once,
        word_limit (self->limit));
}
