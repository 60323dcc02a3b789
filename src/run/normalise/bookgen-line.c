/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-line.h"

#include <string.h>

GArray *
bookgen_line_split (const char *text)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (BookgenLine));
  guint number = 1;

  for (const char *at = text; *at != '\0'; number++)
    {
      const char *end = strchr (at, '\n');
      gsize length = end != NULL ? (gsize)(end - at) : strlen (at);
      BookgenLine line = { .start = at, .length = length, .raw_line = number };

      g_array_append_val (lines, line);
      at += length + (end != NULL);
    }
  return lines;
}

gboolean
bookgen_line_is_blank (const BookgenLine *self)
{
  for (gsize i = 0; i < self->length; i++)
    if (!g_ascii_isspace (self->start[i]))
      return FALSE;
  return TRUE;
}

/* The spaces before the first character; more than three make an indented code block. */
static gsize
count_indent (const BookgenLine *self)
{
  gsize indent = 0;

  while (indent < self->length && self->start[indent] == ' ')
    indent++;
  return indent;
}

static void
trim (const char **text, gsize *length)
{
  while (*length > 0 && g_ascii_isspace (**text))
    (*text)++, (*length)--;
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
}

gboolean
bookgen_line_is_fence (const BookgenLine *self, BookgenFence *fence)
{
  gsize indent = count_indent (self);
  gsize at = indent;
  char mark = at < self->length ? self->start[at] : '\0';

  if (indent > 3 || (mark != '`' && mark != '~'))
    return FALSE;
  while (at < self->length && self->start[at] == mark)
    at++;
  if (at - indent < 3)
    return FALSE;
  *fence = (BookgenFence){ mark, at - indent, indent, self->start + at, self->length - at };
  trim (&fence->info, &fence->info_length);
  /* The info of a backtick fence has no backtick: ```x``` is a code span. */
  return mark == '~' || memchr (fence->info, '`', fence->info_length) == NULL;
}

gboolean
bookgen_fence_closes (const BookgenFence *fence, const BookgenFence *opening)
{
  return fence->info_length == 0 && fence->mark == opening->mark && fence->count >= opening->count;
}

static void
drop_closing_hashes (const char *text, gsize *length)
{
  gsize end = *length;

  while (end > 0 && text[end - 1] == '#')
    end--;
  if (end == 0)
    *length = 0;
  else if (g_ascii_isspace (text[end - 1]))
    *length = end;
}

guint
bookgen_line_get_heading (const BookgenLine *self, const char **text, gsize *length)
{
  gsize indent = count_indent (self);
  gsize at = indent;
  const char *rest;
  gsize rest_length;

  while (at < self->length && self->start[at] == '#')
    at++;
  if (indent > 3 || at == indent || at - indent > 6)
    return 0;
  if (at < self->length && self->start[at] != ' ' && self->start[at] != '\t')
    return 0;
  rest = self->start + at;
  rest_length = self->length - at;
  trim (&rest, &rest_length);
  drop_closing_hashes (rest, &rest_length);
  trim (&rest, &rest_length);
  if (text != NULL)
    *text = rest, *length = rest_length;
  return at - indent;
}

char
bookgen_line_get_underline (const BookgenLine *self)
{
  gsize indent = count_indent (self);
  const char *text = self->start;
  gsize length = self->length;

  trim (&text, &length);
  if (indent > 3 || length == 0 || (*text != '=' && *text != '-'))
    return '\0';
  for (gsize i = 1; i < length; i++)
    if (text[i] != *text)
      return '\0';
  return *text;
}

gboolean
bookgen_line_is_rule (const BookgenLine *self)
{
  gsize indent = count_indent (self);
  char mark = indent < self->length ? self->start[indent] : '\0';
  guint marks = 0;

  if (indent > 3 || mark == '\0' || strchr ("-*_", mark) == NULL)
    return FALSE;
  for (gsize i = indent; i < self->length; i++)
    {
      if (self->start[i] == mark)
        marks++;
      else if (!g_ascii_isspace (self->start[i]))
        return FALSE;
    }
  return marks >= 3;
}

static gboolean
is_numbered (const char *text, gsize length)
{
  gsize digits = 0;

  while (digits < length && g_ascii_isdigit (text[digits]))
    digits++;
  return digits > 0 && digits <= 9 && digits + 1 < length && strchr (".)", text[digits]) != NULL
         && g_ascii_isspace (text[digits + 1]);
}

gboolean
bookgen_line_is_structure (const BookgenLine *self)
{
  const char *text = self->start;
  gsize length = self->length;

  trim (&text, &length);
  if (length == 0)
    return FALSE;
  if (strchr ("|><", *text) != NULL)
    return TRUE;
  if (strchr ("-*+", *text) != NULL && length > 1 && g_ascii_isspace (text[1]))
    return TRUE;
  return is_numbered (text, length);
}

gboolean
bookgen_line_track_code (const BookgenLine *self, BookgenFence *code)
{
  gboolean inside = code->count > 0;
  BookgenFence fence;

  if (!bookgen_line_is_fence (self, &fence))
    return inside;
  if (!inside)
    *code = fence;
  else if (bookgen_fence_closes (&fence, code))
    code->count = 0;
  return TRUE;
}

guint
bookgen_line_find_next (GArray *lines, guint index)
{
  for (index++; index < lines->len; index++)
    {
      const BookgenLine *line = &g_array_index (lines, BookgenLine, index);

      if (!line->gone && !bookgen_line_is_blank (line))
        break;
    }
  return index;
}
