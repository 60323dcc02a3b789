/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-paper.h"
#include "bookgen-import-table.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

#define MAX_SPACES 64
/* Paragraphs that may stand before the title. */
#define MAX_BEFORE_TITLE 40
#define MAX_INHERITANCE 32
/* Below any heading's level. */
#define TABLE_LEVEL 20

typedef struct {
  BookgenImportPaper paper;
  GHashTable *styles; /* borrowed; name -> element */
  GHashTable *levels; /* borrowed; name -> heading level, of those asked for; 0 for none */
} Walk;

/* A document in one file, .fodt. */
static gboolean
is_flat (const BookgenImportSource *source)
{
  return g_strcmp0 (source->root, "document") == 0 && strstr (source->text, "opendocument");
}

gboolean
bookgen_import_odt_recognises (const BookgenImportSource *source)
{
  if (source->root)
    return is_flat (source);
  return bookgen_import_zip_has (source->entries, "content.xml") && !bookgen_import_zip_has (source->entries, "META-INF/container.xml");
}

/* OpenDocument 1.2 part 1: what was deleted, notes, remarks and made contents are no text of the document. */
static gboolean
is_left_out (xmlNode *node)
{
  static const char *const names[] = { "tracked-changes", "table-of-content", "note", "annotation", "alphabetical-index",
                                       "bibliography", "illustration-index", "table-index", "sequence-decls", "forms",
                                       "hidden-text", "ruby-text", "number" };

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

/* Styles: name -> element. */

static void
collect_styles (GHashTable *styles, xmlNode *root)
{
  static const char *const lists[] = { "styles", "automatic-styles" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (xmlNode *style = bookgen_import_xml_child (bookgen_import_xml_child (root, lists[i]), "style"); style;
         style = bookgen_import_xml_next (style, "style"))
      {
        char *name = bookgen_import_xml_dup_attribute (style, "name");

        g_hash_table_replace (styles, name ? name : g_strdup (""), style);
      }
}

/* A paragraph's style is often one made by the way, of which the author's is the parent. */
static gboolean
is_title (GHashTable *styles, xmlNode *node)
{
  g_autofree char *style = bookgen_import_xml_dup_attribute (node, "style-name");

  if (!style || strcmp (style, "Title") == 0)
    return style != NULL;
  return bookgen_import_xml_attribute_is (g_hash_table_lookup (styles, style), "parent-style-name", "Title");
}

/* A paragraph is a heading too where its style, or one that it is made of, has a level. OpenDocument 1.2 part 1, 19.470 */
static int
find_level (GHashTable *styles, const char *style_name)
{
  g_autofree char *name = g_strdup (style_name);

  for (guint i = 0; name && i < MAX_INHERITANCE; i++)
    {
      xmlNode *style = g_hash_table_lookup (styles, name);
      g_autofree char *level = bookgen_import_xml_dup_attribute (style, "default-outline-level");

      if (level)
        return CLAMP (atoi (level), 0, 10);
      g_free (name);
      name = bookgen_import_xml_dup_attribute (style, "parent-style-name");
    }
  return 0;
}

static int
level_of_style (Walk *walk, xmlNode *node)
{
  g_autofree char *name = bookgen_import_xml_dup_attribute (node, "style-name");
  gpointer level;

  if (!name)
    return 0;
  if (!g_hash_table_lookup_extended (walk->levels, name, NULL, &level))
    {
      level = GINT_TO_POINTER (find_level (walk->styles, name));
      g_hash_table_insert (walk->levels, g_steal_pointer (&name), level);
    }
  return GPOINTER_TO_INT (level);
}

static void
add_heading (BookgenImportPaper *paper, xmlNode *node, const char *text)
{
  g_autofree char *level = bookgen_import_xml_dup_attribute (node, "outline-level");

  bookgen_import_paper_add_heading (paper, level ? CLAMP (atoi (level), 1, 10) : 1, text);
}

static void
add_block (Walk *walk, xmlNode *node, guint lists)
{
  BookgenImportPaper *paper = &walk->paper;
  g_autoptr (GString) text = g_string_new (NULL);
  int level = bookgen_import_xml_is (node, "h") ? 0 : level_of_style (walk, node);

  append_text (paper->import, text, node);
  if (bookgen_import_xml_is (node, "h"))
    add_heading (paper, node, text->str);
  else if (level > 0)
    bookgen_import_paper_add_heading (paper, level, text->str);
  else if (!paper->has_title && paper->n_asked++ < MAX_BEFORE_TITLE && is_title (walk->styles, node))
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
collect_rows (Walk *walk, xmlNode *node, GPtrArray *rows)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "table-row"))
      {
        GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

        for (xmlNode *cell = bookgen_import_xml_child (child, "table-cell"); cell; cell = bookgen_import_xml_next (cell, "table-cell"))
          {
            g_autoptr (GString) text = g_string_new (NULL);

            append_text (walk->paper.import, text, cell);
            g_ptr_array_add (row, g_strstrip (g_strdup (text->str)));
          }
        g_ptr_array_add (rows, row);
      }
    else
      collect_rows (walk, child, rows);
}

