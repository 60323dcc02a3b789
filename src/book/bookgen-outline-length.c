/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-length.h"

void
bookgen_outline_deal_words (guint length_words, guint *words, guint n_chapters)
{
  guint64 wanted = 0, left;
  guint n_open = 0, n_dealt = 0;

  for (guint i = 0; i < n_chapters; i++)
    {
      wanted += words[i];
      n_open += words[i] == 0;
    }
  if (length_words == 0 || n_open == 0)
    return;
  left = length_words > wanted ? length_words - wanted : 0;
  left = MAX (left, (guint64) n_open * BOOKGEN_LEAST_DEALT_WORDS);
  for (guint i = 0; i < n_chapters; i++)
    if (words[i] == 0)
      words[i] = left / n_open + (n_dealt++ < left % n_open);
}
