/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-caching.h"
#include "bookgen-learned.h"

#include <glib/gstdio.h>
#include <string.h>

static BookgenEndpoint *
endpoint_at (const char *address, const char *model)
{
  return bookgen_endpoint_new ("E", address, BOOKGEN_DIALECT_OPENAI, model, NULL);
}

static void
test_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-learned-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "in", "learned.json", NULL);
  g_autofree char *inner = g_path_get_dirname (path);
  g_autoptr (BookgenEndpoint) one = endpoint_at ("https://a.example/v1", "m");
  g_autoptr (BookgenEndpoint) other = endpoint_at ("https://a.example/v1", "n");
  g_autoptr (BookgenLearned) first = bookgen_learned_new (path);
  g_autoptr (BookgenLearned) second = NULL;
  BookgenFields fields = 99;
  gint64 requests, tokens;

  g_assert_false (bookgen_learned_get_fields (first, one, &fields));
  g_assert_false (bookgen_learned_has_answered (first, one, 7));
  bookgen_learned_set_fields (first, one, BOOKGEN_FIELD_STREAM_OPTIONS);
  bookgen_learned_set_answered (first, other, 7);
  bookgen_learned_set_limits (first, other, 60, -1);

  second = bookgen_learned_new (path);
  g_assert_true (bookgen_learned_get_fields (second, one, &fields));
  g_assert_cmpint (fields, ==, BOOKGEN_FIELD_STREAM_OPTIONS);
  g_assert_false (bookgen_learned_has_answered (second, one, 7));
  g_assert_true (bookgen_learned_has_answered (second, other, 7));
  g_assert_false (bookgen_learned_has_answered (second, other, 8));
  bookgen_learned_get_limits (second, other, &requests, &tokens);
  g_assert_cmpint (requests, ==, 60);
  g_assert_cmpint (tokens, ==, -1);
  g_assert_false (bookgen_learned_get_fields (second, other, &fields));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (inner) + g_rmdir (folder), ==, 0);
}

static void
test_pace (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bookgen-learned-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "learned.json", NULL);
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at ("https://a.example/v1", "m");
  g_autoptr (BookgenLearned) first = bookgen_learned_new (path);
  g_autoptr (BookgenLearned) second = NULL;
  BookgenPace pace;

  bookgen_learned_get_pace (first, endpoint, &pace);
  g_assert_cmpuint (pace.answers, ==, 0);
  bookgen_learned_add_answer (first, endpoint, &(BookgenAnswerFacts){ 500000, 2000000, 300, 200, 250, 100 });

  second = bookgen_learned_new (path);
  bookgen_learned_get_pace (second, endpoint, &pace);
  g_assert_cmpuint (pace.answers, ==, 1);
  g_assert_cmpfloat_with_epsilon (pace.first_token_ms, 500, 0.001);
  g_assert_cmpfloat_with_epsilon (pace.tokens_per_second, 100, 0.001);
  g_assert_cmpfloat_with_epsilon (pace.input_factor, 1.2, 0.001);
  g_assert_cmpfloat_with_epsilon (pace.output_factor, 2.0, 0.001);
  g_assert_cmpint (g_unlink (path) + g_rmdir (folder), ==, 0);
}

/* Whatever stands in the file, it is read without a word and written over. */
static void
test_damaged (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "null", "{\"models\":3}", "{\"version\":2,\"models\":[]}",
    "{\"version\":1,\"models\":{\"https://a.example/v1 m\":{\"fields\":1,\"answered\":7}}}",
    "{\"version\":2,\"models\":{\"https://a.example/v1 m\":7}}",
    "{\"version\":2,\"models\":{\"https://a.example/v1 m\":{\"fields\":-1,\"answered\":\"yes\"}}}",
    "{\"version\":2,\"models\":{\"https://a.example/v1 m\":{\"fields\":999999}}}",
    "{\"version\":2,\"models\":{\"https://a.example/v1 m\":{\"answers\":-3,\"first_token_ms\":[],\"input_factor\":1e300}}}",
    "{\"version\":2,\"models\":{\"https://a.example/v1 m\":{\"answers\":3,\"first_token_ms\":[],\"input_factor\":\"x\"}}}",
  };
  g_autofree char *folder = g_dir_make_tmp ("bookgen-learned-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "learned.json", NULL);
  g_autoptr (BookgenEndpoint) endpoint = endpoint_at ("https://a.example/v1", "m");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (BookgenLearned) learned = NULL;
      g_autoptr (BookgenLearned) again = NULL;
      BookgenFields fields;

      g_test_message ("%s", texts[i]);
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      learned = bookgen_learned_new (path);
      g_assert_false (bookgen_learned_get_fields (learned, endpoint, &fields));
      g_assert_false (bookgen_learned_has_answered (learned, endpoint, 7));
      bookgen_learned_set_answered (learned, endpoint, 7);
      again = bookgen_learned_new (path);
      g_assert_true (bookgen_learned_has_answered (again, endpoint, 7));
    }
  g_assert_cmpint (g_unlink (path) + g_rmdir (folder), ==, 0);
}

