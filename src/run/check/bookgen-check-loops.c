/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-check-private.h"

/* What a model that has lost its way says again and again: the same run of words so often, or the same paragraph or sentence.
 * A refrain is shorter or rarer. */
#define RUN_WORDS 10
#define RUN_TIMES 4
#define SENTENCE_WORDS 8
#define SENTENCE_TIMES 3
#define PARAGRAPH_WORDS 25
#define PARAGRAPH_TIMES 2
/* So much of the text, in per cent, must be repetition before it is worth writing again. */
#define REPAIR_PERCENT 5
#define LOOPS_MAX 20

typedef struct {
  gsize start, length; /* bytes, of the first one */
  guint words;
  guint times;
  guint last;          /* the word after its last one */
} Passage;

static void
count (GHashTable *passages, guint64 hash, const BookgenWord *first, const BookgenWord *last, guint index, guint words)
{
  Passage *passage = g_hash_table_lookup (passages, &hash);
  if (passage == NULL)
    {
      passage = g_new0 (Passage, 1);
      passage->start = first->start;
      passage->length = last->start + last->length - first->start;
      passage->words = words;
      g_hash_table_insert (passages, g_memdup2 (&hash, sizeof hash), passage);
    }
  else if (index < passage->last)
    return;
  passage->times++;
  passage->last = index + words;
}

static GHashTable *
passages_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
count_runs (const BookgenCheckedText *checked, GHashTable *passages)
{
  const BookgenWord *words = (const BookgenWord *) checked->words->data;
  for (guint i = 0; i + RUN_WORDS <= checked->words->len; i++)
    count (passages, bookgen_words_hash (words + i, RUN_WORDS), words + i, words + i + RUN_WORDS - 1, i, RUN_WORDS);
}

static void
count_words (GHashTable *passages, const char *text, gsize start, gsize length, guint least)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (BookgenWord));
  bookgen_words_add (words, text, start, length);
  const BookgenWord *first = (const BookgenWord *) words->data;
  if (words->len >= least)
    count (passages, bookgen_words_hash (first, words->len), first, first + words->len - 1, 0, 0);
}

static void
count_sentences (const BookgenCheckedText *checked, const BookgenBlock *block, GHashTable *passages)
{
  gsize end = block->start + block->length;
  for (gsize start = block->start, length; start < end; start += length)
    {
      length = bookgen_blocks_measure_sentence (checked->text + start, end - start);
      count_words (passages, checked->text, start, length, SENTENCE_WORDS);
    }
}

static gboolean
is_inside (const GPtrArray *findings, const Passage *passage)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const BookgenFinding *finding = findings->pdata[i];
      if (finding->kind == BOOKGEN_FINDING_LOOP && passage->start < finding->start + finding->length
          && finding->start < passage->start + passage->length)
        return TRUE;
    }
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Passage *one = *(Passage *const *) a, *two = *(Passage *const *) b;
  return one->start < two->start ? -1 : one->start > two->start;
}

/* Adds those that stand TIMES times or more and are in none that was added before. */
static void
add_passages (const BookgenCheckedText *checked, GHashTable *passages, guint times, GPtrArray *findings)
{
  g_autoptr (GPtrArray) often = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, passages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Passage *) value)->times >= times)
      g_ptr_array_add (often, value);
  g_ptr_array_sort (often, compare);
  for (guint i = 0; i < often->len && findings->len < LOOPS_MAX; i++)
    {
      const Passage *passage = often->pdata[i];
      if (is_inside (findings, passage))
        continue;
      BookgenFinding *finding = bookgen_finding_new (BOOKGEN_FINDING_LOOP, checked->text, passage->start, passage->length);
      finding->count = passage->times;
      g_ptr_array_add (findings, finding);
    }
}

static void
judge (GPtrArray *loops, gsize length)
{
  gsize repeated = 0;
  for (guint i = 0; i < loops->len; i++)
    {
      const BookgenFinding *loop = loops->pdata[i];
      repeated += (gsize) (loop->count - 1) * loop->length;
    }
  for (guint i = 0; i < loops->len; i++)
    ((BookgenFinding *) loops->pdata[i])->repairable = repeated * 100 >= length * REPAIR_PERCENT;
}

void
bookgen_check_loops (const BookgenCheckedText *checked, GPtrArray *findings)
{
  g_autoptr (GHashTable) paragraphs = passages_new (), sentences = passages_new (), runs = passages_new ();
  g_autoptr (GPtrArray) loops = g_ptr_array_new ();
  gsize length = 0;
  for (guint i = 0; i < checked->blocks->len; i++)
    {
      const BookgenBlock *block = &g_array_index (checked->blocks, BookgenBlock, i);
      length += block->length;
      if (block->kind != BOOKGEN_BLOCK_PROSE)
        continue;
      count_words (paragraphs, checked->text, block->start, block->length, PARAGRAPH_WORDS);
      count_sentences (checked, block, sentences);
    }
  count_runs (checked, runs);
  add_passages (checked, paragraphs, PARAGRAPH_TIMES, loops);
  add_passages (checked, sentences, SENTENCE_TIMES, loops);
  add_passages (checked, runs, RUN_TIMES, loops);
  judge (loops, length);
  for (guint i = 0; i < loops->len; i++)
    g_ptr_array_add (findings, loops->pdata[i]);
}
