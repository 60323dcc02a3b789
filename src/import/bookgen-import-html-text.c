/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-html-text.h"

#include <string.h>

#define MAX_LISTS 16

typedef struct {
  GString *out;
  GString *line;   /* the block that is being collected */
  guint heading;   /* its level; 0 for none */
  guint quotes;    /* how deep in quotations it is */
  guint lists;     /* how deep in lists */
  guint number;    /* of the next entry of a numbered list; 0 in others */
  gboolean marker; /* the block is the first of its entry */
  gboolean tight;  /* no empty line before it */
  guint *pictures;
} Page;

static void walk (Page *page, xmlNode *node);

/* Runs of space are one, as a browser shows them; a line break stays. */
static void
add_words (Page *page, const char *text)
{
  GString *line = page->line;

  for (; *text; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (line, *text);
    else if (line->len > 0 && !g_ascii_isspace (line->str[line->len - 1]))
      g_string_append_c (line, ' ');
}

static void
add_indent (Page *page)
{
  for (guint i = 0; i < page->quotes; i++)
    g_string_append (page->out, "> ");
  for (guint i = 1; i < MIN (page->lists, MAX_LISTS); i++)
    g_string_append (page->out, "   ");
}

static void
begin_block (Page *page)
{
  if (page->out->len > 0)
    g_string_append (page->out, page->tight ? "\n" : "\n\n");
  add_indent (page);
  if (page->marker && page->number > 0)
    g_string_append_printf (page->out, "%u. ", page->number);
  else if (page->marker)
    g_string_append (page->out, "- ");
  else if (page->lists > 0)
    g_string_append (page->out, "   ");
  if (page->heading > 0)
    g_string_append_printf (page->out, "%.*s ", (int) page->heading, "######");
  page->marker = FALSE;
}

/* Ends the block, if there is one. */
static void
flush (Page *page)
{
  g_autofree char *text = g_strstrip (g_strdup (page->line->str));
  g_auto (GStrv) lines = *text ? g_strsplit (text, "\n", -1) : NULL;

  g_string_truncate (page->line, 0);
  if (!lines)
    return;
  begin_block (page);
  for (guint i = 0; lines[i]; i++)
    {
      if (i > 0)
        {
          g_string_append_c (page->out, page->heading > 0 ? ' ' : '\n');
          if (page->heading == 0)
            add_indent (page);
        }
      g_string_append (page->out, g_strstrip (lines[i]));
    }
  page->tight = FALSE;
}

static void
walk_children (Page *page, xmlNode *node)
{
  for (xmlNode *child = node->children; child; child = child->next)
    walk (page, child);
}

static void
add_heading (Page *page, xmlNode *node)
{
  page->heading = node->name[1] - '0';
  walk_children (page, node);
  flush (page);
  page->heading = 0;
}

/* An entry is a block of its own; those after the first stand close to the one before. */
static void
add_list (Page *page, xmlNode *list)
{
  const Page outer = *page;

  page->lists++;
  page->number = bookgen_import_xml_is (list, "ol") ? 1 : 0;
  page->tight = outer.lists > 0;
  for (xmlNode *child = list->children; child; child = child->next)
    {
      page->marker = bookgen_import_xml_is (child, "li");
      walk (page, child);
      flush (page);
      page->number += bookgen_import_xml_is (child, "li") && page->number > 0;
      page->tight = TRUE;
    }
  page->lists = outer.lists;
  page->number = outer.number;
  page->marker = FALSE;
  page->tight = outer.lists > 0;
}

static void
add_quotation (Page *page, xmlNode *node)
{
  page->quotes++;
  walk_children (page, node);
  flush (page);
  page->quotes--;
}

static void
add_code (Page *page, xmlNode *node)
{
  g_autofree char *code = bookgen_import_xml_dup_text (node);
  const char *fence = strstr (code, "```") ? "~~~~" : "```";

  begin_block (page);
  g_string_append_printf (page->out, "%s\n%s%s%s", fence, code, g_str_has_suffix (code, "\n") ? "" : "\n", fence);
  page->tight = FALSE;
}

static void
add_row (Page *page, xmlNode *row)
{
  guint n_cells = 0;
  gboolean head = bookgen_import_xml_child (row, "th") && !bookgen_import_xml_child (row, "td");

  for (xmlNode *cell = bookgen_import_xml_child (row, NULL); cell; cell = bookgen_import_xml_next (cell, NULL))
    {
      g_autofree char *text = bookgen_import_xml_dup_line (cell);

      g_string_append_printf (page->line, "%s %s |", n_cells++ == 0 ? "|" : "", text);
    }
  flush (page);
  page->tight = TRUE;
  for (guint i = 0; head && i < n_cells; i++)
    g_string_append (page->line, i == 0 ? "|---|" : "---|");
  flush (page);
  page->tight = TRUE;
}

static void
add_table (Page *page, xmlNode *table)
{
  for (xmlNode *child = bookgen_import_xml_child (table, NULL); child; child = bookgen_import_xml_next (child, NULL))
    if (bookgen_import_xml_is (child, "tr"))
      add_row (page, child);
    else if (bookgen_import_xml_is (child, "caption"))
      {
        walk_children (page, child);
        flush (page);
      }
    else
      add_table (page, child);
}

/* Only where the words do not say it already. */
static void
add_link (Page *page, xmlNode *node)
{
  g_autofree char *target = bookgen_import_xml_dup_attribute (node, "href");
  gsize start = page->line->len;

  walk_children (page, node);
  if (target && (g_str_has_prefix (target, "http://") || g_str_has_prefix (target, "https://")) && page->line->len > start &&
      !strpbrk (target, " \t\r\n<>") && !strstr (page->line->str + start, target))
    g_string_append_printf (page->line, " <%s>", target);
}

static gboolean
is_any (xmlNode *node, const char *const *names)
{
  for (; *names; names++)
    if (bookgen_import_xml_is (node, *names))
      return TRUE;
  return FALSE;
}

static void
walk_element (Page *page, xmlNode *node)
{
  static const char *const inlines[] = { "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
                                         "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub",
                                         "sup", "tt", "time", "u", "var", "wbr", NULL };
  gboolean is_inline = is_any (node, inlines);

  if (!is_inline)
    flush (page);
  if (bookgen_import_xml_is (node, "a"))
    add_link (page, node);
  else if (node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6' && !node->name[2])
    add_heading (page, node);
  else if (bookgen_import_xml_is (node, "ul") || bookgen_import_xml_is (node, "ol"))
    add_list (page, node);
  else if (bookgen_import_xml_is (node, "blockquote"))
    add_quotation (page, node);
  else if (bookgen_import_xml_is (node, "pre"))
    add_code (page, node);
  else if (bookgen_import_xml_is (node, "table"))
    add_table (page, node);
  else
    walk_children (page, node);
  if (!is_inline)
    flush (page);
}

static void
walk (Page *page, xmlNode *node)
{
  static const char *const frames[] = { "nav", "footer", "aside", "form", NULL };
  static const char *const pictures[] = { "img", "picture", "svg", "video", "canvas", "image", NULL };

  if (is_any (node, pictures))
    ++*page->pictures;
  else if (bookgen_import_xml_is_invisible (node) || is_any (node, frames))
    return;
  else if (node->type != XML_ELEMENT_NODE)
    add_words (page, node->content ? (const char *) node->content : "");
  else if (bookgen_import_xml_is (node, "br"))
    g_string_append_c (page->line, '\n');
  else
    walk_element (page, node);
}

char *
bookgen_import_html_dup_markdown (xmlNode *node, guint *pictures)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Page page = { .out = g_string_new (NULL), .line = line, .pictures = pictures };

  if (node)
    walk (&page, node);
  flush (&page);
  return g_string_free (page.out, FALSE);
}
