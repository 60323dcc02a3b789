/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-number.h"
#include "bookgen-import-page.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-table.h"
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
  gboolean flat;   /* all headings are of one level, in sections */
  int first_level; /* of the first heading; 0 before */
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

/* An entry's own words: all before its list. Its first line is the title, the rest is text. */
static char *
dup_entry (xmlNode *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (xmlNode *child = entry->children; child; child = child->next)
    {
      g_autofree char *piece = NULL;

      if (bookgen_import_page_is_list (child))
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

static void add_list (BookgenImport *import, xmlNode *list, int level);

/* What a term means is its text; lists in there stand below it. */
static void
add_definition (BookgenImport *import, xmlNode *definition, int level)
{
  g_autofree char *text = dup_entry (definition);
  BookgenImportItem *item = bookgen_import_items_last (import->items);

  if (item)
    bookgen_import_item_add_text (item, text, -1);
  for (xmlNode *inner = bookgen_import_xml_child (definition, NULL); inner; inner = bookgen_import_xml_next (inner, NULL))
    if (bookgen_import_page_is_list (inner))
      add_list (import, inner, level + 1);
}

/* Lists in lists, also where the inner one stands beside the entry it belongs to, and not in it. */
static void
add_list (BookgenImport *import, xmlNode *list, int level)
{
  for (xmlNode *child = bookgen_import_xml_child (list, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      if (bookgen_import_xml_is_invisible (child))
        continue;
      if (bookgen_import_page_is_list (child))
        add_list (import, child, level + 1);
      if (bookgen_import_xml_is (child, "dd"))
        add_definition (import, child, level);
      if (!bookgen_import_xml_is (child, "li") && !bookgen_import_xml_is (child, "dt"))
        continue;
      add_entry (import, child, level);
      for (xmlNode *inner = bookgen_import_xml_child (child, NULL); inner; inner = bookgen_import_xml_next (inner, NULL))
        if (bookgen_import_page_is_list (inner))
          add_list (import, inner, level + 1);
    }
}

static gboolean
is_linked (xmlNode *list)
{
  xmlNode *entry = bookgen_import_xml_child (list, NULL);

  return entry && bookgen_import_xml_find (entry, "a") != NULL;
}

static gboolean
has_list (xmlNode *node)
{
  return bookgen_import_xml_find (node, "ul") || bookgen_import_xml_find (node, "ol") || bookgen_import_xml_find (node, "dl");
}

static void
count_heading (Page *page, xmlNode *node)
{
  int level = bookgen_import_page_heading_level (node);

  if (level == 0 || bookgen_import_page_says_contents (node))
    return;
  page->headings++;
  page->flat = page->first_level == 0 ? bookgen_import_page_count_sections (node) > 0 : page->flat && level == page->first_level;
  page->first_level = level;
}

/* Counts what the page has. A heading "Contents" names the element that holds it and its lists. */
static void
survey (Page *page, xmlNode *node)
{
  gboolean looked = FALSE; /* for lists in NODE, which is long where it is the page: once is enough */

  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      if (bookgen_import_xml_is_invisible (child))
        continue;
      if (!page->contents && bookgen_import_page_is_contents (child) && (bookgen_import_page_is_list (child) || has_list (child)))
        page->contents = child;
      if (bookgen_import_page_is_frame (child))
        continue;
      if (bookgen_import_page_heading_level (child) > 0 && !page->contents && !looked && bookgen_import_page_says_contents (child))
        {
          looked = TRUE;
          page->contents = has_list (node) ? node : NULL;
        }
      count_heading (page, child);
      page->links += bookgen_import_page_is_list (child) && is_linked (child);
      page->rows += bookgen_import_xml_is (child, "tr");
      page->paragraphs += bookgen_import_xml_is (child, "p");
      if (!bookgen_import_page_is_list (child))
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
      g_autofree char *text = bookgen_import_page_dup_line (cell);
      gboolean number = *text && text[strspn (text, "0123456789.")] == '\0';

      if (line->len == 0 || !number)
        g_string_append_printf (line, "%s%s%s", line->len > 0 ? " " : "", text,
                                number && !g_str_has_suffix (text, ".") ? "." : "");
    }
  if (line->len > 0)
    bookgen_import_items_add (page->import->items, LIST_LEVEL, line->str);
}

/* "MsoTitle", "title": what word processors call the book's title. */
static gboolean
is_book_title (Page *page, xmlNode *node)
{
  g_autofree char *name = page->import->items->len == 0 ? bookgen_import_xml_dup_attribute (node, "class") : NULL;

  return name && bookgen_import_xml_is (node, "p") && (g_str_has_suffix (name, " title") || g_str_equal (name, "title") || g_str_equal (name, "MsoTitle"));
}

static void
take_book_title (Page *page, xmlNode *node)
{
  g_free (page->import->title);
  page->import->title = bookgen_import_page_dup_line (node);
  page->import->titled = TRUE;
}

static void
add_text (Page *page, xmlNode *node)
{
  g_autofree char *text = NULL;
  BookgenImportItem *item = bookgen_import_items_last (page->import->items);

  if (!page->with_text || !item || bookgen_import_page_says_contents (node))
    return;
  text = bookgen_import_xml_dup_paragraphs (node);
  bookgen_import_item_add_text (item, text, -1);
}

static gboolean
holds_structure (xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_page_heading_level (child) > 0 || bookgen_import_page_is_list (child) || bookgen_import_xml_is (child, "table") || holds_structure (child))
      return TRUE;
  return FALSE;
}

static void
add_heading (Page *page, xmlNode *node)
{
  g_autofree char *title = NULL;

  bookgen_import_page_remove_tools (node);
  title = bookgen_import_page_dup_line (node);
  if (*title && !bookgen_import_page_says_contents (node))
    bookgen_import_items_add (page->import->items, page->flat ? bookgen_import_page_count_sections (node) : bookgen_import_page_heading_level (node), title);
}

static GPtrArray *
take_cells (xmlNode *tr)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  for (xmlNode *cell = bookgen_import_xml_child (tr, NULL); cell; cell = bookgen_import_xml_next (cell, NULL))
    if (row->len < BOOKGEN_IMPORT_TABLE_MAX_COLUMNS)
      g_ptr_array_add (row, bookgen_import_page_dup_line (cell));
  return row;
}

