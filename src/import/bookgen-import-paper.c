/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-paper.h"

#include <string.h>

BookgenImportPaper
bookgen_import_paper_begin (BookgenImport *import)
{
  return (BookgenImportPaper){ .import = import, .lines = g_string_new (NULL) };
}

static gboolean
is_empty (const char *text)
{
  return text[strspn (text, " \t\n")] == '\0';
}

void
bookgen_import_paper_add_heading (BookgenImportPaper *self, int level, const char *text)
{
  if (!is_empty (text))
    bookgen_import_items_add (self->import->items, level, text);
}

void
bookgen_import_paper_add_paragraph (BookgenImportPaper *self, guint list, const char *text)
{
  BookgenImportItem *item = bookgen_import_items_last (self->import->items);
  g_autofree char *listed = NULL;

  list = MIN (list, BOOKGEN_IMPORT_MAX_DEPTH + 1);
  if (is_empty (text))
    return;
  if (list > 0)
    text = listed = g_strdup_printf ("%*s- %s", (int) (list - 1) * 2, "", text);
  if (!item)
    g_string_append_printf (self->lines, "%s\n", text);
  else if (list > 0)
    bookgen_import_item_add_line (item, text, -1);
  else
    bookgen_import_item_add_text (item, text, -1);
}

void
bookgen_import_paper_set_title (BookgenImportPaper *self, const char *text)
{
  if (is_empty (text))
    return;
  g_free (self->import->title);
  self->import->title = g_strdup (text);
}

gboolean
bookgen_import_paper_end (BookgenImportPaper *self, const BookgenImportSource *source, GError **error)
{
  g_autoptr (GString) lines = g_steal_pointer (&self->lines);

  if (self->import->items->len == 0)
    return bookgen_import_read_plain (lines->str, source, self->import, error);
  g_string_append_len (self->import->preamble, lines->str, lines->len);
  return TRUE;
}
