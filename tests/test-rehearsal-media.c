/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-media.h"

#include <string.h>

static BookgenRehearsalMedia *
read_text (BookgenRehearsalMediaReader reader, const char *text, const char **problem)
{
  SoupMessageBody *body = soup_message_body_new ();
  g_autoptr (GBytes) flat = NULL;
  BookgenRehearsalMedia *media;

  soup_message_body_append (body, SOUP_MEMORY_COPY, text, strlen (text));
  flat = soup_message_body_flatten (body);
  media = reader (body, problem);
  soup_message_body_unref (body);
  return media;
}

/* Big-endian, at OFFSET. */
static guint32
number_at (const guint8 *data, gsize offset)
{
  guint32 number;

  memcpy (&number, data + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static GBytes *
take_picture (const BookgenRehearsalMedia *media)
{
  const char *body = g_bytes_get_data (media->body, NULL);
  const char *start = strstr (body, "\"b64_json\":\"") + strlen ("\"b64_json\":\"");
  g_autofree char *base64 = g_strndup (start, strcspn (start, "\""));
  gsize length;
  guchar *data = g_base64_decode (base64, &length);

  return g_bytes_new_take (data, length);
}

static void
test_picture (void)
{
  static const char ask[] = "{\"model\":\"m\",\"size\":\"300x200\",\"prompt\":\"A harbour.\\nChapter 7: The Harbour\"}";
  const char *problem;
  g_autoptr (BookgenRehearsalMedia) media = read_text (bookgen_rehearsal_media_read_picture, ask, &problem);
  g_autoptr (BookgenRehearsalMedia) again = read_text (bookgen_rehearsal_media_read_picture, ask, &problem);
  g_autoptr (GBytes) picture = take_picture (media);
  const guint8 *data = g_bytes_get_data (picture, NULL);

  g_assert_cmpuint (media->chapter, ==, 7);
  g_assert_cmpint (media->output_tokens, ==, 1 + 300 * 200 / 2600);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (number_at (data, 16), ==, 300);
  g_assert_cmpuint (number_at (data, 20), ==, 200);
  g_assert_cmpmem (data + g_bytes_get_size (picture) - 8, 4, "IEND", 4);
  g_assert_cmpuint (number_at (data, g_bytes_get_size (picture) - 4), ==, 0xae426082);
  g_assert_true (g_bytes_equal (media->body, again->body));
}

static void
test_speech (void)
{
  const char *problem;
  g_autoptr (BookgenRehearsalMedia) media
      = read_text (bookgen_rehearsal_media_read_speech,
              "{\"model\":\"m\",\"voice\":\"v\",\"input\":\"It begins at low water, in the dark.\"}", &problem);
  gsize length;
  const guint8 *data = g_bytes_get_data (media->body, &length);
  guint32 samples;

  memcpy (&samples, data + 40, sizeof samples);
  g_assert_cmpmem (data, 4, "RIFF", 4);
  g_assert_cmpuint (GUINT32_FROM_LE (samples), ==, length - 44);
  g_assert_cmpstr (media->type, ==, "audio/wav");
}

static void
test_wrong (void)
{
  static const struct { BookgenRehearsalMediaReader reader; const char *text; } cases[] = {
    { bookgen_rehearsal_media_read_picture, "" },
    { bookgen_rehearsal_media_read_picture, "[]" },
    { bookgen_rehearsal_media_read_picture, "{\"prompt\":\"p\"}" },
    { bookgen_rehearsal_media_read_picture, "{\"model\":\"m\"}" },
    { bookgen_rehearsal_media_read_picture, "{\"model\":\"m\",\"prompt\":\"p\",\"size\":\"0x9\"}" },
    { bookgen_rehearsal_media_read_picture, "{\"model\":\"m\",\"prompt\":\"p\",\"size\":\"99999x99999\"}" },
    { bookgen_rehearsal_media_read_picture, "{\"model\":\"m\",\"prompt\":\"p\",\"size\":\"large\"}" },
    { bookgen_rehearsal_media_read_speech, "{\"model\":\"m\",\"voice\":\"v\"}" },
    { bookgen_rehearsal_media_read_speech, "{\"model\":\"m\",\"input\":\"i\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *problem = NULL;
      g_assert_null (read_text (cases[i].reader, cases[i].text, &problem));
      g_assert_nonnull (problem);
    }
}

static void
test_too_long_to_speak (void)
{
  g_autofree char *words = g_strnfill (4097, 'a');
  g_autofree char *ask = g_strdup_printf ("{\"model\":\"m\",\"voice\":\"v\",\"input\":\"%s\"}", words);
  const char *problem = NULL;

  g_assert_null (read_text (bookgen_rehearsal_media_read_speech, ask, &problem));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal/media/picture", test_picture);
  g_test_add_func ("/rehearsal/media/speech", test_speech);
  g_test_add_func ("/rehearsal/media/wrong", test_wrong);
  g_test_add_func ("/rehearsal/media/too-long-to-speak", test_too_long_to_speak);
  return g_test_run ();
}