static void
collect_rows (xmlNode *node, GPtrArray *rows)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "tr"))
      g_ptr_array_add (rows, take_cells (child));
    else
      collect_rows (child, rows);
}

/* A table whose first row says what the columns are. */
static gboolean
add_table (Page *page, xmlNode *table)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  collect_rows (table, rows);
  return bookgen_import_table_read (rows, page->import, LIST_LEVEL);
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
      if (bookgen_import_xml_is_invisible (child) || bookgen_import_page_is_frame (child))
        continue;
      if (bookgen_import_page_heading_level (child) > 0)
        add_heading (page, child);
      else if (bookgen_import_page_is_list (child) && is_outline_list (page, child))
        add_list (page->import, child, LIST_LEVEL);
      else if (page->tables && bookgen_import_xml_is (child, "table") && add_table (page, child))
        continue;
      else if (page->tables && bookgen_import_xml_is (child, "tr"))
        add_row (page, child);
      else if (holds_structure (child) || (page->tables && is_table (child)))
        walk (page, child);
      else if (child->type == XML_ELEMENT_NODE && is_book_title (page, child))
        take_book_title (page, child);
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

/* The part of the page that is not the site's, where it says so and has headings or lists. */
static xmlNode *
find_main (xmlNode *root)
{
  xmlNode *found = bookgen_import_xml_find (root, "main");

  return found && holds_structure (found) ? found : root;
}

static void
read_contents (Page *page)
{
  page->lists = TRUE;
  page->with_text = FALSE;
  if (bookgen_import_page_is_list (page->contents))
    add_list (page->import, page->contents, LIST_LEVEL);
  else
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
  root = find_main (root);
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
