/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-cli-wording.h"

#include <glib/gi18n.h>

#include "bookgen-prices.h"

const char *
bookgen_cli_word_shown (BookgenShown shown)
{
  switch (shown)
    {
    case BOOKGEN_SHOWN_WAITING:
      return _ ("waiting");
    case BOOKGEN_SHOWN_WRITING:
      return _ ("writing");
    case BOOKGEN_SHOWN_DONE:
      return _ ("done");
    case BOOKGEN_SHOWN_TO_LOOK_AT:
      return _ ("done, to look at");
    case BOOKGEN_SHOWN_STOPPED:
      return _ ("stopped");
    case BOOKGEN_SHOWN_INTERRUPTED:
      return _ ("interrupted");
    case BOOKGEN_SHOWN_SKIPPED:
      return _ ("skipped");
    case BOOKGEN_SHOWN_TODO:
    default:
      return _ ("to do");
    }
}

char *
bookgen_cli_word_time (gint64 ms)
{
  gint64 seconds = ms / 1000;

  if (seconds < 60)
    return g_strdup_printf (_ ("%d s"), (int)seconds);
  if (seconds < 3600)
    return g_strdup_printf (_ ("%d min %d s"), (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf (_ ("%d h %d min"), (int)(seconds / 3600), (int)(seconds / 60 % 60));
}

char *
bookgen_cli_word_cost (const BookgenUsage *usage)
{
  g_autoptr (BookgenPrices) prices = NULL;

  if (usage->cost_micros < 0)
    return g_strdup (_ ("cost unknown"));
  if (usage->cost_micros == 0)
    return g_strdup (_ ("no cost"));
  prices = bookgen_prices_load (NULL);
  return g_strdup_printf ("%.2f %s", usage->cost_micros / 1e6, prices != NULL ? bookgen_prices_get_currency (prices) : "");
}

char *
bookgen_cli_word_totals (const BookgenTotals *totals)
{
  GString *words = g_string_new (NULL);
  g_autofree char *cost = bookgen_cli_word_cost (&totals->usage);
  g_autofree char *left = bookgen_cli_word_time (totals->left_ms);

  g_string_append_printf (words, ngettext ("%u of %u chapter", "%u of %u chapters", totals->chapters), totals->done,
                          totals->chapters);
  if (totals->writing > 0)
    g_string_append_printf (words, ngettext (" · %u being written", " · %u being written", totals->writing), totals->writing);
  if (totals->failed > 0)
    g_string_append_printf (words, ngettext (" · %u stopped", " · %u stopped", totals->failed), totals->failed);
  if (totals->left_ms > 0)
    g_string_append_printf (words, _ (" · about %s left"), left);
  g_string_append_printf (words, " · %s", cost);
  return g_string_free (words, FALSE);
}

char *
bookgen_cli_word_summary (const BookgenTotals *totals)
{
  GString *words = g_string_new (NULL);
  g_autofree char *cost = bookgen_cli_word_cost (&totals->usage);
  g_autofree char *time = bookgen_cli_word_time (totals->elapsed_ms);

  g_string_append_printf (words, ngettext ("%u of %u chapter written", "%u of %u chapters written", totals->chapters),
                          totals->done, totals->chapters);
  if (totals->to_look_at > 0)
    g_string_append_printf (words, ngettext (", %u to look at", ", %u to look at", totals->to_look_at), totals->to_look_at);
  if (totals->failed > 0)
    g_string_append_printf (words, ngettext (", %u stopped", ", %u stopped", totals->failed), totals->failed);
  if (totals->skipped > 0)
    g_string_append_printf (words, ngettext (", %u left out", ", %u left out", totals->skipped), totals->skipped);
  g_string_append_printf (words, _ (" · %s · %d tokens in, %d out%s · %s"), time, (int)totals->usage.input_tokens,
                          (int)totals->usage.output_tokens, totals->usage.estimated ? _ (" (partly estimated)") : "", cost);
  if (totals->usage.cost_micros > 0 && totals->expected_high.cost_micros > 0)
    g_string_append_printf (words, _ (", expected %.2f to %.2f"), totals->expected_low.cost_micros / 1e6,
                            totals->expected_high.cost_micros / 1e6);
  return g_string_free (words, FALSE);
}

static guint
count_cells (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
bookgen_cli_fit (const char *text, guint cells, gboolean fill)
{
  GString *fitted = g_string_new (NULL);
  guint used = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_iscntrl (c))
        c = ' ';
      if (used + count_cells (c) + (*g_utf8_next_char (text) != '\0') > cells)
        {
          g_string_append (fitted, "…");
          used++;
          break;
        }
      g_string_append_unichar (fitted, c);
      used += count_cells (c);
    }
  for (; fill && used < cells; used++)
    g_string_append_c (fitted, ' ');
  return g_string_free (fitted, FALSE);
}
