/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-docx-styles.h"
#include "bookgen-import-paper.h"
#include "bookgen-import-table.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

/* The main part, by whatever name. ECMA-376 part 2, 9.3 */
#define MAIN_PART "word/document.xml"
/* Below any heading's level. */
#define TABLE_LEVEL 20
#define MAX_BOLD_BYTES 120

typedef struct {
  BookgenImportPaper paper;
  GHashTable *styles; /* owned */
} Walk;

/* The part that LIST, a list of relationships, gives for this kind; OTHERWISE where there is none. ECMA-376 part 2, 9.3 */
static char *
dup_related (BookgenImport *import, GBytes *archive, const char *list, const char *kind, const char *otherwise)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (archive, list, TRUE, &length, NULL);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, NULL) : NULL;
  xmlNode *node = document ? bookgen_import_xml_child (xmlDocGetRootElement (document), "Relationship") : NULL;

  for (; node; node = bookgen_import_xml_next (node, "Relationship"))
    {
      g_autofree char *type = bookgen_import_xml_dup_attribute (node, "Type");
      g_autofree char *target = bookgen_import_xml_dup_attribute (node, "Target");

      if (type && target && g_str_has_suffix (type, kind))
        return g_strdup (target + (*target == '/'));
    }
  return g_strdup (otherwise);
}

static char *
dup_main_part (BookgenImport *import, GBytes *archive)
{
  return dup_related (import, archive, "_rels/.rels", "/officeDocument", MAIN_PART);
}

/* Whether it is Word's XML in one file. */
static gboolean
is_flat (const BookgenImportSource *source)
{
  return g_strcmp0 (source->root, "package") == 0 && strstr (source->text, "/word/document.xml");
}

gboolean
bookgen_import_docx_recognises (const BookgenImportSource *source)
{
  g_autoptr (BookgenImport) import = NULL;
  g_autofree char *part = NULL;

  if (source->root)
    return is_flat (source);
  if (bookgen_import_zip_has (source->entries, MAIN_PART) || bookgen_import_zip_has (source->entries, "word/styles.xml"))
    return TRUE;
  if (!bookgen_import_zip_has (source->entries, "_rels/.rels"))
    return FALSE;
  import = bookgen_import_new ("");
  part = dup_main_part (import, source->bytes);
  return g_str_has_prefix (part, "word/");
}

/* The styles of the main part PART: beside it, as its own list of relationships says. */
static char *
dup_styles_part (BookgenImport *import, GBytes *archive, const char *part)
{
  g_autofree char *folder = g_path_get_dirname (part), *name = g_path_get_basename (part);
  g_autofree char *list = g_strdup_printf ("%s/_rels/%s.rels", folder, name);
  g_autofree char *target = dup_related (import, archive, list, "/styles", "styles.xml");

  return strchr (target, '/') ? g_strdup (target) : g_strconcat (folder, "/", target, NULL);
}

static gboolean
read_styles (Walk *walk, const BookgenImportSource *source, const char *part, GError **error)
{
  GError *local = NULL;
  gsize length;
  g_autofree char *path = dup_styles_part (walk->paper.import, source->bytes, part);
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, path, TRUE, &length, &local);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, walk->paper.import, &local) : NULL;

  walk->styles = bookgen_import_docx_styles_new (document ? xmlDocGetRootElement (document) : NULL);
  if (local)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Deleted and moved text, field codes, text boxes, and the copy of a drawing for older programs. */
