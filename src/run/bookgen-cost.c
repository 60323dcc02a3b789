/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-cost.h"

#include "bookgen-spoken.h"

/* Our count of a prompt is a guess: its most is so much more. */
#define PROMPT_MOST 1.5
/* Tokens of the longest description of a picture. */
#define DRAW_TOKENS 1000
/* Slow readers, where a minute is what is paid for. */
#define SLOWEST 1.5

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

gint64
bookgen_cost_of_picture_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTokens *tokens)
{
  gint64 counted = bookgen_cost_micros (prices, endpoint, tokens);
  if (counted >= 0 || prices == NULL)
    return counted;
  return bookgen_prices_picture_micros (prices, bookgen_endpoint_get_model (endpoint), MAX (tokens->input_tokens, 0));
}

gint64
bookgen_cost_of_speech_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, gint64 characters, gint64 ms)
{
  if (is_free (prices, endpoint))
    return 0;
  return prices != NULL ? bookgen_prices_speech_micros (prices, bookgen_endpoint_get_model (endpoint), characters, ms) : -1;
}

static gint64
most_of_picture (BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  if (is_free (prices, endpoint))
    return 0;
  return prices != NULL ? bookgen_prices_picture_micros (prices, bookgen_endpoint_get_model (endpoint), DRAW_TOKENS) : -1;
}

static gint64
most_of_speech (BookgenPrices *prices, BookgenEndpoint *endpoint)
{
  gint64 cost = bookgen_cost_of_speech_micros (prices, endpoint, BOOKGEN_SPOKEN_PIECE_CHARS, -1);
  gboolean guessed = prices != NULL && bookgen_prices_counts_minutes (prices, bookgen_endpoint_get_model (endpoint));
  return cost > 0 && guessed ? (gint64) (cost * SLOWEST) : cost;
}

gboolean
bookgen_cost_is_known (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenStage *stage)
{
  const BookgenTokens one = { 1, -1, -1, 1, -1, -1 };
  if (stage->does == BOOKGEN_DOES_DRAW)
    return most_of_picture (prices, endpoint) >= 0;
  if (stage->does == BOOKGEN_DOES_SPEAK)
    return most_of_speech (prices, endpoint) >= 0;
  return bookgen_cost_micros (prices, endpoint, &one) >= 0;
}

/* A continuation has the text so far in its prompt. Material is known by its words alone, and some languages have long ones. */
gint64
bookgen_cost_most_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTask *task, gint64 shared_tokens)
{
  if (task->stage->does == BOOKGEN_DOES_DRAW)
    return most_of_picture (prices, endpoint);
  if (task->stage->does == BOOKGEN_DOES_SPEAK)
    return most_of_speech (prices, endpoint);
  gint64 prompt = task->expected_tokens - task->output_limit + shared_tokens + (gint64) task->target_words * 2
                  + task->material_tokens / 3;
  const BookgenTokens tokens = { prompt * PROMPT_MOST, -1, -1, task->output_limit, -1, -1 };
  return bookgen_cost_micros (prices, endpoint, &tokens);
}
