/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply-from-bytes.h"

/* What came out of an answer, as one line. */
static char *
told (BookgenReply *reply)
{
  static const char *const finishes[] = { "none", "stop", "length", "refused", "other" };
  const BookgenFailure *failure = bookgen_reply_get_failure (reply);

  return g_strdup_printf ("%s|%s|%s|%s", bookgen_reply_get_text (reply, NULL), finishes[bookgen_reply_get_finish (reply)],
                          bookgen_reply_get_complete (reply) ? "complete" : "cut",
                          failure != NULL ? bookgen_failure_kind_to_string (failure->kind) : "");
}

#define TEXT(text) "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"},\"finish_reason\":null}]}\n\n"
#define FINISH(reason) "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason "\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

static const struct { const char *name, *bytes, *told; } table[] = {
  { "plain", TEXT ("Once") TEXT (" upon") FINISH ("stop") DONE, "Once upon|stop|complete|" },
  { "without [DONE]", TEXT ("Once") FINISH ("stop"), "Once|stop|complete|" },
  { "[DONE] alone is not enough", TEXT ("Once") DONE, "Once|none|cut|" },
  { "[DONE] with a space and CR", TEXT ("a") FINISH ("stop") "data: [DONE] \r\n\r\n", "a|stop|complete|" },
  { "[DONE] without an end", TEXT ("a") FINISH ("stop") "data:[DONE]", "a|stop|complete|" },
  { "cut", TEXT ("Once"), "Once|none|cut|" },
  { "cut inside an event", TEXT ("Once") "data: {\"choices\":[{\"delta\":{\"con", "Once|none|cut|cut" },
  { "garbage", TEXT ("Once") "data: {oops}\n\n", "Once|none|cut|garbage" },
  { "data: without a space", "data:{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n", "a|stop|complete|" },
  { "a whole answer without a reason", "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"a\"},"
    "\"finish_reason\":null}]}", "a|none|complete|" },
  { "a whole answer that broke off", "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"a\"},"
    "\"finish_reason\":\"error\"}]}", "a|none|cut|server" },
  { "a piece without a reason", "{\"object\":\"chat.completion\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", "a|none|cut|" },
  { "heartbeats", "data:\n\n: ping\n\n" TEXT ("a") "data: \n\n" FINISH ("stop"), "a|stop|complete|" },
  { "no empty line between events", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\ndata: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\n"
    FINISH ("stop"), "ab|stop|complete|" },
  { "role and first content together", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}\n\n" FINISH ("stop"),
    "a|stop|complete|" },
  { "content null and absent", "data: {\"choices\":[{\"delta\":{\"content\":null}}]}\n\ndata: {\"choices\":[{\"delta\":{}}]}\n\n"
    "data: {\"choices\":[{\"delta\":null}]}\n\ndata: {\"choices\":null}\n\n" TEXT ("a") FINISH ("stop"), "a|stop|complete|" },
  { "first event without choices", "data: {\"id\":\"\",\"choices\":[],\"prompt_filter_results\":[{}]}\n\n" TEXT ("a") FINISH ("stop"),
    "a|stop|complete|" },
  { "an empty finish reason is none", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n", "a|none|cut|" },
  { "length", TEXT ("a") FINISH ("length"), "a|length|complete|" },
  { "model_length", TEXT ("a") FINISH ("model_length"), "a|length|complete|" },
  { "content filter", TEXT ("a") FINISH ("content_filter"), "a|refused|complete|" },
  { "unknown finish", TEXT ("a") FINISH ("tool_calls"), "a|other|complete|" },
  { "finish error", TEXT ("a") FINISH ("error"), "a|none|cut|server" },
  { "no resources", TEXT ("a") FINISH ("insufficient_system_resource"), "a|none|cut|capacity" },
  { "refusal", "data: {\"choices\":[{\"delta\":{\"refusal\":\"I cannot\"}}]}\n\n" FINISH ("stop"), "|refused|complete|" },
  { "other choices are left out", "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"},"
    "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", "a|none|cut|" },
  { "surrogates in two deltas", TEXT ("\\ud83d") TEXT ("\\udc69!") FINISH ("stop"), "👩!|stop|complete|" },
  { "half a surrogate at the end", TEXT ("a\\ud83d") FINISH ("stop"), "a\357\277\275|stop|complete|" },
  { "a NUL", TEXT ("a\\u0000b") FINISH ("stop"), "a\357\277\275b|stop|complete|" },
  { "think tags in pieces", TEXT ("<thi") TEXT ("nk>no") TEXT ("</thi") TEXT ("nk>\\n\\nyes") FINISH ("stop"), "yes|stop|complete|" },
  { "reasoning fields", "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"r\",\"content\":null}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{\"reasoning\":\"r\"}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{\"reasoning_details\":[{\"text\":\"r\"}]}}]}\n\n" TEXT ("a") FINISH ("stop"), "a|stop|complete|" },
  { "content of parts", "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"no\"}]},"
    "{\"type\":\"text\",\"text\":\"yes\"}]}}]}\n\n" FINISH ("stop"), "yes|stop|complete|" },
  { "the whole text each time", TEXT ("Once") TEXT ("Once upon") TEXT ("Once upon a time") FINISH ("stop"), "Once upon a time|stop|complete|" },
  { "whole text beside the delta", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"a\"}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"message\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}\n\n", "ab|stop|complete|" },
  { "whole text instead of the delta", "data: {\"choices\":[{\"message\":{\"content\":\"a\"}}]}\n\n"
    "data: {\"choices\":[{\"message\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}\n\n", "ab|stop|complete|" },
  { "no stream at all", "\n\n{\n \"object\": \"chat.completion\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"a\"},\n"
    " \"finish_reason\": \"stop\"}],\n \"usage\": {\"prompt_tokens\": 3}}\n", "a|stop|complete|" },
  { "NDJSON from an SSE dialect", "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n",
    "a|stop|complete|" },
  { "error first", "data: {\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_exceeded\"}}\n\n", "|none|cut|rate" },
  { "error in mid-stream", TEXT ("a") "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"code\":500}}\n\n" DONE, "a|none|cut|server" },
  { "error with a finish", TEXT ("a") "data: {\"error\":{\"code\":502,\"message\":\"upstream\"},\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
    "a|none|cut|server" },
  { "error as a string", TEXT ("a") "data: {\"error\":\"overloaded\"}\n\n", "a|none|cut|server" },
  { "error as a named event", TEXT ("a") "event: error\ndata: out of memory\n\n", "a|none|cut|server" },
  { "Groq's early stop", TEXT ("a") "data: {\"choices\":[],\"x_groq\":{\"error\":\"over_capacity\"}}\n\n", "a|none|cut|server" },
  { "error null is none", "data: {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n", "a|stop|complete|" },
  { "error body at 200", "{\"error\":{\"message\":\"no credit\",\"code\":402}}", "|none|cut|quota" },
  { "error array at 200", "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"x\"}}]", "|none|cut|rate" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize piece = 1; piece < 4096; piece = piece < 20 ? piece + 1 : piece * 3)
      {
        g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_OPENAI, table[i].bytes, piece);
        g_autofree char *got = told (reply);

        if (g_strcmp0 (got, table[i].told) != 0)
          g_error ("%s, in pieces of %u: %s, not %s", table[i].name, (guint) piece, got, table[i].told);
      }
}

