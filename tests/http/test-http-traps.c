/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What servers do that a client must not fall for; numbered as in TRAPS.md. Here are those of a host's own manner, of limits and
 * retries, and of several requests; the others have their cases where their kind is tested. */
#include "attempt.h"

#include "bookgen-rehearsal.h"
#include "bookgen-retry.h"

#include <glib/gstdio.h>
#include <string.h>

#define O BOOKGEN_DIALECT_OPENAI
#define A BOOKGEN_DIALECT_ANTHROPIC
#define L BOOKGEN_DIALECT_OLLAMA

#define FRAME(json) "data: " json "\n\n"
#define CHOICE(delta, finish) FRAME ("{\"choices\":[{\"index\":0,\"delta\":" delta ",\"finish_reason\":" finish "}]}")
#define SAY(text) CHOICE ("{\"content\":\"" text "\"}", "null")
#define FINISH(reason) CHOICE ("{}", "\"" reason "\"")
#define DONE "data: [DONE]\n\n"
#define STOP FINISH ("stop") DONE
#define START(usage) FRAME ("{\"type\":\"message_start\",\"message\":{\"content\":[],\"stop_reason\":null,\"usage\":" usage "}}")
#define PIECE(piece) FRAME ("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" piece "}")
#define END(usage) FRAME ("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":" usage "}") \
  FRAME ("{\"type\":\"message_stop\"}")
#define FORTY "It was a page of forty characters, yes. "
#define LONG FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY FORTY

/* Answers at 200: their text, how they ended or failed, and tokens read, cached and written. */
static const struct { const char *name; BookgenDialectKind dialect; const char *body, *text, *outcome, *tokens; } answers[] = {
  { "1.1-long-text-and-done-alone", O, SAY (LONG) DONE, LONG, "unfinished", "-1 -1 -1" },
  { "4.6-tool-input-is-no-text", A,
    START ("{\"input_tokens\":9,\"output_tokens\":1}") PIECE ("{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}")
    PIECE ("{\"type\":\"signature_delta\",\"signature\":\"eA\"}") PIECE ("{\"type\":\"citations_delta\",\"citation\":{\"text\":\"x\"}}")
    PIECE ("{\"type\":\"text_delta\",\"text\":\"Once\"}") END ("{\"output_tokens\":4}"), "Once", "stop", "9 -1 4" },
  { "4.7-usage-is-cumulative-and-may-be-null", A,
    START ("{\"input_tokens\":6,\"cache_read_input_tokens\":100,\"cache_creation_input_tokens\":0,\"output_tokens\":1}")
    PIECE ("{\"type\":\"text_delta\",\"text\":\"Once\"}")
    FRAME ("{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":3}}")
    END ("{\"input_tokens\":null,\"cache_read_input_tokens\":null,\"output_tokens\":5}"), "Once", "stop", "106 100 5" },
  { "5.1-lines", L,
    "{\"message\":{\"content\":\"On\"},\"done\":false}\n{\"message\":{\"content\":\"ce\"},\"done\":false}\n"
    "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":11,\"eval_count\":18}\n",
    "Once", "stop", "11 -1 18" },
  { "5.4-counts-may-be-missing", L,
    "{\"message\":{\"content\":\"Once\"},\"done\":false}\n{\"done\":true,\"done_reason\":\"stop\",\"eval_count\":2}\n", "Once", "stop",
    "-1 -1 2" },
  { "5.10-error-that-vanishes", O, SAY ("Once") CHOICE ("{}", "null"), "Once", "cut", "-1 -1 -1" },
  { "6.1-deepseek-keep-alive", O,
    ": keep-alive\n\n" CHOICE ("{\"content\":null,\"reasoning_content\":\"hm\"}", "null") ": keep-alive\n\n" SAY ("Once") FINISH ("stop")
    FRAME ("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":8,\"prompt_cache_miss_tokens\":1,"
           "\"completion_tokens\":2}}") DONE, "Once", "stop", "9 8 2" },
  { "6.1-deepseek-out-of-resources", O, SAY ("Once") FINISH ("insufficient_system_resource") DONE, "Once", "capacity", "-1 -1 -1" },
  { "6.2-openrouter-comments", O, ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" SAY ("Once") STOP, "Once", "stop",
    "-1 -1 -1" },
  { "6.3-groq-stopped-early", O, SAY ("Once") FRAME ("{\"choices\":[],\"x_groq\":{\"error\":\"over capacity\"}}") DONE, "Once",
    "server", "-1 -1 -1" },
  { "6.4-mistral-cached-tokens", O,
    SAY ("Once") FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,"
                        "\"completion_tokens\":2,\"prompt_token_details\":{\"cached_tokens\":7}}}") DONE, "Once", "stop", "9 7 2" },
  { "6.5-gemini-all-for-thinking", O,
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"length\"}]}") DONE, "", "length",
    "-1 -1 -1" },
  { "6.5-gemini-blocked", O, FINISH ("content_filter") DONE, "", "refused", "-1 -1 -1" },
  { "6.5-gemini-thought-tags", O, SAY ("<thought>hm</th") SAY ("ought>Once") STOP, "Once", "stop", "-1 -1 -1" },
  { "6.6-lm-studio-reasoning", O, CHOICE ("{\"role\":\"assistant\",\"reasoning\":\"hm\"}", "null") SAY ("Once") STOP, "Once", "stop",
    "-1 -1 -1" },
  { "6.7-llama-pings-and-timings", O,
    ":\n\n" SAY ("Once") ":\n\n" FINISH ("stop")
    FRAME ("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2},\"timings\":{\"cache_n\":7,\"prompt_n\":2}}") DONE,
    "Once", "stop", "9 7 2" },
  { "6.8-vllm-usage-on-every-frame", O,
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}")
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}")
    DONE, "Once", "stop", "9 -1 2" },
  { "10.5-fields-are-told-apart", O, "Data: {\"error\":\"no\"}\nDATA\ndatax: y\n: z\n\n" SAY ("Once") STOP, "Once", "stop", "-1 -1 -1" },
  { "10.11-no-done", O, SAY ("Once") FINISH ("stop"), "Once", "stop", "-1 -1 -1" },
  { "10.15-another-id-each-time", O,
    FRAME ("{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"On\"}}]}")
    FRAME ("{\"id\":\"b\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"ce\"}}]}") STOP, "Once", "stop",
    "-1 -1 -1" },
};

