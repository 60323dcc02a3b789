/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-section-media.h"

#include "bookgen-media-kind.h"

static void
add_picture (BookgenSection *section, BookgenMedia *media, guint *pictures)
{
  if (!section->pictures)
    section->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) bookgen_picture_free);
  g_ptr_array_add (section->pictures, bookgen_picture_new (media, ++*pictures));
}

/* A piece belongs to the first one of its stage when it was spoken from the same text and none is missing between them:
 * what an earlier, longer text left behind does not. */
static gboolean
goes_on (GPtrArray *recordings, const BookgenMediaData *piece)
{
  const BookgenMediaData *last = NULL;

  if (recordings->len > 0)
    last = bookgen_media_get (g_ptr_array_index (recordings, recordings->len - 1));
  if (piece->item == 1)
    return TRUE;
  return last && g_str_equal (last->stage, piece->stage) && last->item + 1 == piece->item
         && g_str_equal (last->made_from, piece->made_from);
}

static void
add_recording (BookgenSection *section, BookgenMedia *media)
{
  if (!section->recordings)
    section->recordings = g_ptr_array_new_with_free_func (g_object_unref);
  if (goes_on (section->recordings, bookgen_media_get (media)))
    g_ptr_array_add (section->recordings, g_object_ref (media));
}

gboolean
bookgen_section_read_media (BookgenSection *section, BookgenSnapshot *snapshot, gboolean real, guint *pictures,
                            GError **error)
{
  g_autoptr (GPtrArray) all = bookgen_snapshot_dup_media (snapshot, section->id, error);

  for (guint i = 0; all && i < all->len; i++)
    {
      BookgenMedia *media = g_ptr_array_index (all, i);
      const BookgenMediaData *data = bookgen_media_get (media);

      if (!bookgen_media_kind_get_suffix (data->media_type) || (real && data->rehearsal))
        continue;
      if (g_str_has_prefix (data->media_type, "image/"))
        add_picture (section, media, pictures);
      else
        add_recording (section, media);
    }
  return all != NULL;
}
