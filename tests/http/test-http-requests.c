/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the wire: headers, bodies, addresses. */
#include "attempt.h"

#include "bookgen-rehearsal.h"

#include <string.h>

#define SHARED "The shared part, “the same” for all.\n"

typedef struct {
  CannedServer *server;
  char *request; /* the last one */
} Sent;

static void
sent_clear (Sent *self)
{
  g_clear_pointer (&self->server, canned_server_free);
  g_clear_pointer (&self->request, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sent, sent_clear)

static BookgenChat *
make_chat (const char *ask)
{
  g_autoptr (GRefString) shared = g_ref_string_new (SHARED);
  BookgenChat *chat = bookgen_chat_new (shared, 1234);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  return chat;
}

/* Asks a server at PATH that refuses everything. */
static Sent
send (BookgenDialectKind dialect, const char *path, const char *key)
{
  Sent sent = { canned_server_new (), NULL };
  g_autofree char *answer = canned_answer (500, "", "{}");
  g_autofree char *address = g_strconcat (canned_server_get_address (sent.server), path, NULL);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (address, dialect);
  g_autoptr (BookgenChat) chat = make_chat ("Write.");
  g_autoptr (Attempt) attempt = NULL;

  canned_server_add (sent.server, answer, CANNED_KEEP);
  attempt = attempt_run (client, endpoint, key, chat);
  sent.request = canned_server_dup_request (sent.server, 0);
  return sent;
}

static gboolean
has_header (const Sent *sent, const char *line)
{
  g_autofree char *head = g_ascii_strdown (sent->request, strstr (sent->request, "\n\n") - sent->request + 1);
  g_autofree char *wanted = g_ascii_strdown (line, -1);

  return strstr (head, wanted) != NULL;
}

static const char *
get_body (const Sent *sent)
{
  return strstr (sent->request, "\n\n") + 2;
}

static void
test_openai (void)
{
  g_auto (Sent) sent = send (BOOKGEN_DIALECT_OPENAI, "/v1", "k1");

  g_assert_true (g_str_has_prefix (sent.request, "POST /v1/chat/completions HTTP/1.1\n"));
  g_assert_true (has_header (&sent, "\nAuthorization: Bearer k1\n"));
  g_assert_true (has_header (&sent, "\nContent-Type: application/json\n"));
  g_assert_false (has_header (&sent, "\nx-api-key:"));
  g_assert_nonnull (strstr (get_body (&sent), "\"stream\":true"));
  g_assert_nonnull (strstr (get_body (&sent), "\"stream_options\":{\"include_usage\":true}"));
  g_assert_nonnull (strstr (get_body (&sent), ":1234"));
}

static void
test_anthropic (void)
{
  g_auto (Sent) sent = send (BOOKGEN_DIALECT_ANTHROPIC, "", "k1");

  g_assert_true (g_str_has_prefix (sent.request, "POST /v1/messages HTTP/1.1\n"));
  g_assert_true (has_header (&sent, "\nx-api-key: k1\n"));
  g_assert_true (has_header (&sent, "\nanthropic-version: 2023-06-01\n"));
  g_assert_false (has_header (&sent, "\nAuthorization:"));
  g_assert_nonnull (strstr (get_body (&sent), "\"max_tokens\":1234"));
}

/* The mark stands on the last block of the shared part, not on the chapter's own. */
static void
test_anthropic_marks_the_shared_part (void)
{
  g_auto (Sent) sent = send (BOOKGEN_DIALECT_ANTHROPIC, "", "k1");
  const char *mark = strstr (get_body (&sent), "\"cache_control\"");

  g_assert_nonnull (mark);
  g_assert_null (strstr (mark + 1, "\"cache_control\""));
  g_assert_true (mark < strstr (get_body (&sent), "Write."));
}

static void
test_ollama (void)
{
  g_auto (Sent) sent = send (BOOKGEN_DIALECT_OLLAMA, "", NULL);

  g_assert_true (g_str_has_prefix (sent.request, "POST /api/chat HTTP/1.1\n"));
  g_assert_false (has_header (&sent, "\nAuthorization:"));
  g_assert_nonnull (strstr (get_body (&sent), "\"num_ctx\":"));
  g_assert_nonnull (strstr (get_body (&sent), "\"truncate\":false"));
  g_assert_nonnull (strstr (get_body (&sent), "\"num_predict\":1234"));
}

static void
test_no_sampling_fields (void)
{
  static const char *const fields[] = { "temperature", "top_p", "top_k", "seed", "thinking\"", "logprobs" };

  for (guint dialect = 0; dialect < 3; dialect++)
    {
      g_auto (Sent) sent = send (dialect, "", "k1");

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        g_assert_null (strstr (get_body (&sent), fields[i]));
    }
}

static void
test_addresses (void)
{
  static const struct {
    BookgenDialectKind dialect;
    const char *given, *asked;
  } cases[] = {
    { BOOKGEN_DIALECT_OPENAI, "/v1", "POST /v1/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "/v1/", "POST /v1/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "", "POST /v1/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "/", "POST /v1/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "/v1/chat/completions", "POST /v1/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "/v1beta/openai/", "POST /v1beta/openai/chat/completions " },
    { BOOKGEN_DIALECT_OPENAI, "/api/v1", "POST /api/v1/chat/completions " },
    { BOOKGEN_DIALECT_ANTHROPIC, "/v1", "POST /v1/messages " },
    { BOOKGEN_DIALECT_ANTHROPIC, "/v1/messages", "POST /v1/messages " },
    { BOOKGEN_DIALECT_ANTHROPIC, "/anthropic", "POST /anthropic/v1/messages " },
    { BOOKGEN_DIALECT_OLLAMA, "/api/chat", "POST /api/chat " },
    { BOOKGEN_DIALECT_OLLAMA, "/v1", "POST /api/chat " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Sent) sent = send (cases[i].dialect, cases[i].given, NULL);

      g_test_message ("%s", cases[i].given);
      g_assert_true (g_str_has_prefix (sent.request, cases[i].asked));
    }
}

/* All requests of a run begin with the same bytes, up to the chapter's own part. */
static void
test_shared_part_is_the_same_bytes (void)
{
  for (guint dialect = 0; dialect < 3; dialect++)
    {
      g_autoptr (CannedServer) server = canned_server_new ();
      g_autofree char *answer = canned_answer (500, "", "{}");
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (canned_server_get_address (server), dialect);
      g_autoptr (BookgenChat) first = make_chat ("MINE: chapter one");
      g_autoptr (BookgenChat) second = make_chat ("MINE: chapter two");
      g_autoptr (Attempt) one = NULL;
      g_autoptr (Attempt) two = NULL;
      g_auto (Sent) sent_one = { NULL, NULL };
      g_auto (Sent) sent_two = { NULL, NULL };
      const char *mine;
      gsize shared;

      canned_server_add (server, answer, CANNED_KEEP);
      one = attempt_run (client, endpoint, NULL, first);
      two = attempt_run (client, endpoint, NULL, second);
      sent_one.request = canned_server_dup_request (server, 0);
      sent_two.request = canned_server_dup_request (server, 1);
      mine = strstr (get_body (&sent_one), "MINE");
      g_assert_nonnull (mine);
      shared = mine - get_body (&sent_one);
      g_assert_cmpmem (get_body (&sent_one), shared, get_body (&sent_two), shared);
      g_assert_nonnull (strstr (get_body (&sent_one), "“the same”"));
    }
}

/* A refused field is left out of the next request to that model, and of no other attempt's own accord. */
static void
test_refused_field_is_learned (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *refusal
      = canned_answer (400, "", "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":\"max_tokens\","
                                "\"code\":\"unsupported_parameter\"}}");
  g_autofree char *answer = canned_answer (500, "", "{}");
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (canned_server_get_address (server), BOOKGEN_DIALECT_OPENAI);
  g_autoptr (BookgenChat) chat = make_chat ("Write.");
  g_autoptr (Attempt) refused = NULL;
  g_autoptr (Attempt) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  canned_server_add (server, refusal, CANNED_KEEP);
  canned_server_add (server, answer, CANNED_KEEP);
  refused = attempt_run (client, endpoint, NULL, chat);
  g_assert_cmpuint (canned_server_count_requests (server), ==, 1);
  again = attempt_run (client, endpoint, NULL, chat);
  first = canned_server_dup_request (server, 0);
  second = canned_server_dup_request (server, 1);
  g_assert_cmpint (attempt_get_kind (refused), ==, BOOKGEN_FAILURE_PARAMETER);
  g_assert_nonnull (strstr (first, "\"max_tokens\":1234"));
  g_assert_null (strstr (second, "\"max_tokens\""));
  g_assert_nonnull (strstr (second, "\"max_completion_tokens\":1234"));
}

/* A key with a line break would be a header of its own. */
static void
test_strange_keys (void)
{
  static const char *const keys[] = { "a\r\nX-Evil: 1", "a b", "clé" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (CannedServer) server = canned_server_new ();
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (canned_server_get_address (server), BOOKGEN_DIALECT_OPENAI);
      g_autoptr (BookgenChat) chat = make_chat ("Write.");
      g_autoptr (Attempt) attempt = attempt_run (client, endpoint, keys[i], chat);

      g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_KEY);
      g_assert_cmpuint (canned_server_count_requests (server), ==, 0);
      g_assert_null (strstr (attempt->error->message, keys[i]));
    }
}

static void
test_key_with_space_around (void)
{
  g_auto (Sent) sent = send (BOOKGEN_DIALECT_OPENAI, "", " k1\n");

  g_assert_true (has_header (&sent, "\nAuthorization: Bearer k1\n"));
}

typedef struct {
  char **names;
  GError *error;
  guint under_way;
} List;

static void
on_models (GObject *source, GAsyncResult *result, gpointer user_data)
{
  List *list = user_data;

  list->names = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, &list->error);
  list->under_way--;
}