static gboolean
is_left_out (xmlNode *node)
{
  static const char *const names[] = { "del", "moveFrom", "instrText", "delText", "txbxContent", "Fallback", "pPr",
                                       "footnoteReference", "commentReference", "drawing", "pict", "rt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bookgen_import_xml_is (node, names[i]))
      return TRUE;
  return bookgen_import_xml_is (node, "r") &&
         bookgen_import_xml_child (bookgen_import_xml_child (node, "rPr"), "vanish");
}

static void
append_runs (Walk *walk, GString *out, xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      g_autofree char *text = NULL;

      walk->paper.import->pictures += bookgen_import_xml_is (child, "drawing") || bookgen_import_xml_is (child, "pict");
      if (is_left_out (child))
        continue;
      if (bookgen_import_xml_is (child, "t"))
        g_string_append (out, text = bookgen_import_xml_dup_text (child));
      else if (bookgen_import_xml_is (child, "tab"))
        g_string_append_c (out, '\t');
      else if (bookgen_import_xml_is (child, "br") || bookgen_import_xml_is (child, "cr"))
        g_string_append_c (out, '\n');
      else if (bookgen_import_xml_is (child, "noBreakHyphen"))
        g_string_append (out, "‑");
      else
        append_runs (walk, out, child);
    }
}

static guint
list_depth (xmlNode *properties)
{
  xmlNode *numbering = bookgen_import_xml_child (properties, "numPr");
  g_autofree char *id = bookgen_import_docx_dup_value (numbering, "numId");
  g_autofree char *level = bookgen_import_docx_dup_value (numbering, "ilvl");

  if (!numbering || g_strcmp0 (id, "0") == 0)
    return 0;
  return 1 + (level ? CLAMP (atoi (level), 0, BOOKGEN_IMPORT_DOCX_BODY_LEVEL) : 0);
}

static gboolean
is_bold (xmlNode *run)
{
  xmlNode *bold = bookgen_import_xml_child (bookgen_import_xml_child (run, "rPr"), "b");
  g_autofree char *value = bookgen_import_xml_dup_attribute (bold, "val");

  return bold && (!value || (strcmp (value, "0") != 0 && strcmp (value, "false") != 0));
}

/* All of it, so that it stands for a heading. */
static gboolean
is_bold_line (xmlNode *paragraph, const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_BOLD_BYTES || strchr (".!?,;", text[length - 1]))
    return FALSE;
  for (xmlNode *run = bookgen_import_xml_child (paragraph, "r"); run; run = bookgen_import_xml_next (run, "r"))
    if (bookgen_import_xml_child (run, "t") && !is_bold (run))
      return FALSE;
  return bookgen_import_xml_child (paragraph, "r") != NULL;
}

static void
add_paragraph (Walk *walk, xmlNode *node)
{
  xmlNode *properties = bookgen_import_xml_child (node, "pPr");
  g_autofree char *style = bookgen_import_docx_dup_value (properties, "pStyle");
  g_autoptr (GString) text = g_string_new (NULL);
  int level = bookgen_import_docx_level_in (properties);

  if (level < 0)
    level = bookgen_import_docx_styles_get_level (walk->styles, style);
  append_runs (walk, text, node);
  if (bookgen_import_docx_styles_is_contents (walk->styles, style))
    return;
  if (bookgen_import_docx_styles_is_title (walk->styles, style))
    bookgen_import_paper_set_title (&walk->paper, text->str);
  else if (level >= 0 && level < BOOKGEN_IMPORT_DOCX_BODY_LEVEL)
    bookgen_import_paper_add_heading (&walk->paper, level + 1, text->str);
  else
    {
      walk->paper.bold = list_depth (properties) == 0 && is_bold_line (node, text->str);
      bookgen_import_paper_add_paragraph (&walk->paper, list_depth (properties), text->str);
    }
}

/* A contents table repeats the headings. */
static gboolean
is_contents (xmlNode *node)
{
  xmlNode *part = bookgen_import_xml_child (bookgen_import_xml_child (node, "sdtPr"), "docPartObj");
  g_autofree char *gallery = bookgen_import_docx_dup_value (part, "docPartGallery");

  return g_strcmp0 (gallery, "Table of Contents") == 0;
}

static char *
dup_cell (Walk *walk, xmlNode *cell)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (xmlNode *child = bookgen_import_xml_child (cell, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      append_runs (walk, text, child);
      g_string_append_c (text, ' ');
    }
  return g_strstrip (g_strdup (text->str));
}

