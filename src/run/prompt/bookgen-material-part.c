/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-material-part.h"

#include <glib/gi18n-lib.h>

#include "bookgen-chat.h"
#include "bookgen-excerpt.h"

/* Providers' models read 128,000 tokens and more; a server on this machine is often set to 8,000. */
#define CLOUD_TOKENS 60000
#define LOCAL_TOKENS 4000
#define DIGEST_CHARS 16
/* No token has more. */
#define MAX_TOKEN_BYTES 16

gint64
bookgen_material_part_get_limit (BookgenEndpoint *endpoint)
{
  gboolean small = bookgen_endpoint_is_local (endpoint) && !bookgen_endpoint_is_rehearsal (endpoint);
  return small ? LOCAL_TOKENS : CLOUD_TOKENS;
}

char *
bookgen_material_part_make (GPtrArray *material, gint64 most_tokens)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < material->len && all->len < most_tokens * MAX_TOKEN_BYTES; i++)
    {
      const BookgenMaterialData *data = bookgen_material_get (material->pdata[i]);
      g_string_append_printf (all, "%s### %s\n\n%s\n", all->len > 0 ? "\n" : "", data->name, data->text != NULL ? data->text : "");
    }
  return all->len > 0 ? bookgen_excerpt_head (all->str, most_tokens) : NULL;
}

static void
add_digest (GChecksum **checksum, BookgenMaterial *material)
{
  const char *digest = bookgen_material_get (material)->digest;
  if (*checksum == NULL)
    *checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (*checksum, (const guchar *) (digest != NULL ? digest : ""), -1);
}

/* Takes CHECKSUM. */
static char *
finish_digest (GChecksum *checksum)
{
  if (checksum == NULL)
    return g_strdup ("");
  char *digest = g_strndup (g_checksum_get_string (checksum), DIGEST_CHARS);
  g_checksum_free (checksum);
  return digest;
}

char *
bookgen_material_part_digest (GPtrArray *material)
{
  GChecksum *checksum = NULL;
  for (guint i = 0; i < material->len; i++)
    add_digest (&checksum, material->pdata[i]);
  return finish_digest (checksum);
}

typedef void (*EachMaterial) (BookgenMaterial *material, gpointer user_data);

/* The chapter's own first, then what belongs to the book. */
static void
for_each (BookgenBook *book, const char *unit_id, EachMaterial each, gpointer user_data)
{
  const char *const ids[] = { unit_id, "" };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GListModel) list = bookgen_book_dup_material (book, ids[i]);
      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr (BookgenMaterial) material = g_list_model_get_item (list, j);
          each (material, user_data);
        }
    }
}

static void
add_to_digest (BookgenMaterial *material, gpointer user_data)
{
  add_digest (user_data, material);
}

char *
bookgen_material_part_digest_now (BookgenBook *book, const char *unit_id)
{
  GChecksum *checksum = NULL;
  for_each (book, unit_id, add_to_digest, &checksum);
  return finish_digest (checksum);
}

static void
add_words (BookgenMaterial *material, gpointer user_data)
{
  *(guint64 *) user_data += bookgen_material_get (material)->words;
}

char *
bookgen_material_part_dup_warning (BookgenBook *book, const char *unit_id, BookgenEndpoint *endpoint)
{
  guint64 words = 0, most = bookgen_material_part_get_limit (endpoint) * 3 / 4;
  for_each (book, unit_id, add_words, &words);
  if (words <= most)
    return NULL;
  return g_strdup_printf (_("This material is longer than the model can read: the first %u of %u pages will be used."),
                          bookgen_material_count_pages (most), bookgen_material_count_pages (MIN (words, G_MAXUINT)));
}
