/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-money-text.h"

#include "bookgen-prices.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CENT 10000
#define MOST_MONEY 1e6

const char *
bookgen_money_get_currency (void)
{
  static gsize currency;

  if (g_once_init_enter (&currency))
    {
      g_autoptr (BookgenPrices) prices = bookgen_prices_load (NULL);
      /* A list of the author's that cannot be read prices nothing, so that nothing is shown in its currency. */
      const char *name = prices ? bookgen_prices_get_currency (prices) : "USD";
      g_once_init_leave (&currency, (gsize) g_intern_string (name));
    }
  return (const char *) currency;
}

static gboolean
is_in (const char *currency)
{
  return g_str_equal (bookgen_money_get_currency (), currency);
}

static char *
dup_amount (gint64 micros)
{
  if (is_in ("USD"))
    /* Translators: an amount in dollars; where the sign stands is the language's: "%.2f $" */
    return g_strdup_printf (_ ("$%.2f"), micros / 1e6);
  if (is_in ("EUR"))
    return g_strdup_printf (_ ("€%.2f"), micros / 1e6);
  return g_strdup_printf ("%.2f %s", micros / 1e6, bookgen_money_get_currency ());
}

static char *
dup_range (gint64 low_micros, gint64 high_micros)
{
  if (is_in ("USD"))
    return g_strdup_printf (_ ("$%.2f–%.2f"), low_micros / 1e6, high_micros / 1e6);
  if (is_in ("EUR"))
    return g_strdup_printf (_ ("€%.2f–%.2f"), low_micros / 1e6, high_micros / 1e6);
  return g_strdup_printf ("%.2f–%.2f %s", low_micros / 1e6, high_micros / 1e6, bookgen_money_get_currency ());
}

char *
bookgen_money_dup_text (gint64 micros)
{
  g_autofree char *amount = NULL;

  if (micros < 0)
    return g_strdup (_ ("price not known"));
  if (micros == 0 || micros >= CENT / 2)
    return dup_amount (micros);
  amount = dup_amount (CENT);
  /* Translators: less than an amount of money */
  return g_strdup_printf (_ ("<%s"), amount);
}

char *
bookgen_money_dup_about (gint64 micros)
{
  return bookgen_money_dup_text (micros > 0 ? MAX (micros, CENT) : micros);
}

char *
bookgen_money_dup_range (gint64 low_micros, gint64 high_micros)
{
  g_autofree char *low = bookgen_money_dup_text (low_micros);
  g_autofree char *high = bookgen_money_dup_text (high_micros);

  if (low_micros < 0 || high_micros < CENT / 2 || g_str_equal (low, high))
    return g_steal_pointer (&high);
  return dup_range (low_micros, high_micros);
}

static gboolean
is_amount (const char *amount, const char *end)
{
  return end != amount && *end == '\0';
}

/* As amounts are shown, and as they are typed: with the currency they are in on either side, and a comma or a point. */
static char *
dup_number (const char *text)
{
  const char *sign = is_in ("USD") ? "$" : is_in ("EUR") ? "€" : "";
  const char *const beside[] = { bookgen_money_get_currency (), "\u00a0", "\u202f", sign };
  GString *number = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (beside) && *beside[i] != '\0'; i++)
    g_string_replace (number, beside[i], " ", 1);
  g_string_replace (number, ",", ".", 0);
  return g_strstrip (g_string_free (number, FALSE));
}

gboolean
bookgen_money_from_text (const char *text, gint64 *micros)
{
  g_autofree char *amount = dup_number (text);
  char *end;
  double value;

  *micros = -1;
  if (*amount == '\0')
    return TRUE;
  value = g_ascii_strtod (amount, &end);
  if (!is_amount (amount, end) || !(value > 0 && value <= MOST_MONEY))
    return FALSE;
  *micros = llround (value * 1e6);
  return TRUE;
}
