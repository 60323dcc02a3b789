/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-paper.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

#define MAX_SPACES 64
/* Paragraphs that may stand before the title. */
#define MAX_BEFORE_TITLE 40

gboolean
bookgen_import_odt_recognises (const BookgenImportSource *source)
{
  return bookgen_import_zip_has (source->bytes, "content.xml") && !bookgen_import_zip_has (source->bytes, "META-INF/container.xml");
}

/* OpenDocument 1.2 part 1: what was deleted, notes, remarks and made contents are no text of the document. */
static gboolean
is_left_out (xmlNode *node)
{
  static const char *const names[] = { "tracked-changes", "table-of-content", "note", "annotation", "alphabetical-index",
                                       "bibliography", "illustration-index", "table-index", "sequence-decls", "forms",
                                       "hidden-text", "ruby-text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bookgen_import_xml_is (node, names[i]))
      return TRUE;
  return FALSE;
}

static void
append_spaces (GString *out, xmlNode *node)
{
  g_autofree char *count = bookgen_import_xml_dup_attribute (node, "c");

  for (int i = count ? CLAMP (atoi (count), 1, MAX_SPACES) : 1; i > 0; i--)
    g_string_append_c (out, ' ');
}

static void
append_text (BookgenImport *import, GString *out, xmlNode *node)
{
  for (xmlNode *child = node->children; child; child = child->next)
    if (bookgen_import_xml_is (child, "image"))
      import->pictures++;
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      g_string_append (out, child->content ? (const char *) child->content : "");
    else if (bookgen_import_xml_is (child, "s"))
      append_spaces (out, child);
    else if (bookgen_import_xml_is (child, "tab"))
      g_string_append_c (out, '\t');
    else if (bookgen_import_xml_is (child, "line-break"))
      g_string_append_c (out, '\n');
    else if (child->type == XML_ELEMENT_NODE && !is_left_out (child))
      append_text (import, out, child);
}

/* A paragraph's style is often one made by the way, of which the author's is the parent. */
static gboolean
is_title (xmlNode *node)
{
  g_autofree char *style = bookgen_import_xml_dup_attribute (node, "style-name");
  xmlNode *root = xmlDocGetRootElement (node->doc);
  xmlNode *made = bookgen_import_xml_child (bookgen_import_xml_child (root, "automatic-styles"), "style");

  if (!style || strcmp (style, "Title") == 0)
    return style != NULL;
  while (made && !bookgen_import_xml_attribute_is (made, "name", style))
    made = bookgen_import_xml_next (made, "style");
  return made && bookgen_import_xml_attribute_is (made, "parent-style-name", "Title");
}

static void
add_heading (BookgenImportPaper *paper, xmlNode *node, const char *text)
{
  g_autofree char *level = bookgen_import_xml_dup_attribute (node, "outline-level");

  bookgen_import_paper_add_heading (paper, level ? CLAMP (atoi (level), 1, 10) : 1, text);
}

static void
add_block (BookgenImportPaper *paper, xmlNode *node, guint lists)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_text (paper->import, text, node);
  if (bookgen_import_xml_is (node, "h"))
    add_heading (paper, node, text->str);
  else if (!paper->has_title && paper->n_asked++ < MAX_BEFORE_TITLE && is_title (node))
    bookgen_import_paper_set_title (paper, text->str);
  else
    bookgen_import_paper_add_paragraph (paper, lists, text->str);
}

/* Rows may stand in groups, and a cell say how often it repeats: an empty one is not worth that. */
static void
add_rows (BookgenImportPaper *paper, xmlNode *node)
{
  guint n_cells = 0;

  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "table-cell"))
      {
        g_autoptr (GString) text = g_string_new (NULL);

        append_text (paper->import, text, child);
        bookgen_import_paper_add_cell (paper, text->str);
        n_cells++;
      }
    else
      add_rows (paper, child);
  if (n_cells > 0)
    bookgen_import_paper_end_row (paper, n_cells);
}

static void
walk_text (BookgenImportPaper *paper, xmlNode *node, guint lists)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "h") || bookgen_import_xml_is (child, "p"))
      add_block (paper, child, lists);
    else if (paper->import->document && bookgen_import_xml_is (child, "table"))
      {
        add_rows (paper, child);
        bookgen_import_paper_end_row (paper, 0);
      }
    else if (!is_left_out (child))
      walk_text (paper, child, lists + bookgen_import_xml_is (child, "list"));
}

static void
read_properties (BookgenImport *import, GBytes *archive)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (archive, "meta.xml", TRUE, &length, NULL);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, NULL) : NULL;
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;
  xmlNode *creator = root ? bookgen_import_xml_find (root, "initial-creator") : NULL;

  if (root && !creator)
    creator = bookgen_import_xml_find (root, "creator");
  g_free (import->author);
  import->author = bookgen_import_xml_dup_text (creator);
  if (root && *import->title == '\0')
    {
      g_free (import->title);
      import->title = bookgen_import_xml_dup_text (bookgen_import_xml_find (root, "title"));
    }
}

gboolean
bookgen_import_odt_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, "content.xml", FALSE, &length, error);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, error) : NULL;
  BookgenImportPaper paper;

  if (!document)
    return FALSE;
  paper = bookgen_import_paper_begin (import);
  walk_text (&paper, bookgen_import_xml_child (xmlDocGetRootElement (document), "body"), 0);
  if (!bookgen_import_paper_end (&paper, source, error))
    return FALSE;
  read_properties (import, source->bytes);
  return TRUE;
}
