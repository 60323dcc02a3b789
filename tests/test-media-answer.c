/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-media-answer.h"

#include <string.h>

static void
test_picture_bodies (void)
{
  static const struct { const char *model; gboolean asks; } cases[] = {
    { "gpt-image-1", FALSE }, { "gpt-image-2", FALSE }, { "openai/gpt-image-1-mini", FALSE }, { "dall-e-3", TRUE },
    { "flux", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = bookgen_media_make_picture_body (cases[i].model, "A \"harbour\"\nat dawn");
      g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

      g_assert_true (g_str_has_prefix (text, "{\"model\":\""));
      g_assert_true (g_str_has_suffix (text, ",\"n\":1}"));
      g_assert_nonnull (strstr (text, "\"prompt\":\"A \\\"harbour\\\"\\nat dawn\""));
      g_assert_cmpint (strstr (text, "response_format") != NULL, ==, cases[i].asks);
      g_assert_cmpint (strstr (text, "\"quality\":\"medium\"") != NULL, ==, !cases[i].asks);
    }
}

static void
test_speech_body (void)
{
  g_autoptr (GBytes) body = bookgen_media_make_speech_body ("tts-1", "alloy", "Low water.");
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  g_assert_cmpstr (text, ==, "{\"model\":\"tts-1\",\"voice\":\"alloy\",\"input\":\"Low water.\",\"response_format\":\"mp3\"}");
}

static void
test_pictures (void)
{
  static const struct { const char *body, *type; BookgenFailureKind failure; } cases[] = {
    { "{\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAA=\"}]}", "image/png", BOOKGEN_FAILURE_NONE },
    { "{\"created\":1,\"data\":[{\"b64_json\":\"/9j/4AAQ\",\"revised_prompt\":\"x\"}],\"usage\":null}", "image/jpeg",
      BOOKGEN_FAILURE_NONE },
    { "{\"data\":[{\"b64_json\":\"aGVsbG8=\"}]}", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "{\"data\":[{\"b64_json\":\"\"}]}", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "{\"data\":[{\"url\":\"https://x.example/1.png\"}]}", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "{\"data\":[]}", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "{\"data\":7}", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "<html><title>Sign in</title></html>", NULL, BOOKGEN_FAILURE_GARBAGE },
    { "{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}", NULL, BOOKGEN_FAILURE_QUOTA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenMediaAnswer) answer = bookgen_media_read_picture (cases[i].body, strlen (cases[i].body), NULL);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (answer->media_type, ==, cases[i].type);
      g_assert_cmpint (answer->bytes != NULL, ==, cases[i].type != NULL);
      g_assert_cmpint (answer->failure != NULL ? answer->failure->kind : BOOKGEN_FAILURE_NONE, ==, cases[i].failure);
    }
}

static void
test_usage (void)
{
  static const char body[] = "{\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAA=\"}],\"usage\":{\"input_tokens\":12,\"output_tokens\":400}}";
  g_autoptr (BookgenMediaAnswer) answer = bookgen_media_read_picture (body, strlen (body), NULL);

  g_assert_cmpint (answer->tokens.input_tokens, ==, 12);
  g_assert_cmpint (answer->tokens.output_tokens, ==, 400);
}

static void
test_sounds (void)
{
  static const struct { const char *body; gsize length; const char *type; } cases[] = {
    { "RIFF\x24\0\0\0WAVEfmt ", 16, "audio/wav" }, { "ID3\x04\0", 5, "audio/mpeg" }, { "\xff\xfb\x90\x44", 4, "audio/mpeg" },
    { "OggS\0\x02", 6, "audio/ogg" },               { "fLaC\0", 5, "audio/flac" },   { "{\"error\":\"no voice\"}", 20, NULL },
    { "\x89PNG\r\n\x1a\n", 8, NULL },               { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenMediaAnswer) answer = bookgen_media_read_speech (cases[i].body, cases[i].length, NULL);

      g_assert_cmpstr (answer->bytes != NULL ? answer->media_type : NULL, ==, cases[i].type);
      g_assert_cmpint (answer->failure != NULL, ==, cases[i].type == NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm/media/picture-bodies", test_picture_bodies);
  g_test_add_func ("/llm/media/speech-body", test_speech_body);
  g_test_add_func ("/llm/media/pictures", test_pictures);
  g_test_add_func ("/llm/media/usage", test_usage);
  g_test_add_func ("/llm/media/sounds", test_sounds);
  return g_test_run ();
}