static const char *
outcome_of (Attempt *attempt)
{
  static const char *const finishes[] = { "none", "stop", "length", "refused", "other" };
  BookgenFailureKind kind = attempt_get_kind (attempt);

  return kind != BOOKGEN_FAILURE_NONE ? bookgen_failure_kind_to_string (kind)
                                      : finishes[bookgen_reply_get_finish (attempt->reply)];
}

static void
test_answer (gconstpointer data)
{
  const typeof (*answers) *what = data;
  g_autofree char *bytes = canned_stream (what->dialect == L ? "application/x-ndjson" : "text/event-stream", what->body, FALSE);
  g_autoptr (Attempt) attempt = attempt_canned (what->dialect, bytes, CANNED_CLOSE, G_MAXINT);
  const BookgenTokens *tokens = bookgen_reply_get_tokens (attempt->reply);
  g_autofree char *counted = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, tokens->input_tokens,
                                              tokens->cached_tokens, tokens->output_tokens);

  g_assert_cmpstr (attempt_get_text (attempt), ==, what->text);
  g_assert_cmpstr (outcome_of (attempt), ==, what->outcome);
  g_assert_cmpstr (counted, ==, what->tokens);
}

#define ERROR(type, code) "{\"error\":{\"message\":\"no\",\"type\":\"" type "\",\"param\":null,\"code\":\"" code "\"}}"

