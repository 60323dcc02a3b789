/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors in every shape providers give them, their limits' headers, and what is understood. */
#include "attempt.h"

#include <string.h>

#define O BOOKGEN_DIALECT_OPENAI
#define A BOOKGEN_DIALECT_ANTHROPIC
#define L BOOKGEN_DIALECT_OLLAMA

typedef struct {
  const char *name;
  BookgenDialectKind dialect;
  guint status;
  const char *body;
  BookgenFailureKind kind;
  const char *message; /* what stands in it; NULL: not looked at */
} Case;

#define OPENAI(type, code, message) \
  "{\"error\":{\"message\":\"" message "\",\"type\":\"" type "\",\"param\":null,\"code\":\"" code "\"}}"
#define ANTHROPIC(type, message) \
  "{\"type\":\"error\",\"error\":{\"type\":\"" type "\",\"message\":\"" message "\"},\"request_id\":\"req_1\"}"

static const Case cases[] = {
  /* Shapes. */
  { "1.3-openai", O, 400, OPENAI ("invalid_request_error", "x", "the words"), BOOKGEN_FAILURE_REQUEST, "the words" },
  { "1.3-anthropic", A, 400, ANTHROPIC ("invalid_request_error", "the words"), BOOKGEN_FAILURE_REQUEST, "the words" },
  { "1.3-ollama", L, 500, "{\"error\":\"the words\"}", BOOKGEN_FAILURE_SERVER, "the words" },
  { "1.3-mistral", O, 400, "{\"object\":\"error\",\"message\":\"the words\",\"type\":\"invalid\",\"code\":3000}",
    BOOKGEN_FAILURE_REQUEST, "the words" },
  { "1.3-detail-string", O, 422, "{\"detail\":\"the words\"}", BOOKGEN_FAILURE_REQUEST, "the words" },
  { "1.3-detail-array", O, 422, "{\"detail\":[{\"loc\":[\"body\",\"x\"],\"msg\":\"the words\",\"type\":\"missing\"}]}",
    BOOKGEN_FAILURE_REQUEST, "the words" },
  { "1.3-gemini-array", O, 429, "[{\"error\":{\"code\":429,\"message\":\"the words\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
    BOOKGEN_FAILURE_RATE, "the words" },
  { "1.3-message", O, 403, "{\"message\":\"the words\"}", BOOKGEN_FAILURE_KEY, "the words" },
  { "1.3-html", O, 502, "<html><head><title>the words</title></head></html>", BOOKGEN_FAILURE_SERVER, "the words" },
  { "1.3-text", O, 500, "the words", BOOKGEN_FAILURE_SERVER, "the words" },
  { "1.3-nothing", O, 500, "", BOOKGEN_FAILURE_SERVER, NULL },
  { "1.3-broken-json", O, 500, "{\"error\":{\"mess", BOOKGEN_FAILURE_SERVER, NULL },
  { "1.3-code-is-a-number", O, 400, "{\"error\":{\"message\":\"the words\",\"type\":null,\"code\":17}}",
    BOOKGEN_FAILURE_REQUEST, "the words" },

  /* OpenAI. */
  { "2.12-context-length", O, 400, OPENAI ("invalid_request_error", "context_length_exceeded", "too long"),
    BOOKGEN_FAILURE_CONTEXT, NULL },
  { "2.12-policy", O, 400, OPENAI ("invalid_request_error", "content_policy_violation", "no"), BOOKGEN_FAILURE_POLICY, NULL },
  { "2.12-key", O, 401, OPENAI ("invalid_request_error", "invalid_api_key", "no"), BOOKGEN_FAILURE_KEY, NULL },
  { "2.12-country", O, 403, OPENAI ("request_forbidden", "unsupported_country_region_territory", "no"), BOOKGEN_FAILURE_KEY,
    NULL },
  { "2.12-model", O, 404, OPENAI ("invalid_request_error", "model_not_found", "no"), BOOKGEN_FAILURE_MODEL, NULL },
  { "2.12-rate", O, 429, OPENAI ("requests", "rate_limit_exceeded", "slower"), BOOKGEN_FAILURE_RATE, NULL },
  { "2.12-rate-of-tokens", O, 429, OPENAI ("tokens", "rate_limit_exceeded", "slower"), BOOKGEN_FAILURE_RATE, NULL },
  { "2.13-quota", O, 429, OPENAI ("insufficient_quota", "insufficient_quota", "no"), BOOKGEN_FAILURE_QUOTA, NULL },
  { "2.13-credit", O, 429, OPENAI ("billing", "credit_balance_exhausted", "no"), BOOKGEN_FAILURE_QUOTA, NULL },
  { "2.13-spend-limit-of-the-organisation", O, 429, OPENAI ("billing", "organization_spend_limit_exceeded", "no"),
    BOOKGEN_FAILURE_QUOTA, NULL },
  { "2.13-spend-limit-of-the-project", O, 429, OPENAI ("billing", "project_spend_limit_exceeded", "no"),
    BOOKGEN_FAILURE_QUOTA, NULL },
  { "2.13-usage-limit", O, 429, OPENAI ("billing", "organization_usage_limit_exceeded", "no"), BOOKGEN_FAILURE_QUOTA, NULL },
  { "2.12-500", O, 500, OPENAI ("server_error", "x", "no"), BOOKGEN_FAILURE_SERVER, NULL },
  { "2.12-502", O, 502, "", BOOKGEN_FAILURE_SERVER, NULL },
  { "2.12-503", O, 503, OPENAI ("server_error", "x", "slow down"), BOOKGEN_FAILURE_CAPACITY, NULL },
  { "2.12-504", O, 504, "", BOOKGEN_FAILURE_SERVER, NULL },
  { "2.12-408", O, 408, "", BOOKGEN_FAILURE_SERVER, NULL },
  { "2.12-409", O, 409, "", BOOKGEN_FAILURE_SERVER, NULL },
  { "2.12-413", O, 413, "", BOOKGEN_FAILURE_CONTEXT, NULL },

  /* Anthropic. */
  { "4.11-prompt-too-long", A, 400, ANTHROPIC ("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"),
    BOOKGEN_FAILURE_CONTEXT, NULL },
  { "4.11-key", A, 401, ANTHROPIC ("authentication_error", "invalid x-api-key"), BOOKGEN_FAILURE_KEY, NULL },
  { "4.11-billing", A, 402, ANTHROPIC ("billing_error", "no"), BOOKGEN_FAILURE_QUOTA, NULL },
  { "4.11-permission", A, 403, ANTHROPIC ("permission_error", "no"), BOOKGEN_FAILURE_KEY, NULL },
  { "4.11-model", A, 404, ANTHROPIC ("not_found_error", "model: x"), BOOKGEN_FAILURE_MODEL, NULL },
  { "4.12-low-credit", A, 400, ANTHROPIC ("invalid_request_error", "Your credit balance is too low to access the API."),
    BOOKGEN_FAILURE_QUOTA, NULL },
  { "4.11-rate", A, 429, ANTHROPIC ("rate_limit_error", "slower"), BOOKGEN_FAILURE_RATE, NULL },
  { "4.11-spend-limit", A, 429,
    "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"no\",\"details\":{\"error_code\":"
    "\"enforced_spend_limit_reached\"}}}", BOOKGEN_FAILURE_QUOTA, NULL },
  { "4.11-growth-too-fast", A, 429,
    "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slower\",\"details\":{\"error_code\":"
    "\"ramp_limit_exceeded\"}}}", BOOKGEN_FAILURE_RATE, NULL },
  { "4.11-500", A, 500, ANTHROPIC ("api_error", "no"), BOOKGEN_FAILURE_SERVER, NULL },
  { "4.11-overloaded", A, 529, ANTHROPIC ("overloaded_error", "Overloaded"), BOOKGEN_FAILURE_CAPACITY, NULL },

  /* Ollama. */
  { "5.6-model-not-pulled", L, 404, "{\"error\":\"model 'm' not found, try pulling it first\"}", BOOKGEN_FAILURE_MODEL, "pulling" },
  { "5.8-queue-full", L, 503, "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}",
    BOOKGEN_FAILURE_CAPACITY, "server busy" },
  { "5.2-context-error", L, 400, "{\"error\":\"the input length exceeds the context length\"}", BOOKGEN_FAILURE_CONTEXT, NULL },

  /* The others. */
  { "6.1-deepseek-no-balance", O, 402, "{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\"}}",
    BOOKGEN_FAILURE_QUOTA, NULL },
  { "6.2-openrouter-no-credit", O, 402, "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}",
    BOOKGEN_FAILURE_QUOTA, NULL },
  { "6.3-groq-flex-capacity", O, 498, "{\"error\":{\"message\":\"no\"}}", BOOKGEN_FAILURE_SERVER, NULL },
  { "6.7-llama-loading", O, 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
    BOOKGEN_FAILURE_CAPACITY, "Loading model" },
  { "6.7-llama-context", O, 400,
    "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\",\"type\":"
    "\"exceed_context_size_error\"}}", BOOKGEN_FAILURE_CONTEXT, NULL },
  { "7.10-cloudflare", O, 522, "<html>timed out</html>", BOOKGEN_FAILURE_SERVER, NULL },
};

