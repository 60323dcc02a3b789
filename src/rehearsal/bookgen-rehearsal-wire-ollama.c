/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ollama's own chat: one JSON object a line, streamed unless told otherwise, errors as {"error": "text"}. */
#include "bookgen-rehearsal-wire.h"

#define DEFAULT_CONTEXT_TOKENS 4096

static const char *
read_request (JsonObject *body, BookgenRehearsalRequest *request)
{
  JsonNode *messages = bookgen_rehearsal_member (body, "messages", JSON_NODE_ARRAY);
  JsonNode *node = bookgen_rehearsal_member (body, "options", JSON_NODE_OBJECT);
  JsonObject *options = node != NULL ? json_node_get_object (node) : NULL;
  gint64 context = options != NULL ? bookgen_rehearsal_member_int (options, "num_ctx", DEFAULT_CONTEXT_TOKENS)
                                   : DEFAULT_CONTEXT_TOKENS;

  request->stream = bookgen_rehearsal_member_boolean (body, "stream", TRUE);
  if (options != NULL)
    request->max_tokens = MAX (-1, bookgen_rehearsal_member_int (options, "num_predict", -1));
  if (messages != NULL)
    bookgen_rehearsal_request_add_messages (request, messages);
  /* Without the flag the beginning of a long prompt is dropped in silence, as the real one does. */
  if (!bookgen_rehearsal_member_boolean (body, "truncate", TRUE) && bookgen_rehearsal_request_count_tokens (request) > context)
    return "the input length exceeds the context length";
  return request->turns->len == 0 ? "messages are required" : NULL;
}

static char *
make_frame_head (const BookgenRehearsalReply *reply)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (reply->created_s);
  g_autofree char *text = g_date_time_format (created, "%Y-%m-%dT%H:%M:%S.000000000Z");

  return g_strdup_printf ("{\"model\":\"%s\",\"created_at\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":\"",
                          reply->model, text);
}

static void
begin (GString *out, const BookgenRehearsalReply *reply)
{
}

static void
piece (GString *out, const BookgenRehearsalReply *reply, const char *escaped, gsize length)
{
  g_string_append (out, reply->frame_head);
  g_string_append_len (out, escaped, length);
  g_string_append (out, "\"},\"done\":false}\n");
}

static void
append_last (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish)
{
  g_string_append_printf (out, "\"},\"done\":true,\"done_reason\":\"%s\",\"total_duration\":1,\"load_duration\":1,",
                          finish == BOOKGEN_REHEARSAL_FINISH_LENGTH ? "length" : "stop");
  bookgen_rehearsal_append_int (out, "\"prompt_eval_count\":", reply->prompt_tokens, ",\"prompt_eval_duration\":1,");
  bookgen_rehearsal_append_int (out, "\"eval_count\":", reply->output_tokens, ",\"eval_duration\":1}\n");
}

/* A refusal has no field of its own on this wire: it is said. */
static void
end (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish)
{
  g_string_append (out, reply->frame_head);
  if (finish == BOOKGEN_REHEARSAL_FINISH_REFUSED)
    g_string_append (out, "I cannot help with that.");
  append_last (out, reply, finish);
}

static void
whole (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish, const char *escaped, gsize length)
{
  g_string_append (out, reply->frame_head);
  g_string_append_len (out, escaped, length);
  append_last (out, reply, finish);
}

static void
append_error (GString *out, const BookgenRehearsalTrouble *trouble)
{
  g_string_append (out, "{\"error\":");
  bookgen_rehearsal_append_json (out, trouble->message);
  g_string_append (out, "}\n");
}

/* It has no limits and tells of none. */
static void
tell_limits (SoupMessageHeaders *headers, const BookgenRehearsalAllowance *allowance)
{
}

const BookgenRehearsalWire bookgen_rehearsal_wire_ollama = {
  .stream_type = "application/x-ndjson",
  .broken = "{\"model\":\"rehearsal\",\"message\n",
  .events = FALSE,
  .read = read_request,
  .make_frame_head = make_frame_head,
  .begin = begin,
  .piece = piece,
  .end = end,
  .whole = whole,
  .error = append_error,
  .error_frame = append_error,
  .limits = tell_limits,
};
