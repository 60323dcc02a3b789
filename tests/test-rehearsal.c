/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal.h"

#include "bookgen-rehearsal-text.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#define FAST .first_token_ms = 1, .tokens_per_second = 0
#define WAIT_S 60
#define STREAMS 50

static BookgenRehearsal *
start (const BookgenRehearsalOptions *options)
{
  g_autoptr (GError) error = NULL;
  BookgenRehearsal *server = bookgen_rehearsal_new (options, &error);

  g_assert_no_error (error);
  return server;
}

static SoupSession *
open_session (void)
{
  return soup_session_new_with_options ("max-conns", STREAMS, "max-conns-per-host", STREAMS, "timeout", WAIT_S, NULL);
}

/* PATH is after the server's root. */
static SoupMessage *
make_message (BookgenRehearsal *server, const char *method, const char *path, const char *body)
{
  g_autofree char *root = g_strndup (bookgen_rehearsal_get_base_url (server),
                                     strlen (bookgen_rehearsal_get_base_url (server)) - strlen ("/v1"));
  g_autofree char *address = g_strconcat (root, path, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  SoupMessage *message = soup_message_new (method, address);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "anthropic-version", "2023-06-01");
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

/* The answer's body; "" after an error of the connection. */
static char *
send (SoupSession *session, SoupMessage *message)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
ask (BookgenRehearsal *server, const char *path, const char *body, guint *status)
{
  g_autoptr (SoupSession) session = open_session ();
  g_autoptr (SoupMessage) message = make_message (server, body != NULL ? "POST" : "GET", path, body);
  char *answer = send (session, message);

  *status = soup_message_get_status (message);
  return answer;
}

static char *
make_body (guint chapter, guint words, const char *more)
{
  return g_strdup_printf ("{\"model\":\"m\",\"stream\":true%s,\"messages\":[{\"role\":\"user\",\"content\":"
                          "\"Chapter %u: Tides\\nTarget: %u words\"}]}",
                          more, chapter, words);
}

static gint64
get_stat (BookgenRehearsal *server, const char *name)
{
  g_autofree char *json = bookgen_rehearsal_dup_stats (server);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return json_object_get_int_member (json_node_get_object (root), name);
}

static const char *
find_delta (JsonObject *event)
{
  JsonArray *choices = json_object_has_member (event, "choices") ? json_object_get_array_member (event, "choices") : NULL;
  JsonObject *delta;

  if (choices == NULL || json_array_get_length (choices) == 0)
    return "";
  delta = json_object_get_object_member (json_array_get_object_element (choices, 0), "delta");
  return json_object_get_string_member_with_default (delta, "content", "");
}

/* The text of an OpenAI stream. */
static char *
join_deltas (const char *stream)
{
  g_auto (GStrv) lines = g_strsplit (stream, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "data: {"))
      {
        g_autoptr (JsonNode) node = json_from_string (lines[i] + strlen ("data: "), NULL);

        g_string_append (text, find_delta (json_node_get_object (node)));
      }
  return g_string_free (text, FALSE);
}

static void
test_streams_the_text (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });
  g_autofree char *body = make_body (3, 400, ",\"stream_options\":{\"include_usage\":true}");
  guint status;
  g_autofree char *stream = ask (server, "/v1/chat/completions", body, &status);
  g_autofree char *text = join_deltas (stream);
  g_autofree char *expected = bookgen_rehearsal_text_make (3, "Tides", 400);

  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (text, ==, expected);
  g_assert_nonnull (strstr (stream, "\"finish_reason\":\"stop\""));
  g_assert_nonnull (strstr (stream, "\"choices\":[],\"usage\":{\"prompt_tokens\":"));
  g_assert_true (g_str_has_suffix (stream, "data: [DONE]\n\n"));
}