static Attempt *
attempt_error (BookgenDialectKind dialect, guint status, const char *headers, const char *body)
{
  g_autofree char *bytes = canned_answer (status, headers, body);

  return attempt_canned (dialect, bytes, CANNED_KEEP, G_MAXINT);
}

static void
test_error (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (Attempt) attempt = attempt_error (what->dialect, what->status, "", what->body);
  const BookgenFailure *failure = bookgen_reply_get_failure (attempt->reply);

  g_assert_nonnull (attempt->error);
  g_assert_nonnull (failure);
  g_assert_cmpstr (bookgen_failure_kind_to_string (failure->kind), ==, bookgen_failure_kind_to_string (what->kind));
  g_assert_cmpuint (failure->status, ==, what->status);
  if (what->message != NULL)
    g_assert_nonnull (strstr (failure->message, what->message));
  if (what->message != NULL)
    g_assert_nonnull (strstr (attempt->error->message, what->message));
}

static void
test_parameter (void)
{
  g_autoptr (Attempt) attempt
      = attempt_error (O, 400, "", "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":\"stream_options\","
                                   "\"code\":\"unsupported_parameter\"}}");

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_PARAMETER);
  g_assert_cmpstr (bookgen_reply_get_failure (attempt->reply)->param, ==, "stream_options");
}

