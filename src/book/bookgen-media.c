/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-media.h"

struct _BookgenMedia
{
  GObject parent_instance;

  BookgenMediaData data; /* its strings and bytes are owned */
};

G_DEFINE_FINAL_TYPE (BookgenMedia, bookgen_media, G_TYPE_OBJECT)

static void
bookgen_media_finalize (GObject *object)
{
  BookgenMediaData *data = &BOOKGEN_MEDIA (object)->data;

  g_free (data->unit_id);
  g_free (data->stage);
  g_free (data->list);
  g_free (data->media_type);
  g_free (data->caption);
  g_free (data->alt);
  g_free (data->anchor);
  g_free (data->made_from);
  g_free (data->model);
  g_clear_pointer (&data->bytes, g_bytes_unref);
  G_OBJECT_CLASS (bookgen_media_parent_class)->finalize (object);
}

static void
bookgen_media_class_init (BookgenMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_media_finalize;
}

static void
bookgen_media_init (BookgenMedia *self)
{
}

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text ? text : "");
}

BookgenMedia *
bookgen_media_new (const BookgenMediaData *data)
{
  BookgenMedia *self = g_object_new (BOOKGEN_TYPE_MEDIA, NULL);

  self->data = *data;
  self->data.unit_id = dup_or_empty (data->unit_id);
  self->data.stage = dup_or_empty (data->stage);
  self->data.list = dup_or_empty (data->list);
  self->data.media_type = dup_or_empty (data->media_type);
  self->data.caption = dup_or_empty (data->caption);
  self->data.alt = dup_or_empty (data->alt);
  self->data.anchor = dup_or_empty (data->anchor);
  self->data.made_from = dup_or_empty (data->made_from);
  self->data.model = g_strdup (data->model);
  if (data->bytes)
    {
      self->data.bytes = g_bytes_ref (data->bytes);
      self->data.size_bytes = g_bytes_get_size (data->bytes);
    }
  return self;
}

const BookgenMediaData *
bookgen_media_get (BookgenMedia *self)
{
  return &self->data;
}
