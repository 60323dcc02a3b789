/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

/* Per cent of what was asked for. */
#define SHORT_PERCENT 70
#define LONG_PERCENT 150
/* Below it, nobody counts. */
#define TARGET_LEAST 50

static void
add (const BookgenCheckedText *checked, GPtrArray *findings, BookgenFindingKind kind)
{
  BookgenFinding *finding = bookgen_finding_new (kind, checked->text, 0, 0);
  finding->count = checked->word_count;
  finding->of = checked->input->target_words;
  g_ptr_array_add (findings, finding);
}

void
bookgen_check_length (const BookgenCheckedText *checked, GPtrArray *findings)
{
  guint64 target = checked->input->target_words, words = checked->word_count;
  if (target < TARGET_LEAST)
    return;
  if (words * 100 < target * SHORT_PERCENT)
    add (checked, findings, BOOKGEN_FINDING_SHORT);
  else if (words * 100 > target * LONG_PERCENT)
    add (checked, findings, BOOKGEN_FINDING_LONG);
}