/* Providers repeat the key they do not know. */
static void
test_key_is_never_repeated (void)
{
  g_autoptr (Attempt) attempt
      = attempt_error (O, 401, "", "{\"error\":{\"message\":\"Incorrect API key provided: key-of-the-test.\"}}");

  g_assert_null (strstr (attempt->error->message, "key-of-the-test"));
  g_assert_null (strstr (bookgen_reply_get_failure (attempt->reply)->message, "key-of-the-test"));
}

/* Also where there is no error but nonsense, and in the address of a redirect. */
static void
test_key_is_never_repeated_by_nonsense (void)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: no such key: key-of-the-test\n\n",
    "HTTP/1.1 302 Found\r\nLocation: /login?key=key-of-the-test\r\nContent-Length: 0\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (Attempt) attempt = attempt_canned (O, answers[i], CANNED_CLOSE, 1000);

      g_assert_nonnull (strstr (bookgen_reply_get_failure (attempt->reply)->message, "key"));
      g_assert_null (strstr (bookgen_reply_get_failure (attempt->reply)->message, "key-of-the-test"));
      g_assert_null (strstr (attempt->error->message, "key-of-the-test"));
    }
}

/* An error that never ends is read as far as anybody would. */
static void
test_endless_error (void)
{
  g_autofree char *words = g_strnfill (70000, 'w');
  g_autofree char *bytes = g_strconcat ("HTTP/1.1 500 No\r\nContent-Length: 1000000000\r\n\r\n", words, NULL);
  g_autoptr (Attempt) attempt = attempt_canned (O, bytes, CANNED_HOLD, 70100);

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_SERVER);
}

static void
test_long_words_are_shortened (void)
{
  g_autofree char *words = g_strnfill (20000, 'w');
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"%s\"}}", words);
  g_autoptr (Attempt) attempt = attempt_error (O, 500, "", body);

  g_assert_cmpint (g_utf8_strlen (bookgen_reply_get_failure (attempt->reply)->message, -1), <=, 300);
}

static void
test_huge_body_is_bounded (void)
{
  g_autofree char *body = g_strnfill (8 * 1024 * 1024, 'w');
  g_autoptr (Attempt) attempt = attempt_error (O, 500, "", body);

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_SERVER);
}

typedef struct {
  const char *name, *headers, *body;
  gint64 least_ms, most_ms;
} Wait;

static const Wait waits[] = {
  { "7.1-seconds", "retry-after: 7\r\n", "{}", 7000, 7000 },
  { "7.1-fraction", "Retry-After: 1.5\r\n", "{}", 1500, 1500 },
  { "7.2-milliseconds-win", "retry-after: 7\r\nretry-after-ms: 250\r\n", "{}", 250, 250 },
  { "7.1-date", "Date: Sat, 21 Nov 2026 08:00:00 GMT\r\nretry-after: Sat, 21 Nov 2026 08:00:30 GMT\r\n", "{}", 30000, 30000 },
  { "7.8-gemini-in-the-body", "",
    "[{\"error\":{\"code\":429,\"message\":\"x\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
    "\"retryDelay\":\"25s\"}]}}]", 25000, 25000 },
  { "7.9-in-words", "", "{\"error\":{\"message\":\"Rate limit reached. Please try again in 5.289s. Visit us.\"}}", 5289, 5300 },
  { "7.9-in-words-milliseconds", "", "{\"error\":{\"message\":\"Please try again in 20ms.\"}}", 20, 20 },
  { "7.1-none", "", "{\"error\":{\"message\":\"slower\"}}", -1, -1 },
  { "7.1-nonsense", "retry-after: soon\r\n", "{}", -1, -1 },
};

