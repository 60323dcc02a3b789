/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to look through a text and through a whole book: each kind of check for itself, then all of it from the file. The
 * texts are made up of words as rare and as common as those of a language, with passages that chapters share. */
#include <locale.h>
#include <sys/resource.h>
#include <math.h>

#include "bookgen-book-check.h"
#include "bookgen-check.h"
#include "bookgen-claim.h"
#include "bookgen-overlap.h"
#include "bookgen-tic.h"
#include "bookgen-words.h"
#include "scratch-book.h"

#define CHAPTERS 1000
#define WORDS 2000
#define VOCABULARY 30000
/* Every so many chapters share a passage with the one before. */
#define SHARED_EVERY 20

static const char shared[]
    = " The keeper climbed the hundred and twelve steps each evening, trimmed the wick, wound the clockwork and wrote the state of "
      "the sea into a book that nobody would ever ask for.";

static char *
make_word (guint rank)
{
  static const char *const syllables[] = { "ka", "le", "mo", "ri", "tu", "sen", "dor", "vi", "pal", "nu", "est", "ing" };
  GString *word = g_string_new (NULL);
  for (guint rest = rank + 1; rest > 0; rest /= G_N_ELEMENTS (syllables))
    g_string_append (word, syllables[rest % G_N_ELEMENTS (syllables)]);
  return g_string_free (word, FALSE);
}

/* Zipf's law: the word of rank R is as frequent as 1 ÷ R. */
static guint
roll_rank (GRand *dice)
{
  return MIN ((guint) pow (VOCABULARY, g_rand_double (dice)), VOCABULARY) - 1;
}

static char *
make_text (GRand *dice, GPtrArray *vocabulary, guint chapter)
{
  GString *text = g_string_new ("## A section\n\n");
  for (guint i = 0; i < WORDS; i++)
    {
      g_string_append (text, vocabulary->pdata[roll_rank (dice)]);
      g_string_append (text, i % 120 == 119 ? ".\n\n" : i % 15 == 14 ? ". " : " ");
      if (i == 600)
        g_string_append (text, "It was a testament to them all in 1902, for $3.5 million. ");
      if (i == 1000 && chapter % SHARED_EVERY <= 1)
        g_string_append (text, shared);
    }
  g_string_append (text, "The end.\n");
  return g_string_free (text, FALSE);
}

static double
cpu_ms (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void
tell (const char *what, gint64 from_us, double from_cpu_ms, guint found)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  g_print ("| %s | %.0f | %.0f | %u | %ld |\n", what, (g_get_monotonic_time () - from_us) / 1e3, cpu_ms () - from_cpu_ms, found,
           usage.ru_maxrss / 1024);
}

static void
measure_overlap (GPtrArray *texts)
{
  gint64 from_us = g_get_monotonic_time ();
  double from = cpu_ms ();
  g_autoptr (BookgenOverlaps) overlaps = bookgen_overlaps_new ();
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (GArray) words = bookgen_words_new (texts->pdata[i]);
      bookgen_overlaps_add (overlaps, words);
    }
  g_autoptr (GArray) found = bookgen_overlaps_find (overlaps, 1000);
  tell ("overlap of all chapters", from_us, from, found->len);
}

static void
measure_tics (GPtrArray *texts)
{
  gint64 from_us = g_get_monotonic_time ();
  double from = cpu_ms ();
  g_autoptr (BookgenTics) tics = bookgen_tics_new (texts->len, "");
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < texts->len; i++)
      {
        g_autoptr (GArray) words = bookgen_words_new (texts->pdata[i]);
        if (round == 0)
          bookgen_tics_read (tics, words);
        else
          bookgen_tics_read_again (tics, texts->pdata[i], words);
      }
  g_autoptr (GArray) found = bookgen_tics_find (tics, 100);
  tell ("the book's tics", from_us, from, found->len);
}

static void
measure_texts (GPtrArray *texts)
{
  gint64 from_us = g_get_monotonic_time ();
  double from = cpu_ms ();
  guint found = 0;
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (GPtrArray) findings
          = bookgen_check_text (&(BookgenCheckInput){ .text = texts->pdata[i], .target_words = WORDS });
      found += findings->len;
    }
  tell ("each text for itself", from_us, from, found);
}

static void
measure_claims (GPtrArray *texts)
{
  gint64 from_us = g_get_monotonic_time ();
  double from = cpu_ms ();
  guint found = 0;
  g_autoptr (BookgenKnown) known = bookgen_known_new (NULL);
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (GPtrArray) claims = bookgen_claims_find (texts->pdata[i], known);
      found += claims->len;
    }
  tell ("claims of each text", from_us, from, found);
}

static void
flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  bookgen_book_flush_finish (BOOKGEN_BOOK (source), result, NULL);
  g_main_loop_quit (user_data);
}

static void
fill_book (ScratchBook *scratch, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i + 1);
      g_autoptr (BookgenRevision) revision
          = bookgen_revision_new (&(BookgenRevisionData){ .unit_id = id, .stage = (char *) "draft", .text = texts->pdata[i] });
      bookgen_book_add_revision_async (scratch->book, revision, TRUE, NULL, NULL, NULL);
    }
  bookgen_book_flush_async (scratch->book, flushed, scratch->loop);
  g_main_loop_run (scratch->loop);
}

static void
measure_book (GPtrArray *texts)
{
  ScratchBook scratch = { 0 };
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *title = g_strdup_printf ("Chapter %u of many", i + 1);
      bookgen_outline_add (outline, NULL, i, BOOKGEN_UNIT_CHAPTER, title);
    }
  scratch_book_set_up (&scratch, outline);
  fill_book (&scratch, texts);
  gint64 from_us = g_get_monotonic_time ();
  double from = cpu_ms ();
  g_autoptr (BookgenSnapshot) snapshot = bookgen_snapshot_open (scratch.path, NULL);
  g_autoptr (GPtrArray) findings = bookgen_book_check (snapshot, NULL, NULL);
  tell ("all of it, from the file", from_us, from, findings->len);
  g_clear_pointer (&snapshot, bookgen_snapshot_free);
  scratch_book_tear_down (&scratch);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) vocabulary = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gsize bytes = 0;
  for (guint i = 0; i < VOCABULARY; i++)
    g_ptr_array_add (vocabulary, make_word (i));
  for (guint i = 0; i < CHAPTERS; i++)
    {
      g_ptr_array_add (texts, make_text (dice, vocabulary, i));
      bytes += strlen (texts->pdata[i]);
    }
  g_print ("%u chapters of %u words, %.1f MB, %u processors\n\n", CHAPTERS, WORDS, bytes / 1e6, g_get_num_processors ());
  g_print ("| what | ms | CPU ms | found | peak RSS, MB |\n| --- | --- | --- | --- | --- |\n");
  measure_overlap (texts);
  measure_tics (texts);
  measure_texts (texts);
  measure_claims (texts);
  measure_book (texts);
  return 0;
}
