/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cost.h"

/* Our count of a prompt is a guess: its most is so much more. */
#define PROMPT_MOST 1.5

static gboolean
is_free (BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  if (bookgen_endpoint_is_rehearsal (endpoint))
    return TRUE;
  return bookgen_endpoint_is_local (endpoint)
         && (prices == NULL || !bookgen_prices_is_own (prices, bookgen_endpoint_get_model (endpoint)));
}

gint64
bookgen_cost_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTokens *tokens)
{
  if (is_free (prices, endpoint))
    return 0;
  return prices != NULL ? bookgen_prices_cost_micros (prices, bookgen_endpoint_get_model (endpoint), tokens) : -1;
}

/* A continuation has the text so far in its prompt. */
gint64
bookgen_cost_most_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTask *task, gint64 shared_tokens)
{
  gint64 prompt = task->expected_tokens - task->output_limit + shared_tokens + (gint64) task->target_words * 2;
  const BookgenTokens tokens = { prompt * PROMPT_MOST, -1, -1, task->output_limit, -1, -1 };
  return bookgen_cost_micros (prices, endpoint, &tokens);
}
