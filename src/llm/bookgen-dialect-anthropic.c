/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-dialect.h"
#include "bookgen-reply-fill.h"

#include <string.h>

/* The Messages API (Anthropic's API reference, "Messages" and "Streaming messages"). No sampling parameters and no prefill:
 * newer models refuse both. */

static char *
make_body (const BookgenChat *chat, const char *model, BookgenFields fields)
{
  GString *body = g_string_new ("{\"model\":");

  bookgen_json_write_string (body, model);
  g_string_append_printf (body, ",\"max_tokens\":%" G_GINT64_FORMAT ",\"stream\":%s", chat->max_output_tokens,
                          fields & BOOKGEN_FIELD_PLAIN ? "false" : "true");
  if (chat->shared != NULL)
    {
      g_string_append (body, ",\"system\":[{\"type\":\"text\",\"text\":");
      bookgen_json_write_string (body, chat->shared);
      if (fields & BOOKGEN_FIELD_CACHE_CONTROL)
        g_string_append (body, ",\"cache_control\":{\"type\":\"ephemeral\"}");
      g_string_append (body, "}]");
    }
  g_string_append (body, ",\"messages\":[");
  bookgen_dialect_write_turns (body, chat);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static BookgenFinish
finish_of (const char *name)
{
  if (strcmp (name, "end_turn") == 0 || strcmp (name, "stop_sequence") == 0)
    return BOOKGEN_FINISH_STOP;
  if (strcmp (name, "max_tokens") == 0 || strcmp (name, "model_context_window_exceeded") == 0)
    return BOOKGEN_FINISH_LENGTH;
  return strcmp (name, "refusal") == 0 ? BOOKGEN_FINISH_REFUSED : BOOKGEN_FINISH_OTHER;
}

static void
read_stop_reason (BookgenJson *json, BookgenJsonNode node, BookgenReply *reply)
{
  g_autofree char *name = bookgen_json_dup_text (json, node);

  if (name != NULL && *name != '\0')
    bookgen_reply_set_finish (reply, finish_of (name));
}

/* input_tokens is the uncached rest only; numbers are totals, never increments, and may be missing in later events. */
static void
read_usage (BookgenJson *json, BookgenJsonNode usage, BookgenReply *reply)
{
  BookgenTokens *tokens = bookgen_reply_edit_tokens (reply);
  gint64 rest = bookgen_dialect_count (json, usage, "input_tokens", -1);
  gint64 read = bookgen_dialect_count (json, usage, "cache_read_input_tokens", -1);
  gint64 written = bookgen_dialect_count (json, usage, "cache_creation_input_tokens", -1);
  BookgenJsonNode details = bookgen_json_member (json, usage, "output_tokens_details");

  if (rest < 0 && tokens->input_tokens >= 0)
    rest = tokens->input_tokens - MAX (tokens->cached_tokens, 0) - MAX (tokens->cache_write_tokens, 0);
  if (read >= 0)
    tokens->cached_tokens = read;
  if (written >= 0)
    tokens->cache_write_tokens = written;
  if (rest >= 0)
    tokens->input_tokens = rest + MAX (tokens->cached_tokens, 0) + MAX (tokens->cache_write_tokens, 0);
  tokens->output_tokens = bookgen_dialect_count (json, usage, "output_tokens", tokens->output_tokens);
  tokens->reasoning_tokens = bookgen_dialect_count (json, details, "thinking_tokens", tokens->reasoning_tokens);
}

/* A block of content or a piece of one: only text is the book's. */
static void
read_piece (BookgenJson *json, BookgenJsonNode piece, BookgenReply *reply)
{
  BookgenJsonNode type = bookgen_json_member (json, piece, "type");

  if (bookgen_json_is (json, type, "text") || bookgen_json_is (json, type, "text_delta"))
    bookgen_reply_add_text (reply, json, bookgen_json_member (json, piece, "text"));
  else if (bookgen_json_is (json, type, "thinking") || bookgen_json_is (json, type, "thinking_delta"))
    bookgen_reply_add_reasoning (reply, json, bookgen_json_member (json, piece, "thinking"));
}

static void
read_message_facts (BookgenJson *json, BookgenJsonNode message, BookgenReply *reply)
{
  bookgen_reply_set_model (reply, json, bookgen_json_member (json, message, "model"));
  read_usage (json, bookgen_json_member (json, message, "usage"), reply);
  read_stop_reason (json, bookgen_json_member (json, message, "stop_reason"), reply);
}

/* A whole message, from a server that does not stream. */
static gboolean
read_whole (BookgenJson *json, BookgenReply *reply)
{
  BookgenJsonNode content = bookgen_json_member (json, BOOKGEN_JSON_ROOT, "content");
  BookgenJsonNode block;

  read_message_facts (json, BOOKGEN_JSON_ROOT, reply);
  for (block = bookgen_json_first (json, content); block != BOOKGEN_JSON_NONE;
       block = bookgen_json_next (json, content, block))
    read_piece (json, block, reply);
  if (bookgen_reply_get_finish (reply) != BOOKGEN_FINISH_NONE)
    bookgen_reply_set_complete (reply);
  return TRUE;
}

/* By data.type, since proxies drop the events' names; unknown types are to be ignored. */
static gboolean
read_answer (BookgenJson *json, BookgenReply *reply)
{
  BookgenJsonNode root = BOOKGEN_JSON_ROOT, type = bookgen_json_member (json, root, "type");

  if (bookgen_json_is (json, type, "message"))
    return read_whole (json, reply);
  if (bookgen_json_is (json, type, "message_start"))
    read_message_facts (json, bookgen_json_member (json, root, "message"), reply);
  else if (bookgen_json_is (json, type, "content_block_start"))
    read_piece (json, bookgen_json_member (json, root, "content_block"), reply);
  else if (bookgen_json_is (json, type, "content_block_delta"))
    read_piece (json, bookgen_json_member (json, root, "delta"), reply);
  else if (bookgen_json_is (json, type, "message_delta"))
    {
      read_stop_reason (json, bookgen_json_member (json, bookgen_json_member (json, root, "delta"), "stop_reason"), reply);
      read_usage (json, bookgen_json_member (json, root, "usage"), reply);
    }
  else if (bookgen_json_is (json, type, "message_stop"))
    {
      if (bookgen_reply_get_finish (reply) != BOOKGEN_FINISH_NONE)
        bookgen_reply_set_complete (reply);
      return TRUE;
    }
  return FALSE;
}

const BookgenDialect bookgen_dialect_anthropic = {
  .chat_path = "/v1/messages",
  .models_path = "/v1/models?limit=1000",
  .key_header = "x-api-key",
  .key_prefix = "",
  .headers = (const BookgenHeader[]){ { "anthropic-version", "2023-06-01" }, { NULL, NULL } },
  .make_body = make_body,
  .read = read_answer,
};
