/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-inline.h"

#include <string.h>

#include "bookgen-import-number.h"

static void
append_inline (GString *out, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      g_string_append (out, cmark_node_get_literal (node));
      return;
    case CMARK_NODE_CODE:
      g_string_append_printf (out, "`%s`", cmark_node_get_literal (node));
      return;
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_SOFTBREAK:
      g_string_append_c (out, '\n');
      return;
    default:
      return;
    }
}

static char *
dup_text (cmark_node *node, gboolean pictures)
{
  GString *out = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (node);
  cmark_event_type event;
  guint in_pictures = 0;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (cmark_node_get_type (cmark_iter_get_node (iter)) == CMARK_NODE_IMAGE)
      in_pictures += event == CMARK_EVENT_ENTER ? 1 : -1;
    else if (pictures || in_pictures == 0)
      append_inline (out, cmark_iter_get_node (iter));
  cmark_iter_free (iter);
  return g_string_free (out, FALSE);
}

char *
bookgen_import_inline_dup_text (cmark_node *node)
{
  g_autofree char *text = dup_text (node, FALSE);

  return text[strspn (text, " \n")] ? g_steal_pointer (&text) : dup_text (node, TRUE);
}

char *
bookgen_import_inline_dup_heading (cmark_node *node, gboolean *overlined)
{
  char *text = bookgen_import_inline_dup_text (node);
  gsize length = strlen (g_strchomp (text)), line = strspn (text, "=-~#*+^");
  char *brace = strrchr (text, '{');

  if (brace && length > 0 && text[length - 1] == '}' && (brace[1] == '#' || brace[1] == '.'))
    *brace = '\0';
  *overlined = line > 2 && text[line] == '\n';
  if (*overlined)
    memmove (text, text + line + 1, strlen (text + line + 1) + 1);
  return text;
}

static gboolean
ends_line (cmark_node *node)
{
  cmark_node *next = cmark_node_next (node);

  return !next || cmark_node_get_type (next) == CMARK_NODE_SOFTBREAK || cmark_node_get_type (next) == CMARK_NODE_LINEBREAK;
}

gboolean
bookgen_import_inline_is_bold_heading (cmark_node *node)
{
  cmark_node *first = cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child (node) : NULL;
  BookgenImportNumber number;

  if (!first || cmark_node_get_type (first) != CMARK_NODE_STRONG)
    return FALSE;
  if (ends_line (first))
    return TRUE;
  g_autofree char *label = bookgen_import_inline_dup_text (first);
  return bookgen_import_number_scan (label, &number) && number.label != BOOKGEN_IMPORT_LABEL_NONE && *number.rest == '\0';
}

gboolean
bookgen_import_inline_is_links (cmark_node *node)
{
  if (cmark_node_get_type (node) != CMARK_NODE_PARAGRAPH)
    return FALSE;
  for (cmark_node *child = cmark_node_first_child (node); child; child = cmark_node_next (child))
    if (cmark_node_get_type (child) != CMARK_NODE_LINK && cmark_node_get_type (child) != CMARK_NODE_SOFTBREAK)
      return FALSE;
  return TRUE;
}

gboolean
bookgen_import_inline_is_list_of_links (cmark_node *node)
{
  cmark_node *entry = cmark_node_get_type (node) == CMARK_NODE_LIST ? cmark_node_first_child (node) : NULL;
  cmark_node *first = entry ? cmark_node_first_child (entry) : NULL;

  return first && bookgen_import_inline_is_links (first);
}

gboolean
bookgen_import_inline_links_within (cmark_node *list)
{
  cmark_node *paragraph = cmark_node_first_child (cmark_node_first_child (list));
  cmark_node *link = paragraph ? cmark_node_first_child (paragraph) : NULL;
  const char *url = link ? cmark_node_get_url (link) : NULL;

  return url && *url == '#';
}
