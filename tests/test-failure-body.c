/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-failure-body.h"
#include "bookgen-retry.h"

#include <string.h>

#define KIND(name) BOOKGEN_FAILURE_##name
#define AGAIN BOOKGEN_RETRY_AGAIN
#define GIVE_UP BOOKGEN_RETRY_GIVE_UP
#define STOP BOOKGEN_RETRY_STOP_RUN

static const struct {
  guint status;
  const char *body;
  BookgenFailureKind kind;
  BookgenRetryAction action;
  const char *code, *message;
} table[] = {
  /* the shapes */
  { 400, "{\"error\":{\"message\":\"This model does not support streaming.\"}}", KIND (PARAMETER), AGAIN, NULL,
    "This model does not support streaming." },
  { 400, "{\"error\":{\"message\":\"The upstream is not supported\"}}", KIND (REQUEST), GIVE_UP, NULL, "The upstream is not supported" },
  { 400, "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}", KIND (REQUEST), GIVE_UP,
    "invalid_request_error", "m" },
  { 529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"r\"}", KIND (CAPACITY),
    AGAIN, "overloaded_error", "Overloaded" },
  { 500, "{\"error\":\"text\"}", KIND (SERVER), AGAIN, NULL, "text" },
  { 400, "{\"object\":\"error\",\"message\":\"m\",\"type\":\"invalid_model\",\"code\":\"1500\"}", KIND (MODEL), STOP, "1500", "m" },
  { 422, "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"msg\":\"Extra inputs\",\"type\":\"extra_forbidden\"}]}", KIND (PARAMETER),
    AGAIN, "extra_forbidden", "Extra inputs" },
  { 400, "{\"detail\":\"text\"}", KIND (REQUEST), GIVE_UP, NULL, "text" },
  { 429, "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"25s\"}]}}]", KIND (RATE),
    AGAIN, NULL, "m" },
  { 400, "{\"message\":\"m\"}", KIND (REQUEST), GIVE_UP, NULL, "m" },
  { 502, "<html><head><style>x</style></head><body><h1>502 Bad Gateway</h1></body></html>", KIND (SERVER), AGAIN, NULL, "502 Bad Gateway" },
  { 503, "", KIND (CAPACITY), AGAIN, NULL, NULL },
  { 500, "\"text\"", KIND (SERVER), AGAIN, NULL, "text" },
  { 500, "plain text", KIND (SERVER), AGAIN, NULL, "plain text" },
  /* key, credit, model: nobody can go on */
  { 401, "{\"error\":{\"message\":\"m\",\"code\":\"invalid_api_key\"}}", KIND (KEY), STOP, "invalid_api_key", "m" },
  { 403, "{}", KIND (KEY), STOP, NULL, NULL },
  { 400, "[{\"error\":{\"code\":400,\"message\":\"API key not valid\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]",
    KIND (KEY), STOP, NULL, "API key not valid" },
  { 402, "{\"error\":{\"message\":\"Insufficient Balance\"}}", KIND (QUOTA), STOP, NULL, "Insufficient Balance" },
  { 429, "{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}", KIND (QUOTA), STOP, "insufficient_quota", "m" },
  { 429, "{\"error\":{\"message\":\"m\",\"type\":\"x\",\"code\":\"credit_balance_exhausted\"}}", KIND (QUOTA), STOP, "credit_balance_exhausted", "m" },
  { 429, "{\"error\":{\"message\":\"m\",\"code\":\"project_spend_limit_exceeded\"}}", KIND (QUOTA), STOP, "project_spend_limit_exceeded", "m" },
  { 429, "{\"error\":{\"message\":\"m\",\"code\":\"organization_usage_limit_exceeded\"}}", KIND (QUOTA), STOP, "organization_usage_limit_exceeded", "m" },
  { 403, "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"m\"}}", KIND (QUOTA), STOP, "billing_error", "m" },
  { 429, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
    KIND (QUOTA), STOP, "rate_limit_error", "m" },
  { 404, "{\"error\":{\"message\":\"The model x does not exist\",\"code\":\"model_not_found\"}}", KIND (MODEL), STOP, "model_not_found",
    "The model x does not exist" },
  { 404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: x\"}}", KIND (MODEL), STOP, "not_found_error", "model: x" },
  { 404, "{\"error\":\"model 'x' not found, try pulling it first\"}", KIND (MODEL), STOP, NULL, "model 'x' not found, try pulling it first" },
  { 404, "<html>nginx</html>", KIND (REQUEST), STOP, NULL, "nginx" },
  { 405, "", KIND (REQUEST), STOP, NULL, NULL },
  { 429, "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":"
    "\"GenerateRequestsPerDayPerProjectPerModel\"}]},{\"retryDelay\":\"25s\"}]}}]", KIND (QUOTA), STOP, NULL, "m" },
  { 500, "<p>a</p><script>var x = '<b>';</script><STYLE>y</STYLE>b<br>1 < 2", KIND (SERVER), AGAIN, NULL, "a b 1 < 2" },
  { 500, "a<script>b", KIND (SERVER), AGAIN, NULL, "a" },
  /* a wording about money in a message alone stops nothing */
  { 429, "{\"error\":{\"message\":\"You exceeded your current quota for this minute\",\"type\":\"tokens\"}}", KIND (RATE), AGAIN, "tokens",
    "You exceeded your current quota for this minute" },
  /* rate and capacity */
  { 429, "{\"error\":{\"message\":\"m\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}", KIND (RATE), AGAIN, "rate_limit_exceeded", "m" },
  { 429, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\",\"details\":{\"error_code\":\"ramp_limit_exceeded\"}}}", KIND (RATE),
    AGAIN, "rate_limit_error", "m" },
  { 429, "{\"error\":{\"message\":\"Too many concurrent requests\"}}", KIND (CAPACITY), AGAIN, NULL, "Too many concurrent requests" },
  { 429, "{\"error\":{\"message\":\"Request too large for x on tokens per min (TPM): Limit 6000, Requested 9000\",\"code\":\"rate_limit_exceeded\"}}",
    KIND (REQUEST), GIVE_UP, "rate_limit_exceeded", "Request too large for x on tokens per min (TPM): Limit 6000, Requested 9000" },
  { 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}", KIND (CAPACITY), AGAIN, "unavailable_error",
    "Loading model" },
  { 498, "", KIND (SERVER), AGAIN, NULL, NULL },
  { 408, "", KIND (SERVER), AGAIN, NULL, NULL },
  { 409, "", KIND (SERVER), AGAIN, NULL, NULL },
  { 425, "", KIND (SERVER), AGAIN, NULL, NULL },
  { 504, "{\"type\":\"error\",\"error\":{\"type\":\"timeout_error\",\"message\":\"m\"}}", KIND (SERVER), AGAIN, "timeout_error", "m" },
  { 524, "", KIND (SERVER), AGAIN, NULL, NULL },
  /* what this request alone has done wrong */
  { 400, "{\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}}", KIND (CONTEXT), GIVE_UP, "context_length_exceeded", "m" },
  { 400, "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens\"}}", KIND (CONTEXT), GIVE_UP, NULL,
    "This model's maximum context length is 4096 tokens" },
  { 400, "{\"error\":{\"code\":400,\"message\":\"m\",\"type\":\"exceed_context_size_error\"}}", KIND (CONTEXT), GIVE_UP, "exceed_context_size_error", "m" },
  { 413, "", KIND (CONTEXT), GIVE_UP, NULL, NULL },
  { 400, "{\"error\":{\"message\":\"m\",\"code\":\"unsupported_parameter\",\"param\":\"max_tokens\"}}", KIND (PARAMETER), AGAIN, "unsupported_parameter", "m" },
  { 400, "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\",\"param\":null}}", KIND (PARAMETER), AGAIN, NULL,
    "Unrecognized request argument supplied: stream_options" },
  { 400, "{\"error\":{\"message\":\"m\",\"code\":\"content_policy_violation\"}}", KIND (POLICY), GIVE_UP, "content_policy_violation", "m" },
  { 403, "{\"error\":{\"code\":403,\"message\":\"m\",\"metadata\":{\"flagged_input\":\"x\"}}}", KIND (POLICY), GIVE_UP, NULL, "m" },
  { 451, "", KIND (POLICY), GIVE_UP, NULL, NULL },
};

