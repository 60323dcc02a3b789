/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-estimate-text.h"

#include "bookgen-totals-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_MONEY 1e6

static const char *
get_sign (const char *currency)
{
  if (g_strcmp0 (currency, "USD") == 0)
    return "$";
  return g_strcmp0 (currency, "EUR") == 0 ? "€" : "";
}

char *
bookgen_money_dup_text (gint64 micros, const char *currency)
{
  const char *sign = get_sign (currency);

  return *sign != '\0' ? g_strdup_printf ("%s%.2f", sign, micros / 1e6) : g_strdup_printf ("%.2f %s", micros / 1e6, currency);
}

static char *
dup_money (const BookgenEstimate *self, const char *currency)
{
  g_autofree char *low = bookgen_money_dup_text (self->low.cost_micros, currency);
  g_autofree char *high = bookgen_money_dup_text (self->high.cost_micros, currency);

  if (self->high.cost_micros < 10000)
    return g_strdup (_ ("less than a cent"));
  if (g_str_equal (low, high))
    return g_steal_pointer (&high);
  if (*get_sign (currency) != '\0')
    return g_strdup_printf ("%s–%.2f", low, self->high.cost_micros / 1e6);
  return g_strdup_printf ("%.2f–%s", self->low.cost_micros / 1e6, high);
}

/* Of a guess, its middle; where the ends say something else, both. */
static char *
dup_time (const BookgenEstimate *self)
{
  g_autofree char *low = bookgen_duration_dup_text (self->low.ms);
  g_autofree char *high = bookgen_duration_dup_text (self->high.ms);

  if (self->high.ms <= 1.5 * self->low.ms || g_str_equal (low, high))
    return g_strdup_printf (_ ("about %s"), high);
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

/* Where it is known for texts, what it is not known for. */
static const char *
word_unpriced (const BookgenEstimate *self)
{
  guint media = 1u << BOOKGEN_JOB_PICTURES | 1u << BOOKGEN_JOB_SPEECH;

  if (self->unpriced == 0 || (self->unpriced & ~media) != 0)
    return _ ("price unknown");
  if (self->unpriced == media)
    return _ ("price of pictures and speech unknown");
  return self->unpriced == 1u << BOOKGEN_JOB_PICTURES ? _ ("price of pictures unknown") : _ ("price of speech unknown");
}

char *
bookgen_estimate_dup_text (const BookgenEstimate *self, const char *currency)
{
  g_autofree char *time = dup_time (self);
  g_autofree char *money = NULL;

  if (self->requests == 0)
    return g_strdup (_ ("nothing is left to write"));
  if (self->high.cost_micros < 0)
    return g_strdup_printf ("%s · %s", time, word_unpriced (self));
  if (self->high.cost_micros == 0)
    return g_steal_pointer (&time);
  money = dup_money (self, currency);
  return g_strdup_printf ("%s · %s", time, money);
}

char *
bookgen_estimate_dup_limit (const BookgenEstimate *self)
{
  switch (self->limit)
    {
    case BOOKGEN_LIMIT_MODE:
      return g_strdup (_ ("Each chapter waits for the one before; more at once would not be quicker"));
    case BOOKGEN_LIMIT_AT_ONCE:
      return g_strdup (_ ("This is what takes the time: more at once would be quicker. It can be changed while it writes."));
    case BOOKGEN_LIMIT_PAUSE:
      return g_strdup (_ ("The pause between starts, set for the provider, is what takes the time"));
    case BOOKGEN_LIMIT_MODULES:
      return g_strdup (_ ("As many modules are written at once as may be; more would be quicker"));
    case BOOKGEN_LIMIT_LESSONS:
      return g_strdup (_ ("As many lessons of a module are written at once as may be; more would be quicker"));
    case BOOKGEN_LIMIT_STAGE:
    case BOOKGEN_LIMIT_CHAPTERS:
    case BOOKGEN_N_LIMITS:
    default:
      return g_strdup (_ ("No more chapters can be written at once; the longest one takes the time"));
    }
}

static gboolean
is_amount (const char *amount, const char *end)
{
  return end != amount && *end == '\0';
}

gboolean
bookgen_money_from_text (const char *text, gint64 *micros)
{
  g_autofree char *amount = g_strdelimit (g_strdup (text), ",", '.');
  char *end;
  double value;

  g_strdelimit (amount, "$", ' ');
  g_strstrip (amount);
  *micros = -1;
  if (*amount == '\0')
    return TRUE;
  value = g_ascii_strtod (amount, &end);
  if (!is_amount (amount, end) || !(value > 0 && value <= MOST_MONEY))
    return FALSE;
  *micros = llround (value * 1e6);
  return TRUE;
}
