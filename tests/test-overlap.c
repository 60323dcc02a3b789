/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-overlap.h"

#include "bookgen-tic.h"
#include "bookgen-words.h"

#define SHARED \
  "the keeper climbed the hundred and twelve steps each evening, trimmed the wick, wound the clockwork and wrote the state of " \
  "the sea into a book that nobody would ever ask for"

/* N words that stand nowhere else. */
static char *
make_filler (const char *name, guint n)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u ", name, i);
  return g_string_free (text, FALSE);
}

static GArray *
find_overlaps (const char *const *texts)
{
  g_autoptr (BookgenOverlaps) overlaps = bookgen_overlaps_new ();
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GArray) words = bookgen_words_new (texts[i]);
      bookgen_overlaps_add (overlaps, words);
    }
  return bookgen_overlaps_find (overlaps, 100);
}

static void
test_overlap (void)
{
  g_autofree char *a = make_filler ("a", 300), *b = make_filler ("b", 200), *c = make_filler ("c", 300);
  g_autofree char *one = g_strconcat (a, "And so ", SHARED, ". ", b, NULL);
  g_autofree char *two = g_strconcat (c, "Every night ", SHARED, "; ", NULL);
  const char *texts[] = { one, b, two, NULL };
  g_autoptr (GArray) overlaps = find_overlaps (texts);
  /* The filler of the second text stands in the first as well. */
  g_assert_cmpuint (overlaps->len, ==, 2);
  const BookgenOverlap *filler = &g_array_index (overlaps, BookgenOverlap, 0);
  const BookgenOverlap *shared = filler + 1;
  g_assert_cmpuint (filler->first, ==, 0);
  g_assert_cmpuint (filler->second, ==, 1);
  g_assert_cmpuint (shared->first, ==, 0);
  g_assert_cmpuint (shared->second, ==, 2);
  g_autofree char *first = g_strndup (one + shared->first_start, shared->first_length);
  g_autofree char *second = g_strndup (two + shared->second_start, shared->second_length);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (SHARED, first));
  g_assert_cmpuint (shared->first_length, >, strlen (SHARED) / 2);
}

/* Some words are others, and it is the same passage still. */
static void
test_nearly (void)
{
  static const char *const texts[]
      = { "First of all, " SHARED ".",
          "At last the keeper climbed the hundred and twelve steps each evening, cleaned the lamp, wound the clockwork and wrote "
          "the state of the sea into a book that nobody would ever ask for, as before.",
          NULL };
  g_autoptr (GArray) overlaps = find_overlaps (texts);
  g_assert_cmpuint (overlaps->len, ==, 1);
}

static void
test_none (void)
{
  g_autofree char *a = make_filler ("a", 300), *b = make_filler ("b", 300);
  const char *texts[] = { a, b, "the keeper climbed the hundred and twelve steps", "the keeper climbed the hundred and twelve steps",
                          "", NULL };
  g_autoptr (GArray) overlaps = find_overlaps (texts);
  g_assert_cmpuint (overlaps->len, ==, 0);
}

static void
test_wide (void)
{
  static const char *const texts[]
      = { "守塔人每天傍晚爬上一百一十二级台阶，修剪灯芯，上紧发条，把海的样子写进一本谁也不会来要的书里，然后坐在窗前等到天亮为止。",
          "后来，守塔人每天傍晚爬上一百一十二级台阶，修剪灯芯，上紧发条，把海的样子写进一本谁也不会来要的书里，然后坐在窗前等到天亮为止。",
          NULL };
  g_autoptr (GArray) overlaps = find_overlaps (texts);
  g_assert_cmpuint (overlaps->len, ==, 1);
}

static GArray *
find_tics (char **texts, guint n, const char *outline)
{
  g_autoptr (BookgenTics) tics = bookgen_tics_new (n, outline);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) words = bookgen_words_new (texts[i]);
      bookgen_tics_read (tics, words);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) words = bookgen_words_new (texts[i]);
      bookgen_tics_read_again (tics, texts[i], words);
    }
  return bookgen_tics_find (tics, 10);
}

static void
test_tics (void)
{
  g_auto (GStrv) texts = g_new0 (char *, 13);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("w%ux", i);
      g_autofree char *filler = make_filler (name, 100);
      texts[i] = g_strdup_printf ("%s. It was %s to the power of %s and the sea and the sea, a rich tapestry of %s.%s", filler,
                                  i % 2 == 0 ? "a testament" : "nothing", filler, filler,
                                  i < 3 ? " In the heart of darkness." : " The whale road begins.");
    }
  g_autoptr (GArray) tics = find_tics (texts, 12, "The whale road begins. And more.");
  g_autoptr (GString) found = g_string_new (NULL);
  for (guint i = 0; i < tics->len; i++)
    {
      const BookgenTic *tic = &g_array_index (tics, BookgenTic, i);
      g_string_append_printf (found, "%.*s %u; ", (int) tic->length, texts[tic->text] + tic->start, tic->chapters);
    }
  g_assert_cmpstr (found->str, ==, "to the power of 12; a rich tapestry of 12; It was a testament to the power of 6; "
                                   "It was nothing to the power of 6; ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overlap/overlap", test_overlap);
  g_test_add_func ("/overlap/nearly", test_nearly);
  g_test_add_func ("/overlap/none", test_none);
  g_test_add_func ("/overlap/wide", test_wide);
  g_test_add_func ("/overlap/tics", test_tics);
  return g_test_run ();
}