static void
test_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (BookgenFailure) failure = bookgen_failure_from_body (table[i].body, strlen (table[i].body), table[i].status, NULL);

      if (failure->kind != table[i].kind)
        g_error ("%u %s is %s", table[i].status, table[i].body, bookgen_failure_kind_to_string (failure->kind));
      g_assert_cmpuint (failure->status, ==, table[i].status);
      g_assert_cmpstr (failure->message, ==, table[i].message);
      g_assert_cmpstr (failure->code, ==, g_strcmp0 (table[i].code, "1500") == 0 ? "1500" : table[i].code);
      g_assert_cmpint (bookgen_retry_advise (failure, 1, 0.5).action, ==, table[i].action);
    }
}

static void
test_param (void)
{
  static const struct { const char *body, *param; } params[] = {
    { "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"type\":\"extra_forbidden\"}]}", "stream_options" },
    { "{\"error\":{\"message\":\"m\",\"code\":\"unsupported_parameter\",\"param\":\"max_tokens\"}}", "max_tokens" },
    { "{\"error\":{\"message\":\"unknown field prompt_cache_key\"}}", "prompt_cache_key" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    {
      g_autoptr (BookgenFailure) failure = bookgen_failure_from_body (params[i].body, strlen (params[i].body), 422, NULL);
      g_assert_cmpint (failure->kind, ==, BOOKGEN_FAILURE_PARAMETER);
      g_assert_cmpstr (failure->param, ==, params[i].param);
    }
}

static void
test_asked_wait (void)
{
  static const struct { const char *message; gint64 ms; } waits[] = {
    { "Please try again in 5.289s.", 5289 }, { "Please try again in 20ms.", 20 }, { "Please try again in 6m0s.", 360000 },
    { "Try again in a while", -1 },          { "Try again in 5 apples", -1 },     { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"%s\"}}", waits[i].message);
      g_autoptr (BookgenFailure) failure = bookgen_failure_from_body (body, strlen (body), 429, NULL);
      g_assert_cmpint (failure->retry_after_ms, ==, waits[i].ms);
    }
}

static void
test_key_is_masked (void)
{
  g_autofree char *filler = g_strnfill (280, 'x');
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"%s bad key sk-secret-123456\"}}", filler);
  g_autoptr (BookgenFailure) failure = bookgen_failure_from_body (body, strlen (body), 401, "sk-secret-123456");

  g_assert_null (strstr (failure->message, "sk-"));
  g_assert_cmpuint (g_utf8_strlen (failure->message, -1), <=, 300);
}

static void
test_noise (void)
{
  static const char *const bodies[] = { "{", "[[[[", "{\"error\":[]}", "{\"error\":{\"message\":{}}}", "\xff\xfe", "{\"error\":{\"details\":[1,2]}}",
                                        "{\"detail\":[[]]}", "<script>" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (BookgenFailure) failure = bookgen_failure_from_body (bodies[i], strlen (bodies[i]), 500, NULL);
      g_assert_cmpint (failure->kind, ==, BOOKGEN_FAILURE_SERVER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/failure-body/bodies", test_bodies);
  g_test_add_func ("/failure-body/param", test_param);
  g_test_add_func ("/failure-body/asked-wait", test_asked_wait);
  g_test_add_func ("/failure-body/key-is-masked", test_key_is_masked);
  g_test_add_func ("/failure-body/noise", test_noise);
  return g_test_run ();
}
