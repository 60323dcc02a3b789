/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-lines.h"

#include <string.h>

#define TAB_COLUMNS 4

static void
line_clear (BookgenImportLine *line)
{
  g_free (line->text);
}

/* A no-break space indents as well: text copied from web pages has them; and the wide space of East Asian texts. */
static gsize
indent_at (const char *text, guint *columns)
{
  if (*text == ' ')
    return *columns += 1, 1;
  if (*text == '\t')
    return *columns += TAB_COLUMNS - *columns % TAB_COLUMNS, 1;
  if (g_str_has_prefix (text, "\u00a0"))
    return *columns += 1, strlen ("\u00a0");
  if (g_str_has_prefix (text, "\u3000") || g_str_has_prefix (text, "\u2003"))
    return *columns += 2, strlen ("\u3000");
  return 0;
}

static BookgenImportLine
take_line (const char *start, gsize length)
{
  BookgenImportLine line = { .start = start };
  g_autofree char *copy = g_strndup (start, length);
  const char *text = copy;
  gsize step;

  line.tabs = strspn (text, "\t");
  while ((step = indent_at (text, &line.indent)) > 0)
    text += step;
  line.text = g_strchomp (g_strdup (text));
  return line;
}

gboolean
bookgen_import_line_is_rule (const char *line)
{
  gsize length = *line && strchr ("=-_~*#+", *line) ? strspn (line, (const char[]) { *line, '\0' }) : 0;

  return length >= 3 && line[length + strspn (line + length, " \t")] == '\0';
}

GArray *
bookgen_import_lines_split (const char *text, guint limit)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BookgenImportLine));

  g_array_set_clear_func (lines, (GDestroyNotify) line_clear);
  while (*text && lines->len < limit)
    {
      gsize length = strcspn (text, "\n");
      BookgenImportLine line = take_line (text, length);

      if (bookgen_import_line_is_rule (line.text))
        *line.text = '\0';
      g_array_append_val (lines, line);
      text += length + (text[length] == '\n');
    }
  return lines;
}

BookgenImportLine *
bookgen_import_lines_at (GArray *lines, guint index)
{
  return index < lines->len ? &g_array_index (lines, BookgenImportLine, index) : NULL;
}

BookgenImportLine *
bookgen_import_lines_next (GArray *lines, guint index)
{
  BookgenImportLine *line;

  do
    line = bookgen_import_lines_at (lines, ++index);
  while (line && *line->text == '\0');
  return line;
}

gboolean
bookgen_import_lines_are_blank (GArray *lines, guint index)
{
  BookgenImportLine *line = bookgen_import_lines_at (lines, index);

  return !line || *line->text == '\0';
}
