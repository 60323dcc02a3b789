/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-draft.h"

#include "bookgen-rehearsal.h"

#include <string.h>

typedef struct {
  BookgenRehearsal *server;
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  guint refusals; /* how many answers are still to be called wrong */
  guint checks;
  gboolean saw_last;
  char *first;    /* answer that was looked at */
} Fixture;

static void
set_up (Fixture *fixture, const char *const *faults)
{
  BookgenRehearsalOptions options = { .first_token_ms = 0, .faults = faults };
  g_autoptr (GError) error = NULL;

  *fixture = (Fixture){ .server = bookgen_rehearsal_new (&options, &error), .client = bookgen_client_new () };
  g_assert_no_error (error);
  fixture->endpoint = bookgen_endpoint_new ("test", bookgen_rehearsal_get_base_url (fixture->server), BOOKGEN_DIALECT_OPENAI,
                                            "rehearsal", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->endpoint);
  g_object_unref (fixture->client);
  g_object_unref (fixture->server);
  g_free (fixture->first);
}

static gboolean
check (const char *answer, gboolean last, gpointer data, GError **error)
{
  Fixture *fixture = data;

  fixture->checks++;
  fixture->saw_last = last;
  if (!fixture->first)
    fixture->first = g_strdup (answer);
  if (fixture->refusals == 0)
    return TRUE;
  fixture->refusals--;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "children is missing");
  return FALSE;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static char *
draft (Fixture *fixture, guint chapters, GCancellable *cancellable, BookgenUsage *usage, GError **error)
{
  g_autoptr (BookgenOutlineIdea) idea = bookgen_outline_idea_new ("Small boats", "nonfiction", "Beginners", chapters);
  g_autoptr (GAsyncResult) result = NULL;

  bookgen_outline_draft_async (idea, fixture->client, fixture->endpoint, NULL, check, fixture, cancellable, keep_result, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  return bookgen_outline_draft_finish (result, usage, error);
}

static void
test_one_request (void)
{
  Fixture fixture;
  BookgenUsage usage;
  g_autofree char *answer = NULL, *again = NULL;

  set_up (&fixture, NULL);
  answer = draft (&fixture, 3, NULL, &usage, NULL);
  g_assert_true (g_str_has_prefix (answer, "{\"title\": \"A rehearsed outline\""));
  g_assert_cmpuint (usage.requests, ==, 1);
  g_assert_cmpint (usage.output_tokens, >, 20);
  g_assert_cmpuint (fixture.checks, ==, 1);
  g_assert_false (fixture.saw_last);
  again = draft (&fixture, 3, NULL, NULL, NULL);
  g_assert_cmpstr (again, ==, answer);
  tear_down (&fixture);
}

/* The wrong answer goes back with what was wrong: this server then has nothing to add. */
static void
test_repaired_once (void)
{
  Fixture fixture;
  BookgenUsage usage;
  g_autofree char *answer = NULL;

  set_up (&fixture, NULL);
  fixture.refusals = 1;
  answer = draft (&fixture, 3, NULL, &usage, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (usage.requests, ==, 2);
  g_assert_cmpuint (fixture.checks, ==, 2);
  g_assert_true (fixture.saw_last);
  tear_down (&fixture);
}

static void
test_wrong_twice (void)
{
  Fixture fixture;
  BookgenUsage usage;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, NULL);
  fixture.refusals = 2;
  g_assert_null (draft (&fixture, 3, NULL, &usage, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "children is missing"));
  g_assert_cmpuint (usage.requests, ==, 2);
  tear_down (&fixture);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (draft (&fixture, 3, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture.checks, ==, 0);
  tear_down (&fixture);
}

static void
test_server_gone (void)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture, NULL);
  bookgen_rehearsal_stop (fixture.server);
  g_assert_null (draft (&fixture, 3, NULL, NULL, &error));
  g_assert_nonnull (error);
  tear_down (&fixture);
}

static void
test_most (void)
{
  g_autoptr (BookgenOutlineIdea) many = bookgen_outline_idea_new ("Small boats", NULL, NULL, 5000);

  g_assert_cmpuint (many->chapters, ==, BOOKGEN_OUTLINE_DRAFT_MAX_CHAPTERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-draft/one-request", test_one_request);
  g_test_add_func ("/outline-draft/repaired-once", test_repaired_once);
  g_test_add_func ("/outline-draft/wrong-twice", test_wrong_twice);
  g_test_add_func ("/outline-draft/cancelled", test_cancelled);
  g_test_add_func ("/outline-draft/server-gone", test_server_gone);
  g_test_add_func ("/outline-draft/most", test_most);
  return g_test_run ();
}
