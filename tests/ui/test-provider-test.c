/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-provider-test.h"
#include "bookgen-rehearsal.h"

typedef struct
{
  GMainLoop *loop;
  char *sentence;
  gboolean works;
} Answer;

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;

  answer->sentence = bookgen_provider_test_finish (result, &error);
  answer->works = answer->sentence != NULL;
  if (error)
    answer->sentence = g_strdup (error->message);
  g_main_loop_quit (answer->loop);
}

/* What a person reads who tests ADDRESS. Ours to free. */
static char *
test_address (const char *address, BookgenDialectKind dialect, gboolean *works)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new ("Acme", address, dialect, "writer-1", &error);
  Answer answer = { .loop = loop };

  g_assert_no_error (error);
  bookgen_provider_test_async (endpoint, "sk-of-the-test", NULL, on_tested, &answer);
  g_main_loop_run (loop);
  *works = answer.works;
  g_test_message ("%s", answer.sentence);
  g_assert_null (strstr (answer.sentence, "sk-of-the-test"));
  return answer.sentence;
}

static const struct
{
  const char *fault; /* of the rehearsal server; NULL for none */
  gboolean works;
  const char *said; /* a part of the sentence */
} table[] = {
  { NULL, TRUE, "It works: writer-1 answered" },
  { "key", FALSE, "Acme does not accept the key." },
  { "quota", FALSE, "There is no credit left at Acme" },
  { "model", FALSE, "Acme does not have this model. Choose another one." },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (BookgenDialectKind dialect = BOOKGEN_DIALECT_OPENAI; dialect < BOOKGEN_DIALECT_OLLAMA; dialect++)
      {
        const char *const faults[] = { table[i].fault, NULL };
        BookgenRehearsalOptions options = { .first_token_ms = 1, .faults = table[i].fault ? faults : NULL };
        g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
        gboolean works;
        g_autofree char *said = test_address (bookgen_rehearsal_get_base_url (server), dialect, &works);

        g_assert_cmpint (works, ==, table[i].works);
        g_assert_nonnull (strstr (said, table[i].said));
      }
}

static const struct
{
  const char *bytes; /* what the server says, to the letter */
  const char *said;
} canned[] = {
  { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<html>Hello</html>",
    "Acme answered with something that is not a model's answer. Check the address" },
  { "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<html>Where</html>", "Check the address" },
  { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "Acme answered with something that is not a model's answer." },
  { "HTTP/1.1 301 Moved\r\nLocation: https://example.org/\r\nContent-Length: 0\r\n\r\n", "Acme points to another address" },
  { "HTTP/1.1 429 Slow\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n", "The limit of Acme for this time is used up." },
  { "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "Acme is overloaded." },
  { "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "Acme had an error of its own." },
  { "nonsense\r\n\r\n", "Acme" },
};

static gboolean
on_connection (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, const char *bytes)
{
  char request[16384];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes, strlen (bytes), NULL, NULL,
                             NULL);
  return TRUE;
}

static void
test_what_is_no_provider (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (canned); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
      guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/v1", port);
      g_autofree char *said = NULL;
      gboolean works;

      g_signal_connect (service, "run", G_CALLBACK (on_connection), (gpointer) canned[i].bytes);
      said = test_address (address, BOOKGEN_DIALECT_OPENAI, &works);
      g_assert_false (works);
      g_assert_nonnull (strstr (said, canned[i].said));
      g_socket_service_stop (service);
    }
}

static void
test_nobody_there (void)
{
  BookgenRehearsalOptions options = { .first_token_ms = 1 };
  BookgenRehearsal *server = bookgen_rehearsal_new (&options, NULL);
  g_autofree char *address = g_strdup (bookgen_rehearsal_get_base_url (server));
  g_autofree char *said = NULL;
  gboolean works;

  g_object_unref (server);
  said = test_address (address, BOOKGEN_DIALECT_OPENAI, &works);
  g_assert_false (works);
  g_assert_nonnull (strstr (said, "Acme could not be reached. Check the address and the network."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider-test/sentences", test_sentences);
  g_test_add_func ("/provider-test/what-is-no-provider", test_what_is_no_provider);
  g_test_add_func ("/provider-test/nobody-there", test_nobody_there);
  return g_test_run ();
}
