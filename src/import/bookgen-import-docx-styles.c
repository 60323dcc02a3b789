/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-docx-styles.h"

#include <string.h>

#include "bookgen-import-label.h"

#define MAX_INHERITANCE 32

typedef struct {
  char *based_on; /* owned, nullable */
  char *name;     /* owned, folded; "" for none */
  int level;      /* -1: as the style it is based on */
} Style;

static void
style_free (Style *self)
{
  g_free (self->based_on);
  g_free (self->name);
  g_free (self);
}

char *
bookgen_import_docx_dup_value (xmlNode *parent, const char *name)
{
  return bookgen_import_xml_dup_attribute (bookgen_import_xml_child (parent, name), "val");
}

/* Outline level of paragraph properties; -1 where they have none. */
int
bookgen_import_docx_level_in (xmlNode *properties)
{
  g_autofree char *value = bookgen_import_docx_dup_value (properties, "outlineLvl");

  return value ? CLAMP (atoi (value), 0, BOOKGEN_IMPORT_DOCX_BODY_LEVEL) : -1;
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

/* Some writers name a heading and forget its level, or name it in their own language. */
static int
level_of_name (const char *name)
{
  static const char *const words[] = { "heading", "überschrift", "titre", "título", "titulo", "ttulo", "titolo", "заголовок", "标题", "標題", "見出し",
                                       "제목", "kop", "rubrik", "overskrift", "otsikko", "nagłówek", "nadpis", "címsor", "başlık",
                                       "επικεφαλίδα", "titlu", "berschrift" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (name, words[i]))
      {
        const char *digit = name + strlen (words[i]) + strspn (name + strlen (words[i]), " _-");

        return g_ascii_isdigit (*digit) && *digit != '0' && !digit[1] ? *digit - '1' : -1;
      }
  return -1;
}

static void
add_style (GHashTable *styles, xmlNode *node)
{
  Style *style = g_new0 (Style, 1);
  g_autofree char *name = bookgen_import_docx_dup_value (node, "name");
  char *id = bookgen_import_xml_dup_attribute (node, "styleId");

  style->based_on = bookgen_import_docx_dup_value (node, "basedOn");
  style->name = g_utf8_strdown (name ? name : "", -1);
  style->level = bookgen_import_docx_level_in (bookgen_import_xml_child (node, "pPr"));
  if (style->level < 0)
    style->level = level_of_name (style->name);
  g_hash_table_replace (styles, id ? id : g_strdup (""), style);
}

GHashTable *
bookgen_import_docx_styles_new (xmlNode *root)
{
  GHashTable *self = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) style_free);

  for (xmlNode *node = bookgen_import_xml_child (root, "style"); node; node = bookgen_import_xml_next (node, "style"))
    add_style (self, node);
  return self;
}

static int
level_of_lost (const char *id)
{
  g_autofree char *folded = g_utf8_strdown (id, -1);

  return level_of_name (folded);
}

/* Of the style or, nearest first, of those that it is based on; -1 for none. */
static int
inherit_level (GHashTable *self, const char *id)
{
  for (guint i = 0; id && i < MAX_INHERITANCE; i++)
    {
      Style *style = g_hash_table_lookup (self, id);

      if (!style) /* a document that lost its styles still has their names */
        return g_hash_table_size (self) == 0 ? level_of_lost (id) : -1;
      if (style->level >= 0)
        return style->level;
      id = style->based_on;
    }
  return -1;
}

int
bookgen_import_docx_styles_get_level (GHashTable *self, const char *id)
{
  Style *style = id ? g_hash_table_lookup (self, id) : NULL;
  int level = inherit_level (self, id);

  return level < 0 && style ? level_of_own_name (style->name) : level;
}

gboolean
bookgen_import_docx_styles_is_title (GHashTable *self, const char *id)
{
  Style *style = id ? g_hash_table_lookup (self, id) : NULL;

  return style && (strcmp (style->name, "title") == 0 || strcmp (id, "Title") == 0);
}

gboolean
bookgen_import_docx_styles_is_contents (GHashTable *self, const char *id)
{
  Style *style = id ? g_hash_table_lookup (self, id) : NULL;

  return style && (g_str_has_prefix (style->name, "toc ") || g_str_has_prefix (style->name, "verzeichnis ") ||
                   g_str_has_prefix (style->name, "tdm ") || g_str_has_prefix (style->name, "tm "));
}