/* What a wire says, streamed and in one piece. */
static void
test_wires (void)
{
  static const struct {
    const char *path, *more, *says;
  } cases[] = {
    { "/v1/chat/completions", "", "\"delta\":{\"content\":\" text\"}" },
    { "/v1/chat/completions", ",\"max_tokens\":3", "\"finish_reason\":\"length\"" },
    { "/v1/chat/completions", ",\"max_completion_tokens\":3", "\"finish_reason\":\"length\"" },
    { "/v1/chat/completions", ",\"stream\":false", "\"message\":{\"role\":\"assistant\",\"content\":\"*Rehearsal text for" },
    { "/v1/messages", ",\"max_tokens\":9999", "\"delta\":{\"type\":\"text_delta\",\"text\":\" text\"}" },
    { "/v1/messages", ",\"max_tokens\":9999", "event: message_stop" },
    { "/v1/messages", ",\"max_tokens\":9999", "\"stop_reason\":\"end_turn\"" },
    { "/v1/messages", ",\"max_tokens\":3", "\"stop_reason\":\"max_tokens\"" },
    { "/v1/messages", ",\"max_tokens\":0,\"stream\":false", "\"content\":[],\"stop_reason\":\"max_tokens\"" },
    { "/v1/messages", "", "max_tokens: field required" },
    { "/api/chat", "", "\"message\":{\"role\":\"assistant\",\"content\":\" text\"},\"done\":false}\n" },
    { "/api/chat", "", "\"done\":true,\"done_reason\":\"stop\"" },
    { "/api/chat", ",\"options\":{\"num_predict\":3}", "\"done_reason\":\"length\"" },
    { "/api/chat", ",\"stream\":false", "\"content\":\"*Rehearsal text for" },
    { "/api/chat", ",\"truncate\":false,\"options\":{\"num_ctx\":1}", "{\"error\":\"the input length exceeds" },
  };
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = make_body (1, 60, cases[i].more);
      guint status;
      g_autofree char *stream = ask (server, cases[i].path, body, &status);

      g_test_message ("%s%s: %s", cases[i].path, cases[i].more, cases[i].says);
      g_assert_nonnull (strstr (stream, cases[i].says));
    }
}

static void
test_lists_models (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });
  guint status;
  g_autofree char *models = ask (server, "/v1/models", NULL, &status);
  g_autofree char *tags = ask (server, "/api/tags", NULL, &status);

  g_assert_nonnull (strstr (models, "\"id\":\"rehearsal\""));
  g_assert_nonnull (strstr (tags, "\"name\":\"rehearsal:latest\""));
}

static void
test_no_request (void)
{
  static const struct {
    const char *path, *body;
    guint status;
  } cases[] = {
    { "/v1/chat/completions", "", 400 },          { "/v1/chat/completions", "[]", 400 },
    { "/v1/chat/completions", "{\"model\"", 400 }, { "/v1/chat/completions", "{\"model\":7,\"messages\":{}}", 400 },
    { "/v1/chat/completions", NULL, 405 },        { "/v1/messages", "{\"model\":\"m\",\"messages\":[]}", 400 },
    { "/api/chat", "{\"model\":\"m\"}", 400 },    { "/nothing/here", NULL, 404 },
    { "/v1/chat/completions", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":null}]}", 200 },
    { "/v1/chat/completions", "{\"model\":\"m\",\"messages\":[1,{\"role\":[],\"content\":[1,{\"text\":{}}]}]}", 400 },
  };
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint status;
      g_autofree char *answer = ask (server, cases[i].path, cases[i].body, &status);

      g_test_message ("%s %s: %s", cases[i].path, cases[i].body, answer);
      g_assert_cmpuint (status, ==, cases[i].status);
    }
}

/* What stands in the answer to a struck request; "" where there is none, because the connection broke. */
static void
test_faults (void)
{
  static const struct {
    const char *fault;
    guint status;
    const char *says;
  } cases[] = {
    { "429", 429, "\"code\":\"rate_limit_exceeded\"" },
    { "500", 500, "server_error" },
    { "503", 503, "overloaded" },
    { "529", 529, "overloaded_error" },
    { "quota", 429, "\"type\":\"insufficient_quota\"" },
    { "key", 401, "invalid_api_key" },
    { "model", 404, "model_not_found" },
    { "context", 400, "context_length_exceeded" },
    { "parameter", 400, "\"param\":\"max_tokens\"" },
    { "garbage", 200, "<!DOCTYPE html>" },
    { "redirect", 307, "" },
    { "cut", 200, "" },
    { "silent-cut", 200, "*Rehe" },
    { "reset", 200, "" },
    { "bad-json", 200, "\"delta\n" },
    { "error-in-stream", 200, "data: {\"error\":{" },
    { "refusal", 200, "\"delta\":{\"refusal\":" },
    { "length", 200, "\"finish_reason\":\"length\"" },
    { "empty", 200, "\"finish_reason\":\"stop\"" },
    { "no-done", 200, "\"finish_reason\":\"stop\"" },
    { "odd", 200, "\ndata:{" },
    { "odd", 200, "\\ud83c\"" },
    { "slow", 200, "data: [DONE]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const faults[] = { cases[i].fault, NULL };
      g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST, .faults = faults });
      g_autofree char *body = make_body (1, 700, "");
      guint status;
      g_autofree char *answer = ask (server, "/v1/chat/completions", body, &status);

      g_test_message ("%s: %s", cases[i].fault, answer);
      g_assert_cmpuint (status, ==, cases[i].status);
      g_assert_nonnull (strstr (answer, cases[i].says));
    }
}

