/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-material.h"

#include "bookgen-revision.h"

#include <string.h>

struct _BookgenMaterial
{
  GObject parent_instance;

  BookgenMaterialData data; /* its strings are owned */
};

G_DEFINE_FINAL_TYPE (BookgenMaterial, bookgen_material, G_TYPE_OBJECT)

static void
bookgen_material_finalize (GObject *object)
{
  BookgenMaterialData *data = &BOOKGEN_MATERIAL (object)->data;

  g_free (data->unit_id);
  g_free (data->name);
  g_free (data->media_type);
  g_free (data->text);
  g_free (data->digest);
  G_OBJECT_CLASS (bookgen_material_parent_class)->finalize (object);
}

static void
bookgen_material_class_init (BookgenMaterialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bookgen_material_finalize;
}

static void
bookgen_material_init (BookgenMaterial *self)
{
}

static char *
dup_text (const char *text)
{
  gsize length = text ? strlen (text) : 0;
  const char *end = text;

  if (!text)
    return NULL;
  g_utf8_validate_len (text, MIN (length, BOOKGEN_MATERIAL_MAX_TEXT_BYTES), &end);
  return g_strndup (text, end - text);
}

static void
count (BookgenMaterialData *data)
{
  const char *text = data->text ? data->text : "";

  data->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  data->words = bookgen_revision_count_words (text);
}

BookgenMaterial *
bookgen_material_new (const BookgenMaterialData *data)
{
  BookgenMaterial *self = g_object_new (BOOKGEN_TYPE_MATERIAL, NULL);

  self->data = *data;
  self->data.unit_id = g_strdup (data->unit_id ? data->unit_id : "");
  self->data.name = g_strdup (data->name ? data->name : "");
  self->data.media_type = g_strdup (data->media_type ? data->media_type : "text/plain");
  self->data.text = dup_text (data->text);
  self->data.digest = g_strdup (data->digest);
  if (!data->digest)
    count (&self->data);
  return self;
}

const BookgenMaterialData *
bookgen_material_get (BookgenMaterial *self)
{
  return &self->data;
}

guint
bookgen_material_count_pages (guint words)
{
  return MAX (1, words / BOOKGEN_WORDS_A_PAGE + (words % BOOKGEN_WORDS_A_PAGE > 0));
}
