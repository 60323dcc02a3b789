/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-dialect.h"
#include "bookgen-reply-fill.h"

#include <string.h>

/* Chat Completions as OpenAI documents it (API reference, "Create chat completion" and "Streaming"), and as the many servers
 * that imitate it really speak it. */

/* All requests of a run carry the same shared text; its hash is the key under which a provider may keep it. */
static void
write_cache_key (GString *body, const BookgenChat *chat)
{
  g_autofree char *hash = NULL;

  if (chat->shared == NULL)
    return;
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, chat->shared, g_ref_string_length (chat->shared));
  g_string_append_printf (body, ",\"prompt_cache_key\":\"book-%.16s\"", hash);
}

/* OpenRouter hands the mark on to Anthropic's models, which cache nothing without it. */
static gboolean
is_to_be_marked (const char *model, BookgenFields fields)
{
  return (fields & BOOKGEN_FIELD_CACHE_CONTROL) && g_str_has_prefix (model, "anthropic/");
}

static void
write_shared (GString *body, const BookgenChat *chat, gboolean marked)
{
  if (chat->shared == NULL)
    return;
  g_string_append (body, "{\"role\":\"system\",\"content\":");
  if (marked)
    g_string_append (body, "[{\"type\":\"text\",\"text\":");
  bookgen_json_write_string (body, chat->shared);
  if (marked)
    g_string_append (body, ",\"cache_control\":{\"type\":\"ephemeral\"}}]");
  g_string_append (body, chat->turns->len > 0 ? "}," : "}");
}

static char *
make_body (const BookgenChat *chat, const char *model, BookgenFields fields)
{
  GString *body = g_string_new ("{\"model\":");

  bookgen_json_write_string (body, model);
  g_string_append (body, ",\"messages\":[");
  write_shared (body, chat, is_to_be_marked (model, fields));
  bookgen_dialect_write_turns (body, chat);
  g_string_append (body, fields & BOOKGEN_FIELD_PLAIN ? "],\"stream\":false" : "],\"stream\":true");
  if (fields & BOOKGEN_FIELD_STREAM_OPTIONS)
    g_string_append (body, ",\"stream_options\":{\"include_usage\":true}");
  if (fields & BOOKGEN_FIELD_PROMPT_CACHE_KEY)
    write_cache_key (body, chat);
  if (fields & BOOKGEN_FIELD_NO_THINKING)
    g_string_append (body, ",\"thinking\":{\"type\":\"disabled\"}");
  g_string_append_printf (body, ",\"%s\":%" G_GINT64_FORMAT "}",
                          fields & BOOKGEN_FIELD_MAX_COMPLETION_TOKENS ? "max_completion_tokens" : "max_tokens",
                          chat->max_output_tokens);
  return g_string_free (body, FALSE);
}

