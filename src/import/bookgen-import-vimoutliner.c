/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-lines.h"
#include "bookgen-import-reader.h"

#define MAX_LINES (4 * BOOKGEN_IMPORT_MAX_ITEMS)

/* Body text: ":" flows, ";" is set as it is, "|" is a table, "<" and ">" are the user's own. vimoutliner, doc/votl.txt */
static gboolean
is_body (const char *text)
{
  return (*text && strchr (":;<>", *text) && (text[1] == ' ' || text[1] == '\0')) || *text == '|';
}

/* By its name, or by body lines below a tab and no other indentation. */
gboolean
bookgen_import_vimoutliner_recognises (const BookgenImportSource *source)
{
  if (bookgen_import_source_has_suffix (source, ".otl"))
    return TRUE;
  for (const char *line = strstr (source->text, "\n\t"); line && !source->root; line = strstr (line + 1, "\n\t"))
    {
      const char *text = line + 1 + strspn (line + 1, "\t");

      if ((*text == ':' || *text == ';' || *text == '|') && text[1] == ' ')
        return TRUE;
    }
  return FALSE;
}

/* Past a checkbox, its percentage and weight: "[_] 50%2 Title" */
static const char *
skip_checkbox (const char *text)
{
  const char *rest;
  gsize digits;

  if (text[0] != '[' || !text[1] || !strchr ("_X-o", text[1]) || text[2] != ']' || !strchr (" \t", text[3]))
    return text;
  rest = text + 3 + strspn (text + 3, " \t");
  digits = strspn (rest, "0123456789");
  if (digits > 0 && digits <= 3 && rest[digits] == '%')
    rest += digits + 1 + strspn (rest + digits + 1, "0123456789");
  return rest + strspn (rest, " \t");
}

static void
add_body (BookgenImport *import, const char *text)
{
  BookgenImportItem *item = bookgen_import_items_last (import->items);
  const char *body = *text == '|' ? text : text + 1 + (text[1] == ' ');

  if (item && *body)
    bookgen_import_item_add_line (item, body, -1);
  else if (item && item->text)
    bookgen_import_item_add_line (item, "", 0);
}

gboolean
bookgen_import_vimoutliner_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  g_autoptr (GArray) lines = bookgen_import_lines_split (source->text, MAX_LINES);

  for (guint i = 0; i < lines->len; i++)
    {
      BookgenImportLine *line = &g_array_index (lines, BookgenImportLine, i);

      if (is_body (line->text))
        add_body (import, line->text);
      else if (*line->text)
        bookgen_import_items_add (import->items, line->indent, skip_checkbox (line->text));
    }
  return TRUE;
}
