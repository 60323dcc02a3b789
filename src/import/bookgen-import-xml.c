/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-xml.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

#define MAX_ELEMENTS 4000000
/* Signs of them in one element, or in the text after it: each is compared with all before it. */
#define MAX_ATTRIBUTES 50000
#define MAX_ENTITY_BYTES 32

/* The document type from "<!DOCTYPE" on, with its internal subset; 0 where there is none. */
static gsize
doctype_length (const char *text)
{
  char quote = 0;
  gsize i;
  gint brackets = 0;

  for (i = 0; text[i]; i++)
    if (quote)
      quote = text[i] == quote ? 0 : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (text[i] == '[')
      brackets++;
    else if (text[i] == ']')
      brackets--;
    else if (text[i] == '>' && brackets <= 0)
      return i + 1;
  return i;
}

/* Only before the root element is "<!DOCTYPE" a document type. */
static const char *
find_doctype (const char *text)
{
  for (;;)
    {
      text += strcspn (text, "<");
      if (g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
        return text;
      if (g_str_has_prefix (text, "<!--") && strstr (text, "-->"))
        text = strstr (text, "-->");
      else if (*text == '<' && text[1] == '?')
        text++;
      else
        return NULL;
    }
}

/* "nbsp" -> its character; 0 for what XML knows itself and what nobody knows. */
static guint
entity_value (const char *name, gsize length)
{
  g_autofree char *copy = g_strndup (name, length);
  const htmlEntityDesc *entity = htmlEntityLookup ((const xmlChar *) copy);

  return entity && !strchr ("&<>\"'", entity->value) ? entity->value : 0;
}

/* TEXT without its document type and with HTML's named characters, so that nothing is left to expand. */
static GString *
without_entities (const char *text, gsize length)
{
  const char *doctype = find_doctype (text);
  GString *out = g_string_sized_new (length);

  if (doctype)
    {
      g_string_append_len (out, text, doctype - text);
      text = doctype + doctype_length (doctype);
    }
  for (const char *and = strchr (text, '&'); and; and = strchr (text, '&'))
    {
      gsize name = strspn (and + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
      guint value = name > 0 && name < MAX_ENTITY_BYTES && and[1 + name] == ';' ? entity_value (and + 1, name) : 0;

      g_string_append_len (out, text, and - text);
      if (value)
        g_string_append_unichar (out, value);
      else
        g_string_append (out, name == 0 && and[1] != '#' ? "&amp;" : "&");
      text = value ? and + name + 2 : and + 1;
    }
  g_string_append (out, text);
  return out;
}

static gboolean
has_too_many_elements (const char *text)
{
  guint count = 0, attributes = 0;

  for (text = strpbrk (text, "<="); text; text = strpbrk (text + 1, "<="))
    if (*text == '=' && ++attributes > MAX_ATTRIBUTES)
      return TRUE;
    else if (*text == '<')
      {
        attributes = 0;
        count += text[1] != '/';
        if (count > MAX_ELEMENTS)
          return TRUE;
      }
  return FALSE;
}

static xmlDoc *
fail_too_large (GError **error)
{
  g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_TOO_LARGE,
                       _ ("The document is too large for an outline. Give only its contents."));
  return NULL;
}

static xmlDoc *
parse_xml (GString *text, gboolean *well_formed)
{
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  xmlDoc *document = xmlCtxtReadMemory (
    parser, text->str, text->len, NULL, "UTF-8",
    XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);

  *well_formed = parser->wellFormed;
  xmlFreeParserCtxt (parser);
  return document;
}

xmlDoc *
bookgen_import_xml_read (const char *text, gsize length, BookgenImport *import, GError **error)
{
  g_autoptr (GString) plain = NULL;
  g_autoptr (xmlDoc) document = NULL;
  gboolean well_formed;

  if (has_too_many_elements (text))
    return fail_too_large (error);
  plain = without_entities (text, length);
  document = parse_xml (plain, &well_formed);
  if (!document || !xmlDocGetRootElement (document))
    {
      g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_UNKNOWN,
                           _ ("The document is damaged and cannot be read. Save it again and try once more."));
      return NULL;
    }
  if (!well_formed)
    g_ptr_array_add (import->warnings, g_strdup (_ ("The file is damaged; it was read as far as possible.")));
  return g_steal_pointer (&document);
}

