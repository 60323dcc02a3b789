/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-context.h"

#include <string.h>

/* No model reads less, and none of today reads more: another number means something else. */
enum { LEAST_TOKENS = 512, MOST_TOKENS = 100 * 1000 * 1000, NUMBER_MAX_BYTES = 12 };

/* What a server was started with stands before what the model was trained for. OpenRouter, Together and Ollama; LM Studio;
 * vLLM; Anthropic; Groq; Mistral; Gemini. */
static const char *const members[] = {
  "loaded_context_length", "n_ctx",          "max_model_len",      "context_length",   "max_input_tokens",
  "context_window",        "max_context_length", "inputTokenLimit", "input_token_limit",
};

static gint64
count_within (BookgenJson *json, BookgenJsonNode object)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gint64 tokens = bookgen_json_count (json, bookgen_json_member (json, object, members[i]), 0);

      if (tokens >= LEAST_TOKENS && tokens <= MOST_TOKENS)
        return tokens;
    }
  return 0;
}

/* llama.cpp keeps it under "meta", Ollama under "details". */
gint64
bookgen_context_of_item (BookgenJson *json, BookgenJsonNode item)
{
  static const char *const places[] = { "meta", "details" };
  gint64 tokens = count_within (json, item);

  for (guint i = 0; tokens == 0 && i < G_N_ELEMENTS (places); i++)
    tokens = count_within (json, bookgen_json_member (json, item, places[i]));
  return tokens;
}

/* "131072", "131,072": from AT on; 0 where none stands there. */
static gint64
read_number (const char *at)
{
  gint64 number = 0;

  for (guint i = 0; i < NUMBER_MAX_BYTES && (g_ascii_isdigit (at[i]) || (at[i] == ',' && g_ascii_isdigit (at[i + 1]))); i++)
    if (at[i] != ',')
      number = number * 10 + g_ascii_digit_value (at[i]);
  return number >= LEAST_TOKENS && number <= MOST_TOKENS ? number : 0;
}

static gint64
read_number_before (const char *text, const char *end)
{
  const char *start = end;

  while (start > text && end - start < NUMBER_MAX_BYTES && (g_ascii_isdigit (start[-1]) || start[-1] == ','))
    start--;
  return read_number (start);
}

/* What stands behind one of BEFORE, or ahead of one of AFTER; both end with NULL. */
static gint64
find_number (const char *message, const char *const *before, const char *const *after)
{
  g_autofree char *lower = g_ascii_strdown (message != NULL ? message : "", -1);
  gint64 tokens = 0;

  for (; tokens == 0 && *before != NULL; before++)
    {
      const char *found = strstr (lower, *before);
      tokens = found != NULL ? read_number (found + strlen (*before)) : 0;
    }
  for (; tokens == 0 && *after != NULL; after++)
    {
      const char *found = strstr (lower, *after);
      tokens = found != NULL ? read_number_before (lower, found) : 0;
    }
  return tokens;
}

gint64
bookgen_context_of_refusal (const char *message)
{
  static const char *const before[] = { "context length is ", "context length of ", "context window of ", "context window is ",
                                        "context size (", "context size of ", "tokens allowed (", "tokens > ", "n_ctx = ",
                                        "num_ctx = ", NULL };
  static const char *const after[] = { " maximum context length", " tokens context window", " token context window", NULL };

  return find_number (message, before, after);
}

/* OpenAI; Groq; DeepSeek and Qwen. Anthropic; OpenAI's older words. */
gint64
bookgen_context_of_output_refusal (const char *message)
{
  static const char *const before[] = { "supports at most ", "less than or equal to `", "less than or equal to ",
                                        "max_tokens is [1, ", "max_tokens should be [1, ", NULL };
  static const char *const after[] = { ", which is the maximum allowed number of output", " completion tokens", NULL };
  gboolean about_output = message != NULL && strstr (message, "max_") != NULL && strstr (message, "tokens") != NULL;

  return about_output ? find_number (message, before, after) : 0;
}
