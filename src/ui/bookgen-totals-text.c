/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-totals-text.h"

#include "bookgen-money-text.h"

#include <glib/gi18n-lib.h>

/* Less is not worth a word. */
#define FASTER 1.3

char *
bookgen_duration_dup_text (gint64 duration_ms)
{
  guint seconds = (guint) MIN ((duration_ms + 500) / 1000, G_MAXINT);
  guint minutes = (seconds + 30) / 60;

  if (seconds < 60)
    return g_strdup_printf (_ ("%u s"), seconds);
  if (minutes < 60)
    return g_strdup_printf (_ ("%u min"), minutes);
  return g_strdup_printf (_ ("%u h %u min"), minutes / 60, minutes % 60);
}

static void
append (GString *text, char *piece)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, piece);
  g_free (piece);
}

/* "about": some requests were cut and left no count. */
static void
append_money (GString *text, const BookgenUsage *usage)
{
  g_autofree char *money
      = usage->estimated ? bookgen_money_dup_about (usage->cost_micros) : bookgen_money_dup_text (usage->cost_micros);

  if (usage->cost_micros > 0 && usage->estimated)
    append (text, g_strdup_printf (_ ("about %s"), money));
  else if (usage->cost_micros != 0)
    append (text, g_steal_pointer (&money));
}

/* Of a book with a cap: what it has cost in all, and what it may. */
static void
append_cap (GString *text, const BookgenUsage *of_book, gint64 cap_micros)
{
  g_autofree char *spent = bookgen_money_dup_text (of_book->cost_micros);
  g_autofree char *cap = bookgen_money_dup_text (cap_micros);

  if (of_book->cost_micros >= 0)
    /* Translators: what a book has cost, and what it may cost at most */
    append (text, g_strdup_printf (_ ("%s of %s"), spent, cap));
  else
    append (text, g_strdup_printf (_ ("stops at %s"), cap));
}

/* What it was to cost, beside what it did. */
static void
append_expected (GString *text, const BookgenTotals *totals)
{
  g_autofree char *expected = bookgen_money_dup_range (totals->expected_low.cost_micros, totals->expected_high.cost_micros);

  if (totals->usage.cost_micros > 0 && totals->expected_high.cost_micros > 0)
    g_string_append_printf (text, _ (", expected %s"), expected);
}

static void
append_left (GString *text, gint64 left_ms)
{
  g_autofree char *left = NULL;

  if (left_ms < 0)
    return;
  left = bookgen_duration_dup_text (left_ms);
  append (text, g_strdup_printf (_ ("about %s left"), left));
}

static void
append_state (GString *text, const BookgenTotals *totals, BookgenRunState state)
{
  switch (state)
    {
    case BOOKGEN_RUN_PAUSING:
      append (text, g_strdup (_ ("pausing: what is being written goes on to its end")));
      break;
    case BOOKGEN_RUN_PAUSED:
      append (text, g_strdup (_ ("paused")));
      break;
    case BOOKGEN_RUN_STOPPING:
      append (text, g_strdup (_ ("stopping")));
      break;
    case BOOKGEN_RUN_WRITING:
      append_left (text, totals->left_ms);
      break;
    case BOOKGEN_RUN_IDLE:
    case BOOKGEN_RUN_ENDED:
    default:
      break;
    }
}

char *
bookgen_totals_dup_text (const BookgenTotals *totals, BookgenRunState state, const BookgenUsage *of_book, gint64 cap_micros)
{
  GString *text = g_string_new (NULL);

  if (totals->chapters == 0)
    append (text, g_strdup (_ ("The plan of the book")));
  else
    append (text, g_strdup_printf (ngettext ("%u of %u chapter", "%u of %u chapters", totals->chapters), totals->done,
                                   totals->chapters));
  if (totals->writing > 0)
    append (text, g_strdup_printf (ngettext ("%u being written", "%u being written", totals->writing), totals->writing));
  if (totals->failed > 0)
    append (text, g_strdup_printf (ngettext ("%u stopped", "%u stopped", totals->failed), totals->failed));
  append_state (text, totals, state);
  if (cap_micros >= 0)
    append_cap (text, of_book, cap_micros);
  else
    append_money (text, &totals->usage);
  return g_string_free (text, FALSE);
}

/* What being written at the same time has saved. */
static void
append_comparison (GString *text, const BookgenTotals *totals)
{
  g_autofree char *elapsed = bookgen_duration_dup_text (totals->elapsed_ms);
  g_autofree char *busy = bookgen_duration_dup_text (totals->busy_ms);

  if (totals->busy_ms >= totals->elapsed_ms * FASTER && !g_str_equal (elapsed, busy))
    g_string_append_printf (text, _ ("; one after another: about %s"), busy);
}

char *
bookgen_totals_dup_result (const BookgenTotals *totals, gboolean rehearsal)
{
  GString *text = g_string_new (NULL);

  if (rehearsal)
    g_string_append_printf (text, ngettext ("%u placeholder made", "%u placeholders made", totals->done), totals->done);
  else if (totals->done < totals->chapters)
    g_string_append_printf (text, ngettext ("%u of %u chapter written", "%u of %u chapters written", totals->chapters),
                            totals->done, totals->chapters);
  else
    g_string_append_printf (text, ngettext ("%u chapter written", "%u chapters written", totals->done), totals->done);
  if (totals->to_look_at > 0)
    g_string_append_printf (text, ngettext (", %u to look at", ", %u to look at", totals->to_look_at), totals->to_look_at);
  if (totals->failed > 0)
    g_string_append_printf (text, ngettext (", %u stopped", ", %u stopped", totals->failed), totals->failed);
  return g_string_free (text, FALSE);
}

char *
bookgen_totals_dup_took (const BookgenTotals *totals)
{
  GString *text = g_string_new (NULL);

  append (text, bookgen_duration_dup_text (totals->elapsed_ms));
  append_comparison (text, totals);
  append_money (text, &totals->usage);
  append_expected (text, totals);
  return g_string_free (text, FALSE);
}
