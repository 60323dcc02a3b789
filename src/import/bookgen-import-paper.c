/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-import-paper.h"

#include <string.h>

#include "bookgen-import-number.h"

BookgenImportPaper
bookgen_import_paper_begin (BookgenImport *import)
{
  return (BookgenImportPaper){ .import = import,
                               .lines = g_string_new (NULL),
                               .row = g_string_new (NULL),
                               .bold_lines = g_array_new (FALSE, FALSE, sizeof (guint)) };
}

static gboolean
is_empty (const char *text)
{
  return text[strspn (text, " \t\n")] == '\0';
}

/* The next block of the whole text: an empty line before it, but none between the entries of a list. */
static void
write_block (GString *document, gboolean close, const char *prefix, const char *text)
{
  g_autofree char *block = g_strstrip (g_strdup (text));

  if (document->len > 0)
    g_string_append (document, close ? "\n" : "\n\n");
  g_string_append_printf (document, "%s%s", prefix, block);
}

static void
write_heading (GString *document, int level, const char *text)
{
  g_autofree char *prefix = g_strdup_printf ("%.*s ", CLAMP (level, 1, 6), "######");
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  write_block (document, FALSE, prefix, line);
}

static void
write_paragraph (GString *document, guint list, const char *text)
{
  g_autofree char *prefix = list > 0 ? g_strdup_printf ("%*s- ", (int) (list - 1) * 2, "") : g_strdup ("");
  const char *last = strrchr (document->str, '\n');
  gboolean after_entry = g_str_has_prefix ((last ? last + 1 : document->str) + strspn (last ? last + 1 : document->str, " "), "- ");

  write_block (document, list > 0 && after_entry, prefix, text);
}

void
bookgen_import_paper_add_heading (BookgenImportPaper *self, int level, const char *text)
{
  if (is_empty (text))
    return;
  if (self->import->document)
    write_heading (self->import->document, level, text);
  else
    bookgen_import_items_add (self->import->items, level, text);
}

static void
add_plain_line (BookgenImportPaper *self, const char *text)
{
  g_autofree char *line = g_strdup (text);

  if (self->bold)
    {
      g_array_append_val (self->bold_lines, self->n_lines);
      g_strdelimit (line, "\n", ' ');
    }
  for (const char *c = line; *c; c++)
    self->n_lines += *c == '\n';
  self->n_lines++;
  g_string_append_printf (self->lines, "%s\n", line);
}

void
bookgen_import_paper_add_paragraph (BookgenImportPaper *self, guint list, const char *text)
{
  BookgenImportItem *item = bookgen_import_items_last (self->import->items);
  g_autofree char *listed = NULL;

  list = MIN (list, BOOKGEN_IMPORT_MAX_DEPTH + 1);
  if (is_empty (text))
    return;
  if (self->import->document)
    {
      write_paragraph (self->import->document, list, text);
      return;
    }
  if (list > 0)
    text = listed = g_strdup_printf ("%*s- %s", (int) (list - 1) * 2, "", text);
  if (!item)
    add_plain_line (self, text);
  else if (list > 0)
    bookgen_import_item_add_line (item, text, -1);
  else
    bookgen_import_item_add_text (item, text, -1);
}

void
bookgen_import_paper_add_cell (BookgenImportPaper *self, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (text), "\n|", ' '));

  g_string_append_printf (self->row, "%s %s |", self->row->len == 0 ? "|" : "", line);
}

void
bookgen_import_paper_end_row (BookgenImportPaper *self, guint n_cells)
{
  if (n_cells > 0)
    write_block (self->import->document, self->n_rows > 0, "", self->row->str);
  if (n_cells > 0 && self->n_rows == 0)
    g_string_append (self->import->document, "\n|");
  for (guint i = 0; self->n_rows == 0 && i < n_cells; i++)
    g_string_append (self->import->document, "---|");
  self->n_rows = n_cells > 0 ? self->n_rows + 1 : 0;
  g_string_truncate (self->row, 0);
}

void
bookgen_import_paper_set_title (BookgenImportPaper *self, const char *text)
{
  if (is_empty (text))
    return;
  self->has_title = TRUE;
  if (self->import->document)
    write_heading (self->import->document, 1, text);
  g_free (self->import->title);
  self->import->title = g_strdup (text);
  self->import->titled = TRUE;
}

/* What says "Chapter" or has a number is understood by that, whether it is bold or not. */
static gboolean
has_plain_headings (BookgenImportPaper *self, GStrv lines)
{
  BookgenImportNumber number;

  if (self->bold_lines->len < 2 || self->bold_lines->len == self->n_lines)
    return FALSE;
  for (guint i = 0; i < self->bold_lines->len; i++)
    if (bookgen_import_number_scan (lines[g_array_index (self->bold_lines, guint, i)], &number))
      return FALSE;
  return TRUE;
}

static void
read_bold_lines (BookgenImportPaper *self, GStrv lines)
{
  guint next = 0;

  for (guint i = 0; i < self->n_lines; i++)
    {
      BookgenImportItem *item = bookgen_import_items_last (self->import->items);
      gboolean bold = next < self->bold_lines->len && g_array_index (self->bold_lines, guint, next) == i;

      next += bold;
      if (bold)
        bookgen_import_items_add (self->import->items, 0, lines[i]);
      else if (item)
        bookgen_import_item_add_text (item, lines[i], -1);
      else
        g_string_append_printf (self->import->preamble, "%s\n", lines[i]);
    }
}

static gboolean
read_lines (BookgenImportPaper *self, const BookgenImportSource *source, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (!has_plain_headings (self, lines))
    return bookgen_import_read_plain (text, source, self->import, error);
  read_bold_lines (self, lines);
  return TRUE;
}

gboolean
bookgen_import_paper_end (BookgenImportPaper *self, const BookgenImportSource *source, GError **error)
{
  g_autoptr (GString) lines = g_steal_pointer (&self->lines);
  g_autoptr (GArray) bold_lines = self->bold_lines;

  g_string_free (g_steal_pointer (&self->row), TRUE);
  if (self->import->document)
    return TRUE;
  if (self->import->items->len == 0)
    return read_lines (self, source, lines->str, error);
  g_string_append_len (self->import->preamble, lines->str, lines->len);
  return TRUE;
}