static const struct { const char *usage; BookgenTokens tokens; } usage_table[] = {
  { "\"usage\":{\"prompt_tokens\":12012,\"completion_tokens\":40,\"prompt_tokens_details\":{\"cached_tokens\":11776,\"cache_write_tokens\":0},"
    "\"completion_tokens_details\":{\"reasoning_tokens\":7}}", { 12012, 11776, 0, 40, 7, -1 } },
  { "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"prompt_cache_hit_tokens\":8,\"prompt_cache_miss_tokens\":2}", { 10, 8, -1, 2, -1, -1 } },
  { "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"cost\":0.0123456}", { 10, -1, -1, 2, -1, 12346 } },
  { "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"num_cached_tokens\":4}", { 10, 4, -1, 2, -1, -1 } },
  { "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2,\"prompt_token_details\":{\"cached_tokens\":3}}", { 10, 3, -1, 2, -1, -1 } },
  { "\"x_groq\":{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}", { 10, -1, -1, 2, -1, -1 } },
  { "\"usage\":null", { -1, -1, -1, -1, -1, -1 } },
};

static void
test_usage (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (usage_table); i++)
    {
      g_autofree char *bytes = g_strdup_printf (TEXT ("a") FINISH ("stop") "data: {\"choices\":[],%s}\n\n" DONE, usage_table[i].usage);
      g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_OPENAI, bytes, 7);
      const BookgenTokens *tokens = bookgen_reply_get_tokens (reply);

      g_assert_cmpmem (tokens, sizeof *tokens, &usage_table[i].tokens, sizeof *tokens);
    }
}

