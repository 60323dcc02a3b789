/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenAI's Chat Completions: unnamed server-sent events, a usage chunk without choices after the finish chunk, [DONE]. */
#include "bookgen-rehearsal-wire.h"

static const char *
read_request (JsonObject *body, BookgenRehearsalRequest *request)
{
  JsonNode *options = bookgen_rehearsal_member (body, "stream_options", JSON_NODE_OBJECT);
  JsonNode *messages = bookgen_rehearsal_member (body, "messages", JSON_NODE_ARRAY);

  request->stream = bookgen_rehearsal_member_boolean (body, "stream", FALSE);
  request->include_usage
      = options != NULL
        && bookgen_rehearsal_member_boolean (json_node_get_object (options), "include_usage", FALSE);
  request->max_tokens = bookgen_rehearsal_member_int (body, "max_completion_tokens",
                                                      bookgen_rehearsal_member_int (body, "max_tokens", -1));
  request->cache_key = g_strdup (bookgen_rehearsal_member_string (body, "prompt_cache_key"));
  request->caching = BOOKGEN_REHEARSAL_CACHE_AUTOMATIC;
  if (messages != NULL)
    bookgen_rehearsal_request_add_messages (request, messages);
  return request->turns->len == 0 ? "The field 'messages' is required." : NULL;
}

static const char *
finish_name (BookgenRehearsalFinish finish)
{
  return finish == BOOKGEN_REHEARSAL_FINISH_LENGTH ? "length" : "stop";
}

static void
append_identity (GString *out, const BookgenRehearsalReply *reply, const char *object)
{
  g_string_append_printf (out, "{\"id\":\"chatcmpl-%s\",\"object\":\"%s\",\"created\":%" G_GINT64_FORMAT ",\"model\":\"%s\",",
                          reply->id, object, reply->created_s, reply->model);
}

static char *
make_frame_head (const BookgenRehearsalReply *reply)
{
  GString *head = g_string_new ("data: ");

  append_identity (head, reply, "chat.completion.chunk");
  return g_string_free (head, FALSE);
}

static void
begin_chunk (GString *out, const BookgenRehearsalReply *reply)
{
  g_string_append (out, reply->frame_head);
}

static void
end_chunk (GString *out, const BookgenRehearsalReply *reply)
{
  g_string_append (out, reply->include_usage ? ",\"usage\":null}\n\n" : "}\n\n");
}

static void
append_usage (GString *out, const BookgenRehearsalReply *reply)
{
  bookgen_rehearsal_append_int (out, "\"usage\":{\"prompt_tokens\":", reply->prompt_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"completion_tokens\":", reply->output_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"total_tokens\":", reply->prompt_tokens + reply->output_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"prompt_tokens_details\":{\"cached_tokens\":", reply->cached_tokens, "");
  bookgen_rehearsal_append_int (out, ",\"cache_write_tokens\":", reply->cache_write_tokens, "}");
  g_string_append (out, ",\"completion_tokens_details\":{\"reasoning_tokens\":0}}");
}

static void
begin (GString *out, const BookgenRehearsalReply *reply)
{
  begin_chunk (out, reply);
  g_string_append (out, "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]");
  end_chunk (out, reply);
}

static void
piece (GString *out, const BookgenRehearsalReply *reply, const char *escaped, gsize length)
{
  begin_chunk (out, reply);
  g_string_append (out, "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
  g_string_append_len (out, escaped, length);
  g_string_append (out, "\"},\"finish_reason\":null}]");
  end_chunk (out, reply);
}

static void
refuse (GString *out, const BookgenRehearsalReply *reply)
{
  begin_chunk (out, reply);
  g_string_append (out, "\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"I cannot help with that.\"},\"finish_reason\":null}]");
  end_chunk (out, reply);
}

static void
end (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish)
{
  if (finish == BOOKGEN_REHEARSAL_FINISH_REFUSED)
    refuse (out, reply);
  begin_chunk (out, reply);
  g_string_append_printf (out, "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]", finish_name (finish));
  end_chunk (out, reply);
  if (!reply->include_usage)
    return;
  begin_chunk (out, reply);
  g_string_append (out, "\"choices\":[],");
  append_usage (out, reply);
  g_string_append (out, "}\n\n");
}

static void
done (GString *out)
{
  g_string_append (out, "data: [DONE]\n\n");
}

static void
whole (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish, const char *escaped, gsize length)
{
  gboolean refused = finish == BOOKGEN_REHEARSAL_FINISH_REFUSED;

  append_identity (out, reply, "chat.completion");
  g_string_append (out, "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"");
  g_string_append_len (out, escaped, length);
  g_string_append_printf (out, "\",\"refusal\":%s},\"finish_reason\":\"%s\"}],",
                          refused ? "\"I cannot help with that.\"" : "null", finish_name (finish));
  append_usage (out, reply);
  g_string_append_c (out, '}');
}

static void
append_error (GString *out, const BookgenRehearsalTrouble *trouble)
{
  g_string_append (out, "{\"error\":{\"message\":");
  bookgen_rehearsal_append_json (out, trouble->message);
  g_string_append (out, ",\"type\":");
  bookgen_rehearsal_append_json (out, trouble->type);
  g_string_append (out, ",\"param\":");
  bookgen_rehearsal_append_json (out, trouble->param);
  g_string_append (out, ",\"code\":");
  bookgen_rehearsal_append_json (out, trouble->code);
  g_string_append (out, "}}");
}

static void
append_error_frame (GString *out, const BookgenRehearsalTrouble *trouble)
{
  g_string_append (out, "data: ");
  append_error (out, trouble);
  g_string_append (out, "\n\n");
}

/* "6m0s", "8.64s", "12ms". */
static char *
format_duration (gint64 ms)
{
  if (ms < 1000)
    return g_strdup_printf ("%" G_GINT64_FORMAT "ms", ms);
  if (ms < 60000)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%03ds", ms / 1000, (int) (ms % 1000));
  return g_strdup_printf ("%" G_GINT64_FORMAT "m%" G_GINT64_FORMAT "s", ms / 60000, ms / 1000 % 60);
}

static void
tell (SoupMessageHeaders *headers, const char *what, gint64 limit, gint64 remaining, gint64 full_ms)
{
  g_autofree char *limit_name = g_strconcat ("x-ratelimit-limit-", what, NULL);
  g_autofree char *remaining_name = g_strconcat ("x-ratelimit-remaining-", what, NULL);
  g_autofree char *reset_name = g_strconcat ("x-ratelimit-reset-", what, NULL);
  g_autofree char *limit_text = g_strdup_printf ("%" G_GINT64_FORMAT, limit);
  g_autofree char *remaining_text = g_strdup_printf ("%" G_GINT64_FORMAT, remaining);
  g_autofree char *reset_text = format_duration (full_ms);

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

const BookgenRehearsalWire bookgen_rehearsal_wire_openai = {
  .stream_type = "text/event-stream",
  .broken = "data: {\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,\"delta\n\n",
  .events = TRUE,
  .read = read_request,
  .make_frame_head = make_frame_head,
  .begin = begin,
  .piece = piece,
  .end = end,
  .done = done,
  .whole = whole,
  .error = append_error,
  .error_frame = append_error_frame,
  .limits = tell_limits,
};
