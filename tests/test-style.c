/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-style.h"

static void
test_json (void)
{
  static const struct {
    const char *json, *again;
  } cases[] = {
    { NULL, "{\"voice\":\"\",\"readers\":\"\",\"person\":\"\",\"tense\":\"\",\"vary_openings\":true}" },
    { "nonsense", "{\"voice\":\"\",\"readers\":\"\",\"person\":\"\",\"tense\":\"\",\"vary_openings\":true}" },
    { "{\"voice\":\"dry\",\"person\":1,\"vary_openings\":false}",
      "{\"voice\":\"dry\",\"readers\":\"\",\"person\":\"1\",\"tense\":\"\",\"vary_openings\":false}" },
    { "{\"sample\":\"The tide turned.\"}",
      "{\"voice\":\"\",\"readers\":\"\",\"person\":\"\",\"tense\":\"\",\"sample\":\"The tide turned.\",\"vary_openings\":true}" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BookgenStyle) style = bookgen_style_from_json (cases[i].json);
      g_autofree char *json = bookgen_style_to_json (style);
      g_assert_cmpstr (json, ==, cases[i].again);
    }
}

/* Whatever the seed and the number of kinds: the same again, neighbours that differ, each kind as often as the others. */
static void
test_deal (void)
{
  for (guint count = 2; count <= 12; count++)
    for (guint s = 0; s < 40; s++)
      {
        g_autofree char *seed = g_strdup_printf ("book %u", s);
        guint dealt[12] = { 0 }, before = G_MAXUINT;
        for (guint place = 0; place < count * 20; place++)
          {
            guint kind = bookgen_style_deal (seed, "openings", count, place);
            g_assert_cmpuint (kind, <, count);
            g_assert_cmpuint (kind, !=, before);
            g_assert_cmpuint (kind, ==, bookgen_style_deal (seed, "openings", count, place));
            before = kind;
            dealt[kind]++;
          }
        for (guint kind = 0; kind < count; kind++)
          g_assert_cmpuint (dealt[kind], ==, 20);
      }
  g_assert_cmpuint (bookgen_style_deal ("a", "openings", 1, 7), ==, 0);
  g_assert_cmpuint (bookgen_style_deal ("a", "openings", 0, 7), ==, 0);
}

/* Written down once: it must be the same on every machine and in every version. */
static void
test_same_everywhere (void)
{
  static const guint expected[] = { 3, 1, 4, 2, 0, 5, 3, 1, 4, 5, 0, 2, 5, 1, 2, 3, 4, 0 };
  for (guint place = 0; place < G_N_ELEMENTS (expected); place++)
    g_assert_cmpuint (bookgen_style_deal ("The Tidal Coast", "openings", 6, place), ==, expected[place]);
}

/* Seeds and decks have deals of their own. */
static void
test_seeds_differ (void)
{
  guint seeds = 0, decks = 0;
  for (guint place = 0; place < 60; place++)
    {
      guint kind = bookgen_style_deal ("a", "openings", 8, place);
      seeds += kind != bookgen_style_deal ("b", "openings", 8, place);
      decks += kind != bookgen_style_deal ("a", "structures", 8, place);
    }
  g_assert_cmpuint (seeds, >, 20);
  g_assert_cmpuint (decks, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/json", test_json);
  g_test_add_func ("/style/deal", test_deal);
  g_test_add_func ("/style/same-everywhere", test_same_everywhere);
  g_test_add_func ("/style/seeds-differ", test_seeds_differ);
  return g_test_run ();
}
