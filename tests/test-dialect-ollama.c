/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply-from-bytes.h"

#define TEXT(text) "{\"model\":\"llama3\",\"created_at\":\"t\",\"message\":{\"role\":\"assistant\",\"content\":\"" text "\"},\"done\":false}\n"
#define LAST(reason) "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"" reason "\"," \
                     "\"total_duration\":1,\"prompt_eval_count\":11,\"eval_count\":18}\n"

static const struct { const char *name, *bytes, *text; BookgenFinish finish; gboolean complete; BookgenFailureKind kind; } table[] = {
  { "whole", TEXT ("Once") TEXT (" upon") LAST ("stop"), "Once upon", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "CRLF and empty lines", "{\"message\":{\"content\":\"a\"}}\r\n\r\n{\"done\":true}", "a", BOOKGEN_FINISH_STOP, TRUE, 0 },
  { "limit", TEXT ("a") LAST ("length"), "a", BOOKGEN_FINISH_LENGTH, TRUE, 0 },
  { "unloaded", TEXT ("a") LAST ("unload"), "a", BOOKGEN_FINISH_OTHER, TRUE, 0 },
  { "cut", TEXT ("a"), "a", BOOKGEN_FINISH_NONE, FALSE, 0 },
  { "cut inside a line", TEXT ("a") "{\"message\":{\"con", "a", BOOKGEN_FINISH_NONE, FALSE, 0 },
  { "a broken line", TEXT ("a") "oops\n" LAST ("stop"), "a", BOOKGEN_FINISH_NONE, FALSE, BOOKGEN_FAILURE_GARBAGE },
  { "error as the last line", TEXT ("a") "{\"error\":\"out of memory\"}\n", "a", BOOKGEN_FINISH_NONE, FALSE, BOOKGEN_FAILURE_SERVER },
  { "thinking", "{\"message\":{\"thinking\":\"no\",\"content\":\"\"}}\n" TEXT ("a") LAST ("stop"), "a", BOOKGEN_FINISH_STOP, TRUE, 0 },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize piece = 1; piece < 2048; piece *= 3)
      {
        g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_OLLAMA, table[i].bytes, piece);
        const BookgenFailure *failure = bookgen_reply_get_failure (reply);

        g_test_message ("%s", table[i].name);
        g_assert_cmpstr (bookgen_reply_get_text (reply, NULL), ==, table[i].text);
        g_assert_cmpint (bookgen_reply_get_finish (reply), ==, table[i].finish);
        g_assert_cmpint (bookgen_reply_get_complete (reply), ==, table[i].complete);
        g_assert_cmpint (failure != NULL ? failure->kind : BOOKGEN_FAILURE_NONE, ==, table[i].kind);
      }
}

static void
test_usage (void)
{
  g_autoptr (BookgenReply) reply = reply_from_bytes (BOOKGEN_DIALECT_OLLAMA, TEXT ("a") LAST ("stop"), 64);

  g_assert_cmpint (bookgen_reply_get_tokens (reply)->input_tokens, ==, 11);
  g_assert_cmpint (bookgen_reply_get_tokens (reply)->output_tokens, ==, 18);
  g_assert_cmpint (bookgen_reply_get_tokens (reply)->cached_tokens, ==, -1);
}

/* The context holds prompt and answer, in steps, so that small differences do not load the model anew. */
static void
test_body (void)
{
  g_autofree char *long_text = g_strnfill (40000, 'x');
  g_autoptr (GRefString) shared = g_ref_string_new (long_text);
  g_autoptr (BookgenChat) chat = bookgen_chat_new (shared, 3000);
  g_autoptr (BookgenChat) bare = bookgen_chat_new (NULL, 100);
  BookgenFields fields = bookgen_fields_for_host (BOOKGEN_DIALECT_OLLAMA, NULL);
  g_autofree char *body = NULL, *small = NULL;

  bookgen_chat_add (bare, BOOKGEN_ROLE_USER, "Write");
  body = bookgen_dialect_ollama.make_body (chat, "m", fields);
  small = bookgen_dialect_ollama.make_body (bare, "m", fields);
  g_assert_nonnull (strstr (body, "\"num_ctx\":14336,\"num_predict\":3000"));
  g_assert_cmpstr (small, ==, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Write\"}],\"stream\":true,\"think\":false,"
                              "\"truncate\":false,\"shift\":false,\"options\":{\"num_ctx\":4096,\"num_predict\":100}}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect-ollama/table", test_table);
  g_test_add_func ("/dialect-ollama/usage", test_usage);
  g_test_add_func ("/dialect-ollama/body", test_body);
  return g_test_run ();
}
