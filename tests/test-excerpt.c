/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-excerpt.h"

#include "bookgen-chat.h"

#include <string.h>

static void
test_cut (void)
{
  static const struct {
    const char *text;
    guint chars;
    const char *cut;
  } cases[] = {
    { "", 5, "" },
    { "  The tide  ", 8, "The tide" },
    { "The tide comes in", 10, "The tide…" },
    { "潮が満ちると", 3, "潮が満…" },
    { "The tide", 0, "…" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cut = bookgen_excerpt_cut (cases[i].text, cases[i].chars);
      g_assert_cmpstr (cut, ==, cases[i].cut);
    }
}

/* In any script both ends keep to the bound, and take most of it. */
static void
test_tokens (void)
{
  static const char *const words[] = { "harbour ", "潮が満ちる", "прилив ", "a\n", "é" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (gint64 tokens = 1; tokens < 300; tokens = tokens * 2 + 1)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        while (text->len < 6000)
          g_string_append (text, words[i]);
        g_autofree char *head = bookgen_excerpt_head (text->str, tokens);
        g_autofree char *tail = bookgen_excerpt_tail (text->str, tokens);
        g_assert_cmpint (bookgen_text_estimate_tokens (head), <=, tokens);
        g_assert_cmpint (bookgen_text_estimate_tokens (tail), <=, tokens);
        g_assert_cmpint (bookgen_text_estimate_tokens (head), >=, tokens * 2 / 3 - 16);
        g_assert_cmpint (bookgen_text_estimate_tokens (tail), >=, tokens * 2 / 3 - 16);
      }
  g_autofree char *whole = bookgen_excerpt_tail ("The tide. ", 100);
  g_assert_cmpstr (whole, ==, "The tide.");
}

static void
test_last_paragraph (void)
{
  static const struct {
    const char *text, *paragraph;
  } cases[] = {
    { "", "" },
    { "One.", "One." },
    { "One.\n\nTwo.\n", "Two." },
    { "One.\n\n## Two\n\n- a\n- b\n", "One." },
    { "One.\n\n```\ncode\n```\n", "One." },
    { "- a\n- b", "- a\n- b" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *paragraph = bookgen_excerpt_last_paragraph (cases[i].text, 50);
      g_assert_cmpstr (paragraph, ==, cases[i].paragraph);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/excerpt/cut", test_cut);
  g_test_add_func ("/excerpt/tokens", test_tokens);
  g_test_add_func ("/excerpt/last-paragraph", test_last_paragraph);
  return g_test_run ();
}
