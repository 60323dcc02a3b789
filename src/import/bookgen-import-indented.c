/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-lines.h"
#include "bookgen-import-reader.h"

#define SENTENCE_CHARS 60

gboolean
bookgen_import_indented_recognises (const BookgenImportSource *source)
{
  return !source->root && *source->text;
}

static gboolean
is_sentence (const char *text)
{
  gsize length = strlen (text);

  return length > SENTENCE_CHARS && (strchr (".!?\"", text[length - 1]) || g_str_has_suffix (text, "”"));
}

/* Running text is no outline, even if every paragraph could be a title. */
static gboolean
is_prose (GArray *lines)
{
  guint filled = 0, sentences = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *text = g_array_index (lines, BookgenImportLine, i).text;

      filled += *text != '\0';
      sentences += is_sentence (text);
    }
  return sentences * 3 > filled;
}

gboolean
bookgen_import_indented_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (GArray) lines = bookgen_import_lines_split (source->text, 4 * BOOKGEN_IMPORT_MAX_ITEMS);

  if (is_prose (lines))
    return TRUE;
  for (guint i = 0; i < lines->len; i++)
    {
      BookgenImportLine *line = &g_array_index (lines, BookgenImportLine, i);

      if (*line->text)
        bookgen_import_items_add (import->items, line->indent, line->text);
    }
  return TRUE;
}
