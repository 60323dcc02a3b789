/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each known host is sent and what it answers in its own manner, field by field. */
#include "bookgen-chat.h"
#include "bookgen-failure-body.h"
#include "bookgen-retry.h"
#include "reply-from-bytes.h"

#define O BOOKGEN_DIALECT_OPENAI
#define A BOOKGEN_DIALECT_ANTHROPIC
#define L BOOKGEN_DIALECT_OLLAMA

#define SYSTEM "{\"role\":\"system\",\"content\":\"The book\"}"
#define USER "{\"role\":\"user\",\"content\":\"Chapter 3\"}"
#define HEAD(system) "{\"model\":\"%s\",\"messages\":[" system "," USER "],\"stream\":true"
#define USAGE_ASKED ",\"stream_options\":{\"include_usage\":true}"
#define CACHE_KEY ",\"prompt_cache_key\":\"book-77219ddbe6dad86e\""
#define MARKED "{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"The book\",\"cache_control\":{\"type\":\"ephemeral\"}}]}"

/* The whole request: what is not in it is not sent. No sampling fields, nothing a host is not known to take. */
static const struct { const char *name, *address; BookgenDialectKind dialect; const char *model, *body; } requests[] = {
  { "openai", "https://api.openai.com/v1", O, "gpt-6.1-sol",
    HEAD (SYSTEM) USAGE_ASKED CACHE_KEY ",\"max_completion_tokens\":800}" },
  { "gemini", "https://generativelanguage.googleapis.com", O, "gemini-3.8-flash",
    HEAD (SYSTEM) USAGE_ASKED ",\"max_tokens\":800}" },
  { "deepseek", "https://api.deepseek.com", O, "deepseek-flash",
    HEAD (SYSTEM) USAGE_ASKED ",\"thinking\":{\"type\":\"disabled\"},\"max_tokens\":800}" },
  { "mistral", "https://api.mistral.ai/v1", O, "mistral-large-2512", HEAD (SYSTEM) CACHE_KEY ",\"max_tokens\":800}" },
  { "groq", "https://api.groq.com", O, "openai/gpt-oss-120b",
    HEAD (SYSTEM) USAGE_ASKED ",\"max_completion_tokens\":800}" },
  { "openrouter", "https://openrouter.ai", O, "mistralai/mistral-large", HEAD (SYSTEM) USAGE_ASKED ",\"max_tokens\":800}" },
  { "openrouter-anthropic", "https://openrouter.ai/api/v1", O, "anthropic/claude-sonnet-5-5",
    HEAD (MARKED) USAGE_ASKED ",\"max_tokens\":800}" },
  { "lm-studio", "http://127.0.0.1:1234/v1", O, "m", HEAD (SYSTEM) USAGE_ASKED ",\"max_tokens\":800}" },
  { "llama.cpp", "http://127.0.0.1:8080", O, "m", HEAD (SYSTEM) USAGE_ASKED ",\"max_tokens\":800}" },
  { "vllm", "http://localhost:8000/v1", O, "m", HEAD (SYSTEM) USAGE_ASKED ",\"max_tokens\":800}" },
  { "anthropic", "https://api.anthropic.com", A, "claude-sonnet-5-5",
    "{\"model\":\"%s\",\"max_tokens\":800,\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"The book\",\"cache_control\":{"
    "\"type\":\"ephemeral\"}}],\"messages\":[" USER "]}" },
  { "ollama", "http://127.0.0.1:11434", L, "llama3",
    HEAD (SYSTEM) ",\"think\":false,\"truncate\":false,\"shift\":false,\"options\":{\"num_ctx\":4096,\"num_predict\":800}}" },
};

static char *
make_body (const char *address, BookgenDialectKind kind, const char *model)
{
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (NULL, address, kind, model, NULL);
  g_autoptr (GUri) uri = g_uri_parse (bookgen_endpoint_get_address (endpoint), G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GRefString) shared = g_ref_string_new ("The book");
  g_autoptr (BookgenChat) chat = bookgen_chat_new (shared, 800);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Chapter 3");
  return bookgen_dialect_get (kind)->make_body (chat, model, bookgen_fields_for_host (kind, g_uri_get_host (uri)));
}

static void
test_requests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *body = make_body (requests[i].address, requests[i].dialect, requests[i].model);
      g_auto (GStrv) parts = g_strsplit (requests[i].body, "%s", 2);
      g_autofree char *expected = g_strjoinv (requests[i].model, parts);

      g_test_message ("%s: %s", requests[i].name, body);
      g_assert_cmpstr (body, ==, expected);
    }
}

