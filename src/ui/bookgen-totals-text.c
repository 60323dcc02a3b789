/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-totals-text.h"

#include <glib/gi18n-lib.h>

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

static void
append_money (GString *text, const BookgenUsage *usage)
{
  if (usage->cost_micros > 0)
    append (text, g_strdup_printf (usage->estimated ? _ ("about $%.2f") : "$%.2f", usage->cost_micros / 1e6));
}

/* What it was to cost, beside what it did. */
static void
append_expected (GString *text, const BookgenTotals *totals)
{
  if (totals->usage.cost_micros > 0 && totals->expected_high.cost_micros > 0)
    g_string_append_printf (text, _ (", expected $%.2f–%.2f"), totals->expected_low.cost_micros / 1e6,
                            totals->expected_high.cost_micros / 1e6);
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
bookgen_totals_dup_text (const BookgenTotals *totals, BookgenRunState state)
{
  GString *text = g_string_new (NULL);

  append (text, g_strdup_printf (ngettext ("%u of %u chapter", "%u of %u chapters", totals->chapters), totals->done,
                                 totals->chapters));
  if (totals->writing > 0)
    append (text, g_strdup_printf (ngettext ("%u being written", "%u being written", totals->writing), totals->writing));
  if (totals->failed > 0)
    append (text, g_strdup_printf (ngettext ("%u stopped", "%u stopped", totals->failed), totals->failed));
  append_state (text, totals, state);
  append_money (text, &totals->usage);
  return g_string_free (text, FALSE);
}

char *
bookgen_totals_dup_result (const BookgenTotals *totals, gboolean rehearsal)
{
  GString *text = g_string_new (NULL);

  if (rehearsal)
    g_string_append_printf (text, ngettext ("%u placeholder made", "%u placeholders made", totals->done), totals->done);
  else
    g_string_append_printf (text, ngettext ("%u chapter written", "%u chapters written", totals->done), totals->done);
  if (totals->to_look_at > 0)
    g_string_append_printf (text, ngettext (", %u to look at", ", %u to look at", totals->to_look_at), totals->to_look_at);
  if (totals->failed > 0)
    g_string_append_printf (text, ngettext (", %u stopped", ", %u stopped", totals->failed), totals->failed);
  append (text, bookgen_duration_dup_text (totals->elapsed_ms));
  append_money (text, &totals->usage);
  append_expected (text, totals);
  return g_string_free (text, FALSE);
}
