/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-number.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-title.h"
#include "bookgen-import-xml.h"

/* Levels below any heading's. */
#define LIST_LEVEL 10

/* A page says what is in it by its headings, by lists of links, or by a table; or it is plain lines. */
typedef struct {
  BookgenImport *import; /* borrowed */
  guint headings, links, rows, paragraphs;
  xmlNode *contents;        /* a list that is called the contents; borrowed */
  gboolean lists, linked, tables; /* what else is the outline */
  gboolean with_text;
} Page;

gboolean
bookgen_import_html_recognises (const BookgenImportSource *source)
{
  static const char *const roots[] = { "html", "body", "ul", "ol", "div", "h1", "h2", "nav", "table", "section", "article", "main",
                                       "p", "meta", "head", "span" };

  for (guint i = 0; source->root && i < G_N_ELEMENTS (roots); i++)
    if (g_ascii_strcasecmp (source->root, roots[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
heading_level (xmlNode *node)
{
  const char *name = node->type == XML_ELEMENT_NODE ? (const char *) node->name : "";

  return (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0') ? name[1] - '0' : 0;
}

static gboolean
is_list (xmlNode *node)
{
  return bookgen_import_xml_is (node, "ul") || bookgen_import_xml_is (node, "ol");
}

/* What belongs to the site and not to the page. */
static gboolean
is_frame (xmlNode *node)
{
  return bookgen_import_xml_is (node, "nav") || bookgen_import_xml_is (node, "footer") || bookgen_import_xml_is (node, "aside") ||
         bookgen_import_xml_is (node, "form");
}

static char *
dup_line (xmlNode *node)
{
  g_autofree char *text = bookgen_import_xml_dup_line (node);

  return bookgen_import_title_collapse (text);
}

/* An entry's own words: all before its list. Its first line is the title, the rest is text. */
static char *
dup_entry (xmlNode *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (xmlNode *child = entry->children; child; child = child->next)
    {
      g_autofree char *piece = NULL;

      if (is_list (child))
        continue;
      piece = child->type == XML_ELEMENT_NODE ? bookgen_import_xml_dup_paragraphs (child)
              : child->type == XML_TEXT_NODE  ? bookgen_import_title_collapse ((const char *) child->content)
                                              : NULL;
      if (piece && *piece)
        {
          gboolean block = bookgen_import_xml_is (child, "p") || bookgen_import_xml_is (child, "div");
          g_string_append_printf (text, "%s%s", text->len == 0 ? "" : block ? "\n" : " ", piece);
        }
    }
  return g_strstrip (g_strdup (text->str));
}

static void
add_entry (BookgenImport *import, xmlNode *entry, int level)
{
  g_autofree char *text = dup_entry (entry);
  char *rest = strchr (text, '\n');
  BookgenImportItem *item;

  if (rest)
    *rest++ = '\0';
  item = bookgen_import_items_add (import->items, level, text);
  if (rest)
    bookgen_import_item_add_text (item, rest, -1);
}

/* Lists in lists, also where the inner one stands beside the entry it belongs to, and not in it. */
static void
add_list (BookgenImport *import, xmlNode *list, int level)
{
  for (xmlNode *child = bookgen_import_xml_child (list, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      if (bookgen_import_xml_is_invisible (child))
        continue;
      if (is_list (child))
        add_list (import, child, level + 1);
      if (!bookgen_import_xml_is (child, "li"))
        continue;
      add_entry (import, child, level);
      for (xmlNode *inner = bookgen_import_xml_child (child, NULL); inner; inner = bookgen_import_xml_next (inner, NULL))
        if (is_list (inner))
          add_list (import, inner, level + 1);
    }
}

static gboolean
is_linked (xmlNode *list)
{
  xmlNode *entry = bookgen_import_xml_child (list, "li");

  return entry && bookgen_import_xml_find (entry, "a") != NULL;
}

static gboolean
says_contents (xmlNode *node)
{
  g_autofree char *line = dup_line (node);

  return bookgen_import_label_is_contents (line);
}

static gboolean
is_contents_frame (xmlNode *node)
{
  g_autofree char *id = bookgen_import_xml_dup_attribute (node, "id");
  g_autofree char *kind = bookgen_import_xml_dup_attribute (node, "class");

  return bookgen_import_xml_attribute_is (node, "role", "doc-toc") || bookgen_import_xml_attribute_is (node, "type", "toc") ||
         (id && (g_ascii_strcasecmp (id, "toc") == 0 || g_ascii_strcasecmp (id, "contents") == 0)) ||
         (kind && (g_ascii_strcasecmp (kind, "toc") == 0 || g_ascii_strcasecmp (kind, "contents") == 0));
}

static gboolean
has_list (xmlNode *node)
{
  return bookgen_import_xml_find (node, "ul") || bookgen_import_xml_find (node, "ol");
}

/* Counts what the page has. A heading "Contents" names the element that holds it and its lists. */
static void
survey (Page *page, xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      if (bookgen_import_xml_is_invisible (child))
        continue;
      if (!page->contents && is_contents_frame (child) && has_list (child))
        page->contents = child;
      if (is_frame (child))
        continue;
      if (heading_level (child) > 0 && !page->contents && says_contents (child) && has_list (node))
        page->contents = node;
      page->headings += heading_level (child) > 0 && !says_contents (child);
      page->links += is_list (child) && is_linked (child);
      page->rows += bookgen_import_xml_is (child, "tr");
      page->paragraphs += bookgen_import_xml_is (child, "p");
      if (!is_list (child))
        survey (page, child);
    }
}

static gboolean
is_outline_list (Page *page, xmlNode *list)
{
  BookgenImportItem *above = bookgen_import_items_last (page->import->items);
  BookgenImportNumber number;

  if (page->lists || (page->linked && is_linked (list)))
    return TRUE;
  return above && bookgen_import_number_scan (above->title, &number) &&
         (number.label == BOOKGEN_IMPORT_LABEL_PART || number.label == BOOKGEN_IMPORT_LABEL_MODULE);
}

/* "1", "Title", "12" -> number and title; a page number is the last cell, and a number too. */
static void
add_row (Page *page, xmlNode *row)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (xmlNode *cell = bookgen_import_xml_child (row, "td"); cell; cell = bookgen_import_xml_next (cell, "td"))
    {
      g_autofree char *text = dup_line (cell);
      gboolean number = *text && text[strspn (text, "0123456789.")] == '\0';

      if (line->len == 0 || !number)
        g_string_append_printf (line, "%s%s%s", line->len > 0 ? " " : "", text,
                                number && !g_str_has_suffix (text, ".") ? "." : "");
    }
  if (line->len > 0)
    bookgen_import_items_add (page->import->items, LIST_LEVEL, line->str);
}

static void
add_text (Page *page, xmlNode *node)
{
  g_autofree char *text = NULL;
  BookgenImportItem *item = bookgen_import_items_last (page->import->items);

  if (!page->with_text || !item)
    return;
  text = bookgen_import_xml_dup_paragraphs (node);
  bookgen_import_item_add_text (item, text, -1);
}

static gboolean
holds_structure (xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (heading_level (child) > 0 || is_list (child) || bookgen_import_xml_is (child, "table") || holds_structure (child))
      return TRUE;
  return FALSE;
}

static void
add_heading (Page *page, xmlNode *node)
{
  g_autofree char *title = dup_line (node);

  if (*title && !says_contents (node))
    bookgen_import_items_add (page->import->items, heading_level (node), title);
}

static gboolean
is_table (xmlNode *node)
{
  return bookgen_import_xml_is (node, "table") || bookgen_import_xml_is (node, "tbody");
}

static void
walk (Page *page, xmlNode *node)
{
  for (xmlNode *child = node->children; child; child = child->next)
    {
      if (bookgen_import_xml_is_invisible (child) || is_frame (child))
        continue;
      if (heading_level (child) > 0)
        add_heading (page, child);
      else if (is_list (child) && is_outline_list (page, child))
        add_list (page->import, child, LIST_LEVEL);
      else if (page->tables && bookgen_import_xml_is (child, "tr"))
        add_row (page, child);
      else if (holds_structure (child) || (page->tables && is_table (child)))
        walk (page, child);
      else
        add_text (page, child);
    }
}

/* What is the outline: contents by name, else headings, else lists of links, any lists, rows. */
static void
choose (Page *page)
{
  page->with_text = page->headings > 1 && !page->contents;
  page->linked = page->links > page->paragraphs / 2;
  page->lists = page->headings <= 1;
  page->tables = page->headings <= 1 && page->rows > 2;
}

static void
take_name (Page *page, xmlNode *root)
{
  xmlNode *title = bookgen_import_xml_find (root, "title");

  if (!title)
    return;
  g_free (page->import->title);
  page->import->title = bookgen_import_xml_dup_text (title);
}

static void
read_contents (Page *page)
{
  page->lists = TRUE;
  page->with_text = FALSE;
  walk (page, page->contents);
}

gboolean
bookgen_import_html_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read_html (source->text, source->length, error);
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;
  Page page = { .import = import };

  if (!document)
    return FALSE;
  if (!root)
    return TRUE;
  take_name (&page, root);
  survey (&page, root);
  choose (&page);
  if (page.contents)
    read_contents (&page);
  if (import->items->len == 0)
    {
      choose (&page);
      walk (&page, root);
    }
  if (import->items->len > 0)
    return TRUE;
  g_autofree char *lines = bookgen_import_xml_dup_paragraphs (root);
  return bookgen_import_read_plain (lines, source, import, error);
}
