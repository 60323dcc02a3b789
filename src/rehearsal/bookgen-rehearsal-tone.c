/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-tone.h"

#include <math.h>

enum { RATE = 8000, MS_PER_CHARACTER = 5, LEAST_MS = 100, MOST_MS = 5000 };

static void
append_number (GByteArray *wav, guint32 number, gsize length)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (wav, (const guint8 *) &little, length);
}

static void
append_name (GByteArray *wav, const char *name)
{
  g_byte_array_append (wav, (const guint8 *) name, 4);
}

static void
append_header (GByteArray *wav, guint32 samples)
{
  enum { PCM = 1, CHANNELS = 1, BITS = 8, FORMAT_BYTES = 16, HEAD_BYTES = 36 };

  append_name (wav, "RIFF");
  append_number (wav, HEAD_BYTES + samples, 4);
  append_name (wav, "WAVE");
  append_name (wav, "fmt ");
  append_number (wav, FORMAT_BYTES, 4);
  append_number (wav, PCM, 2);
  append_number (wav, CHANNELS, 2);
  append_number (wav, RATE, 4);
  append_number (wav, RATE, 4);
  append_number (wav, 1, 2);
  append_number (wav, BITS, 2);
  append_name (wav, "data");
  append_number (wav, samples, 4);
}

GBytes *
bookgen_rehearsal_tone_new (const char *text)
{
  GByteArray *wav = g_byte_array_new ();
  gint64 length_ms = CLAMP (g_utf8_strlen (text, -1) * MS_PER_CHARACTER, LEAST_MS, MOST_MS);
  guint32 samples = length_ms * RATE / 1000 & ~1;
  double pitch = 220 + g_str_hash (text) % 220;

  append_header (wav, samples);
  for (guint32 i = 0; i < samples; i++)
    {
      guint8 sample = 128 + 40 * sin (2 * G_PI * pitch * i / RATE);
      g_byte_array_append (wav, &sample, 1);
    }
  return g_byte_array_free_to_bytes (wav);
}