/* A table whose first row says what the columns are, where there is no other outline. */
static gboolean
add_outline_table (Walk *walk, xmlNode *table)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (walk->paper.import->items->len > 1)
    return FALSE;
  for (xmlNode *tr = bookgen_import_xml_child (table, "tr"); tr; tr = bookgen_import_xml_next (tr, "tr"))
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      for (xmlNode *cell = bookgen_import_xml_child (tr, "tc"); cell; cell = bookgen_import_xml_next (cell, "tc"))
        g_ptr_array_add (row, dup_cell (walk, cell));
      g_ptr_array_add (rows, row);
    }
  return bookgen_import_table_read (rows, walk->paper.import, TABLE_LEVEL);
}

static void
add_row (Walk *walk, xmlNode *row)
{
  guint n_cells = 0;

  for (xmlNode *cell = bookgen_import_xml_child (row, "tc"); cell; cell = bookgen_import_xml_next (cell, "tc"))
    {
      g_autofree char *text = dup_cell (walk, cell);

      bookgen_import_paper_add_cell (&walk->paper, text);
      n_cells++;
    }
  bookgen_import_paper_end_row (&walk->paper, n_cells);
}

static void
add_table (Walk *walk, xmlNode *table)
{
  for (xmlNode *row = bookgen_import_xml_child (table, "tr"); row; row = bookgen_import_xml_next (row, "tr"))
    add_row (walk, row);
  bookgen_import_paper_end_row (&walk->paper, 0);
}

static void
walk_body (Walk *walk, xmlNode *node)
{
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "p"))
      add_paragraph (walk, child);
    else if (walk->paper.import->document && bookgen_import_xml_is (child, "tbl"))
      add_table (walk, child);
    else if (bookgen_import_xml_is (child, "tbl") && add_outline_table (walk, child))
      continue;
    else if (!is_left_out (child) && !is_contents (child))
      walk_body (walk, child);
}

/* Dublin Core of docProps/core.xml; a title of its own in the text is better. */
static void
read_properties (BookgenImport *import, GBytes *archive)
{
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (archive, "docProps/core.xml", TRUE, &length, NULL);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, NULL) : NULL;
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;

  g_free (import->author);
  import->author = bookgen_import_xml_dup_text (bookgen_import_xml_child (root, "creator"));
  if (*import->title == '\0')
    {
      g_free (import->title);
      import->title = bookgen_import_xml_dup_text (bookgen_import_xml_child (root, "title"));
    }
}

/* Word's XML in one file: each part is an element. */
static gboolean
read_flat (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (xmlDoc) document = bookgen_import_xml_read (source->text, source->length, import, error);
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;
  Walk walk = { 0 };
  gboolean ok;

  if (!document)
    return FALSE;
  walk.paper = bookgen_import_paper_begin (import);
  walk.styles = bookgen_import_docx_styles_new (bookgen_import_xml_find (root, "styles"));
  walk_body (&walk, bookgen_import_xml_child (bookgen_import_xml_find (root, "document"), "body"));
  ok = bookgen_import_paper_end (&walk.paper, source, error);
  g_hash_table_unref (walk.styles);
  return ok;
}

gboolean
bookgen_import_docx_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  gsize length;
  g_autofree char *part = source->root ? NULL : dup_main_part (import, source->bytes);
  g_autofree char *text = part ? bookgen_import_zip_dup_text (source->bytes, part, FALSE, &length, error) : NULL;
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, error) : NULL;
  Walk walk = { 0 };
  gboolean ok;

  if (source->root)
    return read_flat (source, import, error);
  if (!document)
    return FALSE;
  walk.paper = bookgen_import_paper_begin (import);
  ok = read_styles (&walk, source, part, error);
  if (ok)
    walk_body (&walk, bookgen_import_xml_child (xmlDocGetRootElement (document), "body"));
  ok = bookgen_import_paper_end (&walk.paper, source, ok ? error : NULL) && ok;
  if (ok)
    read_properties (import, source->bytes);
  g_clear_pointer (&walk.styles, g_hash_table_unref);
  return ok;
}
