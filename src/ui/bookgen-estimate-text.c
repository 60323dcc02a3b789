/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-estimate-text.h"

#include "bookgen-money-text.h"
#include "bookgen-totals-text.h"

#include <glib/gi18n-lib.h>

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
    return _ ("price not known");
  if (self->unpriced == media)
    return _ ("price of pictures and speech not known");
  return self->unpriced == 1u << BOOKGEN_JOB_PICTURES ? _ ("price of pictures not known") : _ ("price of speech not known");
}

char *
bookgen_estimate_dup_text (const BookgenEstimate *self)
{
  g_autofree char *time = dup_time (self);
  g_autofree char *money = NULL;

  if (self->requests == 0)
    return g_strdup (_ ("nothing is left to write"));
  if (self->high.cost_micros < 0)
    return g_strdup_printf ("%s · %s", time, word_unpriced (self));
  if (self->high.cost_micros == 0)
    return g_steal_pointer (&time);
  money = bookgen_money_dup_range (self->low.cost_micros, self->high.cost_micros);
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