/* Word's "<![if !supportLists]>", which no other program knows. NULL where there is none. */
static char *
dup_without_conditions (const char *text)
{
  static GRegex *conditions;

  if (!strstr (text, "<![if"))
    return NULL;
  if (g_once_init_enter (&conditions))
    g_once_init_leave (&conditions, g_regex_new ("<!\\[(?:if[^]\\n]*|endif)\\]>", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace_literal (conditions, text, -1, 0, "", 0, NULL);
}

xmlDoc *
bookgen_import_xml_read_html (const char *text, gsize length, GError **error)
{
  xmlDoc *document;
  g_autofree char *plain = dup_without_conditions (text);

  if (has_too_many_elements (text))
    return fail_too_large (error);
  document = htmlReadMemory (plain ? plain : text, plain ? strlen (plain) : length, NULL, "UTF-8",
                             HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  if (!document)
    g_set_error_literal (error, BOOKGEN_IMPORT_ERROR, BOOKGEN_IMPORT_ERROR_EMPTY, _ ("The page is empty."));
  return document;
}

/* The part after a prefix that was not declared. */
static const char *
local_name (const xmlChar *name)
{
  const char *colon = strrchr ((const char *) name, ':');

  return colon ? colon + 1 : (const char *) name;
}

gboolean
bookgen_import_xml_is (xmlNode *node, const char *name)
{
  return node && node->type == XML_ELEMENT_NODE && (!name || g_ascii_strcasecmp (local_name (node->name), name) == 0);
}

static xmlNode *
first_of (xmlNode *node, const char *name)
{
  while (node && !bookgen_import_xml_is (node, name))
    node = node->next;
  return node;
}

xmlNode *
bookgen_import_xml_child (xmlNode *node, const char *name)
{
  return node ? first_of (node->children, name) : NULL;
}

xmlNode *
bookgen_import_xml_next (xmlNode *node, const char *name)
{
  return node ? first_of (node->next, name) : NULL;
}

xmlNode *
bookgen_import_xml_find (xmlNode *node, const char *name)
{
  if (bookgen_import_xml_is (node, name))
    return node;
  for (xmlNode *child = bookgen_import_xml_child (node, NULL); child; child = bookgen_import_xml_next (child, NULL))
    {
      xmlNode *found = bookgen_import_xml_find (child, name);
      if (found)
        return found;
    }
  return NULL;
}

char *
bookgen_import_xml_dup_attribute (xmlNode *node, const char *name)
{
  for (xmlAttr *attribute = node ? node->properties : NULL; attribute; attribute = attribute->next)
    if (g_ascii_strcasecmp (local_name (attribute->name), name) == 0)
      return bookgen_import_xml_dup_text ((xmlNode *) attribute);
  return NULL;
}

gboolean
bookgen_import_xml_attribute_is (xmlNode *node, const char *name, const char *value)
{
  g_autofree char *found = bookgen_import_xml_dup_attribute (node, name);

  return found && g_ascii_strcasecmp (found, value) == 0;
}

char *
bookgen_import_xml_dup_text (xmlNode *node)
{
  xmlChar *content = node ? xmlNodeGetContent (node) : NULL;
  char *text = g_strdup (content ? (const char *) content : "");

  xmlFree (content);
  return text;
}

gboolean
bookgen_import_xml_is_invisible (xmlNode *node)
{
  static const char *const names[] = { "script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object",
                                       "select", "button", "textarea" };
  g_autofree char *style = NULL;

  if (node->type != XML_ELEMENT_NODE)
    return node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bookgen_import_xml_is (node, names[i]))
      return TRUE;
  style = bookgen_import_xml_dup_attribute (node, "style");
  if (style && g_regex_match_simple ("display\\s*:\\s*none|visibility\\s*:\\s*hidden", style, G_REGEX_CASELESS, 0))
    return TRUE;
  return xmlHasProp (node, (const xmlChar *) "hidden") || bookgen_import_xml_attribute_is (node, "aria-hidden", "true");
}

static gboolean
is_block (xmlNode *node)
{
  static const char *const names[] = { "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "section",
                                       "article", "br", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "hr", "body" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bookgen_import_xml_is (node, names[i]))
      return TRUE;
  return FALSE;
}

static void
break_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
}

/* Runs of space are one, as a browser shows them. */
static void
append_flowing (GString *out, const char *text)
{
  for (; *text; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, *text);
    else if (out->len > 0 && !g_ascii_isspace (out->str[out->len - 1]))
      g_string_append_c (out, ' ');
}

/* LISTS is how deep in lists NODE is. */
static void
append_paragraphs (GString *out, xmlNode *node, guint lists)
{
  if (bookgen_import_xml_is_invisible (node))
    return;
  if (node->type != XML_ELEMENT_NODE)
    {
      append_flowing (out, node->content ? (const char *) node->content : "");
      return;
    }
  if (is_block (node))
    break_line (out);
  if (bookgen_import_xml_is (node, "td") || bookgen_import_xml_is (node, "th"))
    append_flowing (out, " ");
  if (bookgen_import_xml_is (node, "p") && out->len > 0 && lists == 0)
    g_string_append_c (out, '\n');
  if (bookgen_import_xml_is (node, "li"))
    g_string_append_printf (out, "%*s- ", lists > 0 ? (lists - 1) * 2 : 0, "");
  lists += bookgen_import_xml_is (node, "ul") || bookgen_import_xml_is (node, "ol");
  for (xmlNode *child = node->children; child; child = child->next)
    append_paragraphs (out, child, MIN (lists, BOOKGEN_IMPORT_MAX_DEPTH));
  if (is_block (node))
    break_line (out);
}

char *
bookgen_import_xml_dup_paragraphs (xmlNode *node)
{
  GString *out = g_string_new (NULL);

  if (node)
    append_paragraphs (out, node, 0);
  return g_strstrip (g_string_free (out, FALSE));
}

static void
append_line (GString *out, xmlNode *node)
{
  if (bookgen_import_xml_is_invisible (node))
    return;
  if (node->type != XML_ELEMENT_NODE)
    append_flowing (out, node->content ? (const char *) node->content : "");
  if (is_block (node))
    append_flowing (out, " ");
  for (xmlNode *child = node->type == XML_ELEMENT_NODE ? node->children : NULL; child; child = child->next)
    append_line (out, child);
  if (is_block (node))
    append_flowing (out, " ");
}

char *
bookgen_import_xml_dup_line (xmlNode *node)
{
  GString *out = g_string_new (NULL);

  append_line (out, node);
  return g_strstrip (g_string_free (out, FALSE));
}

/* The length of a tag of HTML at TEXT, 0 where there is none. */
static gsize
tag_length (const char *text)
{
  const char *name = text + 1 + (text[1] == '/' || text[1] == '!');
  gsize length = strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
  g_autofree char *folded = g_ascii_strdown (name, length);
  const char *end = strchr (name, '>');

  if (!end || (!htmlTagLookup ((const xmlChar *) folded) && g_ascii_strcasecmp (folded, "doctype") != 0))
    return 0;
  return end + 1 - text;
}

char *
bookgen_import_xml_strip (const char *text, gboolean one_line)
{
  g_autoptr (xmlDoc) document = NULL;
  gsize step = 0;

  for (const char *tag = strpbrk (text, "<&"); tag && step == 0; tag = strpbrk (tag + 1, "<&"))
    step = *tag == '<' ? tag_length (tag) : strcspn (tag, "; ") < MAX_ENTITY_BYTES && tag[strcspn (tag, "; ")] == ';';
  if (step == 0)
    return g_strdup (text);
  /* The title element would be no text of the body. */
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv (one_line ? "\n" : "<br>", lines);
  document = bookgen_import_xml_read_html (joined, strlen (joined), NULL);
  xmlNode *root = document ? xmlDocGetRootElement (document) : NULL;
  if (!root)
    return g_strdup ("");
  return one_line ? bookgen_import_xml_dup_line (root) : bookgen_import_xml_dup_paragraphs (root);
}
