/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply-from-bytes.h"

#define START "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-x\",\"stop_reason\":null," \
              "\"usage\":{\"input_tokens\":236,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":11776,\"output_tokens\":1}}}\n\n"
#define BLOCK "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
#define TEXT(text) "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" text "\"}}\n\n"
#define BARE(text) "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" text "\"}}\n\n"
#define DELTA(kind, field) "data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"" kind "\",\"" field "\":\"no\"}}\n\n"
#define PING "event: ping\ndata: {\"type\":\"ping\"}\n\n"
#define STOP(reason) "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" reason "\"},\"usage\":{\"output_tokens\":40}}\n\n"
#define END "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"

static const struct { const char *name, *bytes, *text; BookgenFinish finish; gboolean complete; BookgenFailureKind kind; } table[] = {
  { "whole", START BLOCK PING TEXT ("Once") TEXT (" upon") STOP ("end_turn") END, "Once upon", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "without names", BARE ("Once") "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
    "Once", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "a stop reason is no end", START BLOCK TEXT ("Once") STOP ("end_turn"), "Once", BOOKGEN_FINISH_STOP, FALSE, 0 },
  { "an end without a reason", START BLOCK TEXT ("Once") END, "Once", BOOKGEN_FINISH_NONE, FALSE, 0 },
  { "limit", START TEXT ("a") STOP ("max_tokens") END, "a", BOOKGEN_FINISH_LENGTH, TRUE, 0 },
  { "window", START TEXT ("a") STOP ("model_context_window_exceeded") END, "a", BOOKGEN_FINISH_LENGTH, TRUE, 0 },
  { "refusal", START TEXT ("a") STOP ("refusal") END, "a", BOOKGEN_FINISH_REFUSED, TRUE, 0 },
  { "pause", START TEXT ("a") STOP ("pause_turn") END, "a", BOOKGEN_FINISH_OTHER, TRUE, 0 },
  { "thinking, signature, tools, citations", START DELTA ("thinking_delta", "thinking") DELTA ("signature_delta", "signature")
    DELTA ("input_json_delta", "partial_json") DELTA ("citations_delta", "citation") TEXT ("a") STOP ("end_turn") END, "a", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "unknown events", START "event: news\ndata: {\"type\":\"news\",\"x\":[]}\n\n" TEXT ("a") STOP ("end_turn") END, "a", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "error in mid-stream", START TEXT ("a") "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
    "a", BOOKGEN_FINISH_NONE, FALSE, BOOKGEN_FAILURE_CAPACITY },
  { "error of the server", START "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n",
    "", BOOKGEN_FINISH_NONE, FALSE, BOOKGEN_FAILURE_SERVER },
  { "rate in mid-stream", START "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}\n\n",
    "", BOOKGEN_FINISH_NONE, FALSE, BOOKGEN_FAILURE_RATE },
  { "no stream at all", "{\"type\":\"message\",\"model\":\"c\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"no\"},{\"type\":\"text\",\"text\":\"a\"},"
    "{\"type\":\"text\",\"text\":\"b\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}", "ab", BOOKGEN_FINISH_STOP, TRUE, 0 },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize piece = 1; piece < 2048; piece *= 3)
      {
        g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_ANTHROPIC, table[i].bytes, piece);
        const BookgenFailure *failure = bookgen_reply_get_failure (reply);

        g_test_message ("%s", table[i].name);
        g_assert_cmpstr (bookgen_reply_get_text (reply, NULL), ==, table[i].text);
        g_assert_cmpint (bookgen_reply_get_finish (reply), ==, table[i].finish);
        g_assert_cmpint (bookgen_reply_get_complete (reply), ==, table[i].complete);
        g_assert_cmpint (failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE, ==, table[i].kind);
      }
}

/* Totals, not increments; the last event says nothing of the input. */
static void
test_usage (void)
{
  static const struct { const char *bytes; BookgenTokens tokens; } usages[] = {
    { START STOP ("end_turn") END, { 12017, 11776, 5, 40, -1, -1 } },
    { START "data: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"input_tokens\":null,\"cache_read_input_tokens\":null,\"output_tokens\":7,"
      "\"output_tokens_details\":{\"thinking_tokens\":3}}}\n\n", { 12017, 11776, 5, 7, 3, -1 } },
    { START "data: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"input_tokens\":236,\"cache_creation_input_tokens\":5,"
      "\"cache_read_input_tokens\":11776,\"output_tokens\":7}}\n\n", { 12017, 11776, 5, 7, -1, -1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    {
      g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_ANTHROPIC, usages[i].bytes, 64);
      const BookgenTokens *tokens = bookgen_reply_get_tokens (reply);

      g_assert_cmpmem (tokens, sizeof *tokens, &usages[i].tokens, sizeof *tokens);
      g_assert_cmpstr (bookgen_reply_get_model (reply), ==, "claude-x");
    }
}

static void
test_body (void)
{
  g_autoptr (GRefString) shared = g_ref_string_new ("Shared");
  g_autoptr (BookgenChat) chat = bookgen_chat_new (shared, 16000);
  g_autoptr (BookgenChat) bare = bookgen_chat_new (NULL, 1);
  g_autofree char *marked = NULL, *unmarked = NULL, *small = NULL;

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Write");
  bookgen_chat_add (bare, BOOKGEN_ROLE_USER, "Write");
  marked = bookgen_dialect_anthropic.make_body (chat, "c", bookgen_fields_for_host (BOOKGEN_DIALECT_ANTHROPIC, NULL));
  unmarked = bookgen_dialect_anthropic.make_body (chat, "c", 0);
  small = bookgen_dialect_anthropic.make_body (bare, "c", 0);
  g_assert_cmpstr (marked, ==, "{\"model\":\"c\",\"max_tokens\":16000,\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"Shared\","
                               "\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"Write\"}]}");
  g_assert_cmpstr (unmarked, ==, "{\"model\":\"c\",\"max_tokens\":16000,\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"Shared\"}],"
                                 "\"messages\":[{\"role\":\"user\",\"content\":\"Write\"}]}");
  g_assert_cmpstr (small, ==, "{\"model\":\"c\",\"max_tokens\":1,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Write\"}]}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect-anthropic/table", test_table);
  g_test_add_func ("/dialect-anthropic/usage", test_usage);
  g_test_add_func ("/dialect-anthropic/body", test_body);
  return g_test_run ();
}
