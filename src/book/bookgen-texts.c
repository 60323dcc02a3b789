/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-texts.h"

struct _BookgenTexts
{
  GHashTable *by_id;   /* borrowed gint64 -> owned BookgenRevision */
  GHashTable *by_unit; /* owned unit id -> owned GListStore, newest first */
  GHashTable *current; /* owned unit id -> borrowed BookgenRevision */
  GHashTable *held;    /* owned unit id -> count */
  gint64 last_id;
};

BookgenTexts *
bookgen_texts_new (void)
{
  BookgenTexts *self = g_new0 (BookgenTexts, 1);

  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  self->by_unit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->current = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
bookgen_texts_free (BookgenTexts *self)
{
  g_hash_table_unref (self->current);
  g_hash_table_unref (self->by_unit);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->held);
  g_free (self);
}

static GListStore *
ensure_list (BookgenTexts *self, const char *unit_id)
{
  GListStore *list = g_hash_table_lookup (self->by_unit, unit_id);

  if (!list)
    {
      list = g_list_store_new (BOOKGEN_TYPE_REVISION);
      g_hash_table_insert (self->by_unit, g_strdup (unit_id), list);
    }
  return list;
}

void
bookgen_texts_add (BookgenTexts *self, BookgenRevision *facts)
{
  const BookgenRevisionData *data = bookgen_revision_get (facts);

  g_hash_table_insert (self->by_id, (gpointer) &data->id, g_object_ref (facts));
  g_list_store_insert (ensure_list (self, data->unit_id), 0, facts);
  self->last_id = MAX (self->last_id, data->id);
}

BookgenRevision *
bookgen_texts_set_current (BookgenTexts *self, const char *unit_id, gint64 revision_id)
{
  BookgenRevision *revision = bookgen_texts_find (self, revision_id);

  if (!revision || !g_str_equal (bookgen_revision_get (revision)->unit_id, unit_id) ||
      bookgen_texts_get_current (self, unit_id) == revision)
    return NULL;
  g_hash_table_insert (self->current, g_strdup (unit_id), revision);
  return revision;
}

BookgenRevision *
bookgen_texts_find (BookgenTexts *self, gint64 id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

BookgenRevision *
bookgen_texts_get_current (BookgenTexts *self, const char *unit_id)
{
  return g_hash_table_lookup (self->current, unit_id);
}

BookgenRevision *
bookgen_texts_get_newest (BookgenTexts *self, const char *unit_id, const char *stage)
{
  GListModel *list = g_hash_table_lookup (self->by_unit, unit_id);

  for (guint i = 0; list && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (list, i);

      if (g_str_equal (bookgen_revision_get (revision)->stage, stage))
        return revision; /* the list holds it */
    }
  return NULL;
}

gint64
bookgen_texts_get_last_id (BookgenTexts *self)
{
  return self->last_id;
}

gboolean
bookgen_texts_has (BookgenTexts *self, const char *unit_id)
{
  GListModel *list = g_hash_table_size (self->by_unit) > 0 ? g_hash_table_lookup (self->by_unit, unit_id) : NULL;

  return list && g_list_model_get_n_items (list) > 0;
}

void
bookgen_texts_drop (BookgenTexts *self, const char *unit_id)
{
  GListStore *list = g_hash_table_lookup (self->by_unit, unit_id);

  g_hash_table_remove (self->current, unit_id);
  for (guint i = 0; list && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (BookgenRevision) revision = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_hash_table_remove (self->by_id, &bookgen_revision_get (revision)->id);
    }
  if (list)
    g_list_store_remove_all (list);
}

GListModel *
bookgen_texts_dup_list (BookgenTexts *self, const char *unit_id)
{
  return G_LIST_MODEL (g_object_ref (ensure_list (self, unit_id)));
}

static guint
get_holds (BookgenTexts *self, const char *unit_id)
{
  return g_hash_table_size (self->held) > 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (self->held, unit_id)) : 0;
}

void
bookgen_texts_hold (BookgenTexts *self, const char *unit_id)
{
  g_hash_table_insert (self->held, g_strdup (unit_id), GUINT_TO_POINTER (get_holds (self, unit_id) + 1));
}

void
bookgen_texts_release (BookgenTexts *self, const char *unit_id)
{
  g_return_if_fail (bookgen_texts_is_held (self, unit_id));

  g_hash_table_insert (self->held, g_strdup (unit_id), GUINT_TO_POINTER (get_holds (self, unit_id) - 1));
}

gboolean
bookgen_texts_is_held (BookgenTexts *self, const char *unit_id)
{
  return get_holds (self, unit_id) > 0;
}