static void
test_reasoning_is_counted (void)
{
  g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_OPENAI,
      "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"äöü\",\"reasoning\":\"äöü\"}}]}\n\n" FINISH ("length"), 4096);

  g_assert_cmpuint (bookgen_reply_get_reasoning_length (reply), ==, 3);
}

static BookgenChat *
small_chat (void)
{
  g_autoptr (GRefString) shared = g_ref_string_new ("The \"book\"");
  BookgenChat *chat = bookgen_chat_new (shared, 800);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Write\n1");
  bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, "Once");
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Go on");
  return chat;
}

#define MESSAGES "\"messages\":[{\"role\":\"system\",\"content\":\"The \\\"book\\\"\"},{\"role\":\"user\",\"content\":\"Write\\n1\"}," \
                 "{\"role\":\"assistant\",\"content\":\"Once\"},{\"role\":\"user\",\"content\":\"Go on\"}],\"stream\":true"

static void
test_body (void)
{
  static const struct { const char *host, *body; } bodies[] = {
    { NULL, "{\"model\":\"m\"," MESSAGES ",\"stream_options\":{\"include_usage\":true},\"max_tokens\":800}" },
    { "api.mistral.ai", "{\"model\":\"m\"," MESSAGES ",\"prompt_cache_key\":\"book-fd144c05192387b5\",\"max_tokens\":800}" },
    { "api.groq.com", "{\"model\":\"m\"," MESSAGES ",\"stream_options\":{\"include_usage\":true},\"max_completion_tokens\":800}" },
  };
  g_autoptr (BookgenChat) chat = small_chat ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      BookgenFields fields = bookgen_fields_for_host (BOOKGEN_DIALECT_OPENAI, bodies[i].host);
      g_autofree char *body = bookgen_dialect_openai.make_body (chat, "m", fields);

      g_assert_cmpstr (body, ==, bodies[i].body);
    }
}

static void
test_fields_are_left_out (void)
{
  BookgenFields fields = bookgen_fields_for_host (BOOKGEN_DIALECT_OPENAI, NULL);
  BookgenFields openai = bookgen_fields_for_host (BOOKGEN_DIALECT_OPENAI, "api.openai.com");

  g_assert_true (bookgen_fields_without (fields, "max_tokens", &fields));
  g_assert_true (fields & BOOKGEN_FIELD_MAX_COMPLETION_TOKENS);
  g_assert_true (bookgen_fields_without (fields, "stream_options.include_usage", &fields));
  g_assert_false (fields & BOOKGEN_FIELD_STREAM_OPTIONS);
  g_assert_false (bookgen_fields_without (fields, "stream_options", &fields));
  g_assert_false (bookgen_fields_without (fields, "messages", &fields));
  g_assert_false (bookgen_fields_without (fields, NULL, &fields));
  g_assert_true (bookgen_fields_without (openai, "max_completion_tokens", &openai));
  g_assert_false (openai & BOOKGEN_FIELD_MAX_COMPLETION_TOKENS);
}

static void
test_models (void)
{
  static const struct { const char *body, *names; } lists[] = {
    { "{\"object\":\"list\",\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", "a b" },
    { "{\"data\":[{\"id\":\"models/gemini\"}]}", "gemini" },
    { "{\"models\":[{\"name\":\"llama3:latest\",\"model\":\"llama3:latest\"}]}", "llama3:latest" },
    { "[{\"id\":\"a\"}]", "a" },
    { "{\"data\":[]}", "" },
    { "{\"data\":{}}", NULL },
    { "<html>", NULL },
    { "\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto (GStrv) names = bookgen_dialect_read_models (lists[i].body, strlen (lists[i].body));
      g_autofree char *joined = names != NULL ? g_strjoinv (" ", names) : NULL;

      g_assert_cmpstr (joined, ==, lists[i].names);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect-openai/table", test_table);
  g_test_add_func ("/dialect-openai/usage", test_usage);
  g_test_add_func ("/dialect-openai/reasoning", test_reasoning_is_counted);
  g_test_add_func ("/dialect-openai/body", test_body);
  g_test_add_func ("/dialect-openai/fields", test_fields_are_left_out);
  g_test_add_func ("/dialect-openai/models", test_models);
  return g_test_run ();
}
