/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-inflate.h"

enum {
  BLOCK_BYTES = 16 * 1024,
  MAX_OUT_BYTES = 64 * 1024 * 1024, /* of one answer: frames around a text of the largest size */
};

struct _BookgenInflate {
  GConverter *converter;
  gboolean deflate;  /* which may come without its frame (RFC 9110, 8.4.1.2) */
  gboolean finished; /* what follows is no part of it */
  gsize in_bytes, out_bytes;
};

BookgenInflate *
bookgen_inflate_new (const char *coding)
{
  gboolean gzip = g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0;
  gboolean deflate = g_ascii_strcasecmp (coding, "deflate") == 0;
  BookgenInflate *self;

  if (!gzip && !deflate)
    return NULL;
  self = g_new0 (BookgenInflate, 1);
  self->deflate = deflate;
  self->converter = G_CONVERTER (
      g_zlib_decompressor_new (gzip ? G_ZLIB_COMPRESSOR_FORMAT_GZIP : G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  return self;
}

void
bookgen_inflate_free (BookgenInflate *self)
{
  g_object_unref (self->converter);
  g_free (self);
}

/* RFC 1950: the first byte names the method in its low half. */
static void
look_at_frame (BookgenInflate *self, guint8 first)
{
  if (!self->deflate || self->in_bytes > 0 || (first & 0x0F) == 8)
    return;
  g_object_unref (self->converter);
  self->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
}

/* One block. FALSE with error: PARTIAL_INPUT when more bytes are needed. */
static gboolean
inflate_block (BookgenInflate *self, const char **bytes, gsize *length, GByteArray *out, GError **error)
{
  guint8 block[BLOCK_BYTES];
  gsize read, written;
  GConverterResult result = g_converter_convert (self->converter, *bytes, *length, block, sizeof block, G_CONVERTER_NO_FLAGS,
                                                 &read, &written, error);

  if (result == G_CONVERTER_ERROR)
    return FALSE;
  *bytes += read;
  *length -= read;
  self->finished = result == G_CONVERTER_FINISHED;
  self->out_bytes += written;
  g_byte_array_append (out, block, written);
  return TRUE;
}

gboolean
bookgen_inflate_push (BookgenInflate *self, const char *bytes, gsize length, GByteArray *out)
{
  g_autoptr (GError) error = NULL;

  if (length > 0)
    look_at_frame (self, (guint8) *bytes);
  self->in_bytes += length;
  while (!self->finished && self->out_bytes <= MAX_OUT_BYTES)
    if (!inflate_block (self, &bytes, &length, out, &error))
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  return self->finished;
}
