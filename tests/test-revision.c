/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-revision.h"

static const struct
{
  const char *text;
  guint words;
} word_table[] = {
  { "", 0 },
  { "   \n\t ", 0 },
  { "***", 0 },
  { "# The harbour", 2 },
  { "one two  three\nfour", 4 },
  { "don't", 1 },
  { "don\u2019t", 1 },
  { "the sailors' knots", 3 },
  { "'quoted' \u2018words\u2019", 2 },
  { "well-known mother-in-law", 2 },
  { "a - b", 2 },
  { "rock--paper", 2 },
  { "-5 degrees", 2 },
  { "3.14", 2 },
  { "*em* **strong** `code`", 3 },
  { "snake_case", 2 },
  { "caf\u00e9 cafe\u0301", 2 },
  { "\u6e2f\u53e3\u7684\u98ce", 4 },                         /* Han */
  { "\u6e2f\u53e3\u3002GTK 4\u3001\u98ce", 5 },              /* Han with Latin between */
  { "\u3072\u3089\u304c\u306a", 4 },                         /* hiragana */
  { "\u30b3\u30fc\u30c9", 2 },                               /* katakana with a long-vowel mark */
  { "\ub300\ud55c \ubbfc\uad6d", 2 },                        /* Hangul is written with spaces */
  { "\u0e17\u0e35\u0e48", 1 },                               /* Thai: one consonant with two marks */
  { "\u0e01\u0e02\u0e04", 3 },
  { "\u0939\u093f\u0928\u094d\u0926\u0940 \u092d\u093e\u0937\u093e", 2 }, /* Devanagari with its signs */
  { "\u0645\u064f\u062d\u0645\u062f", 1 },                   /* Arabic with a vowel mark */
  { "co\u00adoperate", 1 },                                  /* soft hyphen */
  { "\xff\xfe broken", 1 },
};

static void
test_count_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (word_table); i++)
    {
      guint words = bookgen_revision_count_words (word_table[i].text);

      if (words != word_table[i].words)
        g_error ("“%s”: %u words, not %u", word_table[i].text, words, word_table[i].words);
    }
}

static void
test_copies (void)
{
  char text[] = "text";
  g_autoptr (BookgenRevision) revision = NULL;
  BookgenRevisionData data = { .stage = "write", .text = text, .words = 1, .made_at_ms = 7, .rehearsal = TRUE };

  revision = bookgen_revision_new (&data);
  text[0] = 'n';
  g_assert_cmpstr (bookgen_revision_get (revision)->text, ==, "text");
  g_assert_cmpstr (bookgen_revision_get (revision)->unit_id, ==, "");
  g_assert_cmpstr (bookgen_revision_get (revision)->stage, ==, "write");
  g_assert_null (bookgen_revision_get (revision)->raw);
  g_assert_true (bookgen_revision_get (revision)->rehearsal);
  g_assert_cmpint (bookgen_revision_get (revision)->made_at_ms, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/revision/count-words", test_count_words);
  g_test_add_func ("/revision/copies", test_copies);
  return g_test_run ();
}
