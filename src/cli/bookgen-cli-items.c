/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-items.h"

#include <glib/gi18n.h>

#include "bookgen-list.h"

static gboolean
is_made (const BookgenListItem *item, GPtrArray *records, const char *stage, const char *unit_id)
{
  for (guint i = 0; !item->own && i < records->len; i++)
    {
      const BookgenTaskRecord *record = records->pdata[i];

      if (record->item == item->number && record->state == BOOKGEN_TASK_DONE && g_str_equal (record->stage, stage)
          && g_str_equal (record->unit_id, unit_id))
        return TRUE;
    }
  return item->own;
}

static void
append (GString *words, const BookgenStage *stage, GArray *items, GPtrArray *records, const char *unit_id)
{
  guint made = 0;

  for (guint i = 0; i < items->len; i++)
    made += is_made (&g_array_index (items, BookgenListItem, i), records, stage->id, unit_id);
  if (items->len == 0)
    return;
  g_string_append (words, words->len > 0 ? " · " : "");
  /* Translators: a stage of a chapter, how many of its pieces are done, of how many: "Pictures 2 of 4". */
  g_string_append_printf (words, _ ("%s %u of %u"), stage->title, made, items->len);
}

char *
bookgen_cli_items_word (BookgenSnapshot *snapshot, const BookgenPipeline *pipeline, GPtrArray *records, const char *unit_id,
                        GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; pipeline != NULL && i < pipeline->stages->len; i++)
    {
      const BookgenStage *stage = pipeline->stages->pdata[i];
      g_autoptr (GError) wrong = NULL;
      g_autoptr (BookgenRevision) list = stage->for_each == BOOKGEN_FOR_ITEM
                                             ? bookgen_snapshot_dup_newest (snapshot, unit_id, stage->item_of, &wrong) : NULL;
      g_autoptr (GArray) items = bookgen_list_read (list != NULL ? bookgen_revision_get (list)->text : NULL);

      if (wrong != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return NULL;
        }
      append (words, stage, items, records, unit_id);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
