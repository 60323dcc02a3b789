/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections: how they break, how they are kept, how many there are. */
#include "attempt.h"
#include "crowd.h"

#include "bookgen-rehearsal.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define STREAMS 60
#define SSE "text/event-stream"
#define SAY "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Once\"},\"finish_reason\":null}]}\n\n"
#define STOP "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
#define CHUNKED HEAD "Transfer-Encoding: chunked\r\n\r\n"

typedef struct {
  const char *name;
  const char *bytes;
  CannedEnd end;
  const char *text;
  BookgenFailureKind kind;
} Case;

static const Case cases[] = {
  { "11.4-closed-before-any-byte", "", CANNED_CLOSE, "", BOOKGEN_FAILURE_CONNECT },
  { "11.4-reset-before-any-byte", "", CANNED_RESET, "", BOOKGEN_FAILURE_CONNECT },
  { "11.12-no-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n", CANNED_CLOSE, "", BOOKGEN_FAILURE_CONNECT },
  { "11.6-silent-before-the-head", "", CANNED_HOLD, "", BOOKGEN_FAILURE_FIRST_BYTE },
  { "11.6-silent-after-the-head", CHUNKED, CANNED_HOLD, "", BOOKGEN_FAILURE_FIRST_BYTE },
  { "11.6-silent-in-mid-stream", CHUNKED "51\r\n" SAY "\r\n", CANNED_HOLD, "Once", BOOKGEN_FAILURE_IDLE },
  { "11.1-cut-between-chunks", CHUNKED "51\r\n" SAY "\r\n", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.2-cut-inside-a-chunk", CHUNKED "51\r\n" SAY "\r\n51\r\ndata: {", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.2-cut-inside-a-size", CHUNKED "51\r\n" SAY "\r\n5", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.1-garbage-for-a-size", CHUNKED "51\r\n" SAY "\r\nxyz\r\n", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.2-shorter-than-content-length", HEAD "Content-Length: 9999\r\n\r\n" SAY, CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.3-connection-close-body-cut", HEAD "Connection: close\r\n\r\n" SAY, CANNED_CLOSE, "Once", BOOKGEN_FAILURE_CUT },
  { "11.3-connection-close-body", HEAD "Connection: close\r\n\r\n" SAY STOP DONE, CANNED_CLOSE, "Once", BOOKGEN_FAILURE_NONE },
  { "11.1-cut-after-the-finish", CHUNKED "94\r\n" SAY STOP "\r\n", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_NONE },
  { "11.4-reset-after-done", CHUNKED "a2\r\n" SAY STOP DONE "\r\n", CANNED_CLOSE, "Once", BOOKGEN_FAILURE_NONE },
  { "11.6-silent-after-the-finish", CHUNKED "94\r\n" SAY STOP "\r\n", CANNED_HOLD, "Once", BOOKGEN_FAILURE_NONE },
  { "11.6-silent-after-done", CHUNKED "a2\r\n" SAY STOP DONE "\r\n", CANNED_HOLD, "Once", BOOKGEN_FAILURE_NONE },
  { "11.5-compressed-unasked", HEAD "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x01", CANNED_CLOSE, "",
    BOOKGEN_FAILURE_GARBAGE },
  { "11.7-redirect-301", "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/v1\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP, "",
    BOOKGEN_FAILURE_REDIRECT },
  { "11.7-redirect-302", "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP, "",
    BOOKGEN_FAILURE_REDIRECT },
  { "11.7-redirect-307", "HTTP/1.1 307 Moved\r\nLocation: /v2\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP, "",
    BOOKGEN_FAILURE_REDIRECT },
  { "11.7-redirect-308", "HTTP/1.1 308 Moved\r\nLocation: /v2\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP, "",
    BOOKGEN_FAILURE_REDIRECT },
  { "11.7-redirect-nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP, "", BOOKGEN_FAILURE_REDIRECT },
  { "11.7-informational-first", "HTTP/1.1 103 Early Hints\r\n\r\n" HEAD "Connection: close\r\n\r\n" SAY STOP DONE, CANNED_CLOSE, "Once",
    BOOKGEN_FAILURE_NONE },
};

static void
test_connection (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (Attempt) attempt = attempt_canned_in_silence (BOOKGEN_DIALECT_OPENAI, what->bytes, what->end, G_MAXINT, what->kind);

  g_assert_cmpstr (bookgen_failure_kind_to_string (attempt_get_kind (attempt)), ==,
                   bookgen_failure_kind_to_string (what->kind));
  g_assert_cmpstr (attempt_get_text (attempt), ==, what->text);
}

static void
test_nobody_listens (void)
{
  g_autoptr (Attempt) attempt = attempt_at ("http://127.0.0.1:1", BOOKGEN_DIALECT_OPENAI, "Hello", BOOKGEN_FAILURE_NONE);

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_CONNECT);
}

/* What a redirect points to never gets the key. */
static void
test_redirect_is_not_followed (void)
{
  g_autoptr (CannedServer) elsewhere = canned_server_new ();
  g_autofree char *redirect = g_strdup_printf ("HTTP/1.1 308 Moved\r\nLocation: %s/v1\r\nContent-Length: 0\r\n\r\n",
                                               canned_server_get_address (elsewhere));
  g_autoptr (Attempt) attempt = NULL;

  canned_server_add (elsewhere, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", CANNED_KEEP);
  attempt = attempt_canned (BOOKGEN_DIALECT_ANTHROPIC, redirect, CANNED_KEEP, G_MAXINT);
  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_REDIRECT);
  g_assert_cmpuint (canned_server_count_requests (elsewhere), ==, 0);
}

static BookgenRehearsal *
start (guint first_token_ms, guint tokens_per_second, const char *fault)
{
  const char *const faults[] = { fault, NULL };
  BookgenRehearsalOptions options = { .first_token_ms = first_token_ms,
                                      .tokens_per_second = tokens_per_second,
                                      .faults = fault != NULL ? faults : NULL };
  g_autoptr (GError) error = NULL;
  BookgenRehearsal *server = bookgen_rehearsal_new (&options, &error);

  g_assert_no_error (error);
  return server;
}

static gint64
get_stat (BookgenRehearsal *server, const char *name)
{
  g_autofree char *json = bookgen_rehearsal_dup_stats (server);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return json_object_get_int_member (json_node_get_object (root), name);
}

static void
wait_for_concurrent (BookgenRehearsal *server, gint64 concurrent)
{
  gint64 give_up_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (get_stat (server, "concurrent") != concurrent)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, give_up_us);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

/* As many as are asked for run at once: no limit of the library's holds some back. None has said a word when it is cancelled. */
static void
test_all_at_once (void)
{
  g_autoptr (BookgenRehearsal) server = start (1, 0, "stall-first");
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
  crowd_send (&crowd, STREAMS, 100);
  wait_for_concurrent (server, STREAMS);
  g_cancellable_cancel (crowd.cancellable);
  attempt_wait_while (&crowd.under_way);
  wait_for_concurrent (server, 0);
  g_assert_cmpuint (crowd.cancelled, ==, STREAMS);
}

static void
test_one_after_another_on_one_connection (void)
{
  g_autoptr (BookgenRehearsal) server = start (1, 0, NULL);
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
  for (guint i = 0; i < 25; i++)
    {
      crowd_send (&crowd, 1, 100);
      attempt_wait_while (&crowd.under_way);
    }
  g_assert_cmpuint (crowd.complete, ==, 25);
  g_assert_cmpint (get_stat (server, "connections"), ==, 1);
}

static void
test_crowds_reuse_connections (void)
{
  g_autoptr (BookgenRehearsal) server = start (200, 0, NULL);
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
  for (guint i = 0; i < 10; i++)
    {
      crowd_send (&crowd, 20, 100);
      attempt_wait_while (&crowd.under_way);
    }
  g_assert_cmpuint (crowd.complete, ==, 200);
  g_assert_cmpint (get_stat (server, "connections"), <=, 20);
}

/* After an end of any kind the server sees that nobody waits any more, and others can begin. */
static void
test_cancelled_calls_hold_nothing (void)
{
  g_autoptr (BookgenRehearsal) server = start (50, 20, NULL);
  g_auto (Crowd) crowd = { NULL };
  g_auto (Crowd) after = { NULL };

  crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
  crowd_send (&crowd, STREAMS, 2000);
  wait_for_concurrent (server, STREAMS);
  g_cancellable_cancel (crowd.cancellable);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.cancelled, ==, STREAMS);
  wait_for_concurrent (server, 0);
  crowd_init (&after, bookgen_rehearsal_get_base_url (server), NULL);
  crowd_send (&after, 1, 1);
  attempt_wait_while (&after.under_way);
  g_assert_cmpuint (after.complete, ==, 1);
}

/* Cancelled while still in the client's own queue, or while connecting. */
static void
test_cancelled_at_once (void)
{
  g_autoptr (BookgenRehearsal) server = start (100, 0, NULL);
  g_auto (Crowd) crowd = { NULL };

  crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
  crowd_send (&crowd, STREAMS, 100);
  g_cancellable_cancel (crowd.cancellable);
  attempt_wait_while (&crowd.under_way);
  wait_for_concurrent (server, 0);
  g_assert_cmpuint (crowd.cancelled, ==, STREAMS);
  crowd_send (&crowd, 3, 100);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.cancelled, ==, STREAMS + 3);
}