#define FRAME(json) "data: " json "\n\n"
#define DELTA(delta) FRAME ("{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" delta \
                            ",\"finish_reason\":null}]}")
#define SAY(text) DELTA ("{\"content\":\"" text "\"}")
#define STOP FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
#define LAST(usage) FRAME ("{\"choices\":[],\"usage\":" usage "}")
#define DONE "data: [DONE]\n\n"

/* An answer as the host streams it. Counts are -1 where it tells none. */
static const struct {
  const char *name;
  BookgenDialectKind dialect;
  const char *bytes, *text;
  guint reasoning; /* characters, those of tags included */
  BookgenFinish finish;
  BookgenTokens tokens; /* input, cached, written, output, reasoning, cost */
  BookgenFailureKind failure;
} answers[] = {
  { "openai", O,
    DELTA ("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"obfuscation\":\"aX9\",\"logprobs\":null") SAY ("Once") STOP
    LAST ("{\"prompt_tokens\":12012,\"completion_tokens\":40,\"total_tokens\":12052,\"prompt_tokens_details\":{\"cached_tokens\":"
          "11776,\"cache_write_tokens\":5},\"completion_tokens_details\":{\"reasoning_tokens\":7}}") DONE,
    "Once", 0, BOOKGEN_FINISH_STOP, { 12012, 11776, 5, 40, 7, -1 }, 0 },
  { "gemini-thinks-it-all-away", O,
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":9,"
           "\"completion_tokens\":0,\"total_tokens\":809}}") DONE,
    "", 0, BOOKGEN_FINISH_LENGTH, { 9, -1, -1, 0, -1, -1 }, 0 },
  { "gemini-thought-tags", O, SAY ("<thought>hm</thought>Once") STOP DONE, "Once", 21, BOOKGEN_FINISH_STOP,
    { -1, -1, -1, -1, -1, -1 }, 0 },
  { "gemini-blocked", O, FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}]}") DONE, "", 0,
    BOOKGEN_FINISH_REFUSED, { -1, -1, -1, -1, -1, -1 }, 0 },
  { "deepseek", O,
    ": keep-alive\n\n" DELTA ("{\"content\":null,\"reasoning_content\":\"hm\"}") ": keep-alive\n\n" SAY ("Once") STOP
    LAST ("{\"prompt_tokens\":100,\"completion_tokens\":3,\"prompt_cache_hit_tokens\":64,\"prompt_cache_miss_tokens\":36}") DONE,
    "Once", 2, BOOKGEN_FINISH_STOP, { 100, 64, -1, 3, -1, -1 }, 0 },
  { "deepseek-runs-dry", O,
    SAY ("Once") FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"insufficient_system_resource\"}]}") DONE, "Once", 0,
    BOOKGEN_FINISH_NONE, { -1, -1, -1, -1, -1, -1 }, BOOKGEN_FAILURE_CAPACITY },
  { "mistral", O,
    DELTA ("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}") SAY ("Once")
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":50,"
           "\"completion_tokens\":4,\"num_cached_tokens\":32,\"prompt_token_details\":{\"cached_tokens\":32}}}") DONE,
    "Once", 2, BOOKGEN_FINISH_STOP, { 50, 32, -1, 4, -1, -1 }, 0 },
  { "mistral-length", O, SAY ("Once") FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"model_length\"}]}") DONE, "Once",
    0, BOOKGEN_FINISH_LENGTH, { -1, -1, -1, -1, -1, -1 }, 0 },
  { "groq", O,
    DELTA ("{\"reasoning\":\"hm\"}") SAY ("Once")
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":20,"
           "\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":16}}}}") DONE,
    "Once", 2, BOOKGEN_FINISH_STOP, { 20, 16, -1, 5, -1, -1 }, 0 },
  { "groq-raw", O, SAY ("<thi") SAY ("nk>hm</think>") SAY ("Once") STOP DONE, "Once", 17, BOOKGEN_FINISH_STOP,
    { -1, -1, -1, -1, -1, -1 }, 0 },
  { "groq-stopped-early", O, SAY ("Once") FRAME ("{\"choices\":[],\"x_groq\":{\"error\":\"over capacity\"}}") DONE, "Once", 0,
    BOOKGEN_FINISH_NONE, { -1, -1, -1, -1, -1, -1 }, BOOKGEN_FAILURE_SERVER },
  { "openrouter", O,
    ": OPENROUTER PROCESSING\n\n" DELTA ("{\"content\":\"\",\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":"
    "\"hm\"}]}") SAY ("Once")
    FRAME ("{\"provider\":\"X\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"native_finish_reason\":\"end_turn\"}]}")
    LAST ("{\"prompt_tokens\":60,\"completion_tokens\":6,\"cost\":0.00031,\"prompt_tokens_details\":{\"cached_tokens\":40,"
          "\"cache_write_tokens\":10}}") DONE,
    "Once", 2, BOOKGEN_FINISH_STOP, { 60, 40, 10, 6, -1, 310 }, 0 },
  { "openrouter-breaks-off", O,
    SAY ("Once") FRAME ("{\"id\":\"c\",\"error\":{\"code\":502,\"message\":\"Upstream error\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                        "\"\"},\"finish_reason\":\"error\"}]}") DONE,
    "Once", 0, BOOKGEN_FINISH_NONE, { -1, -1, -1, -1, -1, -1 }, BOOKGEN_FAILURE_SERVER },
  { "lm-studio", O, DELTA ("{\"role\":\"assistant\",\"reasoning\":\"hm\"}") SAY ("Once") STOP
    LAST ("{\"prompt_tokens\":30,\"completion_tokens\":7}") DONE, "Once", 2, BOOKGEN_FINISH_STOP, { 30, -1, -1, 7, -1, -1 }, 0 },
  { "llama.cpp", O,
    ":\n\n" DELTA ("{\"role\":\"assistant\",\"content\":null}") DELTA ("{\"reasoning_content\":\"hm\"}") SAY ("Once") STOP
    FRAME ("{\"choices\":[],\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":8},\"timings\":{\"cache_n\":36,\"prompt_n\":4,"
           "\"predicted_n\":8}}") DONE,
    "Once", 2, BOOKGEN_FINISH_STOP, { 40, 36, -1, 8, -1, -1 }, 0 },
  { "vllm", O,
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"On\"}}],\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":1}}")
    FRAME ("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ce\"}}],\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":2}}") STOP DONE,
    "Once", 0, BOOKGEN_FINISH_STOP, { 70, -1, -1, 2, -1, -1 }, 0 },
  { "vllm-breaks-off", O, SAY ("Once") FRAME ("{\"error\":{\"message\":\"no\",\"type\":\"InternalServerError\",\"code\":500}}") DONE, "Once", 0,
    BOOKGEN_FINISH_NONE, { -1, -1, -1, -1, -1, -1 }, BOOKGEN_FAILURE_SERVER },
  { "only-a-closing-tag", O, SAY ("hm</think>Once") STOP DONE, "hm</think>Once", 0, BOOKGEN_FINISH_STOP, { -1, -1, -1, -1, -1, -1 }, 0 },
  { "anthropic", A,
    "event: message_start\n" FRAME ("{\"type\":\"message_start\",\"message\":{\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":236,"
    "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":11776,\"output_tokens\":1}}}")
    FRAME ("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}")
    FRAME ("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}")
    FRAME ("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}}") FRAME ("{\"type\":\"ping\"}")
    FRAME ("{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Once\"}}")
    FRAME ("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":null,\"output_tokens\":40,"
           "\"output_tokens_details\":{\"thinking_tokens\":3}}}") FRAME ("{\"type\":\"message_stop\"}"),
    "Once", 2, BOOKGEN_FINISH_STOP, { 12012, 11776, 0, 40, 3, -1 }, 0 },
  { "ollama", L,
    "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n"
    "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"Once\"},\"done\":false}\n"
    "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"total_duration\":174560334,"
    "\"prompt_eval_count\":11,\"eval_count\":18}\n",
    "Once", 2, BOOKGEN_FINISH_STOP, { 11, -1, -1, 18, -1, -1 }, 0 },
};

