/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-item.h"

#include <string.h>

static void
item_free (BookgenImportItem *self)
{
  g_free (self->title);
  g_free (self->number);
  g_free (self->brief);
  g_free (self->id);
  g_strfreev (self->depends_on);
  if (self->text)
    g_string_free (self->text, TRUE);
  g_free (self);
}

GPtrArray *
bookgen_import_items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
}

BookgenImportItem *
bookgen_import_items_add (GPtrArray *items, int level, const char *title)
{
  BookgenImportItem *item;

  if (items->len > BOOKGEN_IMPORT_MAX_ITEMS)
    return bookgen_import_items_last (items);
  item = g_new0 (BookgenImportItem, 1);
  item->level = level;
  item->title = g_strdup (title ? title : "");
  item->number = g_strdup ("");
  item->kind = BOOKGEN_UNIT_CHAPTER;
  g_ptr_array_add (items, item);
  return item;
}

BookgenImportItem *
bookgen_import_items_last (GPtrArray *items)
{
  return items->len > 0 ? g_ptr_array_index (items, items->len - 1) : NULL;
}

static void
add_after (BookgenImportItem *self, const char *gap, const char *text, gssize length)
{
  if (length < 0)
    length = strlen (text);
  if (!self->text)
    self->text = g_string_new (NULL);
  else if (self->text->len > 0)
    g_string_append (self->text, gap);
  g_string_append_len (self->text, text, length);
}

void
bookgen_import_item_add_text (BookgenImportItem *self, const char *text, gssize length)
{
  if (length != 0 && *text != '\0')
    add_after (self, "\n\n", text, length);
}

void
bookgen_import_item_add_line (BookgenImportItem *self, const char *text, gssize length)
{
  add_after (self, "\n", text, length);
}

void
bookgen_import_item_mark (BookgenImportItem *self, BookgenUnitKind kind)
{
  self->marked = TRUE;
  self->kind = kind;
}

void
bookgen_import_item_set_id (BookgenImportItem *self, const char *id)
{
  g_free (self->id);
  self->id = id && *id ? g_strdup (id) : NULL;
}

void
bookgen_import_item_set_depends_on (BookgenImportItem *self, const char *ids, const char *separator)
{
  g_strfreev (self->depends_on);
  self->depends_on = ids && *ids ? g_strsplit (ids, separator, -1) : NULL;
}

gboolean
bookgen_import_items_are_marked (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (((BookgenImportItem *) g_ptr_array_index (items, i))->marked)
      return TRUE;
  return FALSE;
}

guint
bookgen_import_items_find_depths (GPtrArray *items)
{
  g_autoptr (GArray) above = g_array_new (FALSE, FALSE, sizeof (int));
  guint deepest = 0;

  for (guint i = 0; i < items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (items, i);

      while (above->len > 0 && g_array_index (above, int, above->len - 1) >= item->level)
        g_array_set_size (above, above->len - 1);
      item->depth = above->len;
      deepest = MAX (deepest, item->depth);
      g_array_append_val (above, item->level);
    }
  return deepest;
}

guint
bookgen_import_items_end (GPtrArray *items, guint index)
{
  guint depth = ((BookgenImportItem *) g_ptr_array_index (items, index))->depth;
  guint end = index + 1;

  while (end < items->len && ((BookgenImportItem *) g_ptr_array_index (items, end))->depth > depth)
    end++;
  return end;
}

char *
bookgen_import_items_to_text (GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      BookgenImportItem *item = g_ptr_array_index (items, i);

      for (guint tab = 0; tab < item->depth; tab++)
        g_string_append_c (text, '\t');
      g_string_append (text, item->title);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
