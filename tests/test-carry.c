/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-carry.h"

#include "bookgen-chat.h"

#include <string.h>

static void
test_find (void)
{
  static const struct {
    const char *reply;
    int at; /* -1: no mark */
  } cases[] = {
    { "", -1 },
    { "The end.", -1 },
    { "The end.\n" BOOKGEN_CARRY_MARK "\nPoints: a", 9 },
    { "The end.\n**[[carried over]]**\n", 9 },
    { "## [[Carried Over]]\n", 0 },
    { "They said [[CARRIED OVER]] and left.", -1 },
    { BOOKGEN_CARRY_MARK "\nOne.\n" BOOKGEN_CARRY_MARK, 22 },
    { "## Carried over\n\nA chapter of that name.", -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *found = bookgen_carry_find (cases[i].reply);
      g_assert_cmpint (found != NULL ? found - cases[i].reply : -1, ==, cases[i].at);
    }
}

static void
test_make (void)
{
  static const struct {
    const char *text, *said, *hands_on, *carry;
  } cases[] = {
    { "One.\n\nThe tide turned.\n", BOOKGEN_CARRY_MARK "\nPoints: a; b\nTerms: bar\nPromises: who owns it\n", "the rope",
      "It ended with these words: The tide turned.\nPoints made: a; b\nTerms introduced: bar\nPromises open: who owns it\n" },
    /* As lists, with markup. */
    { "One.", BOOKGEN_CARRY_MARK "\n\n**Points made:**\n- a\n- b\n\n*Terms*: none\n", "the rope",
      "It ended with these words: One.\nPoints made: a; b\nPromises open: the rope\n" },
    /* Nothing said. */
    { "One.", NULL, "the rope", "It ended with these words: One.\nPromises open: the rope\n" },
    { "One.", BOOKGEN_CARRY_MARK, NULL, "It ended with these words: One.\n" },
    { "", NULL, NULL, "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *carry = bookgen_carry_make (cases[i].text, cases[i].said, cases[i].hands_on);
      g_assert_cmpstr (carry, ==, cases[i].carry);
    }
}

/* However much is said, little is carried over, and something of each kind. */
static void
test_bounded (void)
{
  static const char *const words[] = { "harbour ", "潮が満ちる", "прилив " };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      while (text->len < 5000)
        g_string_append (text, words[i]);
      g_autofree char *said = g_strdup_printf ("%s\nPoints: %s\nTerms: %s\nPromises: %s", BOOKGEN_CARRY_MARK, text->str,
                                               text->str, text->str);
      g_autofree char *carry = bookgen_carry_make (text->str, said, NULL);
      g_assert_cmpint (bookgen_text_estimate_tokens (carry), <=, BOOKGEN_CARRY_TOKENS);
      g_assert_nonnull (strstr (carry, "Promises open: "));
    }
}

/* What is asked for is found again in an answer that does as it was asked. */
static void
test_request (void)
{
  g_assert_nonnull (bookgen_carry_find (bookgen_carry_get_request ()));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry/find", test_find);
  g_test_add_func ("/carry/make", test_make);
  g_test_add_func ("/carry/bounded", test_bounded);
  g_test_add_func ("/carry/request", test_request);
  return g_test_run ();
}
