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
  { "complete/openai", O, SSE, SAY ("Once ") SAY ("more.") STOP, "Once more.", OK },
  { "complete/openai-no-done", O, SSE, SAY ("Once.") FINISH ("stop"), "Once.", OK },
  { "complete/openai-cut-in-usage", O, SSE, SAY ("Once.") FINISH ("stop") "data: {\"choices\":[],\"usa", "Once.", OK },
  { "complete/openai-error-after-finish", O, SSE, SAY ("Once.") FINISH ("stop") "data: {\"error\":{\"message\":\"no\"}}\n\n",
    "Once.", OK },
  { "complete/openai-done-alone", O, SSE, SAY ("Once") DONE, "Once", CUT },
  { "complete/openai-end-of-file", O, SSE, SAY ("Once"), "Once", CUT },
  { "complete/anthropic", A, SSE, START TEXT ("Once") END ("end_turn"), "Once", OK },
  { "complete/anthropic-no-message-stop", A, SSE, START TEXT ("Once") REASON ("end_turn"), "Once", CUT },
  { "complete/anthropic-end-of-file", A, SSE, START TEXT ("Once"), "Once", CUT },
  { "complete/ollama", L, LINES, LINE ("Once") LAST ("stop"), "Once", OK },
  { "complete/ollama-end-of-file", L, LINES, LINE ("Once"), "Once", CUT },

  /* Status 200 proves nothing. */
  { "at-200/error-first", O, SSE, "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":500}}\n\n", "",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "at-200/error-in-the-middle", O, SSE,
    SAY ("Once") "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}\n\n", "Once", BOOKGEN_FAILURE_SERVER,
    BOOKGEN_FINISH_NONE },
  { "at-200/error-then-done", O, SSE, SAY ("Once") "data: {\"error\":{\"message\":\"no\",\"code\":500}}\n\n" DONE, "Once",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "at-200/error-is-a-string", O, SSE, "data: {\"error\":\"out of memory\"}\n\n", "", BOOKGEN_FAILURE_SERVER,
    BOOKGEN_FINISH_NONE },
  { "at-200/error-as-body", O, "application/json", "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}", "",
    BOOKGEN_FAILURE_QUOTA, BOOKGEN_FINISH_NONE },
  { "at-200/rate-limit-as-body", O, "application/json", "{\"error\":{\"code\":429,\"message\":\"slower\"}}", "",
    BOOKGEN_FAILURE_RATE, BOOKGEN_FINISH_NONE },
  { "at-200/finish-reason-error", O, SSE,
    SAY ("Once") "data: {\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
    "\"finish_reason\":\"error\"}]}\n\n" DONE, "Once", BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },
  { "at-200/sign-in-page", O, "text/html", "<html><body>Sign in</body></html>", "", GARBAGE },
  { "at-200/nothing", O, SSE, "", "", GARBAGE },
  { "at-200/comments-only", O, SSE, ": hello\n\n: hello\n\n", "", GARBAGE },
  { "at-200/plain-words", O, "text/plain", "Bad gateway", "", GARBAGE },
  { "at-200/anthropic-error-event", A, SSE,
    START TEXT ("Once") EVENT ("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}"), "Once",
    BOOKGEN_FAILURE_CAPACITY, BOOKGEN_FINISH_NONE },
  { "at-200/ollama-error-line", L, LINES, LINE ("Once") "{\"error\":\"llama runner has stopped\"}\n", "Once",
    BOOKGEN_FAILURE_SERVER, BOOKGEN_FINISH_NONE },

  /* Finish reasons. */
  { "finish/length", O, SSE, SAY ("Once") FINISH ("length") DONE, "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "finish/length-without-text", O, SSE, DELTA ("{\"reasoning_content\":\"hm\"}") FINISH ("length") DONE, "",
    BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "finish/model-length", O, SSE, SAY ("Once") FINISH ("model_length") DONE, "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_LENGTH },
  { "finish/content-filter", O, SSE, SAY ("Once") FINISH ("content_filter") DONE, "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_REFUSED },
  { "finish/refusal", O, SSE, DELTA ("{\"refusal\":\"I cannot.\"}") STOP, "", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_REFUSED },
  { "finish/unknown", O, SSE, SAY ("Once") FINISH ("moon_phase") DONE, "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_OTHER },
  { "finish/with-the-last-words", O, SSE, "data: " CHOICE ("{\"content\":\"Once\"}", "\"stop\"") "\n\n" DONE, "Once", OK },
  { "finish/with-the-first-words", O, SSE,
    "data: " CHOICE ("{\"role\":\"assistant\",\"content\":\"Once\"}", "\"stop\"") "\n\n" DONE, "Once", OK },
  { "finish/anthropic-max-tokens", A, SSE, START TEXT ("Once") END ("max_tokens"), "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_LENGTH },
  { "finish/anthropic-context-window", A, SSE, START TEXT ("Once") END ("model_context_window_exceeded"), "Once",
    BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },
  { "finish/anthropic-refusal", A, SSE, START END ("refusal"), "", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_REFUSED },
  { "finish/anthropic-unknown", A, SSE, START TEXT ("Once") END ("pause_turn"), "Once", BOOKGEN_FAILURE_NONE,
    BOOKGEN_FINISH_OTHER },
  { "finish/ollama-length", L, LINES, LINE ("Once") LAST ("length"), "Once", BOOKGEN_FAILURE_NONE, BOOKGEN_FINISH_LENGTH },

  /* What is not known is passed over. */
  { "unknown/event", A, SSE, START EVENT ("weather", ",\"rain\":true") TEXT ("Once") END ("end_turn"), "Once", OK },
  { "unknown/delta", A, SSE,
    START EVENT ("content_block_delta", ",\"index\":0,\"delta\":{\"type\":\"smell_delta\",\"smell\":\"tar\"}") TEXT ("Once")
    END ("end_turn"), "Once", OK },
  { "unknown/event-without-its-name", A, SSE,
    "data: {\"type\":\"message_start\",\"message\":{\"content\":[]}}\n\n"
    "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Once\"}}\n\n"
    "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
    "Once", OK },
  { "unknown/ping", A, SSE, START EVENT ("ping", "") TEXT ("Once") EVENT ("ping", "") END ("end_turn"), "Once", OK },
  { "unknown/fields", O, SSE,
    "data: {\"obfuscation\":\"xyz\",\"service_tier\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once\",\"audio\":[]},"
    "\"logprobs\":null}]}\n\n" STOP, "Once", OK },
  { "unknown/other-choice", O, SSE, SAY ("Once") "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Twice\"}}]}\n\n" STOP,
    "Once", OK },
  { "unknown/choices-null-or-empty", O, SSE,
    "data: {\"choices\":[],\"id\":\"\",\"prompt_filter_results\":[]}\n\ndata: {\"choices\":null}\n\n" SAY ("Once") STOP, "Once",
    OK },
  { "unknown/content-null-or-missing", O, SSE, DELTA ("{\"content\":null}") DELTA ("{}") SAY ("Once") STOP, "Once", OK },

  /* Reasoning stays out of the text. */
  { "reasoning/reasoning-content", O, SSE, DELTA ("{\"reasoning_content\":\"hm\",\"content\":null}") SAY ("Once") STOP, "Once",
    OK },
  { "reasoning/reasoning", O, SSE, DELTA ("{\"reasoning\":\"hm\",\"content\":\"\"}") SAY ("Once") STOP, "Once", OK },
  { "reasoning/details", O, SSE, DELTA ("{\"reasoning_details\":[{\"text\":\"hm\"}]}") SAY ("Once") STOP, "Once", OK },
  { "reasoning/array-of-parts", O, SSE,
    DELTA ("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}") SAY ("Once") STOP,
    "Once", OK },
  { "reasoning/think-tags", O, SSE, SAY ("<think>hm</think>Once") STOP, "Once", OK },
  { "reasoning/think-tags-in-halves", O, SSE, SAY ("<th") SAY ("ink>h") SAY ("m</thi") SAY ("nk>Once") STOP, "Once", OK },
  { "reasoning/anthropic-thinking", A, SSE,
    START EVENT ("content_block_delta", ",\"index\":1,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}") TEXT ("Once")
    END ("end_turn"), "Once", OK },
  { "reasoning/ollama-thinking", L, LINES,
    "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n" LINE ("Once") LAST ("stop"),
    "Once", OK },

  /* Event streams as they are. */
  { "events/no-space", O, SSE, "data:" CHOICE ("{\"content\":\"Once\"}", "null") "\n\ndata:" CHOICE ("{}", "\"stop\"") "\n\n",
    "Once", OK },
  { "events/crlf", O, SSE,
    "data: " CHOICE ("{\"content\":\"Once\"}", "null") "\r\n\r\ndata: " CHOICE ("{}", "\"stop\"") "\r\n\r\ndata: [DONE]\r\n\r\n",
    "Once", OK },
  { "events/cr", O, SSE,
    "data: " CHOICE ("{\"content\":\"Once\"}", "null") "\r\rdata: " CHOICE ("{}", "\"stop\"") "\r\rdata: [DONE]\r\r", "Once", OK },
  { "events/byte-order-mark", O, SSE, "\xEF\xBB\xBF" SAY ("Once") STOP, "Once", OK },
  { "events/done-with-space", O, SSE, SAY ("Once") FINISH ("stop") "data: [DONE] \n\n", "Once", OK },
  { "events/done-without-blank-line", O, SSE, SAY ("Once") FINISH ("stop") "data: [DONE]", "Once", OK },
  { "events/finish-without-blank-line", O, SSE, SAY ("Once") "data: " CHOICE ("{}", "\"stop\""), "Once", OK },
  { "events/half-a-json-at-the-end", O, SSE, SAY ("Once") "data: {\"choices\":[{\"ind", "Once", CUT },
  { "events/empty-data", O, SSE, "data:\n\n" SAY ("Once") "data\n\n" STOP, "Once", OK },
  { "events/json-on-the-second-line", O, SSE,
    "data:\ndata: " CHOICE ("{\"content\":\"Once\"}", "null") "\n\n" STOP, "Once", OK },
  { "events/no-blank-line-between", O, SSE,
    "data: " CHOICE ("{\"content\":\"On\"}", "null") "\ndata: " CHOICE ("{\"content\":\"ce\"}", "null") "\n\n" STOP, "Once", OK },
  { "events/keep-alive-comments", O, SSE, ": keep-alive\n\n: OPENROUTER PROCESSING\n\n" SAY ("Once") ":\n\n" STOP, "Once", OK },
  { "events/other-fields", O, SSE, "retry: 10\nid: 7\n\nevent: x\n\n" SAY ("Once") STOP, "Once", OK },
  { "events/no-content-type", O, NULL, SAY ("Once") STOP, "Once", OK },
  { "events/wrong-content-type", O, "application/json", SAY ("Once") STOP, "Once", OK },
  { "events/whole-answer-instead", O, "application/json",
    "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Once\"},\"finish_reason\":\"stop\"}]}", "Once",
    OK },
  { "events/whole-answer-after-empty-lines", O, "application/json",
    "\n\n\n{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Once\"},\"finish_reason\":\"stop\"}]}", "Once", OK },
  { "events/everything-so-far", O, SSE, SAY ("Once upon") SAY ("Once upon a") SAY ("Once upon a time") STOP, "Once upon a time",
    OK },
  { "events/other-line-breaks-are-text", O, SSE, SAY ("On\xE2\x80\xA8" "ce\xC2\x85") STOP, "On\xE2\x80\xA8" "ce\xC2\x85", OK },
  { "events/broken-json", O, SSE, SAY ("Once") "data: {\"choices\":[}\n\n" SAY ("!") STOP, "Once", GARBAGE },

  /* Characters. */
  { "characters/halves-in-two-frames", O, SSE, SAY ("\\ud83d") SAY ("\\udc69.") STOP, "👩.", OK },
  { "characters/lone-half", O, SSE, SAY ("a\\ud83d") SAY ("b") STOP, "a\xEF\xBF\xBD" "b", OK },
  { "characters/escapes", O, SSE, SAY ("\\u00e9\\n\\t\\\"\\\\\\/") STOP, "é\n\t\"\\/", OK },
  { "characters/bytes-cut-in-utf-8", O, SSE, SAY ("é👩é") STOP, "é👩é", OK },

  /* Lines of JSON. */
  { "lines/crlf-and-empty-ones", L, LINES,
    "\r\n{\"message\":{\"content\":\"Once\"},\"done\":false}\r\n\r\n{\"message\":{\"content\":\"\"},\"done\":true,"
    "\"done_reason\":\"stop\"}\r\n", "Once", OK },
  { "lines/last-without-its-end", L, LINES, LINE ("Once") "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}",
    "Once", OK },
  { "lines/no-json", L, LINES, LINE ("Once") "oops\n" LAST ("stop"), "Once", GARBAGE },
  { "lines/half-a-line-at-the-end", L, LINES, LINE ("Once") "{\"message\":{\"con", "Once", CUT },
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

static void
test_unknown_finish_has_its_name (void)
{
  g_autoptr (Attempt) attempt = attempt_text (O, SAY ("Once") FINISH ("moon_phase") DONE);

  g_assert_cmpstr (bookgen_reply_get_finish_name (attempt->reply), ==, "moon_phase");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/answers/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_answer);
    }
  g_test_add_func ("/http/answers/usage/after-the-finish", test_usage_after_the_finish);
  g_test_add_func ("/http/answers/usage/on-every-frame", test_usage_on_every_frame);
  g_test_add_func ("/http/answers/usage/vendor-field", test_usage_in_a_vendor_field);
  g_test_add_func ("/http/answers/usage/deepseek-and-openrouter", test_usage_of_deepseek_and_openrouter);
  g_test_add_func ("/http/answers/usage/anthropic", test_usage_of_anthropic);
  g_test_add_func ("/http/answers/usage/unknown-after-a-cut", test_usage_is_unknown_after_a_cut);
  g_test_add_func ("/http/answers/refusal-is-kept-apart", test_refusal_is_kept_apart);
  g_test_add_func ("/http/answers/reasoning-is-counted", test_reasoning_is_counted);
  g_test_add_func ("/http/answers/unknown-finish-has-its-name", test_unknown_finish_has_its_name);
  return g_test_run ();
}