static void
test_incomplete_answers_are_not_finished (void)
{
  static const char *const cases[] = { "cut", "silent-cut", "reset", "error-in-stream" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const faults[] = { cases[i], NULL };
      g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST, .faults = faults });
      g_autofree char *body = make_body (1, 100, "");
      guint status;
      g_autofree char *struck = ask (server, "/v1/chat/completions", body, &status);
      g_autofree char *again = ask (server, "/v1/chat/completions", body, &status);

      g_assert_null (strstr (struck, "finish_reason\":\"stop"));
      g_assert_nonnull (strstr (again, "finish_reason\":\"stop"));
    }
}

static void
test_limits_are_told (void)
{
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { FAST, .requests_per_minute = 1, .tokens_per_minute = 10000 });
  g_autoptr (SoupSession) session = open_session ();
  g_autofree char *body = make_body (1, 60, ",\"max_tokens\":100");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SoupMessage) message = make_message (server, "POST", "/v1/chat/completions", body);
      g_autofree char *answer = send (session, message);
      SoupMessageHeaders *headers = soup_message_get_response_headers (message);

      g_assert_cmpuint (soup_message_get_status (message), ==, i == 0 ? 200 : 429);
      g_assert_cmpstr (soup_message_headers_get_one (headers, "x-ratelimit-limit-requests"), ==, "1");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "x-ratelimit-remaining-requests"), ==, "0");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "x-ratelimit-limit-tokens"), ==, "10000");
      g_assert_cmpint (soup_message_headers_get_one (headers, "retry-after") != NULL, ==, i == 1);
    }
  g_assert_cmpint (get_stat (server, "answered_429"), ==, 1);
}

static void
test_larger_than_the_limit (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST, .tokens_per_minute = 1000 });
  g_autofree char *body = make_body (1, 60, ",\"max_tokens\":5000");
  guint status;
  g_autofree char *answer = ask (server, "/v1/chat/completions", body, &status);

  g_assert_cmpuint (status, ==, 429);
  g_assert_nonnull (strstr (answer, "Limit 1000, Requested 50"));
}

static void
test_connections_are_reused (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });
  g_autoptr (SoupSession) session = open_session ();

  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *body = make_body (i, 60, "");
      g_autoptr (SoupMessage) message = make_message (server, "POST", "/v1/chat/completions", body);
      g_autofree char *answer = send (session, message);

      g_assert_nonnull (strstr (answer, "[DONE]"));
    }
  g_assert_cmpint (get_stat (server, "requests"), ==, 20);
  g_assert_cmpint (get_stat (server, "connections"), ==, 1);
}

static void
test_cache_is_read (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });
  g_autofree char *shared = g_strnfill (8000, 's');
  g_autofree char *more = g_strdup_printf (",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\"%s\","
                                           "\"cache_control\":{\"type\":\"ephemeral\"}}]",
                                           shared);

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *body = make_body (i, 60, more);
      guint status;
      g_autofree char *answer = ask (server, "/v1/messages", body, &status);

      g_assert_nonnull (strstr (answer, i == 1 ? "\"cache_creation_input_tokens\":2000,\"cache_read_input_tokens\":0"
                                               : "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":2000"));
    }
  g_assert_cmpint (get_stat (server, "cached_tokens"), ==, 4000);
}

typedef struct {
  BookgenRehearsal *server;
  guint under_way;
  guint complete;
} Crowd;

static gboolean
on_overdue (gpointer user_data)
{
  g_error ("the streams did not end in %d s", WAIT_S);
  return G_SOURCE_REMOVE;
}

static void
wait_while (const guint *under_way)
{
  guint overdue = g_timeout_add_seconds (WAIT_S, on_overdue, NULL);

  while (*under_way > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (overdue);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  Crowd *crowd = user_data;

  crowd->under_way--;
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    crowd->complete += g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "[DONE]") != NULL;
}

