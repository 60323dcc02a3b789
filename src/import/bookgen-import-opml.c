/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bookgen-import-reader.h"
#include "bookgen-import-target.h"
#include "bookgen-import-xml.h"

#define NAMESPACE (const xmlChar *) "urn:bookgen:outline"

typedef struct {
  BookgenImport *import; /* borrowed */
  guint items, feeds;
} Walk;

gboolean
bookgen_import_opml_recognises (const BookgenImportSource *source)
{
  return source->root && g_ascii_strcasecmp (source->root, "opml") == 0;
}

/* OPML 2.0 has "text"; other programs write other names. */
static char *
dup_first_attribute (xmlNode *node, const char *const *names, gboolean one_line)
{
  for (; *names; names++)
    {
      g_autofree char *value = bookgen_import_xml_dup_attribute (node, *names);

      if (value && *value)
        return bookgen_import_xml_strip (value, one_line);
    }
  return g_strdup ("");
}

/* As we write it ourselves, in a namespace of our own. Titles and notes are then plain text, not HTML. */
static gboolean
add_marked (Walk *walk, xmlNode *node, int level)
{
  g_autofree char *id = bookgen_import_xml_dup_attribute (node, "id");
  g_autofree char *depends_on = bookgen_import_xml_dup_attribute (node, "depends-on");
  xmlChar *kind_name = xmlGetNsProp (node, (const xmlChar *) "kind", NAMESPACE);
  xmlChar *words = xmlGetNsProp (node, (const xmlChar *) "words", NAMESPACE);
  g_autofree char *title = bookgen_import_xml_dup_attribute (node, "text");
  g_autofree char *note = bookgen_import_xml_dup_attribute (node, "_note");
  BookgenUnitKind kind;
  gboolean marked = kind_name && bookgen_unit_kind_from_string ((const char *) kind_name, &kind);

  if (marked)
    {
      BookgenImportItem *item = bookgen_import_items_add (walk->import->items, level, title);

      bookgen_import_item_mark (item, kind);
      bookgen_import_item_add_text (item, note ? note : "", -1);
      item->target_words = words ? bookgen_import_target_read ((const char *) words) : 0;
      item->writer = bookgen_import_xml_attribute_is (node, "writer", "me") ? BOOKGEN_WRITER_ME : BOOKGEN_WRITER_MODEL;
      item->left_out = bookgen_import_xml_attribute_is (node, "in-book", "no");
      item->locked = bookgen_import_xml_attribute_is (node, "locked", "yes");
      bookgen_import_item_set_id (item, id);
      bookgen_import_item_set_depends_on (item, depends_on, " ");
      walk->items++;
    }
  xmlFree (kind_name);
  xmlFree (words);
  return marked;
}

static void
add_outline (Walk *walk, xmlNode *node, int level)
{
  static const char *const titles[] = { "text", "title", "name", NULL };
  static const char *const synopses[] = { "_synopsis", "synopsis", NULL };
  static const char *const notes[] = { "_note", "note", "notes", "description", "summary", NULL };
  g_autofree char *synopsis = dup_first_attribute (node, synopses, FALSE);
  g_autofree char *title = dup_first_attribute (node, titles, TRUE);
  g_autofree char *note = dup_first_attribute (node, notes, FALSE);
  BookgenImportItem *item = bookgen_import_items_add (walk->import->items, level, title);

  bookgen_import_item_add_text (item, synopsis, -1);
  bookgen_import_item_add_text (item, note, -1);
  walk->items++;
  walk->feeds += bookgen_import_xml_attribute_is (node, "type", "rss") || xmlHasProp (node, (const xmlChar *) "xmlUrl");
}

/* What is commented out is no part of the outline; includes are lines, and never fetched. */
static void
add_outlines (Walk *walk, xmlNode *parent, int level)
{
  for (xmlNode *node = bookgen_import_xml_child (parent, "outline"); node; node = bookgen_import_xml_next (node, "outline"))
    {
      if (bookgen_import_xml_attribute_is (node, "isComment", "true"))
        continue;
      if (!add_marked (walk, node, level))
        add_outline (walk, node, level);
      add_outlines (walk, node, level + 1);
    }
}

static void
take_text (char **where, xmlNode *node)
{
  g_free (*where);
  *where = bookgen_import_xml_dup_text (node);
}

gboolean
bookgen_import_opml_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read (source->text, source->length, import, error);
  Walk walk = { .import = import };

  if (!document)
    return FALSE;
  xmlNode *root = xmlDocGetRootElement (document);
  xmlNode *head = bookgen_import_xml_child (root, "head"), *body = bookgen_import_xml_child (root, "body");

  take_text (&import->title, bookgen_import_xml_child (head, "title"));
  take_text (&import->author, bookgen_import_xml_child (head, "ownerName"));
  add_outlines (&walk, body ? body : root, 0);
  if (walk.feeds * 2 <= walk.items)
    return TRUE;
  g_set_error (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN, _ ("“%s” is a list of news feeds, not an outline."),
               source->name);
  return FALSE;
}
