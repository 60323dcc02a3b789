/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-material-part.h"

#include <glib/gi18n-lib.h>

#include "bookgen-chat.h"
#include "bookgen-excerpt.h"

/* Of models nobody has told about: a provider's read 128,000 tokens and more; a server on this machine is often set to 8,000. */
#define CLOUD_TOKENS 60000
#define LOCAL_TOKENS 4000
/* The other half is for the instructions, what chapters share, and the text itself. */
#define CONTEXT_SHARE 2
/* No request grows beyond this, whatever a model reads. */
#define MOST_TOKENS 500000
#define DIGEST_CHARS 16
#define MOST_WARNINGS 3
/* No token has more. */
#define MAX_TOKEN_BYTES 16

gint64
bookgen_material_part_get_limit (BookgenEndpoint *endpoint, gint64 context_tokens)
{
  if (context_tokens > 0)
    return MIN (context_tokens / CONTEXT_SHARE, MOST_TOKENS);
  gboolean small = endpoint != NULL && bookgen_endpoint_is_local (endpoint) && !bookgen_endpoint_is_rehearsal (endpoint);
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

char *
bookgen_material_part_digest (GPtrArray *material)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  if (material->len == 0)
    return g_strdup ("");
  for (guint i = 0; i < material->len; i++)
    {
      const char *digest = bookgen_material_get (material->pdata[i])->digest;
      g_checksum_update (checksum, (const guchar *) (digest != NULL ? digest : ""), -1);
    }
  return g_strndup (g_checksum_get_string (checksum), DIGEST_CHARS);
}

char *
bookgen_material_part_digest_read (BookgenSnapshot *snapshot, const char *unit_id, GError **error)
{
  const char *const ids[] = { unit_id, "" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) material = bookgen_snapshot_dup_material (snapshot, ids[i], error);
      if (material == NULL)
        return NULL;
      g_ptr_array_extend (all, material, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
    }
  return bookgen_material_part_digest (all);
}

/* Of the chapter's own and of what belongs to the book. */
static guint64
count_words (BookgenBook *book, const char *unit_id)
{
  const char *const ids[] = { unit_id, "" };
  guint64 words = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GListModel) list = bookgen_book_dup_material (book, ids[i]);
      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr (BookgenMaterial) material = g_list_model_get_item (list, j);
          words += bookgen_material_get (material)->words;
        }
    }
  return words;
}

gboolean
bookgen_material_part_has_any (BookgenBook *book)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (book), TRUE);
  for (guint i = 0; i < units->len; i++)
    if (count_words (book, bookgen_unit_get_id (units->pdata[i])) > 0)
      return TRUE;
  return FALSE;
}

/* Four tokens for three words, as is usual. */
static gint64
tokens_of (guint64 words, gint64 most_tokens)
{
  return MIN ((gint64) words * 4 / 3, most_tokens);
}

GHashTable *
bookgen_material_part_count_tokens (BookgenBook *book, gint64 most_tokens)
{
  GHashTable *tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (book), TRUE);
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      guint64 words = count_words (book, id);
      if (words > 0)
        g_hash_table_insert (tokens, g_strdup (id), GUINT_TO_POINTER ((guint) tokens_of (words, most_tokens)));
    }
  return tokens;
}

static gboolean
read_words (BookgenSnapshot *snapshot, const char *unit_id, guint64 *words, GError **error)
{
  g_autoptr (GPtrArray) material = bookgen_snapshot_dup_material (snapshot, unit_id, error);
  for (guint i = 0; material != NULL && i < material->len; i++)
    *words += bookgen_material_get (material->pdata[i])->words;
  return material != NULL;
}

GHashTable *
bookgen_material_part_count_read_tokens (BookgenSnapshot *snapshot, gint64 most_tokens, GError **error)
{
  g_autoptr (GHashTable) tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_snapshot_get_outline (snapshot), TRUE);
  guint64 of_book = 0;
  if (!read_words (snapshot, "", &of_book, error))
    return NULL;
  for (guint i = 0; i < units->len; i++)
    {
      const char *id = bookgen_unit_get_id (units->pdata[i]);
      guint64 words = of_book;
      if (!read_words (snapshot, id, &words, error))
        return NULL;
      if (words > 0)
        g_hash_table_insert (tokens, g_strdup (id), GUINT_TO_POINTER ((guint) tokens_of (words, most_tokens)));
    }
  return g_steal_pointer (&tokens);
}

char *
bookgen_material_part_dup_warning (BookgenBook *book, const char *unit_id, gint64 most_tokens)
{
  guint64 words = count_words (book, unit_id), most = most_tokens * 3 / 4;
  if (words <= most)
    return NULL;
  return g_strdup_printf (_("This material is longer than the model can read: the first %u of %u pages will be used."),
                          bookgen_material_count_pages (most), bookgen_material_count_pages (MIN (words, G_MAXUINT)));
}

char *
bookgen_material_part_dup_warnings (BookgenBook *book, gint64 most_tokens)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (bookgen_book_get_outline (book), TRUE);
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0, told = 0; i < units->len && told < MOST_WARNINGS; i++)
    {
      g_autofree char *warning = bookgen_material_part_dup_warning (book, bookgen_unit_get_id (units->pdata[i]), most_tokens);
      if (warning != NULL)
        g_string_append_printf (lines, "%s%s: %s", told++ > 0 ? "\n" : "", bookgen_unit_get_title (units->pdata[i]), warning);
    }
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}