static void
send_crowd (Crowd *crowd, SoupSession *session, GCancellable *cancellable)
{
  for (guint i = 1; i <= STREAMS; i++)
    {
      g_autofree char *body = make_body (i, 300, "");
      g_autoptr (SoupMessage) message = make_message (crowd->server, "POST", "/v1/chat/completions", body);

      soup_message_set_flags (message, 0);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, on_answer, crowd);
      crowd->under_way++;
    }
}

/* The server is done with an answer a moment after it was read. */
static void
wait_for_concurrent (BookgenRehearsal *server, gint64 concurrent)
{
  gint64 give_up_us = g_get_monotonic_time () + WAIT_S * G_USEC_PER_SEC;

  while (get_stat (server, "concurrent") != concurrent)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, give_up_us);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
test_many_streams (void)
{
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { .first_token_ms = 4000, .tokens_per_second = 2000 });
  g_autoptr (SoupSession) session = open_session ();
  Crowd crowd = { server };

  send_crowd (&crowd, session, NULL);
  wait_while (&crowd.under_way);
  wait_for_concurrent (server, 0);
  g_assert_cmpuint (crowd.complete, ==, STREAMS);
  g_assert_cmpint (get_stat (server, "peak_concurrent"), ==, STREAMS);
  g_assert_cmpint (get_stat (server, "requests"), ==, STREAMS);
}

static void
test_max_concurrent (void)
{
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { .first_token_ms = 3000, .tokens_per_second = 2000, .max_concurrent = 7 });
  g_autoptr (SoupSession) session = open_session ();
  Crowd crowd = { server };

  send_crowd (&crowd, session, NULL);
  wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, >=, 7);
  g_assert_cmpint (get_stat (server, "peak_concurrent"), ==, 7);
}

static void
test_clients_that_leave_are_noticed (void)
{
  static const char *const faults[] = { "stall-first", NULL };
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST, .faults = faults });
  g_autoptr (SoupSession) session = open_session ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Crowd crowd = { server };

  send_crowd (&crowd, session, cancellable);
  wait_for_concurrent (server, STREAMS);
  g_cancellable_cancel (cancellable);
  wait_while (&crowd.under_way);
  wait_for_concurrent (server, 0);
  g_assert_cmpuint (crowd.complete, ==, 0);
}

static void
test_stop_in_mid_stream (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .tokens_per_second = 10 });
  g_autoptr (SoupSession) session = open_session ();
  Crowd crowd = { server };

  send_crowd (&crowd, session, NULL);
  wait_for_concurrent (server, STREAMS);
  bookgen_rehearsal_stop (server);
  bookgen_rehearsal_stop (server);
  wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 0);
  g_assert_cmpint (get_stat (server, "concurrent"), ==, 0);
}

static void
test_port_is_taken (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { FAST });
  g_autoptr (GUri) uri = g_uri_parse (bookgen_rehearsal_get_base_url (server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bookgen_rehearsal_new (&(BookgenRehearsalOptions) { .port = g_uri_get_port (uri) }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal/streams-the-text", test_streams_the_text);
  g_test_add_func ("/rehearsal/wires", test_wires);
  g_test_add_func ("/rehearsal/lists-models", test_lists_models);
  g_test_add_func ("/rehearsal/no-request", test_no_request);
  g_test_add_func ("/rehearsal/faults", test_faults);
  g_test_add_func ("/rehearsal/incomplete-is-not-finished", test_incomplete_answers_are_not_finished);
  g_test_add_func ("/rehearsal/limits-are-told", test_limits_are_told);
  g_test_add_func ("/rehearsal/larger-than-the-limit", test_larger_than_the_limit);
  g_test_add_func ("/rehearsal/connections-are-reused", test_connections_are_reused);
  g_test_add_func ("/rehearsal/cache-is-read", test_cache_is_read);
  g_test_add_func ("/rehearsal/many-streams", test_many_streams);
  g_test_add_func ("/rehearsal/max-concurrent", test_max_concurrent);
  g_test_add_func ("/rehearsal/clients-that-leave", test_clients_that_leave_are_noticed);
  g_test_add_func ("/rehearsal/stop-in-mid-stream", test_stop_in_mid_stream);
  g_test_add_func ("/rehearsal/port-is-taken", test_port_is_taken);
  return g_test_run ();
}
