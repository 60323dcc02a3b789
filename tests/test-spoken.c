/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-spoken.h"

#include <string.h>

static void
test_markup (void)
{
  static const struct { const char *markdown, *spoken; } cases[] = {
    { "", "" },
    { "Low water.\nIn the dark.", "Low water. In the dark." },
    { "## The Harbour\n\nIt is *very* **early**.", "The Harbour\n\nIt is very early." },
    { "One.\n\n\nTwo.", "One.\n\nTwo." },
    { "See [the tables](https://x.example/a_(b)) and ![a map](map.png) here[^1].", "See the tables and  here." },
    { "- first\n- second\n\n1. third", "first\n\nsecond\n\nthird" },
    { "> Quoted words.", "Quoted words." },
    { "A `pin` and snake_case, 3 * 4, not \\*bold\\*.", "A pin and snake_case, 3 * 4, not *bold*." },
    { "Before.\n\n```c\nint x;\n```\n\nAfter.", "Before.\n\nAfter." },
    { "| Port | Depth |\n|---|---|\n| Ayr | 3 m |", "Port , Depth Ayr , 3 m" },
    { "One.\n\n---\n\nTwo.<br/> <https://x.example>", "One.\n\nTwo." },
    { "Half [a link", "Half [a link" },
    { "[[[[[[[[deep]]]]]]]]", "[[[deep]]]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spoken = bookgen_spoken_from_markdown (cases[i].markdown);
      g_assert_cmpstr (spoken, ==, cases[i].spoken);
    }
}

static void
test_cut (void)
{
  static const struct { const char *text; guint max; const char *pieces; } cases[] = {
    { "", 10, "" },
    { "Short.", 10, "Short." },
    { "One two. Three four. Five.", 12, "One two.|Three four.|Five." },
    { "He said “Stop!” Then he went.", 18, "He said “Stop!”|Then he went." },
    { "no sentence ends here at all", 12, "no sentence|ends here|at all" },
    { "abcdefghijklm", 5, "abcde|fghij|klm" },
    { "一二三。四五六。七八", 5, "一二三。|四五六。|七八" },
    { "First paragraph\n\nSecond", 18, "First paragraph|Second" },
    { "Į Į Į Į Į One", 6, "Į Į Į|Į Į|One" },
    { "Version 3.5 is out. Good.", 20, "Version 3.5 is out.|Good." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) pieces = bookgen_spoken_cut (cases[i].text, cases[i].max);
      g_autofree char *joined = g_strjoinv ("|", pieces);
      g_assert_cmpstr (joined, ==, cases[i].pieces);
    }
}

/* Whatever the text, no piece is too long and no letter is lost. */
static void
test_nothing_lost (void)
{
  static const char *const bits[] = { "word", ". ", "! ", " ", "\n\n", "ä", "。", "…", "“", "” ", "x" };
  for (guint seed = 0; seed < 500; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL), letters = g_string_new (NULL), kept = g_string_new (NULL);
      guint max = g_rand_int_range (rand, 1, 40);
      for (guint i = 0; i < 200; i++)
        g_string_append (text, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
      g_auto (GStrv) pieces = bookgen_spoken_cut (text->str, max);
      for (guint i = 0; pieces[i] != NULL; i++)
        {
          g_assert_cmpint (g_utf8_strlen (pieces[i], -1), <=, max);
          g_string_append (kept, pieces[i]);
        }
      for (const char *p = text->str; *p != '\0'; p++)
        if (!g_ascii_isspace (*p))
          g_string_append_c (letters, *p);
      g_string_replace (kept, " ", "", 0);
      g_string_replace (kept, "\n", "", 0);
      g_assert_cmpstr (kept->str, ==, letters->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/spoken/markup", test_markup);
  g_test_add_func ("/run/spoken/cut", test_cut);
  g_test_add_func ("/run/spoken/nothing-lost", test_nothing_lost);
  return g_test_run ();
}
