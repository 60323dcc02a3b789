/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-claim.h"

#include "bookgen-number.h"

static const char material[]
    = "The bridge was built in 1894 for £1,184,000. “It groans in winter like an old ship at anchor,” the keeper wrote. About 12 % "
      "of it is iron. See https://example.org/bridge.";

static const struct {
  const char *text;
  const char *claims; /* with " | " between */
} cases[] = {
  { "The bridge stands over a wide river, and three boats lie below it.", "" },
  /* Years. */
  { "It opened in 1902.", "1902" },
  { "It opened in 1894.", "" },
  { "Im Jahr 1902 wurde sie eröffnet.", "1902" },
  { "大桥于1902年通车。", "1902" },
  { "橋は１９０２年に開通した。", "１９０２" },
  { "The A380 and the x86 have no date, nor has version 2.1900.", "" },
  { "It weighs 1902.5 and no more.", "" },
  /* Amounts. */
  { "It cost $3.5 million.", "$3.5 million" },
  { "It cost £1,184,000 to build.", "" },
  { "It cost 1 184 000 pounds.", "" },
  { "Er kostete 2,4 Millionen Euro.", "2,4 Millionen" },
  { "Il coûta 3,5 milliards d'euros.", "3,5 milliards" },
  { "Costó 13 millones de euros.", "13 millones" },
  { "Kosztował 20 zł.", "20 zł" },
  { "Он стоил 300 рублей.", "300 руб" },
  { "費用は300円だった。", "300円" },
  { "花了三年，共投入5亿。", "5亿" },
  { "Some 25,000 people came.", "25,000" },
  { "Rund 25.000 Menschen kamen.", "25.000" },
  { "Quelque 25 000 personnes vinrent.", "25 000" },
  { "Three of 12 boats came back after 40 days.", "" },
  /* Percentages. */
  { "About 42 percent agreed.", "42 percent" },
  { "About 12 percent is iron.", "" },
  { "Etwa 42 % stimmten zu.", "42 %" },
  { "Environ 42 pour cent.", "42 pour cent" },
  { "約42パーセントが賛成した。", "42パーセント" },
  { "Около 42 процентов согласились.", "42 процент" },
  /* Links. */
  { "See https://example.com/a_b(c) for more.", "https://example.com/a_b(c" },
  { "See [the site](https://example.org/bridge).", "" },
  { "See doi 10.1000/xyz123.", "10.1000/xyz123" },
  { "See www.example.com.", "www.example.com" },
  /* Studies. */
  { "A study found that people like bridges.", "A study found that people like bridges." },
  { "Laut einer Untersuchung mögen Menschen Brücken.", "Laut einer Untersuchung mögen Menschen Brücken." },
  { "Des chercheurs ont montré que les ponts plaisent.", "Des chercheurs ont montré que les ponts plaisent." },
  { "Según un informe, gustan los puentes.", "Según un informe, gustan los puentes." },
  { "Согласно ей, исследования продолжаются.", "Согласно ей, исследования продолжаются." },
  { "研究表明，人们喜欢桥。", "研究表明，人们喜欢桥。" },
  { "A studious boy looked on.", "" },
  /* Quotations. */
  { "He said, “We shall never build another one like it.”", "“We shall never build another one like it.”" },
  { "The keeper wrote: “It groans in winter like an old ship at anchor.”", "" },
  { "They called it “the old lady”.", "" },
  { "Er sagte: „So etwas bauen wir nie wieder auf.“", "„So etwas bauen wir nie wieder auf.“" },
  { "Il dit : « Nous n'en ferons plus jamais un autre. »", "« Nous n'en ferons plus jamais un autre. »" },
  { "彼は「私たちは二度と橋を造らない」と言った。", "「私たちは二度と橋を造らない」" },
  { "He said, \"We shall never build another one like it.\"", "\"We shall never build another one like it.\"" },
  /* What is no text. */
  { "```\nyear = 1902\n```\n", "" },
  { "## The year 1902\n\nIt rained.", "" },
  { "- It opened in 1902.\n- It closed in 1960.", "1902 | 1960" },
  { "", "" },
};

static void
test_cases (void)
{
  g_autoptr (BookgenKnown) book = bookgen_known_new (NULL);
  g_autoptr (BookgenKnown) known = bookgen_known_new (book);
  bookgen_known_add (book, material);
  bookgen_known_add (known, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) claims = bookgen_claims_find (cases[i].text, known);
      g_autoptr (GString) found = g_string_new (NULL);
      for (guint k = 0; k < claims->len; k++)
        {
          const BookgenFinding *claim = claims->pdata[k];
          g_assert_cmpint (claim->kind, ==, BOOKGEN_FINDING_CLAIM);
          g_assert_true (g_str_has_prefix (cases[i].text + claim->start, claim->words));
          g_assert_nonnull (strstr (cases[i].text, claim->remark));
          g_string_append_printf (found, "%s%s", k > 0 ? " | " : "", claim->words);
        }
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found->str, ==, cases[i].claims);
    }
}

static void
test_sentence (void)
{
  g_autoptr (BookgenKnown) known = bookgen_known_new (NULL);
  g_autoptr (GPtrArray) claims = bookgen_claims_find ("It rained. It opened in 1902. It rained.", known);
  const BookgenFinding *claim = g_ptr_array_index (claims, 0);
  g_assert_cmpstr (claim->remark, ==, "It opened in 1902.");
  g_assert_cmpuint (claim->start, ==, 24);
}

static void
test_numbers (void)
{
  static const struct {
    const char *text, *value;
    gsize length;
  } numbers[] = {
    { "1234 x", "1234", 4 },        { "1,234 x", "1234", 5 },     { "1.234,5", "1234.5", 7 },
    { "1,234.5", "1234.5", 7 },     { "1,234,567", "1234567", 9 }, { "1,234.567", "1234.567", 9 },
    { "3,5.", "3.5", 3 },           { "3.", "3", 1 },             { "12,34", "12.34", 5 },
    { "1\u00a0234", "1234", 6 },    { "1’234", "1234", 7 },       { "１２３", "123", 9 },
    { "٣٤", "34", 4 },              { "1234,567", "1234.567", 8 }, { "12345678901234567890123456789", "123456789012345678901234", 29 },
    { "x", NULL, 0 },               { "", NULL, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      BookgenNumber number;
      gboolean read = bookgen_number_read (&number, numbers[i].text, strlen (numbers[i].text));
      g_test_message ("%s", numbers[i].text);
      g_assert_cmpint (read, ==, numbers[i].value != NULL);
      if (read)
        {
          g_assert_cmpstr (number.value, ==, numbers[i].value);
          g_assert_cmpuint (number.length, ==, numbers[i].length);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim/cases", test_cases);
  g_test_add_func ("/claim/sentence", test_sentence);
  g_test_add_func ("/claim/numbers", test_numbers);
  return g_test_run ();
}
