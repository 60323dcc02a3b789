/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-portion.h"

#include <stdlib.h>

/* Writes a text with a model that brings at most DELIVERS words a reply; how many words it has in the end. */
static guint
write_all (guint target, guint capacity, guint delivers, guint *turns)
{
  guint written[BOOKGEN_PORTION_MAX_TURNS + 1], done = 0, n = 0;
  double to = 0;
  for (;;)
    {
      BookgenPortion portion = bookgen_portion_next (target, capacity, written, n);
      if (portion.words == 0)
        break;
      g_assert_cmpuint (n, <, BOOKGEN_PORTION_MAX_TURNS);
      g_assert_cmpfloat (portion.from, <, portion.to);
      g_assert_cmpfloat (portion.to, <=, 1);
      g_assert_cmpfloat (portion.from, >=, n > 0 ? 0.01 : 0);
      to = portion.to;
      written[n] = MIN (portion.words, delivers);
      done += written[n++];
    }
  g_assert_true (n == 0 || n == BOOKGEN_PORTION_MAX_TURNS || delivers < 150 || to >= 0.89);
  *turns = n;
  return done;
}

static void
test_lengths (void)
{
  static const struct {
    guint target, capacity, delivers, turns, words;
  } cases[] = {
    { 1500, 1800, 5000, 1, 1500 },
    { 1900, 1800, 5000, 1, 1900 },
    { 6000, 1800, 5000, 4, 6000 },
    { 6000, 1800, 900, 7, 6000 },
    { 6000, 6000, 900, 7, 6000 },
    { 1500, 1800, 900, 2, 1500 },
    /* Near enough in one reply is done. */
    { 1500, 1800, 1200, 1, 1200 },
    /* Who says next to nothing is not asked for ever. */
    { 6000, 1800, 100, 1, 100 },
    { 100000, 1800, 1000, BOOKGEN_PORTION_MAX_TURNS, 60000 },
    { 0, 1800, 900, 0, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint turns;
      guint words = write_all (cases[i].target, cases[i].capacity, cases[i].delivers, &turns);
      g_assert_cmpint (labs ((long) words - cases[i].words), <=, cases[i].words / 50);
      g_assert_cmpint (labs ((long) turns - cases[i].turns), <=, cases[i].turns > 9 ? 1 : 0);
    }
}

/* Any length, with any model that brings something, comes within a tenth. */
static void
test_any (void)
{
  for (guint target = 300; target < 20000; target += 371)
    for (guint delivers = 400; delivers < 4000; delivers += 173)
      {
        guint turns, words = write_all (target, 1800, delivers, &turns);
        g_assert_cmpuint (words * 10, >=, target * 7);
        g_assert_cmpuint (words * 10, <=, target * 11 + 1500);
        if (target > 1980)
          g_assert_cmpuint (words * 10 + 10, >=, target * 9);
      }
}

static void
test_learn (void)
{
  static const struct {
    guint capacity, asked, written, learnt;
  } cases[] = {
    { 1800, 1500, 900, 900 },  { 1800, 1500, 1400, 1800 }, { 1800, 1800, 1800, 2250 },
    { 1800, 900, 900, 1800 },  { 1800, 1500, 200, 1800 },  { 900, 900, 2000, 2225 },
    { 8000, 8000, 9000, 8000 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (bookgen_portion_learn (cases[i].capacity, cases[i].asked, cases[i].written), ==, cases[i].learnt);
}

/* Every line of a brief is somebody's. */
static void
test_share (void)
{
  static const struct {
    double from, to;
    const char *brief, *share;
  } cases[] = {
    { 0, 1, "a\nb", "" },
    { 0, 0.5, "a\nb", "a" },
    { 0.5, 1, "a\nb", "b" },
    { 0, 0.4, "One thing", "" },
    { 0, 0.4, "First this. Then that. At last more.", "First this" },
    { 0.7, 1, "First this. Then that. At last more.", "At last more." },
    { 0.33, 0.66, "- a\n- b\n- c\n- d", "- b" },
    { 0, 0.5, "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BookgenPortion portion = { .words = 1, .from = cases[i].from, .to = cases[i].to };
      g_autofree char *share = bookgen_portion_dup_share (&portion, cases[i].brief);
      g_assert_cmpstr (share, ==, cases[i].share);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portion/lengths", test_lengths);
  g_test_add_func ("/portion/any", test_any);
  g_test_add_func ("/portion/learn", test_learn);
  g_test_add_func ("/portion/share", test_share);
  return g_test_run ();
}
