/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-picture.h"

#include "bookgen-media-kind.h"

BookgenPicture *
bookgen_picture_new (BookgenMedia *media, guint number)
{
  BookgenPicture *self = g_new0 (BookgenPicture, 1);
  const char *suffix = bookgen_media_kind_get_suffix (bookgen_media_get (media)->media_type);

  self->name = g_strdup_printf ("img-%04u.%s", number, suffix);
  self->media = g_object_ref (media);
  return self;
}

void
bookgen_picture_free (BookgenPicture *self)
{
  g_free (self->name);
  g_object_unref (self->media);
  g_free (self);
}

const BookgenMediaData *
bookgen_picture_get (const BookgenPicture *self)
{
  return bookgen_media_get (self->media);
}

gboolean
bookgen_picture_is_decorative (const BookgenPicture *self)
{
  const BookgenMediaData *data = bookgen_picture_get (self);

  return *data->caption == '\0' && *data->alt == '\0';
}
