/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-rehearsal-picture.h"

#include <string.h>

/* PNG (ISO/IEC 15948): signature, then chunks of length, name, data and a CRC over name and data. */
static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static guint32
crc_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return crc ^ 0xffffffff;
}

static void
append_number (GByteArray *png, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *png, const char *name, const guint8 *data, gsize length)
{
  guint start;

  append_number (png, length);
  start = png->len;
  g_byte_array_append (png, (const guint8 *) name, 4);
  g_byte_array_append (png, data, length);
  append_number (png, crc_of (png->data + start, png->len - start));
}

static void
append_header (GByteArray *png, guint width, guint height)
{
  enum { BITS = 8, PALETTE = 3 };
  guint8 header[13] = { 0 };
  guint32 big[] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };

  memcpy (header, big, sizeof big);
  header[8] = BITS;
  header[9] = PALETTE;
  append_chunk (png, "IHDR", header, sizeof header);
}

/* A light ground and a darker ink, of the same hue as often as not. */
static void
append_palette (GByteArray *png, guint hash)
{
  guint8 colours[6];

  for (guint i = 0; i < 3; i++)
    {
      guint8 part = hash >> (8 * i);
      colours[i] = 200 + part % 56;
      colours[3 + i] = 60 + part % 100;
    }
  append_chunk (png, "PLTE", colours, sizeof colours);
}

static gboolean
is_ink (guint x, guint y, guint width, guint height)
{
  guint frame = 1 + MIN (width, height) / 64;
  guint64 slope = (guint64) y * width / height;

  return x < frame || y < frame || x + frame >= width || y + frame >= height || (x + frame > slope && x < slope + frame);
}

static GBytes *
compress (const GByteArray *rows)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));

  g_output_stream_write_all (stream, rows->data, rows->len, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Each row begins with its filter: none. */
static void
append_rows (GByteArray *png, guint width, guint height)
{
  g_autoptr (GByteArray) rows = g_byte_array_sized_new (height * (width + 1));
  g_autoptr (GBytes) data = NULL;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x <= width; x++)
      {
        guint8 byte = x > 0 && is_ink (x - 1, y, width, height);
        g_byte_array_append (rows, &byte, 1);
      }
  data = compress (rows);
  append_chunk (png, "IDAT", g_bytes_get_data (data, NULL), g_bytes_get_size (data));
}

GBytes *
bookgen_rehearsal_picture_new (const char *prompt, guint width, guint height)
{
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, signature, sizeof signature);
  append_header (png, width, height);
  append_palette (png, g_str_hash (prompt));
  append_rows (png, width, height);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}