static void
assert_tokens (const BookgenTokens *found, const BookgenTokens *expected)
{
  g_assert_cmpint (found->input_tokens, ==, expected->input_tokens);
  g_assert_cmpint (found->cached_tokens, ==, expected->cached_tokens);
  g_assert_cmpint (found->cache_write_tokens, ==, expected->cache_write_tokens);
  g_assert_cmpint (found->output_tokens, ==, expected->output_tokens);
  g_assert_cmpint (found->reasoning_tokens, ==, expected->reasoning_tokens);
  g_assert_cmpint (found->cost_micros, ==, expected->cost_micros);
}

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    for (gsize piece = 1; piece <= 4096; piece += 4095)
      {
        g_autoptr (BookgenReply) reply = reply_from_bytes (answers[i].dialect, answers[i].bytes, piece);
        const BookgenFailure *failure = bookgen_reply_get_failure (reply);

        g_test_message ("%s in pieces of %" G_GSIZE_FORMAT, answers[i].name, piece);
        g_assert_cmpstr (bookgen_reply_get_text (reply, NULL), ==, answers[i].text);
        g_assert_cmpuint (bookgen_reply_get_reasoning_length (reply), ==, answers[i].reasoning);
        g_assert_cmpint (bookgen_reply_get_finish (reply), ==, answers[i].finish);
        g_assert_cmpint (failure != NULL ? failure->kind : 0, ==, answers[i].failure);
        g_assert_true (bookgen_reply_get_complete (reply) == (answers[i].finish != BOOKGEN_FINISH_NONE));
        assert_tokens (bookgen_reply_get_tokens (reply), &answers[i].tokens);
      }
}

