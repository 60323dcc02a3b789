/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-context.h"

#include <string.h>

static void
test_items (void)
{
  static const struct {
    const char *item;
    gint64 tokens;
  } items[] = {
    { "{\"id\":\"a\",\"context_length\":131072}", 131072 },
    { "{\"id\":\"a\",\"max_model_len\":8192}", 8192 },
    { "{\"id\":\"a\",\"max_input_tokens\":1000000,\"max_tokens\":64000}", 1000000 },
    { "{\"id\":\"a\",\"max_context_length\":32768,\"loaded_context_length\":4096}", 4096 },
    { "{\"id\":\"a\",\"meta\":{\"n_ctx_train\":131072,\"n_ctx\":16384}}", 16384 },
    { "{\"id\":\"a\",\"meta\":{\"n_ctx_train\":131072}}", 0 },
    { "{\"name\":\"a\",\"details\":{\"context_length\":40960}}", 40960 },
    { "{\"id\":\"a\",\"context_length\":0}", 0 },
    { "{\"id\":\"a\",\"context_length\":1e30}", 0 },
    { "{\"id\":\"a\",\"context_length\":\"many\"}", 0 },
    { "{\"id\":\"a\"}", 0 },
    { "7", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (BookgenJson) json = bookgen_json_new ();

      g_test_message ("%s", items[i].item);
      g_assert_true (bookgen_json_parse (json, items[i].item, strlen (items[i].item), NULL));
      g_assert_cmpint (bookgen_context_of_item (json, BOOKGEN_JSON_ROOT), ==, items[i].tokens);
    }
}

static void
test_refusals (void)
{
  static const struct {
    const char *message;
    gint64 tokens;
  } refusals[] = {
    { "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", 4096 },
    { "prompt is too long: 210000 tokens > 200000 maximum", 200000 },
    { "the request exceeds the available context size (8192 tokens), try increasing it", 8192 },
    { "Prompt contains 40000 tokens, too large for model with 32768 maximum context length", 32768 },
    { "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", 1048576 },
    { "Your request is beyond the context window of 131,072 tokens.", 131072 },
    { "The prompt is too long.", 0 },
    { "maximum context length is 12 tokens", 0 },
    { "maximum context length is 99999999999999999999 tokens", 0 },
    { NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].message);
      g_assert_cmpint (bookgen_context_of_refusal (refusals[i].message), ==, refusals[i].tokens);
    }
}

static void
test_output_refusals (void)
{
  static const struct {
    const char *message;
    gint64 tokens;
  } refusals[] = {
    { "max_tokens is too large: 6000. This model supports at most 4096 completion tokens, whereas you provided 6000.", 4096 },
    { "max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for the model", 4096 },
    { "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens`", 8192 },
    { "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8192 },
    { "Range of max_tokens should be [1, 2048]", 2048 },
    { "max_completion_tokens is too large: 6000. This model supports at most 1,024 completion tokens.", 1024 },
    { "temperature must be less than or equal to 1024", 0 },
    { "max_tokens is too large", 0 },
    { "max_tokens must be less than or equal to 1", 0 },
    { NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].message);
      g_assert_cmpint (bookgen_context_of_output_refusal (refusals[i].message), ==, refusals[i].tokens);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/context/items", test_items);
  g_test_add_func ("/context/refusals", test_refusals);
  g_test_add_func ("/context/output-refusals", test_output_refusals);
  return g_test_run ();
}
