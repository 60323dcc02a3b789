/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-feasible.h"

#include <glib/gi18n-lib.h>

#include "bookgen-cost.h"

/* Pictures and speech come over the OpenAI protocol alone. */
static gboolean
can_do (const BookgenPipeline *pipeline, const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GError **error)
{
  gboolean has_media = bookgen_endpoint_get_dialect (endpoint) == BOOKGEN_DIALECT_OPENAI;
  for (guint i = 0; !has_media && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (stage->does == BOOKGEN_DOES_WRITE || !bookgen_stage_is_on (stage, settings))
        continue;
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_UNKNOWN,
                   stage->does == BOOKGEN_DOES_DRAW
                       ? _("“%s” draws no pictures. Choose another provider, or leave pictures out.")
                       : _("“%s” does not read aloud. Choose another provider, or leave narration out."),
                   bookgen_endpoint_get_name (endpoint));
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_price (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenStage *stage)
{
  g_autoptr (BookgenEndpoint) of_job = bookgen_endpoint_dup_for (endpoint, bookgen_stage_get_job (stage));
  return bookgen_cost_is_known (prices, of_job, stage);
}

static const char *
word_unknown_price (const BookgenStage *stage)
{
  if (stage->does == BOOKGEN_DOES_DRAW)
    return _("What a picture of “%s” costs is unknown, so no budget can be kept: put it into prices.json in the configuration "
             "folder, leave pictures out, or leave the budget out.");
  if (stage->does == BOOKGEN_DOES_SPEAK)
    return _("What speech of “%s” costs is unknown, so no budget can be kept: put it into prices.json in the configuration "
             "folder, leave narration out, or leave the budget out.");
  return _("The price of “%s” is unknown, so no budget can be kept: put it into prices.json in the configuration "
           "folder, or leave the budget out.");
}

static gboolean
can_keep_budget (const BookgenPipeline *pipeline, BookgenEndpoint *endpoint, const BookgenRunSettings *settings, GError **error)
{
  g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
  for (guint i = 0; settings->budget_micros >= 0 && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = g_ptr_array_index (pipeline->stages, i);
      if (!bookgen_stage_is_on (stage, settings) || has_price (prices, endpoint, stage))
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, BOOKGEN_PIPELINE_ERROR, BOOKGEN_PIPELINE_ERROR_NO_PRICE, word_unknown_price (stage),
                   bookgen_endpoint_get_model_for (endpoint, bookgen_stage_get_job (stage)));
#pragma GCC diagnostic pop
      return FALSE;
    }
  return TRUE;
}

gboolean
bookgen_feasible (const BookgenPipeline *pipeline, const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GError **error)
{
  return can_do (pipeline, settings, endpoint, error) && can_keep_budget (pipeline, endpoint, settings, error);
}
