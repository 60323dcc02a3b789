/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-label.h"
#include "bookgen-import-paper.h"
#include "bookgen-import-xml.h"
#include "bookgen-import-zip.h"

/* ECMA-376 part 1: a paragraph is a heading by the outline level of its style (17.3.1.20), which styles inherit by
 * basedOn; 9 is body text. */
#define BODY_LEVEL 9
#define MAX_INHERITANCE 32

typedef struct {
  char *based_on; /* owned, nullable */
  char *name;     /* owned, folded; "" for none */
  int level;      /* -1: as the style it is based on */
} Style;

typedef struct {
  BookgenImportPaper paper;
  GHashTable *styles; /* id -> Style */
} Walk;

static void
style_free (Style *self)
{
  g_free (self->based_on);
  g_free (self->name);
  g_free (self);
}

gboolean
bookgen_import_docx_recognises (const BookgenImportSource *source)
{
  return bookgen_import_zip_has (source->bytes, "word/document.xml") || bookgen_import_zip_has (source->bytes, "word/styles.xml");
}

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
dup_value (xmlNode *parent, const char *name)
{
  return bookgen_import_xml_dup_attribute (bookgen_import_xml_child (parent, name), "val");
}

/* Outline level of paragraph properties; -1 where they have none. */
static int
level_in (xmlNode *properties)
{
  g_autofree char *value = dup_value (properties, "outlineLvl");

  return value ? CLAMP (atoi (value), 0, BODY_LEVEL) : -1;
}

/* "chapter title", "part heading": styles of somebody's own that nobody gave a level. */
static int
level_of_own_name (const char *name)
{
  static const char *const rests[] = { "", "title", "heading", "head", "name", "titel", "überschrift", "titre", "título",
                                       "titolo", NULL };
  BookgenImportLabel label = BOOKGEN_IMPORT_LABEL_NONE;
  const char *rest = bookgen_import_label_skip (name, &label);

  if (!rest || !g_strv_contains (rests, rest + strspn (rest, " ")))
    return -1;
  return label == BOOKGEN_IMPORT_LABEL_SECTION ? 2 : label > BOOKGEN_IMPORT_LABEL_MODULE ? 1 : 0;
}

/* Some writers name a heading and forget its level. */
static int
level_of_name (const char *name)
{
  gboolean is_heading = g_ascii_strncasecmp (name, "heading", strlen ("heading")) == 0;
  const char *digit = is_heading ? name + strlen ("heading") + (name[strlen ("heading")] == ' ') : "";

  return g_ascii_isdigit (*digit) && *digit != '0' && !digit[1] ? *digit - '1' : -1;
}

static void
add_style (GHashTable *styles, xmlNode *node)
{
  Style *style = g_new0 (Style, 1);
  g_autofree char *name = dup_value (node, "name");
  char *id = bookgen_import_xml_dup_attribute (node, "styleId");

  style->based_on = dup_value (node, "basedOn");
  style->name = g_utf8_strdown (name ? name : "", -1);
  style->level = level_in (bookgen_import_xml_child (node, "pPr"));
  if (style->level < 0)
    style->level = level_of_name (style->name);
  g_hash_table_replace (styles, id ? id : g_strdup (""), style);
}

static gboolean
read_styles (Walk *walk, const BookgenImportSource *source, GError **error)
{
  GError *local = NULL;
  gsize length;
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, "word/styles.xml", TRUE, &length, &local);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, walk->paper.import, &local) : NULL;

  if (local)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  for (xmlNode *node = document ? bookgen_import_xml_child (xmlDocGetRootElement (document), "style") : NULL; node;
       node = bookgen_import_xml_next (node, "style"))
    add_style (walk->styles, node);
  return TRUE;
}

