/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-outline-length.h"

#include "outline-fixture.h"

typedef struct {
  const char *name;
  guint length;
  guint n;
  guint targets[6];
  guint dealt[6];
} Deal;

static const Deal deals[] = {
  { "even", 9000, 3, { 0, 0, 0 }, { 3000, 3000, 3000 } },
  { "odd words come first", 10001, 3, { 0, 0, 0 }, { 3334, 3334, 3333 } },
  { "own targets hold", 10000, 4, { 0, 2500, 0, 501 }, { 3500, 2500, 3499, 501 } },
  { "all have their own", 10000, 2, { 1200, 900 }, { 1200, 900 } },
  { "nobody said", 0, 2, { 0, 900 }, { 0, 900 } },
  { "more is asked than there is", 1000, 3, { 5000, 0, 0 }, { 5000, 100, 100 } },
  { "no chapters", 1000, 0, { 0 }, { 0 } },
  { "the longest", G_MAXINT32, 2, { 0, 0 }, { 1073741824, 1073741823 } },
};

static void
test_deal (gconstpointer data)
{
  const Deal *deal = data;
  guint words[6];

  memcpy (words, deal->targets, sizeof words);
  bookgen_outline_deal_words (deal->length, words, deal->n);
  for (guint i = 0; i < deal->n; i++)
    g_assert_cmpuint (words[i], ==, deal->dealt[i]);
}

/* Whatever the targets, the sum is the length exactly, where they leave room for it. */
static void
test_sums_to_the_length (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 500; round++)
    {
      guint n = g_rand_int_range (rand, 1, 60), length = g_rand_int_range (rand, 200000, 900000), sum = 0;
      guint words[60], before[60];

      for (guint i = 0; i < n; i++)
        before[i] = words[i] = i > 0 && g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int_range (rand, 1, 3000) : 0;
      bookgen_outline_deal_words (length, words, n);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (before[i] ? before[i] : words[i], ==, words[i]);
          sum += words[i];
        }
      g_assert_cmpuint (sum, ==, length);
    }
}

static void
set_flag (BookgenOutline *outline, BookgenUnit *unit, const char *property, gboolean flag)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BOOLEAN);
  g_value_set_boolean (&value, flag);
  bookgen_outline_edit (outline, unit, property, &value);
}

static void
set_target (BookgenOutline *outline, BookgenUnit *unit, guint words)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, words);
  bookgen_outline_edit (outline, unit, "target-words", &value);
}

static void
test_in_an_outline (void)
{
  g_autoptr (BookgenOutline) outline = bookgen_outline_new ();
  BookgenUnit *part = bookgen_outline_add (outline, NULL, 0, BOOKGEN_UNIT_PART, "Sea");
  BookgenUnit *a = bookgen_outline_add (outline, part, 0, BOOKGEN_UNIT_CHAPTER, "A");
  BookgenUnit *b = bookgen_outline_add (outline, part, 1, BOOKGEN_UNIT_CHAPTER, "B");
  BookgenUnit *out = bookgen_outline_add (outline, NULL, 1, BOOKGEN_UNIT_PART, "Left out");
  BookgenUnit *c = bookgen_outline_add (outline, out, 0, BOOKGEN_UNIT_CHAPTER, "C");

  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 0);
  set_flag (outline, out, "in-book", FALSE);
  bookgen_outline_set_length_words (outline, 5000);
  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 2500);
  g_assert_cmpuint (bookgen_outline_get_words (outline, c), ==, 0);
  g_assert_cmpuint (bookgen_outline_get_words (outline, part), ==, 0);
  set_target (outline, b, 4000);
  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 1000);
  set_flag (outline, out, "in-book", TRUE);
  g_assert_cmpuint (bookgen_outline_get_words (outline, c), ==, 500);
  bookgen_outline_remove (outline, c);
  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 1000);

  bookgen_outline_set_length_words (outline, 6000);
  bookgen_outline_set_length_words (outline, 6000);
  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 2000);
  bookgen_outline_undo (outline);
  g_assert_cmpuint (bookgen_outline_get_length_words (outline), ==, 5000);
  g_assert_cmpuint (bookgen_outline_get_words (outline, a), ==, 1000);
  bookgen_outline_redo (outline);
  g_assert_cmpuint (bookgen_outline_get_length_words (outline), ==, 6000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (deals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outline-length/%s", deals[i].name);
      g_test_add_data_func (path, &deals[i], test_deal);
    }
  g_test_add_func ("/outline-length/sums", test_sums_to_the_length);
  g_test_add_func ("/outline-length/outline", test_in_an_outline);
  return g_test_run ();
}