static List
list_models (const char *address, BookgenDialectKind dialect)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (address, dialect);
  List list = { NULL, NULL, 1 };

  bookgen_client_models_async (client, endpoint, "k1", NULL, on_models, &list);
  attempt_wait_while (&list.under_way);
  return list;
}

static void
test_models_on_every_wire (void)
{
  static const char *const names[] = { "rehearsal", "rehearsal", "rehearsal:latest" };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&(BookgenRehearsalOptions) BOOKGEN_REHEARSAL_DEFAULTS, NULL);

  for (guint dialect = 0; dialect < 3; dialect++)
    {
      List list = list_models (bookgen_rehearsal_get_base_url (server), dialect);

      g_assert_no_error (list.error);
      g_assert_cmpuint (g_strv_length (list.names), ==, 1);
      g_assert_cmpstr (list.names[0], ==, names[dialect]);
      g_strfreev (list.names);
    }
}

static void
test_models_that_are_none (void)
{
  static const struct {
    guint status;
    const char *body;
  } cases[] = { { 200, "<html>Sign in</html>" }, { 200, "" }, { 401, "{\"error\":{\"message\":\"no\"}}" }, { 404, "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CannedServer) server = canned_server_new ();
      g_autofree char *answer = canned_answer (cases[i].status, "", cases[i].body);
      List list;

      canned_server_add (server, answer, CANNED_KEEP);
      list = list_models (canned_server_get_address (server), BOOKGEN_DIALECT_OPENAI);
      g_assert_null (list.names);
      g_assert_nonnull (list.error);
      g_clear_error (&list.error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/traps/2.1-openai", test_openai);
  g_test_add_func ("/http/traps/4.1-anthropic", test_anthropic);
  g_test_add_func ("/http/traps/8.1-mark-on-the-shared-part", test_anthropic_marks_the_shared_part);
  g_test_add_func ("/http/traps/5.2-ollama", test_ollama);
  g_test_add_func ("/http/traps/2.2-no-sampling-fields", test_no_sampling_fields);
  g_test_add_func ("/http/traps/1.8-addresses", test_addresses);
  g_test_add_func ("/http/traps/1.6-shared-part-is-the-same-bytes", test_shared_part_is_the_same_bytes);
  g_test_add_func ("/http/traps/2.1-refused-limit-is-learned", test_refused_field_is_learned);
  g_test_add_func ("/http/requests/strange-keys", test_strange_keys);
  g_test_add_func ("/http/requests/key-with-space-around", test_key_with_space_around);
  g_test_add_func ("/http/traps/3.1-models-on-every-wire", test_models_on_every_wire);
  g_test_add_func ("/http/traps/3.1-models-that-are-none", test_models_that_are_none);
  return g_test_run ();
}
