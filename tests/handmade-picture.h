/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

/* One black pixel. */
static inline GBytes *
handmade_png_new (void)
{
  static const char base64[] = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==";
  gsize length;
  guchar *bytes = g_base64_decode (base64, &length);

  return g_bytes_new_take (bytes, length);
}

static inline BookgenMedia *
handmade_media_new (const char *stage, int item, const char *media_type, const char *made_from)
{
  g_autoptr (GBytes) bytes = handmade_png_new ();
  const BookgenMediaData data = { .stage = (char *) stage, .item = item, .media_type = (char *) media_type,
                                  .made_from = (char *) made_from, .bytes = bytes };

  return bookgen_media_new (&data);
}

static inline BookgenPicture *
handmade_picture_new (guint number, const char *media_type, const char *anchor, const char *caption, const char *alt)
{
  g_autoptr (GBytes) bytes = handmade_png_new ();
  const BookgenMediaData data = { .media_type = (char *) media_type, .anchor = (char *) anchor,
                                  .caption = (char *) caption, .alt = (char *) alt, .bytes = bytes };
  g_autoptr (BookgenMedia) media = bookgen_media_new (&data);

  return bookgen_picture_new (media, number);
}

static inline void
handmade_section_add_picture (BookgenSection *section, BookgenPicture *picture)
{
  if (!section->pictures)
    section->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_picture_free);
  g_ptr_array_add (section->pictures, picture);
}

static inline void
handmade_section_add_recording (BookgenSection *section, BookgenMedia *media)
{
  if (!section->recordings)
    section->recordings = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (section->recordings, media);
}