/* Of the style or, nearest first, of those that it is based on; -1 for none. */
static int
inherit_level (Walk *walk, const char *id)
{
  for (guint i = 0; id && i < MAX_INHERITANCE; i++)
    {
      Style *style = g_hash_table_lookup (walk->styles, id);

      if (!style) /* a document that lost its styles still has their names */
        return g_hash_table_size (walk->styles) == 0 ? level_of_name (id) : -1;
      if (style->level >= 0)
        return style->level;
      id = style->based_on;
    }
  return -1;
}

static int
level_of_style (Walk *walk, const char *id)
{
  Style *style = id ? g_hash_table_lookup (walk->styles, id) : NULL;
  int level = inherit_level (walk, id);

  return level < 0 && style ? level_of_own_name (style->name) : level;
}

static gboolean
is_title_style (Walk *walk, const char *id)
{
  Style *style = id ? g_hash_table_lookup (walk->styles, id) : NULL;

  return style && (strcmp (style->name, "title") == 0 || strcmp (id, "Title") == 0);
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
  g_autofree char *id = dup_value (numbering, "numId");
  g_autofree char *level = dup_value (numbering, "ilvl");

  if (!numbering || g_strcmp0 (id, "0") == 0)
    return 0;
  return 1 + (level ? CLAMP (atoi (level), 0, BODY_LEVEL) : 0);
}

static gboolean
is_contents_style (Walk *walk, const char *id)
{
  Style *style = id ? g_hash_table_lookup (walk->styles, id) : NULL;

  return style && g_str_has_prefix (style->name, "toc ");
}

static void
add_paragraph (Walk *walk, xmlNode *node)
{
  xmlNode *properties = bookgen_import_xml_child (node, "pPr");
  g_autofree char *style = dup_value (properties, "pStyle");
  g_autoptr (GString) text = g_string_new (NULL);
  int level = level_in (properties);

  if (level < 0)
    level = level_of_style (walk, style);
  append_runs (walk, text, node);
  if (is_contents_style (walk, style))
    return;
  if (is_title_style (walk, style))
    bookgen_import_paper_set_title (&walk->paper, text->str);
  else if (level >= 0 && level < BODY_LEVEL)
    bookgen_import_paper_add_heading (&walk->paper, level + 1, text->str);
  else
    bookgen_import_paper_add_paragraph (&walk->paper, list_depth (properties), text->str);
}

/* A contents table repeats the headings. */
static gboolean
is_contents (xmlNode *node)
{
  xmlNode *part = bookgen_import_xml_child (bookgen_import_xml_child (node, "sdtPr"), "docPartObj");
  g_autofree char *gallery = dup_value (part, "docPartGallery");

  return g_strcmp0 (gallery, "Table of Contents") == 0;
}

static void
add_row (Walk *walk, xmlNode *row)
{
  guint n_cells = 0;

  for (xmlNode *cell = bookgen_import_xml_child (row, "tc"); cell; cell = bookgen_import_xml_next (cell, "tc"))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (xmlNode *child = bookgen_import_xml_child (cell, NULL); child; child = bookgen_import_xml_next (child, NULL))
        {
          append_runs (walk, text, child);
          g_string_append_c (text, ' ');
        }
      bookgen_import_paper_add_cell (&walk->paper, text->str);
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

gboolean
bookgen_import_docx_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  gsize length;
  g_autofree char *part = dup_related (import, source->bytes, "_rels/.rels", "/officeDocument", "word/document.xml");
  g_autofree char *text = bookgen_import_zip_dup_text (source->bytes, part, FALSE, &length, error);
  g_autoptr (xmlDoc) document = text ? bookgen_import_xml_read (text, length, import, error) : NULL;
  g_autoptr (GHashTable) styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) style_free);
  Walk walk = { .paper = bookgen_import_paper_begin (import), .styles = styles };
  gboolean ok = document && read_styles (&walk, source, error);

  if (ok)
    walk_body (&walk, bookgen_import_xml_child (xmlDocGetRootElement (document), "body"));
  ok = bookgen_import_paper_end (&walk.paper, source, ok ? error : NULL) && ok;
  if (ok)
    read_properties (import, source->bytes);
  return ok;
}
