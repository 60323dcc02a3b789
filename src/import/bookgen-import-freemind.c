/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-column.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"
#include "bookgen-import-xml.h"

/* FreeMind and Freeplane: a map's nodes. Styles are nodes of another name inside hooks, which are not entered. */
gboolean
bookgen_import_freemind_recognises (const BookgenImportSource *source)
{
  return source->root && strcmp (source->root, "map") == 0;
}

static xmlNode *
find_rich_content (xmlNode *node, const char *type)
{
  for (xmlNode *rich = bookgen_import_xml_child (node, "richcontent"); rich; rich = bookgen_import_xml_next (rich, "richcontent"))
    if (bookgen_import_xml_attribute_is (rich, "TYPE", type))
      return rich;
  return NULL;
}

static char *
dup_title (xmlNode *node)
{
  g_autofree char *text = bookgen_import_xml_dup_attribute (node, "TEXT");
  xmlNode *rich = find_rich_content (node, "NODE");

  /* Text is HTML only where it says so: "<Ins>" is the name of a key. */
  if (text && g_ascii_strncasecmp (text + strspn (text, " \n\t"), "<html", 5) == 0)
    return bookgen_import_xml_strip (text, TRUE);
  if (text && *text)
    return g_steal_pointer (&text);
  if (rich)
    return bookgen_import_xml_dup_line (rich);
  g_free (text);
  text = bookgen_import_xml_dup_attribute (node, "LOCALIZED_TEXT");
  return g_strdup (text ? text : "");
}

static void
add_rich_text (BookgenImportItem *item, xmlNode *node, const char *type)
{
  g_autofree char *text = bookgen_import_xml_dup_paragraphs (find_rich_content (node, type));

  bookgen_import_item_add_text (item, text, -1);
}

/* Freeplane's attributes, of which one may be the length. */
static void
take_attributes (BookgenImportItem *item, xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, "attribute"); child; child = bookgen_import_xml_next (child, "attribute"))
    {
      g_autofree char *name = bookgen_import_xml_dup_attribute (child, "NAME");
      g_autofree char *value = bookgen_import_xml_dup_attribute (child, "VALUE");
      BookgenImportLabel label;

      if (name && value && bookgen_import_column_find (name, &label) == BOOKGEN_IMPORT_COLUMN_WORDS)
        item->target_words = bookgen_import_target_read (value);
    }
}

static void
add_nodes (BookgenImport *import, xmlNode *parent, int level)
{
  for (xmlNode *node = bookgen_import_xml_child (parent, "node"); node; node = bookgen_import_xml_next (node, "node"))
    {
      g_autofree char *title = dup_title (node);
      BookgenImportItem *item = bookgen_import_items_add (import->items, level, title);

      take_attributes (item, node);
      add_rich_text (item, node, "DETAILS");
      add_rich_text (item, node, "NOTE");
      add_nodes (import, node, level + 1);
    }
}

gboolean
bookgen_import_freemind_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read (source->text, source->length, import, error);

  if (!document)
    return FALSE;
  add_nodes (import, xmlDocGetRootElement (document), 0);
  return TRUE;
}