static void
test_failed_calls_hold_nothing (void)
{
  static const char *const faults[] = { "500x0", "cutx0", "silent-cutx0", "resetx0", "garbagex0", "error-in-streamx0", "emptyx0" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (BookgenRehearsal) server = start (1, 0, faults[i]);
      g_auto (Crowd) crowd = { NULL };

      g_test_message ("%s", faults[i]);
      crowd_init (&crowd, bookgen_rehearsal_get_base_url (server), NULL);
      crowd_send (&crowd, STREAMS, 50);
      attempt_wait_while (&crowd.under_way);
      crowd_send (&crowd, STREAMS, 50);
      attempt_wait_while (&crowd.under_way);
      g_assert_cmpuint (crowd.complete, ==, 0);
      g_assert_cmpint (get_stat (server, "requests"), ==, 2 * STREAMS);
      wait_for_concurrent (server, 0);
    }
}

/* A connection the server closed while it was idle costs no attempt: the request goes once more, before any byte of an
 * answer. A fresh connection that is closed on us is a failure, and the request is not sent twice. */
static void
test_stale_connection (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *answer = canned_stream (SSE, SAY STOP DONE, FALSE);
  g_auto (Crowd) crowd = { NULL };

  canned_server_add (server, answer, CANNED_CLOSE);
  crowd_init (&crowd, canned_server_get_address (server), NULL);
  for (guint i = 0; i < 5; i++)
    {
      crowd_send (&crowd, 1, 10);
      attempt_wait_while (&crowd.under_way);
    }
  g_assert_cmpuint (crowd.complete, ==, 5);
  g_assert_cmpuint (canned_server_count_requests (server), ==, 5);
}

