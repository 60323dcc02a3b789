/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

#include <string.h>

#include "bookgen-chatter.h"

/* Whoever refuses is brief; a longer text that begins so is a story. */
#define REFUSAL_MAX_WORDS 250
/* Shorter openings announce nothing ("Great!"). */
#define PREAMBLE_MIN_CHARS 20
#define FOUND_MAX 10

static const BookgenBlock *
find_first_prose (const BookgenCheckedText *checked)
{
  for (guint i = 0; i < checked->blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (checked->blocks, BookgenBlock, i);
      if (block->kind == BOOKGEN_BLOCK_PROSE)
        return block;
    }
  return NULL;
}

static char *
dup_words (const BookgenCheckedText *checked, const BookgenBlock *block)
{
  return g_strndup (checked->text + block->start, block->length);
}

/* The first paragraph says who speaks. */
static void
check_opening (const BookgenCheckedText *checked, const BookgenBlock *block, GPtrArray *findings)
{
  g_autofree char *words = dup_words (checked, block);
  BookgenFindingKind kind;
  if (checked->word_count <= REFUSAL_MAX_WORDS && bookgen_chatter_is_refusal (words))
    kind = BOOKGEN_FINDING_REFUSED;
  else if (bookgen_chatter_is_thought (words))
    kind = BOOKGEN_FINDING_THINKING;
  else if (block->length >= PREAMBLE_MIN_CHARS && bookgen_chatter_is_preamble (words))
    kind = BOOKGEN_FINDING_PREAMBLE;
  else
    return;
  g_ptr_array_add (findings, bookgen_finding_new (kind, checked->text, block->start, block->length));
}

/* The normaliser says of thinking without an end only that it is there. */
static void
drop_placeless (GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--)
    {
      const BookgenFinding *finding = findings->pdata[i - 1];
      if (finding->kind == BOOKGEN_FINDING_THINKING && finding->length == 0)
        g_ptr_array_remove_index (findings, i - 1);
    }
}

/* Thinking that came out without its tags' beginning or end. */
static void
check_tags (const BookgenCheckedText *checked, const BookgenBlock *block, const char *words, GPtrArray *findings)
{
  static const char *const tags[] = { "<think>", "</think>", "<thinking>", "</thinking>", "<|im_start|>", "<|im_end|>" };
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      const char *at = strstr (words, tags[i]);
      if (at == NULL)
        continue;
      drop_placeless (findings);
      g_ptr_array_add (findings, bookgen_finding_new (BOOKGEN_FINDING_THINKING, checked->text, block->start + (at - words),
                                                      strlen (tags[i])));
    }
}

/* In quotation marks it is somebody's speech. */
static gboolean
is_quoted (const char *words, const char *at)
{
  gunichar before = at > words ? g_utf8_get_char (g_utf8_find_prev_char (words, at)) : 0;
  return before != 0 && g_utf8_strchr ("\"“„«‚‘「『`", -1, before) != NULL;
}

static void
check_self (const BookgenCheckedText *checked, const BookgenBlock *block, const char *words, GPtrArray *findings)
{
  g_autofree char *self = bookgen_chatter_dup_self (words);
  const char *at = self != NULL ? strstr (words, self) : NULL;
  if (at == NULL || is_quoted (words, at))
    return;
  BookgenFinding *finding
      = bookgen_finding_new (BOOKGEN_FINDING_ASSISTANT, checked->text, block->start + (at - words), strlen (self));
  /* At the edges it is what the model says to the author; in the middle the book may be about models. */
  finding->repairable = block == find_first_prose (checked)
                        || block == &g_array_index (checked->blocks, BookgenBlock, checked->blocks->len - 1);
  g_ptr_array_add (findings, finding);
}

void
bookgen_check_voice (const BookgenCheckedText *checked, GPtrArray *findings)
{
  const BookgenBlock *first = find_first_prose (checked);
  guint most = findings->len + FOUND_MAX;
  if (first != NULL)
    check_opening (checked, first, findings);
  for (guint i = 0; i < checked->blocks->len && findings->len < most; i++)
    {
      const BookgenBlock *block = &g_array_index (checked->blocks, BookgenBlock, i);
      if (block->kind != BOOKGEN_BLOCK_PROSE && block->kind != BOOKGEN_BLOCK_STRUCTURE)
        continue;
      g_autofree char *words = dup_words (checked, block);
      check_tags (checked, block, words, findings);
      if (block->kind == BOOKGEN_BLOCK_PROSE)
        check_self (checked, block, words, findings);
    }
}
