/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-materials.h"

struct _BookgenMaterials
{
  GHashTable *by_unit; /* owned unit id -> owned GListStore of BookgenMaterial */
  GHashTable *by_id;   /* borrowed gint64 -> owned BookgenMaterial; also what was taken away */
};

BookgenMaterials *
bookgen_materials_new (void)
{
  BookgenMaterials *self = g_new0 (BookgenMaterials, 1);

  self->by_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  return self;
}

void
bookgen_materials_free (BookgenMaterials *self)
{
  g_hash_table_unref (self->by_unit);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

static GListStore *
ensure_list (BookgenMaterials *self, const char *unit_id)
{
  GListStore *list = g_hash_table_lookup (self->by_unit, unit_id);

  if (list)
    return list;
  list = g_list_store_new (BOOKGEN_TYPE_MATERIAL);
  g_hash_table_insert (self->by_unit, g_strdup (unit_id), list);
  return list;
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 first = bookgen_material_get ((BookgenMaterial *) a)->id, second = bookgen_material_get ((BookgenMaterial *) b)->id;

  return (first > second) - (first < second);
}

static void
put (BookgenMaterials *self, BookgenMaterial *material)
{
  g_list_store_insert_sorted (ensure_list (self, bookgen_material_get (material)->unit_id), material, compare_ids, NULL);
}

void
bookgen_materials_add (BookgenMaterials *self, BookgenMaterial *facts)
{
  g_hash_table_replace (self->by_id, (gpointer) &bookgen_material_get (facts)->id, g_object_ref (facts));
  put (self, facts);
}

void
bookgen_materials_load (BookgenMaterials *self, GPtrArray *all)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->by_unit);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_list_store_remove_all (list);
  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < all->len; i++)
    bookgen_materials_add (self, all->pdata[i]);
}

gboolean
bookgen_materials_remove (BookgenMaterials *self, gint64 id)
{
  BookgenMaterial *material = g_hash_table_lookup (self->by_id, &id);
  GListStore *list = material ? ensure_list (self, bookgen_material_get (material)->unit_id) : NULL;
  guint position;

  if (!list || !g_list_store_find (list, material, &position))
    return FALSE;
  g_list_store_remove (list, position);
  return TRUE;
}

gboolean
bookgen_materials_restore (BookgenMaterials *self, gint64 id)
{
  BookgenMaterial *material = g_hash_table_lookup (self->by_id, &id);

  if (!material || g_list_store_find (ensure_list (self, bookgen_material_get (material)->unit_id), material, NULL))
    return FALSE;
  put (self, material);
  return TRUE;
}

gboolean
bookgen_materials_has (BookgenMaterials *self, const char *unit_id)
{
  GListModel *list = g_hash_table_size (self->by_unit) > 0 ? g_hash_table_lookup (self->by_unit, unit_id) : NULL;

  return list && g_list_model_get_n_items (list) > 0;
}

GListModel *
bookgen_materials_dup_list (BookgenMaterials *self, const char *unit_id)
{
  return G_LIST_MODEL (g_object_ref (ensure_list (self, unit_id)));
}

static gboolean
is_of_unit (gpointer id, gpointer material, gpointer unit_id)
{
  return g_str_equal (bookgen_material_get (material)->unit_id, unit_id);
}

void
bookgen_materials_drop (BookgenMaterials *self, const char *unit_id)
{
  GListStore *list = g_hash_table_lookup (self->by_unit, unit_id);

  if (!list)
    return; /* of a list there is always one where anything ever was */
  g_list_store_remove_all (list);
  g_hash_table_foreach_remove (self->by_id, is_of_unit, (gpointer) unit_id);
}
