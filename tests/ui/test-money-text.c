/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-money-text.h"

static const struct
{
  gint64 low, high;
  const char *low_text, *range;
} amounts[] = {
  { -1, -1, "price not known", "price not known" },
  { 0, 0, "$0.00", "$0.00" },
  { 1, 4999, "<$0.01", "<$0.01" },
  { 1, 20000, "<$0.01", "$0.00–0.02" },
  { 350000, 600000, "$0.35", "$0.35–0.60" },
  { 351000, 352000, "$0.35", "$0.35" },
  { 1234500000, 2000000000, "$1234.50", "$1234.50–2000.00" },
};

static void
test_said (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *text = bookgen_money_dup_text (amounts[i].low);
      g_autofree char *range = bookgen_money_dup_range (amounts[i].low, amounts[i].high);

      g_assert_cmpstr (text, ==, amounts[i].low_text);
      g_assert_cmpstr (range, ==, amounts[i].range);
    }
}

static const struct
{
  const char *typed;
  gboolean is_amount;
  gint64 micros;
} typed[] = {
  { "", TRUE, -1 },           { "  ", TRUE, -1 },          { "2", TRUE, 2000000 },   { "2.50", TRUE, 2500000 },
  { "2,50", TRUE, 2500000 },  { "$2", TRUE, 2000000 },     { "2 $", TRUE, 2000000 }, { "0", FALSE, -1 },
  { "-1", FALSE, -1 },        { "two", FALSE, -1 },        { "2€", FALSE, -1 },      { "1,234.50", FALSE, -1 },
  { "2.50 USD", TRUE, 2500000 }, { "2,50\u00a0$", TRUE, 2500000 }, { "2 $ 1", FALSE, -1 },
  { "inf", FALSE, -1 },       { "99999999", FALSE, -1 },   { "nan", FALSE, -1 },
};

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gint64 micros = 0;

      g_assert_cmpint (bookgen_money_from_text (typed[i].typed, &micros), ==, typed[i].is_amount);
      g_assert_cmpint (micros, ==, typed[i].micros);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money-text/said", test_said);
  g_test_add_func ("/money-text/typed", test_typed);
  return g_test_run ();
}
