/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-owner.h"

#include "bookgen-words.h"

/* Shorter words of a topic tell nothing of it. */
#define TELLING_BYTES 4

/* How many of the words of the chapter's topics stand in PASSAGE (set of hashes). */
static guint
weigh (const BookgenPlan *plan, const char *unit_id, GHashTable *passage)
{
  const BookgenPlanChapter *chapter = plan != NULL ? bookgen_plan_get_chapter (plan, unit_id) : NULL;
  guint weight = 0;
  if (chapter == NULL || chapter->only_here == NULL)
    return 0;
  g_autofree char *topics = g_strjoinv ("\n", chapter->only_here);
  g_autoptr (GArray) words = bookgen_words_new (topics);
  for (guint i = 0; i < words->len; i++)
    {
      const BookgenWord *word = &g_array_index (words, BookgenWord, i);
      weight += (word->wide || word->length >= TELLING_BYTES) && g_hash_table_contains (passage, &word->hash);
    }
  return weight;
}

guint
bookgen_owner_choose (const BookgenPlan *plan, const char *first, const char *second, const char *words, gsize length)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  g_autoptr (GHashTable) passage = g_hash_table_new (g_int64_hash, g_int64_equal);
  bookgen_words_add (array, words, 0, length);
  for (guint i = 0; i < array->len; i++)
    g_hash_table_add (passage, &g_array_index (array, BookgenWord, i).hash);
  return weigh (plan, second, passage) > weigh (plan, first, passage) ? 1 : 0;
}
