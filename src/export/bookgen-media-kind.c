/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-media-kind.h"

typedef struct {
  const char *media_type;
  const char *suffix;
  gboolean core;
} Kind;

/* GIF may move and SVG may run scripts, which a book would have to say: they are not for EPUB here. */
static const Kind kinds[] = {
  { "image/png", "png", TRUE },
  { "image/jpeg", "jpg", TRUE },
  { "image/webp", "webp" },
  { "image/gif", "gif" },
  { "image/svg+xml", "svg" },
  { "audio/mpeg", "mp3" },
  { "audio/wav", "wav" },
  { "audio/ogg", "ogg" },
  { "audio/flac", "flac" },
  { "audio/mp4", "m4a" },
};

static const Kind *
find (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].media_type, media_type))
      return &kinds[i];
  return NULL;
}

const char *
bookgen_media_kind_get_suffix (const char *media_type)
{
  const Kind *kind = find (media_type);

  return kind ? kind->suffix : NULL;
}

gboolean
bookgen_media_kind_is_core (const char *media_type)
{
  const Kind *kind = find (media_type);

  return kind && kind->core;
}
