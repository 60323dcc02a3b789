/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

#include "bookgen-revision.h"

static const BookgenCheckRule rules[] = {
  bookgen_check_voice, bookgen_check_length, bookgen_check_loops, bookgen_check_gaps, bookgen_check_headings,
};

static void
take_noted (GPtrArray *findings, const GPtrArray *noted)
{
  for (guint i = 0; noted != NULL && i < noted->len; i++)
    g_ptr_array_add (findings, bookgen_finding_copy (noted->pdata[i]));
}

static GArray *
read_words (const char *text, GArray *blocks)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  for (guint i = 0; i < blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (blocks, BookgenBlock, i);
      if (block->kind == BOOKGEN_BLOCK_PROSE || block->kind == BOOKGEN_BLOCK_STRUCTURE)
        bookgen_words_add (words, text, block->start, block->length);
    }
  return words;
}

GPtrArray *
bookgen_check_text (const BookgenCheckInput *input)
{
  GPtrArray *findings = bookgen_findings_new ();
  g_autoptr (GArray) blocks = bookgen_blocks_split (input->text);
  g_autoptr (GArray) words = read_words (input->text, blocks);
  BookgenCheckedText checked = { .input = input, .text = input->text, .blocks = blocks, .words = words,
                                 .word_count = bookgen_revision_count_words (input->text) };
  take_noted (findings, input->noted);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    rules[i](&checked, findings);
  bookgen_findings_sort (findings);
  return findings;
}
