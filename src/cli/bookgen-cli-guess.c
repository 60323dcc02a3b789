/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-guess.h"

#include <glib/gi18n.h>

#include "bookgen-cli-wording.h"
#include "bookgen-learned.h"
#include "bookgen-material-part.h"
#include "bookgen-rehearsal.h"
#include "bookgen-task.h"

char *
bookgen_cli_dup_learned_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "bookgen", "learned.json", NULL);
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

gint64
bookgen_cli_guess_material_tokens (BookgenEndpoint *endpoint)
{
  g_autofree char *path = bookgen_cli_dup_learned_path ();
  g_autoptr (BookgenLearned) learned = bookgen_learned_new (path);
  gint64 context = endpoint != NULL ? bookgen_learned_get_context_tokens (learned, endpoint) : 0;

  return bookgen_material_part_get_limit (endpoint, context);
}

gboolean
bookgen_cli_guess (BookgenEstimate *estimate, BookgenOutline *outline, GPtrArray *records,
                   const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GHashTable *material, GError **error)
{
  g_autofree char *path = bookgen_cli_dup_learned_path ();
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (settings->pipeline, error);
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  g_autoptr (BookgenLearned) learned = bookgen_learned_new (path);
  g_autoptr (GHashTable) by_key = index_records (records);
  const BookgenRehearsalOptions rehearsal = BOOKGEN_REHEARSAL_DEFAULTS;
  BookgenEstimateBasis basis = { .endpoint = endpoint, .prices = prices, .material = material };

  if (pipeline == NULL)
    return FALSE;
  if (endpoint != NULL && bookgen_endpoint_get_pace (endpoint)->answers > 0)
    basis.pace = *bookgen_endpoint_get_pace (endpoint);
  else if (endpoint != NULL)
    bookgen_learned_get_pace (learned, endpoint, &basis.pace);
  else if (settings->rehearsal)
    bookgen_pace_set_known (&basis.pace, rehearsal.first_token_ms, rehearsal.tokens_per_second);
  bookgen_estimate_make (estimate, pipeline, outline, settings, by_key, &basis);
  return TRUE;
}

/* Whose price is missing, where anybody is named: that one can be put into the list. */
static void
tell_unpriced (const BookgenEstimate *estimate, BookgenEndpoint *endpoint, void (*tell) (const char *format, ...))
{
  guint job = g_bit_nth_lsf (estimate->unpriced, -1);

  if (endpoint == NULL || estimate->unpriced == 0)
    tell (_ ("cost: unknown\n"));
  else if (job == BOOKGEN_JOB_PICTURES)
    tell (_ ("cost: unknown (the price list does not know what a picture of “%s” costs)\n"),
          bookgen_endpoint_get_model_for (endpoint, job));
  else if (job == BOOKGEN_JOB_SPEECH)
    tell (_ ("cost: unknown (the price list does not know what speech of “%s” costs)\n"),
          bookgen_endpoint_get_model_for (endpoint, job));
  else
    tell (_ ("cost: unknown (“%s” is not in the price list)\n"), bookgen_endpoint_get_model_for (endpoint, job));
}

static void
tell_cost (const BookgenEstimate *estimate, BookgenEndpoint *endpoint, void (*tell) (const char *format, ...))
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);

  if (estimate->high.cost_micros < 0)
    tell_unpriced (estimate, endpoint, tell);
  else if (estimate->high.cost_micros == 0)
    tell (_ ("cost: none\n"));
  else
    tell (_ ("cost: about %.2f to %.2f %s\n"), estimate->low.cost_micros / 1e6, estimate->high.cost_micros / 1e6,
          prices != NULL ? bookgen_prices_get_currency (prices) : "");
}

static const char *
word_limit (BookgenLimit limit)
{
  switch (limit)
    {
    case BOOKGEN_LIMIT_MODE:
      return _ ("one after another, as the mode says");
    case BOOKGEN_LIMIT_AT_ONCE:
      return _ ("--at-once");
    case BOOKGEN_LIMIT_PAUSE:
      return _ ("--pause-ms");
    case BOOKGEN_LIMIT_MODULES:
      return _ ("--modules-at-once");
    case BOOKGEN_LIMIT_LESSONS:
      return _ ("--lessons-at-once");
    case BOOKGEN_LIMIT_STAGE:
      return _ ("a stage's own limit");
    case BOOKGEN_LIMIT_CHAPTERS:
    case BOOKGEN_N_LIMITS:
    default:
      return _ ("there are no more");
    }
}

void
bookgen_cli_guess_tell (const BookgenEstimate *estimate, BookgenEndpoint *endpoint, void (*tell) (const char *format, ...))
{
  g_autofree char *quick = bookgen_cli_word_time (estimate->low.ms);
  g_autofree char *slow = bookgen_cli_word_time (estimate->high.ms);

  if (estimate->low.requests == estimate->high.requests)
    tell (ngettext ("requests: %u, for %u chapter\n", "requests: %u, for %u chapters\n", estimate->chapters),
          estimate->requests, estimate->chapters);
  else
    tell (ngettext ("requests: %u to %u, for %u chapter\n", "requests: %u to %u, for %u chapters\n", estimate->chapters),
          estimate->low.requests, estimate->high.requests, estimate->chapters);
  tell (_ ("tokens: about %d to %d in, %d to %d out\n"), (int) estimate->low.input_tokens,
        (int) estimate->high.input_tokens, (int) estimate->low.output_tokens, (int) estimate->high.output_tokens);
  tell_cost (estimate, endpoint, tell);
  tell (_ ("time: about %s to %s\n"), quick, slow);
  tell (ngettext ("at a time: %u chapter (%s)\n", "at a time: %u chapters (%s)\n", estimate->at_once), estimate->at_once,
        word_limit (estimate->limit));
}
