/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-markdown-pictures.h"

#include "bookgen-commonmark.h"
#include "bookgen-placing.h"

#include <string.h>

/* Words within a pair of marks, on one line. */
static void
append_quoted (GString *out, const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);

  for (const char *at = valid; *at; at++)
    {
      if (strchr ("\\`*_[]<>\"&~", *at))
        g_string_append_c (out, '\\');
      g_string_append_c (out, g_ascii_isspace (*at) ? ' ' : *at);
    }
}

static void
append_picture (GString *out, const BookgenPicture *picture, const char *folder)
{
  const BookgenMediaData *data = bookgen_picture_get (picture);
  g_autofree char *escaped = g_uri_escape_string (folder, NULL, TRUE);

  g_string_append (out, "![");
  append_quoted (out, data->alt);
  g_string_append_printf (out, "](%s/%s", escaped, picture->name);
  if (*data->caption)
    {
      g_string_append (out, " \"");
      append_quoted (out, data->caption);
      g_string_append_c (out, '"');
    }
  g_string_append (out, ")\n");
}

static gboolean
is_blank (char **lines, guint number)
{
  const char *line = number >= 1 && number <= g_strv_length (lines) ? lines[number - 1] : "";

  return line[strspn (line, " \t\r")] == '\0';
}

/* The number of the line behind which a new block can stand after BLOCK without being taken into another one. The parser's
 * last lines are sure of headings only, so for the rest it is an empty line. */
static guint
find_line (char **lines, cmark_node *block)
{
  cmark_node_type type = block ? cmark_node_get_type (block) : CMARK_NODE_NONE;
  guint last = block ? (guint) cmark_node_get_end_line (block) : 0;

  if (!block || type == CMARK_NODE_HEADING || (type == CMARK_NODE_PARAGRAPH && is_blank (lines, last + 1)))
    return last;
  for (cmark_node *next = cmark_node_next (block); next; next = cmark_node_next (next))
    {
      guint start = (guint) cmark_node_get_start_line (next);

      if (cmark_node_get_type (next) != CMARK_NODE_FOOTNOTE_DEFINITION && start > 1 && is_blank (lines, start - 1))
        return start - 1;
    }
  return g_strv_length (lines);
}

/* A picture and the line it stands behind, 0 for the beginning. */
typedef struct {
  const BookgenPicture *picture;
  guint line;
} Placed;

static GArray *
place (GPtrArray *pictures, const char *text, char **lines, const char *title, GPtrArray *notes)
{
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (text, -1);
  g_autoptr (BookgenPlacing) placing = bookgen_placing_new (document);
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  for (guint i = 0; i < pictures->len; i++)
    {
      const BookgenPicture *picture = g_ptr_array_index (pictures, i);
      const Placed item = { picture, find_line (lines, bookgen_placing_find_picture (placing, picture, title, notes)) };

      g_array_append_val (placed, item);
    }
  return placed;
}

guint *
bookgen_markdown_pictures_find_lines (const char *text, const char *const *anchors)
{
  g_autoptr (cmark_node) document = bookgen_commonmark_parse (text, -1);
  g_autoptr (BookgenPlacing) placing = bookgen_placing_new (document);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_anchors = g_strv_length ((char **) anchors);
  guint *found = g_new (guint, n_anchors + 1);

  for (guint i = 0; i < n_anchors; i++)
    {
      cmark_node *block;

      found[i] = bookgen_placing_find (placing, anchors[i], &block) ? find_line (lines, block) : g_strv_length (lines);
    }
  return found;
}

static gboolean
ends_in_empty_line (const GString *out)
{
  return out->len >= 2 && out->str[out->len - 1] == '\n' && out->str[out->len - 2] == '\n';
}

/* What stands behind LINE, with an empty line on either side of each. FALSE when nothing does. */
static gboolean
append_placed (GString *out, GArray *placed, guint line, const char *folder)
{
  gboolean any = FALSE;

  for (guint i = 0; i < placed->len; i++)
    {
      const Placed *item = &g_array_index (placed, Placed, i);

      if (item->line != line)
        continue;
      if (out->len > 0 && !ends_in_empty_line (out))
        g_string_append_c (out, '\n');
      append_picture (out, item->picture, folder);
      g_string_append_c (out, '\n');
      any = TRUE;
    }
  return any;
}

char *
bookgen_markdown_pictures_dup (const char *text, GPtrArray *pictures, const char *folder, const char *title,
                               GPtrArray *notes)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) placed = NULL;
  GString *out = g_string_new (NULL);
  gboolean separated;

  if (!pictures)
    return g_string_free (g_string_append (out, text), FALSE);
  lines = g_strsplit (text, "\n", -1);
  placed = place (pictures, text, lines, title, notes);
  separated = append_placed (out, placed, 0, folder);
  for (guint i = 0; lines[i]; i++)
    {
      if (!separated || *lines[i] != '\0')
        g_string_append_printf (out, "%s\n", lines[i]);
      separated = append_placed (out, placed, i + 1, folder);
    }
  while (ends_in_empty_line (out))
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
