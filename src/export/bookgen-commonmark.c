/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-commonmark.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

#define OPTIONS (CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE)
#define REFERENCE_MAX_BYTES 34 /* the longest name has 31 letters */

static GMutex parsing;

static void
attach_extensions (cmark_parser *parser)
{
  static const char *const names[] = { "table", "strikethrough", "tasklist", "autolink" };

  cmark_gfm_core_extensions_ensure_registered ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (names[i]));
}

cmark_node *
bookgen_commonmark_parse (const char *text, gssize length)
{
  cmark_parser *parser;
  cmark_node *document;

  g_mutex_lock (&parsing);
  parser = cmark_parser_new (OPTIONS);
  attach_extensions (parser);
  cmark_parser_feed (parser, text, length < 0 ? strlen (text) : (gsize) length);
  document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  g_mutex_unlock (&parsing);
  return document;
}

/* The length of what looks like a character reference at AT; 0 for none. */
static gsize
reference_length (const char *at, const char *end)
{
  gsize n = 1;

  while (at + n < end && n < REFERENCE_MAX_BYTES && (g_ascii_isalnum (at[n]) || (n == 1 && at[n] == '#')))
    n++;
  return n > 1 && at + n < end && at[n] == ';' ? n + 1 : 0;
}

static void
append_reference (GString *out, const char *at, gsize length)
{
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (at, (gssize) length);
  cmark_node *paragraph = cmark_node_first_child (document);
  cmark_node *text = paragraph ? cmark_node_first_child (paragraph) : NULL;

  if (text && !cmark_node_next (text) && cmark_node_get_type (text) == CMARK_NODE_TEXT)
    g_string_append (out, cmark_node_get_literal (text));
  else
    g_string_append_len (out, at, (gssize) length);
}

char *
bookgen_commonmark_dup_decoded (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *at = text;
  GString *out = g_string_sized_new ((gsize) (end - text));

  while (at < end)
    {
      const char *mark = memchr (at, '&', (gsize) (end - at));
      gsize n = mark ? reference_length (mark, end) : 0;

      g_string_append_len (out, at, (mark ? mark : end) - at);
      if (!mark)
        break;
      if (n > 0)
        append_reference (out, mark, n);
      else
        g_string_append_c (out, '&');
      at = mark + MAX (n, 1);
    }
  return g_string_free (out, FALSE);
}

static const char *
plain_of (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
    return " ";
  return type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ? cmark_node_get_literal (node) : NULL;
}

char *
bookgen_commonmark_dup_plain (cmark_node *node)
{
  cmark_iter *iter = cmark_iter_new (node);
  GString *out = g_string_new (NULL);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      const char *plain = plain_of (cmark_iter_get_node (iter));
      if (plain)
        g_string_append (out, plain);
    }
  cmark_iter_free (iter);
  return g_string_free (out, FALSE);
}
