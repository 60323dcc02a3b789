/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several requests of one run have to do with each other: the prompt cache, the limits, going on after a cut. */
#include "attempt.h"

#include "bookgen-rehearsal.h"

#include <string.h>

#define WORDS 500
#define SHARED_CHARS 8000
#define SHARED_TOKENS (SHARED_CHARS / 4)

static const char *const wires[] = { "openai", "anthropic", "ollama" };

static BookgenRehearsal *
start (const BookgenRehearsalOptions *options)
{
  g_autoptr (GError) error = NULL;
  BookgenRehearsal *server = bookgen_rehearsal_new (options, &error);

  g_assert_no_error (error);
  return server;
}

static BookgenChat *
make_chat (guint chapter, gint64 max_output_tokens)
{
  g_autofree char *filling = g_strnfill (SHARED_CHARS, 's');
  g_autoptr (GRefString) shared = g_ref_string_new (filling);
  g_autofree char *ask = attempt_make_ask (chapter, WORDS);
  BookgenChat *chat = bookgen_chat_new (shared, max_output_tokens);

  bookgen_chat_add (chat, BOOKGEN_ROLE_USER, ask);
  return chat;
}

static Attempt *
ask (BookgenRehearsal *server, BookgenDialectKind dialect, BookgenChat *chat)
{
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (bookgen_rehearsal_get_base_url (server), dialect);

  return attempt_run (client, endpoint, "k", chat);
}

/* The shared part is read from the cache from the second request on. */
static void
test_cache (gconstpointer data)
{
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { .first_token_ms = 1 });

  for (guint chapter = 1; chapter <= 3; chapter++)
    {
      g_autoptr (BookgenChat) chat = make_chat (chapter, 5000);
      g_autoptr (Attempt) attempt = ask (server, dialect, chat);
      const BookgenTokens *tokens = bookgen_reply_get_tokens (attempt->reply);

      g_assert_no_error (attempt->error);
      g_assert_cmpint (tokens->input_tokens, >=, SHARED_TOKENS);
      g_assert_cmpint (tokens->output_tokens, >, 0);
      g_assert_cmpint (MAX (tokens->cached_tokens, 0) * 100, >=, chapter > 1 ? SHARED_TOKENS * 95 : 0);
      g_assert_cmpint (MAX (tokens->cached_tokens, 0), <=, chapter > 1 ? SHARED_TOKENS : 0);
    }
}

/* One that writes each time and never reads shows as such. */
static void
test_cache_that_does_not_work (gconstpointer data)
{
  static const char *const faults[] = { "no-cache", NULL };
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .faults = faults });

  for (guint chapter = 1; chapter <= 2; chapter++)
    {
      g_autoptr (BookgenChat) chat = make_chat (chapter, 5000);
      g_autoptr (Attempt) attempt = ask (server, dialect, chat);

      g_assert_no_error (attempt->error);
      g_assert_cmpint (bookgen_reply_get_tokens (attempt->reply)->cached_tokens, ==, 0);
      g_assert_cmpint (bookgen_reply_get_tokens (attempt->reply)->cache_write_tokens, >, 0);
    }
}

static char *
get_whole (BookgenRehearsal *server, BookgenDialectKind dialect)
{
  g_autoptr (BookgenChat) chat = make_chat (2, 5000);
  g_autoptr (Attempt) attempt = ask (server, dialect, chat);

  g_assert_no_error (attempt->error);
  return g_strdup (attempt_get_text (attempt));
}

/* Asks until the answer is complete, each time with what was kept as the model's own turn. */
static char *
get_in_parts (BookgenRehearsal *server, BookgenDialectKind dialect, gint64 max_output_tokens, guint *requests)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  gboolean complete = FALSE;

  for (*requests = 0; !complete && *requests < 20; (*requests)++)
    {
      g_autoptr (BookgenChat) chat = make_chat (2, max_output_tokens);
      g_autoptr (Attempt) attempt = NULL;

      if (kept->len > 0)
        {
          bookgen_chat_add (chat, BOOKGEN_ROLE_ASSISTANT, kept->str);
          bookgen_chat_add (chat, BOOKGEN_ROLE_USER, "Go on from your last words.");
        }
      attempt = ask (server, dialect, chat);
      g_string_append (kept, attempt_get_text (attempt));
      complete = attempt->error == NULL && bookgen_reply_get_finish (attempt->reply) == BOOKGEN_FINISH_STOP;
    }
  g_assert_true (complete);
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static void
test_goes_on_after_cuts (gconstpointer data)
{
  static const char *const faults[] = { "cut@2", "silent-cut@2", "reset@2", "error-in-stream@2", "length@2x2", NULL };
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  g_autoptr (BookgenRehearsal) sound = start (&(BookgenRehearsalOptions) { .first_token_ms = 1 });
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .tokens_per_second = 5000, .faults = faults });
  g_autofree char *whole = get_whole (sound, dialect);
  guint requests;
  g_autofree char *parts = get_in_parts (server, dialect, 5000, &requests);

  g_assert_cmpstr (parts, ==, whole);
  g_assert_cmpuint (requests, ==, 7);
}

