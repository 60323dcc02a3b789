/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anthropic's Messages: named events in a fixed order, cumulative usage at the end, no [DONE]. */
#include "bookgen-rehearsal-wire.h"

#include <string.h>

static const char *
read_request (JsonObject *body, BookgenRehearsalRequest *request)
{
  JsonNode *messages = bookgen_rehearsal_member (body, "messages", JSON_NODE_ARRAY);
  const BookgenRehearsalTurn *last;

  request->stream = bookgen_rehearsal_member_boolean (body, "stream", FALSE);
  request->max_tokens = bookgen_rehearsal_member_int (body, "max_tokens", -1);
  request->caching = BOOKGEN_REHEARSAL_CACHE_MARKED;
  if (json_object_has_member (body, "system"))
    bookgen_rehearsal_request_add (request, BOOKGEN_REHEARSAL_SYSTEM, json_object_get_member (body, "system"));
  if (messages == NULL || json_array_get_length (json_node_get_array (messages)) == 0)
    return "messages: field required";
  bookgen_rehearsal_request_add_messages (request, messages);
  last = g_ptr_array_index (request->turns, request->turns->len - 1);
  if (request->max_tokens < 0)
    return "max_tokens: field required";
  /* Newer models take no beginning of their own answer as the last turn. */
  return last->role == BOOKGEN_REHEARSAL_ASSISTANT ? "messages: the final turn must be from the user" : NULL;
}

static const char *
stop_reason (BookgenRehearsalFinish finish)
{
  switch (finish)
    {
    case BOOKGEN_REHEARSAL_FINISH_LENGTH:
      return "max_tokens";
    case BOOKGEN_REHEARSAL_FINISH_REFUSED:
      return "refusal";
    default:
      return "end_turn";
    }
}

/* Input tokens are the uncached rest only. */
static void
append_input_usage (GString *out, const BookgenRehearsalReply *reply)
{
  bookgen_rehearsal_append_int (out, "\"input_tokens\":",
                                reply->prompt_tokens - reply->cached_tokens - reply->cache_write_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"cache_creation_input_tokens\":", reply->cache_write_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"cache_read_input_tokens\":", reply->cached_tokens, "");
}

static char *
make_frame_head (const BookgenRehearsalReply *reply)
{
  return g_strdup ("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                   "\"delta\":{\"type\":\"text_delta\",\"text\":\"");
}

static void
begin (GString *out, const BookgenRehearsalReply *reply)
{
  g_string_append_printf (out,
                          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_%s\","
                          "\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"%s\",\"stop_reason\":null,"
                          "\"stop_sequence\":null,\"usage\":{",
                          reply->id, reply->model);
  append_input_usage (out, reply);
  g_string_append (out, ",\"output_tokens\":1}}}\n\n");
  g_string_append (out, "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                        "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
  g_string_append (out, "event: ping\ndata: {\"type\":\"ping\"}\n\n");
}

static void
piece (GString *out, const BookgenRehearsalReply *reply, const char *escaped, gsize length)
{
  g_string_append (out, reply->frame_head);
  g_string_append_len (out, escaped, length);
  g_string_append (out, "\"}}\n\n");
}

static void
end (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish)
{
  g_string_append (out, "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
  g_string_append_printf (out,
                          "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\","
                          "\"stop_sequence\":null},\"usage\":{\"output_tokens\":%" G_GINT64_FORMAT "}}\n\n",
                          stop_reason (finish), reply->output_tokens);
  g_string_append (out, "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

static void
whole (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish, const char *escaped, gsize length)
{
  g_string_append_printf (out, "{\"id\":\"msg_%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[",
                          reply->id, reply->model);
  if (length > 0)
    {
      g_string_append (out, "{\"type\":\"text\",\"text\":\"");
      g_string_append_len (out, escaped, length);
      g_string_append (out, "\"}");
    }
  g_string_append_printf (out, "],\"stop_reason\":\"%s\",\"stop_sequence\":null,\"usage\":{", stop_reason (finish));
  append_input_usage (out, reply);
  bookgen_rehearsal_append_int (out, ",\"output_tokens\":", reply->output_tokens, "}}");
}

static const char *
error_type (const BookgenRehearsalTrouble *trouble)
{
  switch (trouble->status)
    {
    case 401:
      return "authentication_error";
    case 404:
      return "not_found_error";
    case 429:
      return "rate_limit_error";
    case 503:
    case 529:
      return "overloaded_error";
    default:
      return trouble->status >= 500 ? "api_error" : "invalid_request_error";
    }
}

static void
append_error (GString *out, const BookgenRehearsalTrouble *trouble)
{
  gboolean quota = g_strcmp0 (trouble->code, "insufficient_quota") == 0;

  g_string_append_printf (out, "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":", error_type (trouble));
  bookgen_rehearsal_append_json (out, trouble->message);
  if (quota)
    g_string_append (out, ",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}");
  g_string_append (out, "},\"request_id\":\"req_rehearsal\"}");
}

static void
append_error_frame (GString *out, const BookgenRehearsalTrouble *trouble)
{
  g_string_append (out, "event: error\ndata: ");
  append_error (out, trouble);
  g_string_append (out, "\n\n");
}

static void
tell (SoupMessageHeaders *headers, const char *what, gint64 limit, gint64 remaining, gint64 full_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) full = g_date_time_add (now, full_ms * 1000);
  g_autofree char *limit_name = g_strdup_printf ("anthropic-ratelimit-%s-limit", what);
  g_autofree char *remaining_name = g_strdup_printf ("anthropic-ratelimit-%s-remaining", what);
  g_autofree char *reset_name = g_strdup_printf ("anthropic-ratelimit-%s-reset", what);
  g_autofree char *limit_text = g_strdup_printf ("%" G_GINT64_FORMAT, limit);
  g_autofree char *remaining_text = g_strdup_printf ("%" G_GINT64_FORMAT, remaining);
  g_autofree char *reset_text = g_date_time_format (full, "%Y-%m-%dT%H:%M:%SZ");

  if (limit < 0)
    return;
  soup_message_headers_replace (headers, limit_name, limit_text);
  soup_message_headers_replace (headers, remaining_name, remaining_text);
  soup_message_headers_replace (headers, reset_name, reset_text);
}

static void
tell_limits (SoupMessageHeaders *headers, const BookgenRehearsalAllowance *allowance)
{
  tell (headers, "requests", allowance->requests_limit, allowance->requests_remaining, allowance->requests_full_ms);
  tell (headers, "tokens", allowance->tokens_limit, allowance->tokens_remaining, allowance->tokens_full_ms);
}

const BookgenRehearsalWire bookgen_rehearsal_wire_anthropic = {
  .stream_type = "text/event-stream; charset=utf-8",
  .broken = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\n\n",
  .events = TRUE,
  .read = read_request,
  .make_frame_head = make_frame_head,
  .begin = begin,
  .piece = piece,
  .end = end,
  .whole = whole,
  .error = append_error,
  .error_frame = append_error_frame,
  .limits = tell_limits,
};
