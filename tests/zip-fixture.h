/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

/* Archives are made here, with the least a reader asks for: PKWARE APPNOTE, 4.3. */
typedef struct {
  GByteArray *bytes;     /* owned */
  GByteArray *directory; /* owned */
  guint count;
} Zip;

static inline void
put (GByteArray *out, guint32 value, guint size)
{
  for (guint i = 0; i < size; i++)
    {
      guint8 byte = value >> (8 * i);
      g_byte_array_append (out, &byte, 1);
    }
}

static inline guint32
crc32_of (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static inline GBytes *
deflated (const char *data, gsize size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_assert_true (g_output_stream_write_all (out, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static inline void
put_common (GByteArray *out, guint32 crc, gsize packed, gsize size, const char *name)
{
  put (out, 20, 2); /* version needed */
  put (out, 0, 2);
  put (out, 8, 2); /* deflated */
  put (out, 0, 4);
  put (out, crc, 4);
  put (out, packed, 4);
  put (out, size, 4);
  put (out, strlen (name), 2);
  put (out, 0, 2);
}

static inline void
zip_add (Zip *zip, const char *name, const char *data, gsize size)
{
  g_autoptr (GBytes) packed = deflated (data, size);
  guint32 crc = crc32_of ((const guint8 *) data, size);
  guint32 offset = zip->bytes->len;

  put (zip->bytes, 0x04034b50, 4);
  put_common (zip->bytes, crc, g_bytes_get_size (packed), size, name);
  g_byte_array_append (zip->bytes, (const guint8 *) name, strlen (name));
  g_byte_array_append (zip->bytes, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  put (zip->directory, 0x02014b50, 4);
  put (zip->directory, 20, 2);
  put_common (zip->directory, crc, g_bytes_get_size (packed), size, name);
  put (zip->directory, 0, 4); /* no remark, first disk */
  put (zip->directory, 0, 2);
  put (zip->directory, 0, 4); /* attributes */
  put (zip->directory, offset, 4);
  g_byte_array_append (zip->directory, (const guint8 *) name, strlen (name));
  zip->count++;
}

static inline Zip
zip_new (void)
{
  return (Zip){ .bytes = g_byte_array_new (), .directory = g_byte_array_new () };
}

static inline GBytes *
zip_end (Zip *zip)
{
  guint32 offset = zip->bytes->len;

  g_byte_array_append (zip->bytes, zip->directory->data, zip->directory->len);
  put (zip->bytes, 0x06054b50, 4);
  put (zip->bytes, 0, 4);
  put (zip->bytes, zip->count, 2);
  put (zip->bytes, zip->count, 2);
  put (zip->bytes, zip->directory->len, 4);
  put (zip->bytes, offset, 4);
  put (zip->bytes, 0, 2);
  g_byte_array_unref (zip->directory);
  return g_byte_array_free_to_bytes (zip->bytes);
}
