/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures and speech over HTTP. */
#include "attempt.h"

#include "bookgen-rehearsal.h"

typedef struct {
  guint under_way;
  BookgenMediaAnswer *answer;
  GError *error;
} Asked;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;

  asked->answer = bookgen_client_media_finish (BOOKGEN_CLIENT (source), result, &asked->error);
  asked->under_way = 0;
}

static void
asked_clear (Asked *asked)
{
  g_clear_pointer (&asked->answer, bookgen_media_answer_free);
  g_clear_error (&asked->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static BookgenEndpoint *
endpoint_at (const char *address)
{
  return bookgen_endpoint_new ("E", address, BOOKGEN_DIALECT_OPENAI, "m", NULL);
}

static void
draw (BookgenClient *client, const char *address, Asked *asked)
{
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (address);

  asked->under_way = 1;
  bookgen_client_draw_async (client, endpoint, "sk-secret", "A harbour\nChapter 3: The Harbour", NULL, on_answered, asked);
  attempt_wait_while (&asked->under_way);
}

static void
test_drawn_and_spoken (void)
{
  BookgenRehearsalOptions options = { .first_token_ms = 10 };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (bookgen_rehearsal_get_base_url (server));
  g_auto (Asked) picture = { 0 };
  g_auto (Asked) speech = { .under_way = 1 };

  draw (client, bookgen_rehearsal_get_base_url (server), &picture);
  g_assert_no_error (picture.error);
  g_assert_null (picture.answer->failure);
  g_assert_cmpstr (picture.answer->media_type, ==, "image/png");
  g_assert_cmpint (picture.answer->tokens.output_tokens, >, 300);

  bookgen_client_speak_async (client, endpoint, NULL, "alloy", "It is low water.", NULL, on_answered, &speech);
  attempt_wait_while (&speech.under_way);
  g_assert_no_error (speech.error);
  g_assert_null (speech.answer->failure);
  g_assert_cmpstr (speech.answer->media_type, ==, "audio/wav");
}

static void
test_faults (void)
{
  static const struct { const char *fault; BookgenFailureKind kind; } cases[] = {
    { "key@3", BOOKGEN_FAILURE_KEY }, { "429@3", BOOKGEN_FAILURE_RATE }, { "quota@3", BOOKGEN_FAILURE_QUOTA },
    { "500@3", BOOKGEN_FAILURE_SERVER }, { "garbage@3", BOOKGEN_FAILURE_GARBAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *faults[] = { cases[i].fault, NULL };
      BookgenRehearsalOptions options = { .first_token_ms = 1, .faults = faults };
      g_autoptr (GError) error = NULL;
      g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, &error);
      g_autoptr (BookgenClient) client = bookgen_client_new ();
      g_auto (Asked) asked = { 0 };

      g_assert_no_error (error);
      draw (client, bookgen_rehearsal_get_base_url (server), &asked);
      g_assert_nonnull (asked.answer->failure);
      g_assert_cmpint (asked.answer->failure->kind, ==, cases[i].kind);
    }
}

static void
test_cancelled (void)
{
  BookgenRehearsalOptions options = { .first_token_ms = 60000 };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
  g_autoptr (BookgenClient) client = bookgen_client_new ();
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at (bookgen_rehearsal_get_base_url (server));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Asked) asked = { .under_way = 1 };

  bookgen_client_draw_async (client, endpoint, NULL, "A harbour", cancellable, on_answered, &asked);
  g_cancellable_cancel (cancellable);
  attempt_wait_while (&asked.under_way);
  g_assert_error (asked.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (asked.answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/media/drawn-and-spoken", test_drawn_and_spoken);
  g_test_add_func ("/http/media/faults", test_faults);
  g_test_add_func ("/http/media/cancelled", test_cancelled);
  return g_test_run ();
}
