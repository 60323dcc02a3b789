/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-speech-length.h"

#include <string.h>

/* MP3: ISO/IEC 11172-3, 2.4.2.3, and 13818-3 for the lower rates; "2.5" halves these once more. */

typedef struct {
  gsize bytes;
  double ms;
} Frame;

static gboolean
read_frame (const guint8 *data, gsize length, Frame *frame)
{
  static const guint kbits[2][15] = { { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
                                      { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 } };
  static const guint rates[3] = { 44100, 48000, 32000 };
  enum { VERSION_2_5 = 0, RESERVED = 1, VERSION_2 = 2, VERSION_1 = 3, LAYER_III = 1 };

  if (length < 4 || data[0] != 0xff || (data[1] & 0xe0) != 0xe0)
    return FALSE;
  guint version = data[1] >> 3 & 3, layer = data[1] >> 1 & 3, bits = data[2] >> 4, rate = data[2] >> 2 & 3, pad = data[2] >> 1 & 1;
  if (version == RESERVED || layer != LAYER_III || bits == 0 || bits == 15 || rate == 3)
    return FALSE;
  guint per_second = rates[rate] >> (version == VERSION_1 ? 0 : version == VERSION_2 ? 1 : 2);
  guint samples = version == VERSION_1 ? 1152 : 576;
  frame->bytes = samples / 8 * kbits[version != VERSION_1][bits] * 1000 / per_second + pad;
  frame->ms = samples * 1e3 / per_second;
  return TRUE;
}

/* Behind the tag at the beginning, whose length has seven bits in a byte (ID3 2.4, 3.1). */
static gsize
skip_tag (const guint8 *data, gsize length)
{
  if (length < 10 || memcmp (data, "ID3", 3) != 0)
    return 0;
  return 10 + ((gsize) (data[6] & 0x7f) << 21 | (data[7] & 0x7f) << 14 | (data[8] & 0x7f) << 7 | (data[9] & 0x7f));
}

static gint64
measure_mp3 (const guint8 *data, gsize length)
{
  gsize start = skip_tag (data, length), at = start;
  double ms = 0;
  Frame frame;

  while (at < length && read_frame (data + at, length - at, &frame))
    {
      ms += frame.ms;
      at += frame.bytes;
    }
  /* What breaks off early tells nothing; a little that is no frame stands at the end of many. */
  return at > start && at >= length / 2 ? (gint64) (ms + 0.5) : -1;
}

/* WAV: chunks of a name, a length and their content. */

static guint32
read_number (const guint8 *data)
{
  return data[0] | data[1] << 8 | data[2] << 16 | (guint32) data[3] << 24;
}

static gint64
measure_wav (const guint8 *data, gsize length)
{
  guint32 bytes_per_second = 0;

  for (gsize at = 12; at + 8 <= length;)
    {
      gsize left = length - at - 8;
      gsize bytes = MIN (read_number (data + at + 4), left); /* who streams it does not know the length at its beginning */

      if (memcmp (data + at, "fmt ", 4) == 0 && bytes >= 12)
        bytes_per_second = read_number (data + at + 16);
      if (memcmp (data + at, "data", 4) == 0)
        return bytes_per_second > 0 ? (gint64) bytes * 1000 / bytes_per_second : -1;
      at += 8 + bytes + (bytes & 1);
    }
  return -1;
}

gint64
bookgen_speech_length_ms (const guint8 *data, gsize length)
{
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WAVE", 4) == 0)
    return measure_wav (data, length);
  return measure_mp3 (data, length);
}
