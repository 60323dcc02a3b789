/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-heading.h"

#include <string.h>

#include "bookgen-ending.h"

#define UNDERLINED_MAX_BYTES 200

/* The line can be the whole text of an underlined heading; four spaces in front would make it code. */
static gboolean
is_plain (const BookgenLine *line)
{
  BookgenFence fence;

  if (line->length > 0 && (*line->start == '\t' || strspn (line->start, " ") > 3))
    return FALSE;
  return !line->gone && !bookgen_line_is_blank (line) && !bookgen_line_is_rule (line)
         && bookgen_line_get_underline (line) == '\0' && !bookgen_line_is_structure (line)
         && bookgen_line_get_heading (line, NULL, NULL) == 0 && !bookgen_line_is_fence (line, &fence);
}

/* A paragraph goes on in LINE from the line above it. */
static gboolean
continues_paragraph (GArray *lines, guint index)
{
  const BookgenLine *above = &g_array_index (lines, BookgenLine, index) - 1;

  return index > 0 && (is_plain (above) || bookgen_line_is_structure (above)) && !above->gone;
}

guint
bookgen_heading_get_underlined (GArray *lines, guint index)
{
  const BookgenLine *line = &g_array_index (lines, BookgenLine, index), *below = line + 1;
  char mark;

  if (index + 1 >= lines->len || below->gone || !is_plain (line) || line->length > UNDERLINED_MAX_BYTES
      || continues_paragraph (lines, index))
    return 0;
  mark = bookgen_line_get_underline (below);
  if (mark == '=')
    return 1;
  if (mark != '-' || bookgen_ending_is_sentence (line->start, line->length) || line->start[line->length - 1] == ':')
    return 0;
  return 2;
}

guint
bookgen_heading_get_level (GArray *lines, guint index, const char **text, gsize *length)
{
  const BookgenLine *line = &g_array_index (lines, BookgenLine, index);
  guint level = bookgen_line_get_heading (line, text, length);

  if (level > 0)
    return level;
  level = bookgen_heading_get_underlined (lines, index);
  if (level == 0 || text == NULL)
    return level;
  *text = line->start + strspn (line->start, " ");
  *length = line->start + line->length - *text;
  while (g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
  return level;
}

guint
bookgen_heading_find (GArray *lines, guint index)
{
  BookgenFence code = { 0 };

  for (; index < lines->len; index++)
    {
      const BookgenLine *line = &g_array_index (lines, BookgenLine, index);

      if (!line->gone && !bookgen_line_track_code (line, &code) && bookgen_heading_get_level (lines, index, NULL, NULL) > 0)
        return index;
    }
  return lines->len;
}