static void
test_fresh_connection_is_not_tried_twice (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_auto (Crowd) crowd = { NULL };

  canned_server_add (server, "", CANNED_CLOSE);
  crowd_init (&crowd, canned_server_get_address (server), NULL);
  crowd_send (&crowd, 1, 10);
  attempt_wait_while (&crowd.under_way);
  g_assert_cmpuint (crowd.complete, ==, 0);
  g_assert_cmpuint (canned_server_count_requests (server), ==, 1);
}

/* Comments are signs of life. */
static void
test_comments_count_as_life (void)
{
  static const char *const chunk = "5\r\n: ok\n\r\n";
  g_autoptr (GString) bytes = g_string_new (CHUNKED);
  g_autoptr (Attempt) attempt = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (bytes, chunk);
  g_string_append (bytes, "a2\r\n" SAY STOP DONE "\r\n0\r\n\r\n");
  attempt = attempt_canned (BOOKGEN_DIALECT_OPENAI, bytes->str, CANNED_CLOSE, 3);
  g_assert_no_error (attempt->error);
  g_assert_cmpstr (attempt_get_text (attempt), ==, "Once");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/traps/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_connection);
    }
  g_test_add_func ("/http/traps/11.12-nobody-listens", test_nobody_listens);
  g_test_add_func ("/http/traps/11.8-key-stays-at-a-redirect", test_redirect_is_not_followed);
  g_test_add_func ("/http/traps/11.9-all-at-once", test_all_at_once);
  g_test_add_func ("/http/traps/11.9-one-connection", test_one_after_another_on_one_connection);
  g_test_add_func ("/http/traps/11.9-crowds-reuse-connections", test_crowds_reuse_connections);
  g_test_add_func ("/http/traps/11.10-cancelled-calls-hold-nothing", test_cancelled_calls_hold_nothing);
  g_test_add_func ("/http/traps/11.10-cancelled-at-once", test_cancelled_at_once);
  g_test_add_func ("/http/traps/11.10-failed-calls-hold-nothing", test_failed_calls_hold_nothing);
  g_test_add_func ("/http/traps/11.13-stale-connection", test_stale_connection);
  g_test_add_func ("/http/traps/11.13-fresh-connection-is-not-tried-twice", test_fresh_connection_is_not_tried_twice);
  g_test_add_func ("/http/traps/11.6-comments-count-as-life", test_comments_count_as_life);
  return g_test_run ();
}