/* A table whose first row says what the columns are, where there is no other outline. */
static gboolean
add_outline_table (Walk *walk, xmlNode *table)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (walk->paper.import->items->len > 1)
    return FALSE;
  collect_rows (walk, table, rows);
  return bookgen_import_table_read (rows, walk->paper.import, TABLE_LEVEL);
}

static void
walk_text (Walk *walk, xmlNode *node, guint lists)
{
  BookgenImportPaper *paper = &walk->paper;

  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "h") || bookgen_import_xml_is (child, "p"))
      add_block (walk, child, lists);
    else if (paper->import->document && bookgen_import_xml_is (child, "table"))
      {
        add_rows (paper, child);
        bookgen_import_paper_end_row (paper, 0);
      }
    else if (bookgen_import_xml_is (child, "table") && add_outline_table (walk, child))
      continue;
    else if (!is_left_out (child))
      walk_text (walk, child, lists + bookgen_import_xml_is (child, "list"));
}

/* META is the element of the document's properties, or NULL. */
static void
take_properties (BookgenImport *import, xmlNode *meta)
{
  xmlNode *creator = meta ? bookgen_import_xml_find (meta, "initial-creator") : NULL;

  if (meta && !creator)
    creator = bookgen_import_xml_find (meta, "creator");
  g_free (import->author);
  import->author = bookgen_import_xml_dup_text (creator);
  if (meta && *import->title == '\0')
    {
      g_free (import->title);
      import->title = bookgen_import_xml_dup_text (bookgen_import_xml_find (meta, "title"));
    }
}

/* NULL where there is no such entry, or it cannot be read. */
static xmlDoc *
read_entry (BookgenImport *import, GBytes *archive, const char *entry)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (archive, entry, TRUE, &length, NULL);

  return text ? bookgen_import_xml_read (text, length, import, NULL) : NULL;
}

/* STYLES_ROOT and META may be NULL. */
static gboolean
read_document (const BookgenImportSource *source, BookgenImport *import, xmlNode *root, xmlNode *styles_root, xmlNode *meta, GError **error)
{
  g_autoptr (GHashTable) styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { .paper = bookgen_import_paper_begin (import), .styles = styles, .levels = levels };

  if (styles_root)
    collect_styles (styles, styles_root);
  collect_styles (styles, root);
  walk_text (&walk, bookgen_import_xml_child (root, "body"), 0);
  if (!bookgen_import_paper_end (&walk.paper, source, error))
    return FALSE;
  take_properties (import, meta);
  return TRUE;
}

static gboolean
read_archive (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, "content.xml", FALSE, &length, error);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, error) : NULL;
  g_autoptr (xmlDoc) styles = document ? read_entry (import, source->bytes, "styles.xml") : NULL;
  g_autoptr (xmlDoc) meta = document ? read_entry (import, source->bytes, "meta.xml") : NULL;

  return document && read_document (source, import, xmlDocGetRootElement (document), styles ? xmlDocGetRootElement (styles) : NULL,
                                    meta ? xmlDocGetRootElement (meta) : NULL, error);
}

gboolean
bookgen_import_odt_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = NULL;
  xmlNode *root;

  if (!source->root)
    return read_archive (source, import, error);
  document = bookgen_import_xml_read (source->text, source->length, import, error);
  root = document ? xmlDocGetRootElement (document) : NULL;
  return root && read_document (source, import, root, NULL, bookgen_import_xml_child (root, "meta"), error);
}
