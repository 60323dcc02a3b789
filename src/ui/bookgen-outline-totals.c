/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-outline-totals.h"

#include <glib/gi18n-lib.h>

char *
bookgen_outline_dup_counts (BookgenOutline *outline)
{
  guint chapters = bookgen_outline_count (outline, TRUE);
  guint parts = bookgen_outline_count (outline, FALSE) - chapters;
  g_autofree char *chapters_text = g_strdup_printf (ngettext ("%u chapter", "%u chapters", chapters), chapters);
  g_autofree char *parts_text = NULL;

  if (parts == 0)
    return g_steal_pointer (&chapters_text);
  parts_text = g_strdup_printf (ngettext ("%u part", "%u parts", parts), parts);
  /* Translators: “3 parts, 19 chapters” */
  return g_strdup_printf (_ ("%s, %s"), parts_text, chapters_text);
}

static guint64
count_words (BookgenOutline *outline, BookgenBook *book)
{
  g_autoptr (GPtrArray) units = bookgen_outline_dup_units (outline, TRUE);
  guint64 words = 0;

  for (guint i = 0; i < units->len; i++)
    {
      BookgenRevision *current = bookgen_book_get_current (book, bookgen_unit_get_id (units->pdata[i]));
      if (current && !bookgen_revision_get (current)->rehearsal)
        words += bookgen_revision_get (current)->words;
    }
  return words;
}

char *
bookgen_outline_dup_totals (BookgenOutline *outline, BookgenBook *book)
{
  g_autofree char *counts = bookgen_outline_dup_counts (outline);
  guint length = bookgen_outline_get_length_words (outline);
  guint words = book ? MIN (count_words (outline, book), G_MAXUINT) : 0;
  g_autofree char *words_text = NULL;

  if (length > 0)
    words_text = g_strdup_printf (_ ("%'u of %'u words"), words, length);
  else if (words > 0)
    words_text = g_strdup_printf (ngettext ("%'u word", "%'u words", words), words);
  return words_text ? g_strdup_printf ("%s · %s", counts, words_text) : g_steal_pointer (&counts);
}