/* An error as the host words it, and what becomes of the run. */
static const struct {
  const char *name;
  guint status;
  const char *body;
  BookgenFailureKind kind;
  BookgenRetryAction action;
} errors[] = {
  { "gemini: an array", 429,
    "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"t\",\"retryDelay\":\"25s\"}]}}]",
    BOOKGEN_FAILURE_RATE, BOOKGEN_RETRY_AGAIN },
  { "gemini: the day is used up", 429,
    "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":\"RequestsPerDayPerProject\"}]},"
    "{\"retryDelay\":\"25s\"}]}}]", BOOKGEN_FAILURE_QUOTA, BOOKGEN_RETRY_STOP_RUN },
  { "deepseek: no balance", 402, "{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"code\":\"invalid_request_error\"}}",
    BOOKGEN_FAILURE_QUOTA, BOOKGEN_RETRY_STOP_RUN },
  { "mistral: fields", 422, "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"prompt_cache_key\"],\"msg\":\"no\"}]}",
    BOOKGEN_FAILURE_PARAMETER, BOOKGEN_RETRY_AGAIN },
  { "mistral: object", 401, "{\"object\":\"error\",\"message\":\"Unauthorized\"}", BOOKGEN_FAILURE_KEY, BOOKGEN_RETRY_STOP_RUN },
  { "groq: flex capacity", 498, "{\"error\":{\"message\":\"m\",\"type\":\"x\"}}", BOOKGEN_FAILURE_SERVER, BOOKGEN_RETRY_AGAIN },
  { "groq: too large", 413, "{\"error\":{\"message\":\"m\",\"type\":\"tokens\"}}", BOOKGEN_FAILURE_CONTEXT, BOOKGEN_RETRY_GIVE_UP },
  { "openrouter: no credit", 402, "{\"error\":{\"code\":402,\"message\":\"m\",\"metadata\":{}}}", BOOKGEN_FAILURE_QUOTA,
    BOOKGEN_RETRY_STOP_RUN },
  { "llama.cpp: loading", 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
    BOOKGEN_FAILURE_CAPACITY, BOOKGEN_RETRY_AGAIN },
  { "llama.cpp: context", 400, "{\"error\":{\"code\":400,\"message\":\"m\",\"type\":\"exceed_context_size_error\"}}", BOOKGEN_FAILURE_CONTEXT,
    BOOKGEN_RETRY_GIVE_UP },
  { "vllm: old shape", 400, "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8192 tokens.\",\"code\":400}",
    BOOKGEN_FAILURE_CONTEXT, BOOKGEN_RETRY_GIVE_UP },
  { "vllm: no such model", 404, "{\"object\":\"error\",\"message\":\"The model `x` does not exist.\",\"type\":\"NotFoundError\",\"code\":404}",
    BOOKGEN_FAILURE_MODEL, BOOKGEN_RETRY_STOP_RUN },
  { "lm studio: no such model", 404, "{\"error\":{\"message\":\"Model x not found\",\"code\":\"model_not_found\"}}", BOOKGEN_FAILURE_MODEL,
    BOOKGEN_RETRY_STOP_RUN },
  { "ollama: pull it first", 404, "{\"error\":\"model 'x' not found, try pulling it first\"}", BOOKGEN_FAILURE_MODEL,
    BOOKGEN_RETRY_STOP_RUN },
  { "ollama: queue full", 503, "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}",
    BOOKGEN_FAILURE_CAPACITY, BOOKGEN_RETRY_AGAIN },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (BookgenFailure) failure
          = bookgen_failure_from_body (errors[i].body, strlen (errors[i].body), errors[i].status, NULL);

      g_test_message ("%s: %s", errors[i].name, bookgen_failure_kind_to_string (failure->kind));
      g_assert_cmpint (failure->kind, ==, errors[i].kind);
      g_assert_cmpint (bookgen_retry_advise (failure, 1, 0.5).action, ==, errors[i].action);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hosts/requests", test_requests);
  g_test_add_func ("/hosts/answers", test_answers);
  g_test_add_func ("/hosts/errors", test_errors);
  return g_test_run ();
}
