/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-warm-up.h"

static const struct {
  BookgenCaching caching;
  gint64 shared_tokens;
  gboolean asked;
  guint requests;
  gboolean pays;
} pays_table[] = {
  { { 1024, 0 }, 1024, FALSE, 2, TRUE }, { { 1024, 0 }, 1023, FALSE, 2, FALSE }, { { 1024, 0 }, 5000, FALSE, 1, FALSE },
  { { 0, 0 }, 5000, FALSE, 9, FALSE },   { { 0, 0 }, 0, TRUE, 2, TRUE },         { { 0, 0 }, 0, TRUE, 1, FALSE },
};

static void
test_pays (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pays_table); i++)
    {
      BookgenWarmUp warm_up
          = { pays_table[i].caching, pays_table[i].shared_tokens, pays_table[i].asked, .answered = 0, .hits = 0 };

      g_test_message ("row %u", i);
      g_assert_cmpint (bookgen_warm_up_pays (&warm_up, pays_table[i].requests), ==, pays_table[i].pays);
    }
}

/* Answers as letters: h read from the cache, m did not, e left no count. */
static const struct {
  gint64 shared_tokens, sure_tokens;
  const char *answers;
  gboolean fails, asked;
} fails_table[] = {
  { 6000, 4096, "mm", FALSE }, { 6000, 4096, "mmm", TRUE },   { 6000, 4096, "mhm", FALSE }, { 6000, 4096, "hmmmm", FALSE },
  { 5000, 4096, "mmm", FALSE }, { 6000, 0, "mmmm", FALSE },   { 6000, 4096, "meee", FALSE },
  { 6000, 0, "mmm", TRUE, TRUE }, { 2700, 0, "mmm", FALSE, TRUE },
};

static void
test_fails (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fails_table); i++)
    {
      BookgenWarmUp warm_up = { { 1024, fails_table[i].sure_tokens }, fails_table[i].shared_tokens, fails_table[i].asked, 0, 0 };

      g_test_message ("row %u", i);
      for (const char *p = fails_table[i].answers; *p != '\0'; p++)
        bookgen_warm_up_count (&warm_up, &(BookgenUsage){ .requests = 1, .cached_tokens = *p == 'h' ? 1000 : 0, .estimated = *p == 'e' });
      g_assert_cmpint (bookgen_warm_up_fails (&warm_up), ==, fails_table[i].fails);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/warm-up/pays", test_pays);
  g_test_add_func ("/run/warm-up/fails", test_fails);
  return g_test_run ();
}