static void
test_wait (gconstpointer data)
{
  const Wait *what = data;
  g_autoptr (Attempt) attempt = attempt_error (O, 429, what->headers, what->body);

  g_assert_cmpint (bookgen_reply_get_failure (attempt->reply)->retry_after_ms, >=, what->least_ms);
  g_assert_cmpint (bookgen_reply_get_failure (attempt->reply)->retry_after_ms, <=, what->most_ms);
}

typedef struct {
  const char *name;
  BookgenDialectKind dialect;
  const char *headers;
  BookgenRateHeaders expected;
} Limits;

#define DATE "Date: Sat, 21 Nov 2026 08:00:00 GMT\r\n"
#define X(kind, limit, remaining, reset) \
  "x-ratelimit-limit-" kind ": " limit "\r\nx-ratelimit-remaining-" kind ": " remaining "\r\nx-ratelimit-reset-" kind ": " reset \
  "\r\n"
#define N(kind, limit, remaining, reset) \
  "anthropic-ratelimit-" kind "-limit: " limit "\r\nanthropic-ratelimit-" kind "-remaining: " remaining \
  "\r\nanthropic-ratelimit-" kind "-reset: " reset "\r\n"

static const Limits limits[] = {
  { "7.4-none", O, "", { -1, -1, -1, -1, -1, -1 } },
  { "7.4-openai", O, X ("requests", "60", "59", "1s") X ("tokens", "30000", "29000", "6m0s"),
    { 60, 59, 1000, 30000, 29000, 360000 } },
  { "7.5-milliseconds-and-fractions", O, X ("requests", "60", "59", "12ms") X ("tokens", "9", "8", "2m59.56s"),
    { 60, 59, 12, 9, 8, 179560 } },
  { "7.5-hours", O, X ("requests", "14400", "14000", "17h30m2s"), { 14400, 14000, 63002000, -1, -1, -1 } },
  { "7.4-azure-unknown", O, X ("requests", "-1", "-1", "0") X ("tokens", "0", "0", "0"), { -1, -1, -1, -1, -1, -1 } },
  { "7.5-azure-bare-seconds", O, X ("requests", "60", "59", "10"), { 60, 59, 10000, -1, -1, -1 } },
  { "7.6-anthropic", A,
    DATE N ("requests", "50", "49", "2026-11-21T08:00:10Z") N ("tokens", "40000", "39000", "2026-11-21T08:00:30.500Z"),
    { 50, 49, 10000, 40000, 39000, 30500 } },
};

static void
test_limits (gconstpointer data)
{
  const Limits *what = data;
  g_autoptr (Attempt) attempt = attempt_error (what->dialect, 429, what->headers, "{}");
  const BookgenRateHeaders *found = bookgen_reply_get_rate_headers (attempt->reply);

  g_assert_cmpint (found->requests_limit, ==, what->expected.requests_limit);
  g_assert_cmpint (found->requests_remaining, ==, what->expected.requests_remaining);
  g_assert_cmpint (found->tokens_limit, ==, what->expected.tokens_limit);
  g_assert_cmpint (found->tokens_remaining, ==, what->expected.tokens_remaining);
  if (what->expected.requests_limit > 0)
    g_assert_cmpint (found->requests_reset_ms, ==, what->expected.requests_reset_ms);
  if (what->expected.tokens_limit > 0)
    g_assert_cmpint (found->tokens_reset_ms, ==, what->expected.tokens_reset_ms);
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
  ADD (cases, test_error);
  ADD (waits, test_wait);
  ADD (limits, test_limits);
  g_test_add_func ("/http/traps/1.4-parameter-is-named", test_parameter);
  g_test_add_func ("/http/traps/1.7-key-is-never-repeated", test_key_is_never_repeated);
  g_test_add_func ("/http/traps/1.7-key-is-never-repeated-by-nonsense", test_key_is_never_repeated_by_nonsense);
  g_test_add_func ("/http/errors/endless", test_endless_error);
  g_test_add_func ("/http/errors/long-words-are-shortened", test_long_words_are_shortened);
  g_test_add_func ("/http/errors/huge-body-is-bounded", test_huge_body_is_bounded);
  return g_test_run ();
}
