/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bookgen-import-front-matter.h"
#include "bookgen-import-lines.h"
#include "bookgen-import-reader.h"
#include "bookgen-import-wrap.h"

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

/* A line of a paragraph that was broken into lines. */
static gboolean
is_wrapped (GArray *lines, guint index)
{
  BookgenImportLine *line = bookgen_import_lines_at (lines, index), *next = bookgen_import_lines_at (lines, index + 1);

  return next && *next->text && next->indent == line->indent && bookgen_import_line_goes_on (line->text, next->text);
}

/* What stands below a title: a sentence, or all of a paragraph. */
static GArray *
find_texts (GArray *lines, guint *n_texts, guint *n_titles)
{
  GArray *texts = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), lines->len);
  gboolean in_paragraph = FALSE;

  *n_texts = *n_titles = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const char *text = bookgen_import_lines_at (lines, i)->text;
      gboolean wrapped = *text && is_wrapped (lines, i), is_text = in_paragraph || wrapped || is_sentence (text);

      g_array_append_val (texts, is_text);
      *n_texts += *text && is_text && !wrapped;
      *n_titles += *text && !is_text;
      in_paragraph = wrapped;
    }
  return texts;
}

static gboolean
ends_sentence (const char *text)
{
  return strchr (".!?", text[strlen (text) - 1]) != NULL;
}

/* Running text is no outline, even if every paragraph could be a title. */
gboolean
bookgen_import_indented_read (const BookgenImportSource *source, BookgenImport *import, GError **error)
{
  const char *text = bookgen_import_front_matter_take (import, source->text);
  g_autoptr (GArray) lines = bookgen_import_lines_split (text, 4 * BOOKGEN_IMPORT_MAX_ITEMS);
  guint n_texts, n_titles;
  g_autoptr (GArray) texts = find_texts (lines, &n_texts, &n_titles);

  if (n_texts > 3 * n_titles)
    return TRUE;
  for (guint i = 0; i < lines->len; i++)
    {
      BookgenImportLine *line = bookgen_import_lines_at (lines, i);
      BookgenImportItem *item = bookgen_import_items_last (import->items);
      gboolean is_text = g_array_index (texts, gboolean, i) || (n_texts > 0 && *line->text && ends_sentence (line->text));

      if (*line->text && is_text && item)
        bookgen_import_item_add_line (item, line->text, -1);
      else if (*line->text && is_text)
        g_string_append_printf (import->preamble, "%s\n", line->text);
      else if (*line->text)
        bookgen_import_items_add (import->items, line->indent, line->text);
    }
  return TRUE;
}
