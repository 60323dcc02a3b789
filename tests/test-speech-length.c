/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-speech-length.h"

#include <string.h>

/* N frames of MP3 that begin with HEAD, each BYTES long. */
static GByteArray *
make_mp3 (const char *head, guint bytes, guint n)
{
  GByteArray *data = g_byte_array_new ();
  g_autofree guint8 *frame = g_malloc0 (bytes);

  memcpy (frame, head, 4);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (data, frame, bytes);
  return data;
}

static void
test_mp3 (void)
{
  static const struct { const char *head; guint bytes, n; gint64 ms; } cases[] = {
    { "\xff\xfb\x90\x00", 417, 100, 2612 },   /* 44.1 kHz, 128 kbit/s */
    { "\xff\xfb\x92\x00", 418, 100, 2612 },   /* the same, padded */
    { "\xff\xf3\xe4\x00", 480, 1000, 24000 }, /* 24 kHz, 160 kbit/s: as speech comes */
    { "\xff\xe3\x88\x00", 576, 100, 7200 },   /* 8 kHz */
    { "\xff\xfb\xf0\x00", 417, 10, -1 },      /* a bit rate that there is not */
    { "\xff\xfd\x90\x00", 417, 10, -1 },      /* another layer */
    { "\xff\xfb\x9c\x00", 417, 10, -1 },      /* another rate */
    { "abcd", 417, 10, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) data = make_mp3 (cases[i].head, cases[i].bytes, cases[i].n);

      g_assert_cmpint (bookgen_speech_length_ms (data->data, data->len), ==, cases[i].ms);
    }
}

static void
test_tag_and_tail (void)
{
  g_autoptr (GByteArray) data = make_mp3 ("\xff\xf3\xe4\x00", 480, 10);
  g_autofree guint8 *tag = g_malloc0 (10 + 300);

  memcpy (tag, "ID3\x04\0\0\0\0\x02\x2c", 10); /* 2 * 128 + 44 */
  g_byte_array_prepend (data, tag, 310);
  g_byte_array_append (data, (const guint8 *) "TAGjunk", 7);
  g_assert_cmpint (bookgen_speech_length_ms (data->data, data->len), ==, 240);
  /* Cut in two, it lacks the frames that are not there; a tag that is longer than all has none. */
  g_assert_cmpint (bookgen_speech_length_ms (data->data, 310 + 480 * 5), ==, 120);
  g_assert_cmpint (bookgen_speech_length_ms (data->data, 100), ==, -1);
}

static void
test_wav (void)
{
  static const char head[] = "RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0"
                             "LIST\x03\0\0\0abc\0data";
  static const struct { const char *length; gint64 ms; } cases[] = { { "\x40\x1f\0\0", 1000 }, { "\xff\xff\xff\xff", 1250 }, { "\0\0\0\0", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) data = g_byte_array_new ();

      g_byte_array_append (data, (const guint8 *) head, sizeof head - 1);
      g_byte_array_append (data, (const guint8 *) cases[i].length, 4);
      g_byte_array_set_size (data, data->len + 10000);
      g_assert_cmpint (bookgen_speech_length_ms (data->data, data->len), ==, cases[i].ms);
      for (gsize length = 0; length < sizeof head; length++)
        g_assert_cmpint (bookgen_speech_length_ms (data->data, length), ==, -1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speech-length/mp3", test_mp3);
  g_test_add_func ("/speech-length/tag-and-tail", test_tag_and_tail);
  g_test_add_func ("/speech-length/wav", test_wav);
  return g_test_run ();
}
