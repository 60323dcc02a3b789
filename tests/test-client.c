/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-client.h"
#include "wire-server.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
#define CLOSED OK "Connection: close\r\n\r\n"
#define TEXT(text) "data: {\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" text "\"},\"finish_reason\":null}]}\n\n"
#define FINISH "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define USAGE "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
#define DONE "data: [DONE]\n\n"
#define WHOLE CLOSED TEXT ("Once") "\v" TEXT (" upon") FINISH USAGE DONE
#define ERROR(status, headers, body) "HTTP/1.1 " status "\r\nConnection: close\r\n" headers "\r\n" body

typedef struct {
  BookgenReply *reply;
  GError *error;
  gboolean good;
  gboolean done;
  guint began;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_object (&outcome->reply);
  g_clear_error (&outcome->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->good = bookgen_client_chat_finish (BOOKGEN_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
on_began (Outcome *outcome)
{
  outcome->began++;
}

static gboolean
on_too_long (gpointer data)
{
  g_error ("the test takes too long");
  return G_SOURCE_REMOVE;
}

static void
wait_for (gboolean *flag)
{
  guint guard = g_timeout_add_seconds (60, on_too_long, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static BookgenEndpoint *
endpoint_at (guint16 port, BookgenDialectKind dialect)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);

  return bookgen_endpoint_new ("Test", address, dialect, "m", NULL);
}

static void
start (BookgenClient *client, guint16 port, BookgenDialectKind dialect, GCancellable *cancellable, Outcome *outcome)
{
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (port, dialect);
  g_autoptr (GRefString) shared = g_ref_string_new ("Shared");
  g_autoptr (BookgenChat) chat = bookgen_chat_new (shared, 5000);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Write");
  outcome->reply = bookgen_reply_new ();
  g_signal_connect_swapped (outcome->reply, "began", G_CALLBACK (on_began), outcome);
  bookgen_client_chat_async (client, endpoint, "sk-secret-key", chat, outcome->reply, cancellable, on_done, outcome);
}

static const struct {
  const char *name;
  WireAnswer answer;
  const char *text;
  BookgenFailureKind kind;
} table[] = {
  { "whole", { WHOLE, WIRE_CLOSE }, "Once upon", BOOKGEN_FAILURE_NONE },
  { "chunked", { OK "Transfer-Encoding: chunked\r\n\r\n4\r\ndata\r\n\v5\r\n: {}\n\r\n\v1\r\n\n\r\n0\r\n\r\n", WIRE_KEEP }, "", BOOKGEN_FAILURE_CUT },
  { "no content type", { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" TEXT ("a") FINISH, WIRE_CLOSE }, "a", BOOKGEN_FAILURE_NONE },
  { "finish without [DONE], silence", { CLOSED TEXT ("a") FINISH, WIRE_HANG }, "a", BOOKGEN_FAILURE_NONE },
  { "[DONE], then silence", { CLOSED TEXT ("a") FINISH DONE, WIRE_HANG }, "a", BOOKGEN_FAILURE_NONE },
  { "[DONE], then reset", { CLOSED TEXT ("a") FINISH DONE "\v", WIRE_RESET }, "a", BOOKGEN_FAILURE_NONE },
  { "clean end without finish", { CLOSED TEXT ("a"), WIRE_CLOSE }, "a", BOOKGEN_FAILURE_CUT },
  { "cut between chunks", { OK "Transfer-Encoding: chunked\r\n\r\n3e\r\n" TEXT ("a"), WIRE_CLOSE }, NULL, BOOKGEN_FAILURE_CUT },
  { "reset in mid-answer", { CLOSED TEXT ("a") "\v\v", WIRE_RESET }, "a", BOOKGEN_FAILURE_CUT },
  { "content length too short", { OK "Content-Length: 9999\r\n\r\n" TEXT ("a"), WIRE_CLOSE }, "a", BOOKGEN_FAILURE_CUT },
  { "closed before a byte", { NULL, WIRE_CLOSE }, "", BOOKGEN_FAILURE_CONNECT },
  { "reset before a byte", { NULL, WIRE_RESET }, "", BOOKGEN_FAILURE_CONNECT },
  { "nothing at 200", { CLOSED, WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "only comments", { CLOSED ": hello\n\n", WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "empty answer", { CLOSED FINISH DONE, WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "a page at 200", { CLOSED "<!doctype html><html><body>Please sign in</body></html>", WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "noise at 200", { CLOSED "data: }{\n\n", WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "error in the stream", { CLOSED TEXT ("a") "data: {\"error\":{\"message\":\"boom\"}}\n\n", WIRE_CLOSE }, "a", BOOKGEN_FAILURE_SERVER },
  { "error body at 200", { CLOSED "{\"error\":{\"message\":\"x\",\"code\":402}}", WIRE_CLOSE }, "", BOOKGEN_FAILURE_QUOTA },
  { "compressed", { OK "Content-Encoding: gzip\r\nConnection: close\r\n\r\nxx", WIRE_CLOSE }, "", BOOKGEN_FAILURE_GARBAGE },
  { "wrong key", { ERROR ("401 Unauthorized", "WWW-Authenticate: Basic\r\n", "{\"error\":{\"message\":\"bad sk-secret-key\"}}"), WIRE_CLOSE }, "",
    BOOKGEN_FAILURE_KEY },
  { "redirect", { ERROR ("301 Moved", "Location: http://127.0.0.1:1/\r\n", ""), WIRE_CLOSE }, "", BOOKGEN_FAILURE_REDIRECT },
  { "redirect that keeps the method", { ERROR ("307 Moved", "Location: http://127.0.0.1:1/\r\n", ""), WIRE_CLOSE }, "", BOOKGEN_FAILURE_REDIRECT },
  { "overload", { ERROR ("503 Busy", "", "<h1>Busy</h1>"), WIRE_CLOSE }, "", BOOKGEN_FAILURE_CAPACITY },
  { "an error without a word", { ERROR ("500 Oops", "", ""), WIRE_CLOSE }, "", BOOKGEN_FAILURE_SERVER },
  { "not HTTP", { "SSH-2.0-OpenSSH_9.2\r\n", WIRE_CLOSE }, "", BOOKGEN_FAILURE_CONNECT },
};

static void
test_wire (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (&table[i].answer, 1);
  g_auto (Outcome) outcome = { 0 };
  const BookgenFailure *failure;

  start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
  wait_for (&outcome.done);
  failure = bookgen_reply_get_failure (outcome.reply);
  g_assert_cmpstr (bookgen_failure_kind_to_string (failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE), ==,
                   bookgen_failure_kind_to_string (table[i].kind));
  g_assert_true (outcome.good == (table[i].kind == BOOKGEN_FAILURE_NONE));
  g_assert_true ((outcome.error != NULL) == !outcome.good);
  if (table[i].text != NULL)
    g_assert_cmpstr (bookgen_reply_get_text (outcome.reply, NULL), ==, table[i].text);
  if (outcome.error != NULL)
    g_assert_null (strstr (outcome.error->message, "sk-secret"));
  g_assert_cmpint (g_atomic_int_get (&server->requests), <=, 1);
  wire_server_stop (server);
}

static void
test_request (void)
{
  static const WireAnswer answer = { WHOLE, WIRE_CLOSE };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (&answer, 1);
  g_auto (Outcome) outcome = { 0 };
  g_autofree char *request = NULL;

  start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
  wait_for (&outcome.done);
  request = wire_server_dup_last (server);
  g_assert_true (g_str_has_prefix (request, "POST /v1/chat/completions HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer sk-secret-key\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept-Encoding: identity\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\"stream\":true"));
  g_assert_cmpstr (bookgen_reply_get_model (outcome.reply), ==, "m-1");
  g_assert_cmpint (bookgen_reply_get_tokens (outcome.reply)->input_tokens, ==, 3);
  g_assert_cmpint (bookgen_reply_get_first_byte_at_us (outcome.reply), >, 0);
  g_assert_cmpuint (outcome.began, ==, 1);
  wire_server_stop (server);
}

static void
test_limits_in_headers (void)
{
  static const WireAnswer answer
      = { ERROR ("429 Too Many", "Retry-After: 7\r\nx-ratelimit-limit-requests: 60\r\nx-ratelimit-remaining-requests: 0\r\n"
                                 "x-ratelimit-reset-requests: 6m0s\r\n", "{\"error\":{\"message\":\"slow\"}}"), WIRE_CLOSE };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (&answer, 1);
  g_auto (Outcome) outcome = { 0 };

  start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
  wait_for (&outcome.done);
  g_assert_cmpint (bookgen_reply_get_failure (outcome.reply)->kind, ==, BOOKGEN_FAILURE_RATE);
  g_assert_cmpint (bookgen_reply_get_failure (outcome.reply)->retry_after_ms, ==, 7000);
  g_assert_cmpint (bookgen_reply_get_rate_headers (outcome.reply)->requests_limit, ==, 60);
  g_assert_cmpint (bookgen_reply_get_rate_headers (outcome.reply)->requests_reset_ms, ==, 360000);
  wire_server_stop (server);
}

static void
test_refused_connection (void)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  static const WireAnswer answer = { WHOLE, WIRE_CLOSE };
  WireServer *server = wire_server_new (&answer, 1);
  g_auto (Outcome) outcome = { 0 };

  wire_server_stop (server);
  start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
  wait_for (&outcome.done);
  g_assert_cmpint (bookgen_reply_get_failure (outcome.reply)->kind, ==, BOOKGEN_FAILURE_CONNECT);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_silence (void)
{
  static const struct { WireAnswer answer; BookgenFailureKind kind; } silences[] = {
    { { NULL, WIRE_HANG }, BOOKGEN_FAILURE_FIRST_BYTE },
    { { CLOSED, WIRE_HANG }, BOOKGEN_FAILURE_FIRST_BYTE },
    { { CLOSED TEXT ("a"), WIRE_HANG }, BOOKGEN_FAILURE_IDLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      WireServer *server = wire_server_new (&silences[i].answer, 1);
      g_auto (Outcome) outcome = { 0 };

      bookgen_client_set_timeouts (client, silences[i].kind == BOOKGEN_FAILURE_FIRST_BYTE ? 1 : 30, 1);
      start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
      wait_for (&outcome.done);
      g_assert_cmpint (bookgen_reply_get_failure (outcome.reply)->kind, ==, silences[i].kind);
      wire_server_stop (server);
    }
}

/* Pings for longer than the client would wait for anything else. */
static void
test_comments_are_life (void)
{
  g_autoptr (GString) bytes = g_string_new (CLOSED);
  WireAnswer answer = { NULL, WIRE_CLOSE };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_auto (Outcome) outcome = { 0 };
  WireServer *server;

  for (guint i = 0; i < 100; i++)
    g_string_append (bytes, ": ping\n\n\v");
  g_string_append (bytes, TEXT ("a") FINISH);
  answer.bytes = bytes->str;
  server = wire_server_new (&answer, 1);
  bookgen_client_set_timeouts (client, 30, 2);
  start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
  wait_for (&outcome.done);
  g_assert_true (outcome.good);
  wire_server_stop (server);
}

/* At every stage: before it is sent, while it is waited for, in mid-answer. */
static void
test_cancel (void)
{
  static const WireAnswer silent = { NULL, WIRE_HANG }, speaking = { CLOSED TEXT ("a"), WIRE_HANG };

  for (guint stage = 0; stage < 4; stage++)
    {
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      WireServer *server = wire_server_new (stage < 3 ? &silent : &speaking, 1);
      g_auto (Outcome) outcome = { 0 };

      if (stage == 0)
        g_cancellable_cancel (cancellable);
      start (client, server->port, BOOKGEN_DIALECT_OPENAI, cancellable, &outcome);
      while (stage >= 2 && g_atomic_int_get (&server->requests) == 0)
        g_main_context_iteration (NULL, FALSE);
      while (stage == 3 && outcome.began == 0)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      wait_for (&outcome.done);
      g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      while (stage >= 2 && g_atomic_int_get (&server->gone) == 0)
        g_main_context_iteration (NULL, FALSE);
      wire_server_stop (server);
    }
}

#define KEPT_BODY TEXT ("a") FINISH DONE
#define KEPT OK "Transfer-Encoding: chunked\r\n\r\n"

/* One chunk with the whole of BODY. */
static char *
chunked (const char *body)
{
  return g_strdup_printf (KEPT "%x\r\n%s\r\n0\r\n\r\n", (guint) strlen (body), body);
}

static void
test_connection_is_reused (void)
{
  g_autofree char *bytes = chunked (KEPT_BODY);
  WireAnswer answer = { bytes, WIRE_KEEP };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (&answer, 1);

  for (guint i = 0; i < 5; i++)
    {
      g_auto (Outcome) outcome = { 0 };
      start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
      wait_for (&outcome.done);
      g_assert_no_error (outcome.error);
    }
  g_assert_cmpint (g_atomic_int_get (&server->connections), ==, 1);
  wire_server_stop (server);
}

/* The server says that it keeps the connection and closes it: the next request meets a dead one and goes once more. */
static void
test_stale_connection (void)
{
  g_autofree char *bytes = chunked (KEPT_BODY);
  WireAnswer answers[] = { { bytes, WIRE_KEEP }, { NULL, WIRE_CLOSE }, { bytes, WIRE_KEEP } };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (answers, G_N_ELEMENTS (answers));

  for (guint i = 0; i < 2; i++)
    {
      g_auto (Outcome) outcome = { 0 };
      start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
      wait_for (&outcome.done);
      g_assert_no_error (outcome.error);
    }
  g_assert_cmpint (g_atomic_int_get (&server->requests), ==, 3);
  wire_server_stop (server);
}

static void
test_many_at_once (void)
{
  enum { MANY = 200 };
  static const WireAnswer answer = { WHOLE, WIRE_CLOSE };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (&answer, 1);
  Outcome outcomes[MANY] = { { 0 } };

  for (guint i = 0; i < MANY; i++)
    start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcomes[i]);
  for (guint i = 0; i < MANY; i++)
    {
      wait_for (&outcomes[i].done);
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpstr (bookgen_reply_get_text (outcomes[i].reply, NULL), ==, "Once upon");
      outcome_clear (&outcomes[i]);
    }
  g_assert_cmpint (g_atomic_int_get (&server->requests), ==, MANY);
  wire_server_stop (server);
}

/* A refused field is left out the next time; one that is not ours is a bad request. */
static void
test_field_is_learned (void)
{
  static const WireAnswer answers[] = {
    { ERROR ("400 Bad", "", "{\"error\":{\"message\":\"m\",\"code\":\"unsupported_parameter\",\"param\":\"max_tokens\"}}"), WIRE_CLOSE },
    { WHOLE, WIRE_CLOSE },
    { ERROR ("400 Bad", "", "{\"error\":{\"message\":\"m\",\"code\":\"unsupported_parameter\",\"param\":\"messages\"}}"), WIRE_CLOSE },
  };
  static const BookgenFailureKind kinds[] = { BOOKGEN_FAILURE_PARAMETER, BOOKGEN_FAILURE_NONE, BOOKGEN_FAILURE_REQUEST };
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  WireServer *server = wire_server_new (answers, G_N_ELEMENTS (answers));

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto (Outcome) outcome = { 0 };
      g_autofree char *request = NULL;
      const BookgenFailure *failure;

      start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
      wait_for (&outcome.done);
      failure = bookgen_reply_get_failure (outcome.reply);
      request = wire_server_dup_last (server);
      g_assert_cmpint (failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE, ==, kinds[i]);
      g_assert_true ((strstr (request, "max_completion_tokens") != NULL) == (i > 0));
    }
  wire_server_stop (server);
}

/* What the model gives at most, and what it reads at most: asked for no more from then on. The same said again is the end. */
static void
test_limit_is_learned (void)
{
  static const char *const refusals[] = {
    ERROR ("400 Bad", "", "{\"error\":{\"message\":\"max_tokens is too large: 5000. This model supports at most 1024 completion tokens\"}}"),
    ERROR ("400 Bad", "", "{\"error\":{\"message\":\"This model's maximum context length is 1060 tokens. However, you requested 5003 "
                          "tokens (3 in the messages, 5000 in the completion).\"}}"),
  };
  static const BookgenFailureKind again[] = { BOOKGEN_FAILURE_REQUEST, BOOKGEN_FAILURE_CONTEXT };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const WireAnswer answers[] = { { refusals[i], WIRE_CLOSE }, { WHOLE, WIRE_CLOSE }, { refusals[i], WIRE_CLOSE } };
      const BookgenFailureKind kinds[] = { BOOKGEN_FAILURE_PARAMETER, BOOKGEN_FAILURE_NONE, again[i] };
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      WireServer *server = wire_server_new (answers, G_N_ELEMENTS (answers));

      for (guint j = 0; j < G_N_ELEMENTS (answers); j++)
        {
          g_auto (Outcome) outcome = { 0 };
          g_autofree char *request = NULL;
          const BookgenFailure *failure;

          start (client, server->port, BOOKGEN_DIALECT_OPENAI, NULL, &outcome);
          wait_for (&outcome.done);
          failure = bookgen_reply_get_failure (outcome.reply);
          request = wire_server_dup_last (server);
          g_assert_cmpint (failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE, ==, kinds[j]);
          g_assert_true ((strstr (request, "_tokens\":5000}") != NULL) == (j == 0));
          g_assert_true ((strstr (request, "_tokens\":10") != NULL) == (j > 0));
        }
      wire_server_stop (server);
    }
}

static void
test_bad_key (void)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (1, BOOKGEN_DIALECT_OPENAI);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (NULL, 100);
  g_auto (Outcome) outcome = { 0 };

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Write");
  outcome.reply = bookgen_reply_new ();
  bookgen_client_chat_async (client, endpoint, "sk-\r\nEvil: 1", chat, outcome.reply, NULL, on_done, &outcome);
  wait_for (&outcome.done);
  g_assert_cmpint (bookgen_reply_get_failure (outcome.reply)->kind, ==, BOOKGEN_FAILURE_KEY);
  g_assert_null (strstr (outcome.error->message, "Evil"));
}

typedef struct { char **names; GError *error; gboolean done; } Models;

static void
on_models (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Models *models = user_data;

  models->names = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, &models->error);
  models->done = TRUE;
}

static void
test_models (void)
{
  static const struct { WireAnswer answer; BookgenDialectKind dialect; const char *path, *names; } lists[] = {
    { { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", WIRE_CLOSE }, BOOKGEN_DIALECT_OPENAI,
      "GET /v1/models ", "a b" },
    { { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"models\":[{\"name\":\"a\"}]}", WIRE_CLOSE }, BOOKGEN_DIALECT_OLLAMA, "GET /api/tags ", "a" },
    { { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>", WIRE_CLOSE }, BOOKGEN_DIALECT_OPENAI, "GET /v1/models ", NULL },
    { { ERROR ("200 OK", "", ""), WIRE_CLOSE }, BOOKGEN_DIALECT_OPENAI, "GET /v1/models ", NULL },
    { { ERROR ("401 No", "", "{}"), WIRE_CLOSE }, BOOKGEN_DIALECT_ANTHROPIC, "GET /v1/models?limit=1000 ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      WireServer *server = wire_server_new (&lists[i].answer, 1);
      g_autoptr (BookgenEndpoint) endpoint = endpoint_at (server->port, lists[i].dialect);
      Models models = { 0 };
      g_autofree char *joined = NULL;
      g_autofree char *request = NULL;

      bookgen_client_models_async (client, endpoint, "key", NULL, on_models, &models);
      wait_for (&models.done);
      joined = models.names != NULL ? g_strjoinv (" ", models.names) : NULL;
      request = wire_server_dup_last (server);
      g_assert_cmpstr (joined, ==, lists[i].names);
      g_assert_true (g_str_has_prefix (request, lists[i].path));
      g_assert_true ((models.error == NULL) == (joined != NULL));
      g_clear_error (&models.error);
      g_strfreev (models.names);
      wire_server_stop (server);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client/wire/%s", table[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_wire);
    }
  g_test_add_func ("/client/request", test_request);
  g_test_add_func ("/client/limits-in-headers", test_limits_in_headers);
  g_test_add_func ("/client/refused-connection", test_refused_connection);
  g_test_add_func ("/client/silence", test_silence);
  g_test_add_func ("/client/comments-are-life", test_comments_are_life);
  g_test_add_func ("/client/cancel", test_cancel);
  g_test_add_func ("/client/connection-is-reused", test_connection_is_reused);
  g_test_add_func ("/client/stale-connection", test_stale_connection);
  g_test_add_func ("/client/many-at-once", test_many_at_once);
  g_test_add_func ("/client/field-is-learned", test_field_is_learned);
  g_test_add_func ("/client/limit-is-learned", test_limit_is_learned);
  g_test_add_func ("/client/bad-key", test_bad_key);
  g_test_add_func ("/client/models", test_models);
  return g_test_run ();
}