/* What is answered instead, and what is done about it: again, give up this chapter, or stop them all. */
static const struct { const char *name; guint status; const char *headers, *body, *kind; BookgenRetryAction action; } errors[] = {
  { "6.4-mistral-fields", 422, "", "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],\"msg\":\"no\"}]}",
    "parameter", BOOKGEN_RETRY_AGAIN },
  { "6.5-gemini-day-is-used-up", 429, "",
    "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":\"RequestsPerDayPerProject\"}]},"
    "{\"retryDelay\":\"25s\"}]}}]", "quota", BOOKGEN_RETRY_STOP_RUN },
  { "6.6-lm-studio-no-such-model", 404, "", "{\"error\":{\"message\":\"Model x not found\",\"code\":\"model_not_found\"}}", "model",
    BOOKGEN_RETRY_STOP_RUN },
  { "6.8-vllm-context", 400, "",
    "{\"object\":\"error\",\"message\":\"This model's maximum context length is 512 tokens.\",\"code\":400}", "context",
    BOOKGEN_RETRY_GIVE_UP },
  { "6.8-vllm-room-for-a-shorter-answer", 400, "",
    "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8192 tokens.\",\"code\":400}", "parameter",
    BOOKGEN_RETRY_AGAIN },
  { "7.3-should-not-retry", 500, "x-should-retry: false\r\n", "{}", "server", BOOKGEN_RETRY_GIVE_UP },
  { "7.3-should-retry", 500, "x-should-retry: true\r\n", "{}", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-408", 408, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-409", 409, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-425", 425, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-429", 429, "", ERROR ("requests", "rate_limit_exceeded"), "rate", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-498", 498, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-500", 500, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-502", 502, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-503", 503, "", "", "capacity", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-504", 504, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-520", 520, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-524", 524, "", "", "server", BOOKGEN_RETRY_AGAIN },
  { "7.10-retry-529", 529, "", "", "capacity", BOOKGEN_RETRY_AGAIN },
  { "7.10-not-400", 400, "", ERROR ("invalid_request_error", "x"), "request", BOOKGEN_RETRY_GIVE_UP },
  { "7.10-not-401", 401, "", "", "key", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-not-402", 402, "", "", "quota", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-not-403", 403, "", "", "key", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-not-404", 404, "", "", "request", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-not-405", 405, "", "", "request", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-not-413", 413, "", "", "context", BOOKGEN_RETRY_GIVE_UP },
  { "7.10-not-422", 422, "", "", "request", BOOKGEN_RETRY_GIVE_UP },
  { "7.10-not-451", 451, "", "", "policy", BOOKGEN_RETRY_GIVE_UP },
  { "7.10-not-3xx", 307, "Location: /v2\r\n", "", "redirect", BOOKGEN_RETRY_STOP_RUN },
  { "7.10-quota-is-never-retried", 429, "retry-after: 1\r\n", ERROR ("insufficient_quota", "insufficient_quota"), "quota",
    BOOKGEN_RETRY_STOP_RUN },
  { "7.10-minutes-are-waited-for", 429, "retry-after: 240\r\n", "{}", "rate", BOOKGEN_RETRY_AGAIN },
  { "7.10-hours-are-told", 429, "retry-after: 7200\r\n", "{}", "rate", BOOKGEN_RETRY_STOP_RUN },
};

static void
test_error (gconstpointer data)
{
  const typeof (*errors) *what = data;
  g_autofree char *bytes = canned_answer (what->status, what->headers, what->body);
  g_autoptr (Attempt) attempt = attempt_canned (O, bytes, CANNED_KEEP, G_MAXINT);

  g_assert_cmpstr (outcome_of (attempt), ==, what->kind);
  g_assert_cmpint (bookgen_retry_advise (bookgen_reply_get_failure (attempt->reply), 1, 0.5).action, ==, what->action);
}

/* Milliseconds since the epoch, by the server's own clock. */
static void
test_openrouter_headers (void)
{
  g_autofree char *bytes = canned_answer (429, "Date: Sat, 21 Nov 2026 08:00:00 GMT\r\nX-RateLimit-Limit: 20\r\nX-RateLimit-Remaining: 0\r\n"
                                               "X-RateLimit-Reset: 1795248030000\r\n", "{}");
  g_autoptr (Attempt) attempt = attempt_canned (O, bytes, CANNED_KEEP, G_MAXINT);
  const BookgenRateHeaders *told = bookgen_reply_get_rate_headers (attempt->reply);

  g_assert_cmpint (told->requests_limit, ==, 20);
  g_assert_cmpint (told->requests_remaining, ==, 0);
  g_assert_cmpint (told->requests_reset_ms, ==, 30000);
}

/* A line that never ends is given up while it is still small enough to hold. */
static void
test_line_without_end (void)
{
  g_autofree char *filling = g_strnfill (17 * 1024 * 1024, 'x');
  g_autofree char *body = g_strconcat (SAY ("Once") "data: {\"", filling, NULL);
  g_autofree char *bytes = canned_stream ("text/event-stream", body, FALSE);
  g_autoptr (Attempt) attempt = attempt_canned (O, bytes, CANNED_CLOSE, G_MAXINT);

  g_assert_cmpstr (outcome_of (attempt), ==, "too-large");
  g_assert_cmpstr (attempt_get_text (attempt), ==, "Once");
}

/* A prompt cache can be read once the first answer has begun: neither its head nor a comment is that beginning. */
static void
test_beginning (void)
{
  static const struct { const char *body; gboolean begins; } streams[] = {
    { ": hello\n\n", FALSE }, { "event: x\n\n", FALSE }, { SAY (""), TRUE }, { START ("{}"), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *bytes = canned_stream ("text/event-stream", streams[i].body, TRUE);
      g_autoptr (Attempt) attempt = attempt_canned (i == 3 ? A : O, bytes, CANNED_CLOSE, G_MAXINT);

      g_assert_cmpint (bookgen_reply_get_began (attempt->reply), ==, streams[i].begins);
    }
}

/* Before the first byte a local server may be silent for as long as it loads its model, and after it not. */
static void
test_silence_before_the_first_byte (void)
{
  BookgenRehearsalOptions options = { .first_token_ms = 1600 };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (bookgen_rehearsal_get_base_url (server), L);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 1000);
  g_autofree char *ask = attempt_make_ask (1, 50);
  g_autoptr (Attempt) attempt = NULL;

  bookgen_client_set_timeouts (client, 0, 1);
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  attempt = attempt_run (client, endpoint, NULL, chat);
  g_assert_no_error (attempt->error);
}

static Attempt *
ask_once (CannedServer *server, BookgenClient *client, BookgenDialectKind dialect, const char *ask)
{
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (canned_server_get_address (server), dialect);
  g_autoptr (GRefString) shared = g_ref_string_new ("The shared part.");
  g_autoptr (BookgenChat) chat = bookgen_chat_new (shared, 1234);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, "What was kept");
  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Go on.");
  return attempt_run (client, endpoint, "k1", chat);
}

/* To go on is asked for by a person's turn: an answer begun for the model is refused by the newer ones. */
static void
test_no_prefill (void)
{
  for (guint dialect = 0; dialect < 3; dialect++)
    {
      g_autoptr (CannedServer) server = canned_server_new ();
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_autofree char *answer = canned_answer (500, "", "{}");
      g_autoptr (Attempt) attempt = NULL;
      g_autofree char *request = NULL;

      canned_server_add (server, answer, CANNED_KEEP);
      attempt = ask_once (server, client, dialect, "Write.");
      request = canned_server_dup_request (server, 0);
      g_assert_nonnull (strstr (request, "{\"role\":\"user\",\"content\":\"Go on.\"}]"));
      g_assert_nonnull (strstr (request, "{\"role\":\"assistant\",\"content\":\"What was kept\"}"));
    }
}

/* The context is made large enough for the prompt and the answer, however long. */
static void
test_context_fits (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autofree char *answer = canned_answer (500, "", "{}");
  g_autofree char *prompt = g_strnfill (400000, 'w');
  g_autoptr (Attempt) attempt = NULL;
  g_autofree char *request = NULL;

  canned_server_add (server, answer, CANNED_KEEP);
  attempt = ask_once (server, client, L, prompt);
  request = canned_server_dup_request (server, 0);
  g_assert_cmpint (g_ascii_strtoll (strstr (request, "\"num_ctx\":") + strlen ("\"num_ctx\":"), NULL, 10), >=, 100000 + 1234);
}

/* A refusal of a field is paid for once, by whichever program it was. */
static void
test_refusal_is_remembered (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-traps-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "learned.json", NULL);
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *refusal = canned_answer (400, "", "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}");
  g_autofree char *answer = canned_answer (500, "", "{}");

  canned_server_add (server, refusal, CANNED_KEEP);
  canned_server_add (server, answer, CANNED_KEEP);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_autoptr (Attempt) attempt = NULL;
      g_autofree char *request = NULL;

      bookgen_client_remember (client, path);
      attempt = ask_once (server, client, O, "Write.");
      request = canned_server_dup_request (server, i);
      g_assert_cmpstr (outcome_of (attempt), ==, i == 0 ? "parameter" : "server");
      g_assert_true ((strstr (request, "stream_options") != NULL) == (i == 0));
    }
  g_assert_cmpint (g_unlink (path) + g_rmdir (folder), ==, 0);
}

#define ADD(table, test) \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) \
    { \
      g_autofree char *path = g_strconcat ("/http/traps/", table[i].name, NULL); \
      g_test_add_data_func (path, &table[i], test); \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (answers, test_answer);
  ADD (errors, test_error);
  g_test_add_func ("/http/traps/1.4-refusal-is-remembered", test_refusal_is_remembered);
  g_test_add_func ("/http/traps/4.3-no-prefill", test_no_prefill);
  g_test_add_func ("/http/traps/5.2-context-fits", test_context_fits);
  g_test_add_func ("/http/traps/5.9-silence-before-the-first-byte", test_silence_before_the_first_byte);
  g_test_add_func ("/http/traps/7.7-openrouter-headers", test_openrouter_headers);
  g_test_add_func ("/http/traps/8.3-beginning-is-the-first-event", test_beginning);
  g_test_add_func ("/http/traps/10.22-line-without-end", test_line_without_end);
  return g_test_run ();
}
