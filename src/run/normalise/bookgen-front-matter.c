/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-front-matter.h"

#include <string.h>

#define MAX_LINES 200

static gboolean
is_exactly (const BookgenLine *line, const char *text)
{
  gsize length = line->length;

  while (length > 0 && g_ascii_isspace (line->start[length - 1]))
    length--;
  return length == strlen (text) && strncmp (line->start, text, length) == 0;
}

static gboolean
is_known (const char *key, gsize length)
{
  static const char *const keys[] = { "title",       "author",   "authors", "date",     "chapter",  "lang",
                                      "language",    "tags",     "slug",    "draft",    "category", "subtitle",
                                      "description", "summary",  "layout",  "keywords", "lesson",   NULL };
  g_autofree char *lower = g_ascii_strdown (key, length);

  return g_strv_contains (keys, lower);
}

/* KNOWN is set by a key that a text's front matter uses. */
static gboolean
is_yaml (const BookgenLine *line, gboolean *known)
{
  gsize length = 0;

  if (bookgen_line_is_blank (line) || strchr (" \t#-", *line->start) != NULL)
    return TRUE;
  while (length < line->length && (g_ascii_isalnum (line->start[length]) || strchr ("_-", line->start[length]) != NULL))
    length++;
  if (length == 0 || length >= line->length || line->start[length] != ':')
    return FALSE;
  *known |= is_known (line->start, length);
  return TRUE;
}

guint
bookgen_front_matter_find_end (GArray *lines, guint index)
{
  guint end = MIN (index + MAX_LINES, lines->len);
  gboolean known = FALSE;

  if (!is_exactly (&g_array_index (lines, BookgenLine, index), "---"))
    return 0;
  for (guint i = index + 1; i < end; i++)
    {
      const BookgenLine *line = &g_array_index (lines, BookgenLine, i);

      if (known && (is_exactly (line, "---") || is_exactly (line, "...")))
        return i;
      if (!is_yaml (line, &known))
        return 0;
    }
  return 0;
}
