/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers really send at status 200, and what it comes to. Each case is sent whole and byte by byte. */
#include "attempt.h"

#include <string.h>

#define O BOOKGEN_DIALECT_OPENAI
#define A BOOKGEN_DIALECT_ANTHROPIC
#define L BOOKGEN_DIALECT_OLLAMA
#define SSE "text/event-stream"
#define LINES "application/x-ndjson"

/* OpenAI's frames. */
#define CHOICE(delta, finish) "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" delta ",\"finish_reason\":" finish "}]}"
#define SAY(text) "data: " CHOICE ("{\"content\":\"" text "\"}", "null") "\n\n"
#define DELTA(delta) "data: " CHOICE (delta, "null") "\n\n"
#define FINISH(reason) "data: " CHOICE ("{}", "\"" reason "\"") "\n\n"
#define DONE "data: [DONE]\n\n"
#define STOP FINISH ("stop") DONE
/* Anthropic's. */
#define EVENT(name, rest) "event: " name "\ndata: {\"type\":\"" name "\"" rest "}\n\n"
#define START EVENT ("message_start", ",\"message\":{\"id\":\"m\",\"model\":\"x\",\"content\":[],\"stop_reason\":null,\"usage\":{" \
  "\"input_tokens\":10,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":100,\"output_tokens\":1}}") \
  EVENT ("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
#define TEXT(text) EVENT ("content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" text "\"}")
#define REASON(reason) EVENT ("content_block_stop", ",\"index\":0") \
  EVENT ("message_delta", ",\"delta\":{\"stop_reason\":\"" reason "\"},\"usage\":{\"output_tokens\":40}")
#define END(reason) REASON (reason) EVENT ("message_stop", "")
/* Ollama's. */
#define LINE(text) "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" text "\"},\"done\":false}\n"
#define LAST(reason) "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"" reason "\"}\n"

typedef struct {
  const char *name;
  BookgenDialectKind dialect;
  const char *type; /* Content-Type; NULL for none */
  const char *body;
  const char *text; /* what is kept */
  BookgenFailureKind kind;
  BookgenFinish finish;
} Case;

#define OK BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_STOP
#define CUT BOOKGEN_FAILURE_CUT, BOOKGEN_FINISH_NONE
#define GARBAGE BOOKGEN_FAILURE_GARBAGE, BOOKGEN_FINISH_NONE

static const Case cases[] = {
  /* A stream is complete when its protocol says so. */
  { "1.1-openai-is-complete", O, SSE, SAY ("Once ") SAY ("more.") STOP, "Once more.", OK },
  { "1.1-finish-without-done", O, SSE, SAY ("Once.") FINISH ("stop"), "Once.", OK },
  { "2.5-cut-in-the-usage", O, SSE, SAY ("Once.") FINISH ("stop") "data: {\"choices\":[],\"usa", "Once.", OK },
  { "1.1-error-after-the-finish", O, SSE, SAY ("Once.") FINISH ("stop") "data: {\"error\":{\"message\":\"no\"}}\n\n",
    "Once.", OK },
  { "1.1-done-alone", O, SSE, SAY ("Once") DONE, "Once", CUT },
  { "1.1-openai-end-of-file", O, SSE, SAY ("Once"), "Once", CUT },
  { "1.1-anthropic-is-complete", A, SSE, START TEXT ("Once") END ("end_turn"), "Once", OK },
  { "1.1-anthropic-no-message-stop", A, SSE, START TEXT ("Once") REASON ("end_turn"), "Once", CUT },
  { "1.1-anthropic-end-of-file", A, SSE, START TEXT ("Once"), "Once", CUT },
  { "1.1-ollama-is-complete", L, LINES, LINE ("Once") LAST ("stop"), "Once", OK },
  { "1.1-ollama-end-of-file", L, LINES, LINE ("Once"), "Once", CUT },

  /* Status 200 proves nothing. */
  { "1.2-error-first", O, SSE, "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":500}}\n\n", "",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "2.15-error-in-the-middle", O, SSE,
    SAY ("Once") "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}\n\n", "Once", BOOKGEN_FAILURE_SERVER,
    BOOKGEN_FINISH_NONE },
  { "6.8-vllm-error-then-done", O, SSE, SAY ("Once") "data: {\"error\":{\"message\":\"no\",\"code\":500}}\n\n" DONE, "Once",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "10.18-error-is-a-string", O, SSE, "data: {\"error\":\"out of memory\"}\n\n", "", BOOKGEN_FAILURE_SERVER,
    BOOKGEN_FINISH_NONE },
  { "1.2-error-as-the-body", O, "application/json", "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}", "",
    BOOKGEN_FAILURE_QUOTA, BOOKGEN_FINISH_NONE },
  { "6.2-openrouter-rate-limit-at-200", O, "application/json", "{\"error\":{\"code\":429,\"message\":\"slower\"}}", "",
    BOOKGEN_FAILURE_RATE, BOOKGEN_FINISH_NONE },
  { "6.2-openrouter-finish-reason-error", O, SSE,
    SAY ("Once") "data: {\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
    "\"finish_reason\":\"error\"}]}\n\n" DONE, "Once", BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "1.2-html-at-200", O, "text/html", "<html><body>Sign in</body></html>", "", GARBAGE },
  { "1.2-nothing-at-200", O, SSE, "", "", GARBAGE },
  { "1.2-comments-only", O, SSE, ": hello\n\n: hello\n\n", "", GARBAGE },
  { "1.2-plain-words", O, "text/plain", "Bad gateway", "", GARBAGE },
  { "4.10-error-event", A, SSE,
    START TEXT ("Once") EVENT ("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"), "Once",
    BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FINISH_NONE },
  { "5.7-error-line", L, LINES, LINE ("Once") "{\"error\":\"llama runner has stopped\"}\n", "Once",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },

  /* Finish reasons. */
  { "2.9-length", O, SSE, SAY ("Once") FINISH ("length") DONE, "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "2.3-length-without-text", O, SSE, DELTA ("{\"reasoning_content\":\"hm\"}") FINISH ("length") DONE, "",
    BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "6.4-mistral-model-length", O, SSE, SAY ("Once") FINISH ("model_length") DONE, "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_LENGTH },
  { "2.9-content-filter", O, SSE, SAY ("Once") FINISH ("content_filter") DONE, "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_REFUSED },
  { "2.10-refusal", O, SSE, DELTA ("{\"refusal\":\"I cannot.\"}") STOP, "", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_REFUSED },
  { "2.9-unknown", O, SSE, SAY ("Once") FINISH ("moon_phase") DONE, "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_OTHER },
  { "2.8-finish-with-the-last-words", O, SSE, "data: " CHOICE ("{\"content\":\"Once\"}", "\"stop\"") "\n\n" DONE, "Once", OK },
  { "2.8-finish-with-the-first-words", O, SSE,
    "data: " CHOICE ("{\"role\":\"assistant\",\"content\":\"Once\"}", "\"stop\"") "\n\n" DONE, "Once", OK },
  { "4.9-max-tokens", A, SSE, START TEXT ("Once") END ("max_tokens"), "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_LENGTH },
  { "4.9-context-window", A, SSE, START TEXT ("Once") END ("model_context_window_exceeded"), "Once",
    BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "4.9-refusal", A, SSE, START END ("refusal"), "", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_REFUSED },
  { "4.9-unknown", A, SSE, START TEXT ("Once") END ("pause_turn"), "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_OTHER },
  { "5.5-length", L, LINES, LINE ("Once") LAST ("length"), "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },

  /* What is not known is passed over. */
  { "1.5-unknown-event", A, SSE, START EVENT ("weather", ",\"rain\":true") TEXT ("Once") END ("end_turn"), "Once", OK },
  { "1.5-unknown-delta", A, SSE,
    START EVENT ("content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"smell_delta\",\"smell\":\"tar\"}") TEXT ("Once")
    END ("end_turn"), "Once", OK },
  { "4.5-event-without-its-name", A, SSE,
    "data: {\"type\":\"message_start\",\"message\":{\"content\":[]}}\n\n"
    "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Once\"}}\n\n"
    "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
    "Once", OK },
  { "4.4-ping", A, SSE, START EVENT ("ping", "") TEXT ("Once") EVENT ("ping", "") END ("end_turn"), "Once", OK },
  { "2.7-extra-keys", O, SSE,
    "data: {\"obfuscation\":\"xyz\",\"service_tier\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once\",\"audio\":[]},"
    "\"logprobs\":null}]}\n\n" STOP, "Once", OK },
  { "1.5-other-choice", O, SSE, SAY ("Once") "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Twice\"}}]}\n\n" STOP,
    "Once", OK },
  { "2.11-choices-null-or-empty", O, SSE,
    "data: {\"choices\":[],\"id\":\"\",\"prompt_filter_results\":[]}\n\ndata: {\"choices\":null}\n\n" SAY ("Once") STOP, "Once",
    OK },
  { "2.6-content-null-or-missing", O, SSE, DELTA ("{\"content\":null}") DELTA ("{}") SAY ("Once") STOP, "Once", OK },

  /* Reasoning stays out of the text. */
  { "6.10-reasoning-content", O, SSE, DELTA ("{\"reasoning_content\":\"hm\",\"content\":null}") SAY ("Once") STOP, "Once",
    OK },
  { "6.10-reasoning", O, SSE, DELTA ("{\"reasoning\":\"hm\",\"content\":\"\"}") SAY ("Once") STOP, "Once", OK },
  { "6.10-reasoning-details", O, SSE, DELTA ("{\"reasoning_details\":[{\"text\":\"hm\"}]}") SAY ("Once") STOP, "Once", OK },
  { "6.4-mistral-array-of-parts", O, SSE,
    DELTA ("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}") SAY ("Once") STOP,
    "Once", OK },
  { "6.9-think-tags", O, SSE, SAY ("<think>hm</think>Once") STOP, "Once", OK },
  { "6.9-think-tags-in-halves", O, SSE, SAY ("<th") SAY ("ink>h") SAY ("m</thi") SAY ("nk>Once") STOP, "Once", OK },
  { "4.6-thinking", A, SSE,
    START EVENT ("content_block_delta", ",\"index\":1,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}") TEXT ("Once")
    END ("end_turn"), "Once", OK },
  { "5.3-thinking", L, LINES,
    "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n" LINE ("Once") LAST ("stop"),
    "Once", OK },

  /* Event streams as they are. */
  { "10.9-no-space", O, SSE, "data:" CHOICE ("{\"content\":\"Once\"}", "null") "\n\ndata:" CHOICE ("{}", "\"stop\"") "\n\n",
    "Once", OK },
  { "10.1-crlf", O, SSE,
    "data: " CHOICE ("{\"content\":\"Once\"}", "null") "\r\n\r\ndata: " CHOICE ("{}", "\"stop\"") "\r\n\r\ndata: [DONE]\r\n\r\n",
    "Once", OK },
  { "10.1-cr", O, SSE,
    "data: " CHOICE ("{\"content\":\"Once\"}", "null") "\r\rdata: " CHOICE ("{}", "\"stop\"") "\r\rdata: [DONE]\r\r", "Once", OK },
  { "10.2-byte-order-mark", O, SSE, "\xEF\xBB\xBF" SAY ("Once") STOP, "Once", OK },
  { "10.10-done-with-space", O, SSE, SAY ("Once") FINISH ("stop") "data: [DONE] \n\n", "Once", OK },
  { "10.10-done-without-blank-line", O, SSE, SAY ("Once") FINISH ("stop") "data: [DONE]", "Once", OK },
  { "10.8-finish-without-blank-line", O, SSE, SAY ("Once") "data: " CHOICE ("{}", "\"stop\""), "Once", OK },
  { "10.8-half-a-json", O, SSE, SAY ("Once") "data: {\"choices\":[{\"ind", "Once", CUT },
  { "10.6-empty-data", O, SSE, "data:\n\n" SAY ("Once") "data\n\n" STOP, "Once", OK },
  { "10.7-json-on-the-second-line", O, SSE,
    "data:\ndata: " CHOICE ("{\"content\":\"Once\"}", "null") "\n\n" STOP, "Once", OK },
  { "10.12-no-blank-line-between", O, SSE,
    "data: " CHOICE ("{\"content\":\"On\"}", "null") "\ndata: " CHOICE ("{\"content\":\"ce\"}", "null") "\n\n" STOP, "Once", OK },
  { "10.4-keep-alive-comments", O, SSE, ": keep-alive\n\n: OPENROUTER PROCESSING\n\n" SAY ("Once") ":\n\n" STOP, "Once", OK },
  { "10.5-other-fields", O, SSE, "retry: 10\nid: 7\n\nevent: x\n\n" SAY ("Once") STOP, "Once", OK },
  { "10.14-no-content-type", O, NULL, SAY ("Once") STOP, "Once", OK },
  { "10.14-wrong-content-type", O, "application/json", SAY ("Once") STOP, "Once", OK },
  { "10.13-whole-answer-instead", O, "application/json",
    "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Once\"},\"finish_reason\":\"stop\"}]}", "Once",
    OK },
  { "6.1-deepseek-empty-lines-first", O, "application/json",
    "\n\n\n{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Once\"},\"finish_reason\":\"stop\"}]}", "Once", OK },
  { "10.17-everything-so-far", O, SSE, SAY ("Once upon") SAY ("Once upon a") SAY ("Once upon a time") STOP, "Once upon a time",
    OK },
  { "10.1-other-line-breaks-are-text", O, SSE, SAY ("On\xE2\x80\xA8" "ce\xC2\x85") STOP, "On\xE2\x80\xA8" "ce\xC2\x85", OK },
  { "10.8-broken-json", O, SSE, SAY ("Once") "data: {\"choices\":[}\n\n" SAY ("!") STOP, "Once", GARBAGE },

  /* Characters. */
  { "10.19-halves-in-two-frames", O, SSE, SAY ("\\ud83d") SAY ("\\udc69.") STOP, "👩.", OK },
  { "10.19-lone-half", O, SSE, SAY ("a\\ud83d") SAY ("b") STOP, "a\xEF\xBF\xBD" "b", OK },
  { "10.19-escapes", O, SSE, SAY ("\\u00e9\\n\\t\\\"\\\\\\/") STOP, "é\n\t\"\\/", OK },
  { "10.3-bytes-cut-in-utf-8", O, SSE, SAY ("é👩é") STOP, "é👩é", OK },

  /* Lines of JSON. */
  { "10.21-crlf-and-empty-lines", L, LINES,
    "\r\n{\"message\":{\"content\":\"Once\"},\"done\":false}\r\n\r\n{\"message\":{\"content\":\"\"},\"done\":true,"
    "\"done_reason\":\"stop\"}\r\n", "Once", OK },
  { "10.21-last-line-without-its-end", L, LINES, LINE ("Once") "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}",
    "Once", OK },
  { "10.21-no-json", L, LINES, LINE ("Once") "oops\n" LAST ("stop"), "Once", GARBAGE },
  { "10.21-half-a-line", L, LINES, LINE ("Once") "{\"message\":{\"con", "Once", CUT },
};

static void
check (const Case *what, gsize write_size)
{
  g_autofree char *bytes = canned_stream (what->type, what->body, FALSE);
  g_autoptr (Attempt) attempt = attempt_canned (what->dialect, bytes, CANNED_CLOSE, write_size);

  g_assert_cmpstr (attempt_get_text (attempt), ==, what->text);
  g_assert_cmpstr (bookgen_failure_kind_to_string (attempt_get_kind (attempt)), ==,
                   bookgen_failure_kind_to_string (what->kind));
  if (what->kind == BOOKGEN_FAILURE_NONE)
    g_assert_cmpint (bookgen_reply_get_finish (attempt->reply), ==, what->finish);
  g_assert_true (bookgen_reply_get_complete (attempt->reply) == (what->kind == BOOKGEN_FAILURE_NONE));
}

static void
test_answer (gconstpointer data)
{
  check (data, G_MAXINT);
  check (data, 1);
}

static Attempt *
attempt_text (BookgenDialectKind dialect, const char *body)
{
  g_autofree char *bytes = canned_stream (SSE, body, FALSE);

  return attempt_canned (dialect, bytes, CANNED_CLOSE, G_MAXINT);
}

#define USAGE(fields) "data: {\"choices\":[],\"usage\":{" fields "}}\n\n"

static void
test_usage_after_the_finish (void)
{
  g_autoptr (Attempt) attempt = attempt_text (
      O, SAY ("Once") FINISH ("stop") USAGE ("\"prompt_tokens\":12012,\"completion_tokens\":40,\"prompt_tokens_details\":{"
                                             "\"cached_tokens\":11776,\"cache_write_tokens\":7},"
                                             "\"completion_tokens_details\":{\"reasoning_tokens\":30}") DONE);
  const BookgenTokens *tokens = bookgen_reply_get_tokens (attempt->reply);

  g_assert_cmpint (tokens->input_tokens, ==, 12012);
  g_assert_cmpint (tokens->cached_tokens, ==, 11776);
  g_assert_cmpint (tokens->cache_write_tokens, ==, 7);
  g_assert_cmpint (tokens->output_tokens, ==, 40);
  g_assert_cmpint (tokens->reasoning_tokens, ==, 30);
}

static void
test_usage_on_every_frame (void)
{
  g_autoptr (Attempt) attempt
      = attempt_text (O, USAGE ("\"prompt_tokens\":9,\"completion_tokens\":1") SAY ("Once")
                             USAGE ("\"prompt_tokens\":9,\"completion_tokens\":2") STOP);

  g_assert_cmpint (bookgen_reply_get_tokens (attempt->reply)->output_tokens, ==, 2);
}

static void
test_usage_in_a_vendor_field (void)
{
  g_autoptr (Attempt) attempt = attempt_text (
      O, SAY ("Once") "data: {\"choices\":[],\"x_groq\":{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}}\n\n" STOP);

  g_assert_cmpint (bookgen_reply_get_tokens (attempt->reply)->input_tokens, ==, 5);
}

static void
test_usage_of_deepseek_and_openrouter (void)
{
  g_autoptr (Attempt) attempt = attempt_text (O, SAY ("Once") FINISH ("stop") USAGE (
                                                     "\"prompt_tokens\":100,\"prompt_cache_hit_tokens\":64,"
                                                     "\"prompt_cache_miss_tokens\":36,\"completion_tokens\":3,\"cost\":0.0125")
                                                     DONE);
  const BookgenTokens *tokens = bookgen_reply_get_tokens (attempt->reply);

  g_assert_cmpint (tokens->cached_tokens, ==, 64);
  g_assert_cmpint (tokens->cost_micros, ==, 12500);
}

/* The whole prompt is the sum of three; the output at the end is the sum already. */
static void
test_usage_of_anthropic (void)
{
  g_autoptr (Attempt) attempt = attempt_text (A, START TEXT ("Once") END ("end_turn"));
  const BookgenTokens *tokens = bookgen_reply_get_tokens (attempt->reply);

  g_assert_cmpint (tokens->input_tokens, ==, 115);
  g_assert_cmpint (tokens->cached_tokens, ==, 100);
  g_assert_cmpint (tokens->cache_write_tokens, ==, 5);
  g_assert_cmpint (tokens->output_tokens, ==, 40);
}

static void
test_usage_is_unknown_after_a_cut (void)
{
  g_autoptr (Attempt) attempt = attempt_text (O, SAY ("Once"));

  g_assert_cmpint (bookgen_reply_get_tokens (attempt->reply)->output_tokens, ==, -1);
}

static void
test_refusal_is_kept_apart (void)
{
  g_autoptr (Attempt) attempt = attempt_text (O, DELTA ("{\"refusal\":\"I \"}") DELTA ("{\"refusal\":\"cannot.\"}") STOP);

  g_assert_cmpstr (bookgen_reply_get_refusal (attempt->reply), ==, "I cannot.");
}

static void
test_reasoning_is_counted (void)
{
  g_autoptr (Attempt) attempt = attempt_text (O, DELTA ("{\"reasoning\":\"hmm\"}") SAY ("<think>ok</think>Once") STOP);

  g_assert_cmpuint (bookgen_reply_get_reasoning_length (attempt->reply), >=, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/traps/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_answer);
    }
  g_test_add_func ("/http/traps/2.4-usage-after-the-finish", test_usage_after_the_finish);
  g_test_add_func ("/http/traps/10.16-usage-on-every-frame", test_usage_on_every_frame);
  g_test_add_func ("/http/traps/6.3-groq-usage", test_usage_in_a_vendor_field);
  g_test_add_func ("/http/traps/6.2-openrouter-cost", test_usage_of_deepseek_and_openrouter);
  g_test_add_func ("/http/traps/4.8-prompt-is-a-sum", test_usage_of_anthropic);
  g_test_add_func ("/http/traps/2.5-usage-unknown-after-a-cut", test_usage_is_unknown_after_a_cut);
  g_test_add_func ("/http/traps/2.10-refusal-is-kept-apart", test_refusal_is_kept_apart);
  g_test_add_func ("/http/traps/6.9-reasoning-is-counted", test_reasoning_is_counted);
  return g_test_run ();
}