/* Another key is another one, the same one with space around it is not; no key is one as well. */
static void
test_key_mark (void)
{
  g_autoptr (BookgenEndpoint) one = endpoint_at ("https://a.example/v1", "m");
  g_autoptr (BookgenEndpoint) other = endpoint_at ("https://b.example/v1", "m");
  guint mark = bookgen_learned_make_key_mark (one, "k1");

  g_assert_cmpuint (mark, !=, 0);
  g_assert_cmpuint (mark, ==, bookgen_learned_make_key_mark (one, " k1\n"));
  g_assert_cmpuint (mark, !=, bookgen_learned_make_key_mark (one, "k2"));
  g_assert_cmpuint (mark, !=, bookgen_learned_make_key_mark (one, NULL));
  g_assert_cmpuint (mark, !=, bookgen_learned_make_key_mark (other, "k1"));
  g_assert_cmpuint (bookgen_learned_make_key_mark (one, NULL), ==, bookgen_learned_make_key_mark (one, ""));
}

static void
test_no_end (void)
{
  g_autoptr (BookgenLearned) learned = bookgen_learned_new (NULL);
  g_autoptr (BookgenEndpoint) last = endpoint_at ("https://a.example/v1", "model-2999");

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *model = g_strdup_printf ("model-%u", i);
      g_autoptr (BookgenEndpoint) endpoint = endpoint_at ("https://a.example/v1", model);

      bookgen_learned_set_answered (learned, endpoint, 7);
    }
  g_assert_true (bookgen_learned_has_answered (learned, last, 7));
}

static void
test_caching (void)
{
  static const struct { const char *address; BookgenDialectKind dialect; gint64 least; gboolean sure; } table[] = {
    { "https://api.anthropic.com", BOOKGEN_DIALECT_ANTHROPIC, 1024, TRUE },
    { "https://gateway.example", BOOKGEN_DIALECT_ANTHROPIC, 1024, TRUE },
    { "http://127.0.0.1:11434", BOOKGEN_DIALECT_ANTHROPIC, 0, FALSE },
    { "https://api.openai.com", BOOKGEN_DIALECT_OPENAI, 1024, TRUE },
    { "https://api.deepseek.com", BOOKGEN_DIALECT_OPENAI, 256, TRUE },
    { "https://openrouter.ai", BOOKGEN_DIALECT_OPENAI, 1024, FALSE },
    { "https://unknown.example/v1", BOOKGEN_DIALECT_OPENAI, 0, FALSE },
    { "http://localhost:1234", BOOKGEN_DIALECT_OPENAI, 0, FALSE },
    { "http://localhost:11434", BOOKGEN_DIALECT_OLLAMA, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new (NULL, table[i].address, table[i].dialect, "m", NULL);
      BookgenCaching caching = bookgen_caching_of (endpoint);

      g_test_message ("%s", table[i].address);
      g_assert_cmpint (caching.least_tokens, ==, table[i].least);
      g_assert_cmpint (caching.sure_tokens > 0, ==, table[i].sure);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm/learned/kept", test_kept);
  g_test_add_func ("/llm/learned/pace", test_pace);
  g_test_add_func ("/llm/learned/damaged", test_damaged);
  g_test_add_func ("/llm/learned/key-mark", test_key_mark);
  g_test_add_func ("/llm/learned/no-end", test_no_end);
  g_test_add_func ("/llm/caching", test_caching);
  return g_test_run ();
}
