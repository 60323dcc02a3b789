/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-dialect.h"
#include "bookgen-reply-fill.h"

#include <string.h>

/* Ollama's own API (docs/api.md, "Generate a chat completion"): the only one of its three in which the context can be made
 * large enough for the prompt, which is otherwise cut from the front without a word. */

enum { CONTEXT_STEP_TOKENS = 2048, CONTEXT_LEAST_TOKENS = 4096 };

/* Room for the prompt and the answer, a tenth more than estimated, in steps so that the model is not loaded anew for each
 * request. */
static gint64
context_tokens (const BookgenChat *chat)
{
  gint64 needed = bookgen_chat_estimate_tokens (chat) * 11 / 10 + MAX (chat->max_output_tokens, 0);

  needed = (needed + CONTEXT_STEP_TOKENS - 1) / CONTEXT_STEP_TOKENS * CONTEXT_STEP_TOKENS;
  return MAX (needed, CONTEXT_LEAST_TOKENS);
}

static char *
make_body (const BookgenChat *chat, const char *model, BookgenFields fields)
{
  GString *body = g_string_new ("{\"model\":");

  bookgen_json_write_string (body, model);
  g_string_append (body, ",\"messages\":[");
  if (chat->shared != NULL)
    {
      g_string_append (body, "{\"role\":\"system\",\"content\":");
      bookgen_json_write_string (body, chat->shared);
      g_string_append (body, chat->turns->len > 0 ? "}," : "}");
    }
  bookgen_dialect_write_turns (body, chat);
  g_string_append (body, fields & BOOKGEN_FIELD_PLAIN ? "],\"stream\":false" : "],\"stream\":true");
  if (fields & BOOKGEN_FIELD_THINK)
    g_string_append (body, ",\"think\":false");
  if (fields & BOOKGEN_FIELD_CONTEXT_GUARD)
    g_string_append (body, ",\"truncate\":false,\"shift\":false");
  g_string_append_printf (body, ",\"options\":{\"num_ctx\":%" G_GINT64_FORMAT ",\"num_predict\":%" G_GINT64_FORMAT "}}",
                          context_tokens (chat), chat->max_output_tokens);
  return g_string_free (body, FALSE);
}

static BookgenFinish
finish_of (const char *name)
{
  if (name == NULL || strcmp (name, "stop") == 0)
    return BOOKGEN_FINISH_STOP;
  return strcmp (name, "length") == 0 ? BOOKGEN_FINISH_LENGTH : BOOKGEN_FINISH_OTHER;
}

static gboolean
read_answer (BookgenJson *json, BookgenReply *reply)
{
  BookgenJsonNode root = BOOKGEN_JSON_ROOT, message = bookgen_json_member (json, root, "message");
  BookgenTokens *tokens = bookgen_reply_edit_tokens (reply);
  g_autofree char *reason = NULL;

  bookgen_reply_set_model (reply, json, bookgen_json_member (json, root, "model"));
  bookgen_reply_add_reasoning (reply, json, bookgen_json_member (json, message, "thinking"));
  bookgen_reply_add_text (reply, json, bookgen_json_member (json, message, "content"));
  if (!bookgen_json_true (json, bookgen_json_member (json, root, "done")))
    return FALSE;
  reason = bookgen_json_dup_text (json, bookgen_json_member (json, root, "done_reason"));
  tokens->input_tokens = bookgen_dialect_count (json, root, "prompt_eval_count", tokens->input_tokens);
  tokens->output_tokens = bookgen_dialect_count (json, root, "eval_count", tokens->output_tokens);
  bookgen_reply_set_finish (reply, finish_of (reason));
  bookgen_reply_set_complete (reply);
  return TRUE;
}

const BookgenDialect bookgen_dialect_ollama = {
  .chat_path = "/api/chat",
  .models_path = "/api/tags",
  .key_header = "Authorization",
  .key_prefix = "Bearer ",
  .headers = (const BookgenHeader[]){ { NULL, NULL } },
  .make_body = make_body,
  .read = read_answer,
};