static BookgenFinish
finish_of (const char *name)
{
  static const struct { const char *name; BookgenFinish finish; } table[] = {
    { "stop", BOOKGEN_FINISH_STOP },
    { "eos", BOOKGEN_FINISH_STOP },
    { "end_turn", BOOKGEN_FINISH_STOP },
    { "stop_sequence", BOOKGEN_FINISH_STOP },
    { "length", BOOKGEN_FINISH_LENGTH },
    { "max_tokens", BOOKGEN_FINISH_LENGTH },
    { "model_length", BOOKGEN_FINISH_LENGTH },
    { "content_filter", BOOKGEN_FINISH_REFUSED },
    { "refusal", BOOKGEN_FINISH_REFUSED },
    { "safety", BOOKGEN_FINISH_REFUSED },
    { "recitation", BOOKGEN_FINISH_REFUSED },
    { "prohibited_content", BOOKGEN_FINISH_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_ascii_strcasecmp (name, table[i].name) == 0)
      return table[i].finish;
  return BOOKGEN_FINISH_OTHER;
}

/* "error" and "insufficient_system_resource" say that the answer broke off, not that it ended. */
static void
read_finish (BookgenJson *json, BookgenJsonNode node, BookgenReply *reply)
{
  g_autofree char *name = bookgen_json_dup_text (json, node);

  if (name == NULL || *name == '\0' || strcmp (name, "null") == 0)
    return;
  if (strcmp (name, "error") == 0)
    bookgen_reply_take_failure (reply, bookgen_failure_new (BOOKGEN_FAILURE_SERVER, 200, NULL));
  else if (strcmp (name, "insufficient_system_resource") == 0)
    bookgen_reply_take_failure (reply, bookgen_failure_new (BOOKGEN_FAILURE_CAPACITY, 200, name));
  else
    {
      bookgen_reply_set_finish (reply, finish_of (name));
      bookgen_reply_set_complete (reply);
    }
}

typedef void (*AddText) (BookgenReply *reply, BookgenJson *json, BookgenJsonNode node);

/* A part of type thinking holds its text as a string or as parts of its own (Mistral). */
static void
read_thinking_part (BookgenJson *json, BookgenJsonNode thinking, BookgenReply *reply)
{
  BookgenJsonNode item;

  bookgen_reply_add_reasoning (reply, json, thinking);
  for (item = bookgen_json_first (json, thinking); item != BOOKGEN_JSON_NONE;
       item = bookgen_json_next (json, thinking, item))
    bookgen_reply_add_reasoning (reply, json, bookgen_json_member (json, item, "text"));
}

/* Content is a string, nothing, or a list of parts. */
static void
read_content (BookgenJson *json, BookgenJsonNode content, AddText add_text, BookgenReply *reply)
{
  BookgenJsonNode part;

  add_text (reply, json, content);
  for (part = bookgen_json_first (json, content); part != BOOKGEN_JSON_NONE; part = bookgen_json_next (json, content, part))
    {
      BookgenJsonNode type = bookgen_json_member (json, part, "type");

      if (bookgen_json_is (json, type, "thinking"))
        read_thinking_part (json, bookgen_json_member (json, part, "thinking"), reply);
      else if (bookgen_json_is (json, type, "reasoning"))
        bookgen_reply_add_reasoning (reply, json, bookgen_json_member (json, part, "text"));
      else if (bookgen_json_is (json, type, "refusal"))
        bookgen_reply_add_refusal (reply, json, bookgen_json_member (json, part, "refusal"));
      else
        bookgen_reply_add_text (reply, json, bookgen_json_member (json, part, "text"));
    }
}

/* The first of the fields that is there: gateways send the same words in two. */
static void
read_reasoning (BookgenJson *json, BookgenJsonNode delta, BookgenReply *reply)
{
  BookgenJsonNode content = bookgen_json_member (json, delta, "reasoning_content");
  BookgenJsonNode reasoning = bookgen_json_member (json, delta, "reasoning");
  BookgenJsonNode details = bookgen_json_member (json, delta, "reasoning_details");
  BookgenJsonNode item;

  if (bookgen_json_kind (json, content) == BOOKGEN_JSON_STRING)
    bookgen_reply_add_reasoning (reply, json, content);
  else if (bookgen_json_kind (json, reasoning) == BOOKGEN_JSON_STRING)
    bookgen_reply_add_reasoning (reply, json, reasoning);
  else
    for (item = bookgen_json_first (json, details); item != BOOKGEN_JSON_NONE;
         item = bookgen_json_next (json, details, item))
      bookgen_reply_add_reasoning (reply, json, bookgen_json_member (json, item, "text"));
}

static void
read_message (BookgenJson *json, BookgenJsonNode message, AddText add_text, BookgenReply *reply)
{
  read_reasoning (json, message, reply);
  read_content (json, bookgen_json_member (json, message, "content"), add_text, reply);
  bookgen_reply_add_refusal (reply, json, bookgen_json_member (json, message, "refusal"));
}

/* Some send the whole text so far in "message" beside, or instead of, what is new in "delta". */
static void
read_choice (BookgenJson *json, BookgenJsonNode choice, BookgenReply *reply)
{
  BookgenJsonNode delta = bookgen_json_member (json, choice, "delta");

  if (bookgen_json_count (json, bookgen_json_member (json, choice, "index"), 0) != 0)
    return;
  if (bookgen_json_kind (json, delta) == BOOKGEN_JSON_OBJECT)
    read_message (json, delta, bookgen_reply_add_text, reply);
  else
    read_message (json, bookgen_json_member (json, choice, "message"), bookgen_reply_add_whole_text, reply);
  read_finish (json, bookgen_json_member (json, choice, "finish_reason"), reply);
}

/* An object of this name is a whole answer and no piece of one (API reference, "The chat completion object"). Its end is the end
 * of the JSON text, which was there: some servers leave the reason out. */
static gboolean
is_whole (BookgenJson *json, BookgenReply *reply)
{
  return bookgen_reply_get_taken (reply) > 0 && bookgen_reply_get_failure (reply) == NULL
         && bookgen_json_is (json, bookgen_json_member (json, BOOKGEN_JSON_ROOT, "object"), "chat.completion");
}

static void
read_prompt_details (BookgenJson *json, BookgenJsonNode details, BookgenTokens *tokens)
{
  tokens->cached_tokens = bookgen_dialect_count (json, details, "cached_tokens", tokens->cached_tokens);
  tokens->cache_write_tokens = bookgen_dialect_count (json, details, "cache_write_tokens", tokens->cache_write_tokens);
}

/* Usage may come once, on every event (the last counts), or in a provider's own place. */
static void
read_usage (BookgenJson *json, BookgenJsonNode usage, BookgenReply *reply)
{
  BookgenTokens *tokens = bookgen_reply_edit_tokens (reply);
  double cost = bookgen_json_double (json, bookgen_json_member (json, usage, "cost"), -1.0);

  if (bookgen_json_kind (json, usage) != BOOKGEN_JSON_OBJECT)
    return;
  tokens->input_tokens = bookgen_dialect_count (json, usage, "prompt_tokens", tokens->input_tokens);
  tokens->output_tokens = bookgen_dialect_count (json, usage, "completion_tokens", tokens->output_tokens);
  tokens->cached_tokens = bookgen_dialect_count (json, usage, "prompt_cache_hit_tokens", tokens->cached_tokens);
  tokens->cached_tokens = bookgen_dialect_count (json, usage, "num_cached_tokens", tokens->cached_tokens);
  read_prompt_details (json, bookgen_json_member (json, usage, "prompt_token_details"), tokens);
  read_prompt_details (json, bookgen_json_member (json, usage, "prompt_tokens_details"), tokens);
  tokens->reasoning_tokens = bookgen_dialect_count (json, bookgen_json_member (json, usage, "completion_tokens_details"),
                                                    "reasoning_tokens", tokens->reasoning_tokens);
  if (cost >= 0.0 && cost < 1e6)
    tokens->cost_micros = (gint64) (cost * 1e6 + 0.5);
}

static gboolean
read_answer (BookgenJson *json, BookgenReply *reply)
{
  BookgenJsonNode root = BOOKGEN_JSON_ROOT;
  BookgenJsonNode choices = bookgen_json_member (json, root, "choices");
  BookgenTokens *tokens = bookgen_reply_edit_tokens (reply);
  BookgenJsonNode choice;

  bookgen_reply_set_model (reply, json, bookgen_json_member (json, root, "model"));
  for (choice = bookgen_json_first (json, choices); choice != BOOKGEN_JSON_NONE;
       choice = bookgen_json_next (json, choices, choice))
    {
      gboolean is_piece = bookgen_json_kind (json, bookgen_json_member (json, choice, "delta")) == BOOKGEN_JSON_OBJECT;

      read_choice (json, choice, reply);
      read_usage (json, bookgen_json_member (json, choice, "usage"), reply);
      if (!is_piece && !bookgen_reply_get_complete (reply) && is_whole (json, reply))
        bookgen_reply_set_complete (reply);
    }
  read_usage (json, bookgen_json_member (json, bookgen_json_member (json, root, "x_groq"), "usage"), reply);
  read_usage (json, bookgen_json_member (json, root, "usage"), reply);
  tokens->cached_tokens = bookgen_dialect_count (json, bookgen_json_member (json, root, "timings"), "cache_n",
                                                 tokens->cached_tokens); /* llama.cpp */
  return FALSE; /* usage comes after the finish, and [DONE] may not come at all */
}

const BookgenDialect bookgen_dialect_openai = {
  .chat_path = "/chat/completions",
  .models_path = "/models",
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .headers = (const BookgenHeader[]){ { NULL, NULL } },
  .make_body = make_body,
  .read = read_answer,
};