static void
test_goes_on_after_the_output_limit (gconstpointer data)
{
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { .first_token_ms = 1 });
  g_autofree char *whole = get_whole (server, dialect);
  guint requests;
  g_autofree char *parts = get_in_parts (server, dialect, 101, &requests);

  g_assert_cmpstr (parts, ==, whole);
  g_assert_cmpuint (requests, >, 5);
}

/* Ollama has no limits of this kind and tells of none. */
static void
test_limits_are_told (gconstpointer data)
{
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  gboolean tells = dialect != BOOKGEN_DIALECT_OLLAMA;
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .requests_per_minute = 1, .tokens_per_minute = 50000 });
  g_autoptr (BookgenChat) chat = make_chat (1, 5000);
  g_autoptr (Attempt) let_in = ask (server, dialect, chat);
  g_autoptr (Attempt) refused = ask (server, dialect, chat);
  const BookgenRateHeaders *told = bookgen_reply_get_rate_headers (let_in->reply);

  g_assert_no_error (let_in->error);
  g_assert_cmpint (told->requests_limit, ==, tells ? 1 : -1);
  g_assert_cmpint (told->requests_remaining, ==, tells ? 0 : -1);
  g_assert_cmpint (told->tokens_limit, ==, tells ? 50000 : -1);
  g_assert_cmpint (attempt_get_kind (refused), ==, BOOKGEN_FAILURE_RATE);
  g_assert_cmpint (bookgen_reply_get_failure (refused->reply)->retry_after_ms, >, 0);
  g_assert_cmpint (bookgen_reply_get_failure (refused->reply)->retry_after_ms, <=, 60000);
}

/* Waiting does not help a request that is larger than the whole limit. */
static void
test_larger_than_the_limit (void)
{
  g_autoptr (BookgenRehearsal) server = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .tokens_per_minute = 3000 });
  g_autoptr (BookgenChat) chat = make_chat (1, 5000);
  g_autoptr (Attempt) attempt = ask (server, BOOKGEN_DIALECT_OPENAI, chat);

  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_REQUEST);
}

static void
wait_for_one (BookgenRehearsal *server)
{
  gint64 give_up_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  gboolean waits = FALSE;

  while (!waits)
    {
      g_autofree char *stats = bookgen_rehearsal_dup_stats (server);

      waits = strstr (stats, "\"concurrent\":1,") != NULL;
      g_assert_cmpint (g_get_monotonic_time (), <, give_up_us);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
test_too_many_at_once (gconstpointer data)
{
  BookgenDialectKind dialect = GPOINTER_TO_UINT (data);
  const char *const faults[] = { "stall-first@1", NULL };
  g_autoptr (BookgenRehearsal) server
      = start (&(BookgenRehearsalOptions) { .first_token_ms = 1, .max_concurrent = 1, .faults = faults });
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = attempt_make_endpoint (bookgen_rehearsal_get_base_url (server), dialect);
  g_autoptr (BookgenChat) first = make_chat (1, 5000);
  g_autoptr (BookgenChat) second = make_chat (2, 5000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BookgenReply) reply = bookgen_reply_new ();
  g_autoptr (Attempt) attempt = NULL;

  bookgen_client_chat_async (client, endpoint, "k", first, reply, cancellable, NULL, NULL);
  wait_for_one (server);
  attempt = attempt_run (client, endpoint, "k", second);
  g_assert_cmpint (attempt_get_kind (attempt), ==, BOOKGEN_FAILURE_CAPACITY);
  g_cancellable_cancel (cancellable);
}

static void
add (const char *name, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      g_autofree char *path = g_strdup_printf ("/http/traps/%s-%s", name, wires[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/http/traps/8.4-cache-openai", GUINT_TO_POINTER (BOOKGEN_DIALECT_OPENAI), test_cache);
  g_test_add_data_func ("/http/traps/8.4-cache-anthropic", GUINT_TO_POINTER (BOOKGEN_DIALECT_ANTHROPIC), test_cache);
  g_test_add_data_func ("/http/traps/8.4-no-cache-openai", GUINT_TO_POINTER (BOOKGEN_DIALECT_OPENAI), test_cache_that_does_not_work);
  g_test_add_data_func ("/http/traps/8.4-no-cache-anthropic", GUINT_TO_POINTER (BOOKGEN_DIALECT_ANTHROPIC),
                        test_cache_that_does_not_work);
  add ("7.10-goes-on-after-cuts", test_goes_on_after_cuts);
  add ("2.9-goes-on-after-the-output-limit", test_goes_on_after_the_output_limit);
  add ("7.4-limits-are-told", test_limits_are_told);
  add ("7.10-too-many-at-once", test_too_many_at_once);
  g_test_add_func ("/http/traps/2.14-larger-than-the-limit", test_larger_than_the_limit);
  return g_test_run ();
}
