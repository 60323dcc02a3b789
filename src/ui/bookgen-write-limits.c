/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-limits.h"

#include "bookgen-cost.h"
#include "bookgen-estimate-text.h"
#include "bookgen-money-text.h"

#include <glib/gi18n-lib.h>

struct _BookgenWriteLimits
{
  AdwPreferencesGroup parent_instance;
  AdwActionRow *at_once_row;
  GtkSpinButton *at_once;
  AdwActionRow *budget_row;
  GtkEditable *budget;
  AdwActionRow *input_row;
  GtkEditable *input;
  AdwActionRow *output_row;
  GtkEditable *output;
  char *unpriced; /* nullable: the model whose price is asked for */
  guint unknown;  /* as BookgenEstimate.unpriced */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteLimits, bookgen_write_limits, ADW_TYPE_PREFERENCES_GROUP)

void
bookgen_write_limits_show (BookgenWriteLimits *self, const BookgenRunSettings *settings)
{
  g_autofree char *budget = g_strdup_printf ("%.2f", settings->budget_micros / 1e6);

  g_return_if_fail (BOOKGEN_IS_WRITE_LIMITS (self));
  gtk_spin_button_set_value (self->at_once, settings->at_once);
  gtk_editable_set_text (self->budget, settings->budget_micros >= 0 ? budget : "");
}

void
bookgen_write_limits_suggest (BookgenWriteLimits *self, BookgenEndpoint *endpoint)
{
  guint at_once = bookgen_endpoint_get_at_once (endpoint);

  g_return_if_fail (BOOKGEN_IS_WRITE_LIMITS (self));
  if (at_once > 0 || bookgen_endpoint_is_local (endpoint))
    gtk_spin_button_set_value (self->at_once, MAX (at_once, 1));
}

/* The price of its texts */

static gboolean
is_unpriced (BookgenEndpoint *endpoint)
{
  const BookgenTokens one = { 1, -1, -1, 1, -1, -1 };
  g_autoptr (BookgenPrices) prices = endpoint ? bookgen_prices_load (NULL) : NULL;

  /* A list that cannot be read is to be mended, not added to. */
  return prices && bookgen_cost_micros (prices, endpoint, &one) < 0;
}

static void
show_price_row (AdwActionRow *row, GtkEditable *entry, gboolean shown)
{
  g_autofree char *text = g_strdup_printf (_ ("%s for a million tokens"), bookgen_money_get_currency ());

  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), shown);
  gtk_editable_set_text (entry, "");
}

void
bookgen_write_limits_show_endpoint (BookgenWriteLimits *self, BookgenEndpoint *endpoint)
{
  const char *model = is_unpriced (endpoint) ? bookgen_endpoint_get_model (endpoint) : NULL;

  g_return_if_fail (BOOKGEN_IS_WRITE_LIMITS (self));
  if (g_strcmp0 (self->unpriced, model) == 0)
    return;
  g_free (self->unpriced);
  self->unpriced = g_strdup (model);
  show_price_row (self->input_row, self->input, model != NULL);
  show_price_row (self->output_row, self->output, model != NULL);
}

const char *
bookgen_write_limits_get_price (BookgenWriteLimits *self, gint64 *input_micros, gint64 *output_micros)
{
  g_return_val_if_fail (BOOKGEN_IS_WRITE_LIMITS (self), NULL);
  if (!self->unpriced || !bookgen_money_from_text (gtk_editable_get_text (self->input), input_micros)
      || !bookgen_money_from_text (gtk_editable_get_text (self->output), output_micros))
    return NULL;
  return *input_micros >= 0 && *output_micros >= 0 ? self->unpriced : NULL;
}

/* What the book may cost */

static gboolean
has_text (GtkEditable *entry)
{
  return *gtk_editable_get_text (entry) != '\0';
}

gboolean
bookgen_write_limits_lack_price (BookgenWriteLimits *self)
{
  g_return_val_if_fail (BOOKGEN_IS_WRITE_LIMITS (self), FALSE);
  return self->unknown != 0 && gtk_widget_get_visible (GTK_WIDGET (self->budget_row)) && has_text (self->budget);
}

static const char *
word_unknown (BookgenWriteLimits *self)
{
  guint job = g_bit_nth_lsf (self->unknown, -1);

  if (job == BOOKGEN_JOB_PICTURES)
    return _ ("What its pictures cost is not known, so no limit can be kept: leave pictures out, or this empty");
  if (job == BOOKGEN_JOB_SPEECH)
    return _ ("What its speech costs is not known, so no limit can be kept: leave narration out, or this empty");
  if (self->unpriced)
    return _ ("What this model costs is not known: a limit can be kept once you give its prices");
  return _ ("What its models cost is not known, so no limit can be kept: leave this empty");
}

static void
show_budget (BookgenWriteLimits *self)
{
  g_autofree char *text = NULL;

  text = self->unknown != 0
           ? g_strdup (word_unknown (self))
           : g_strdup_printf (_ ("%s, for the whole book with what it has cost already"), bookgen_money_get_currency ());
  adw_action_row_set_subtitle (self->budget_row, text);
}

void
bookgen_write_limits_show_forecast (BookgenWriteLimits *self, const BookgenRunSettings *settings, BookgenForecast *forecast)
{
  const BookgenEstimate *estimate = bookgen_forecast_get (forecast, settings->mode);
  g_autofree char *limit = estimate ? bookgen_estimate_dup_limit (estimate) : g_strdup (_ ("Can be changed while it writes"));

  g_return_if_fail (BOOKGEN_IS_WRITE_LIMITS (self));
  self->unknown = estimate ? estimate->unpriced : 0;
  adw_action_row_set_subtitle (self->at_once_row, limit);
  gtk_widget_set_visible (GTK_WIDGET (self->at_once_row), settings->mode != BOOKGEN_MODE_SEQUENTIAL);
  gtk_widget_set_visible (GTK_WIDGET (self->budget_row), !settings->rehearsal);
  show_budget (self);
}

/* What is chosen */

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, sentence);
  return FALSE;
}

gboolean
bookgen_write_limits_take (BookgenWriteLimits *self, BookgenRunSettings *settings, GError **error)
{
  gint64 input_micros, output_micros;

  g_return_val_if_fail (BOOKGEN_IS_WRITE_LIMITS (self), FALSE);
  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->at_once);
  settings->at_once = gtk_spin_button_get_value_as_int (self->at_once);
  settings->budget_micros = -1;
  if (settings->rehearsal)
    return TRUE;
  if (!bookgen_money_from_text (gtk_editable_get_text (self->budget), &settings->budget_micros))
    return fail (error, _ ("“Stop at” is not an amount of money. Type a number such as 2.50, or nothing for no limit."));
  if ((has_text (self->input) || has_text (self->output))
      && !bookgen_write_limits_get_price (self, &input_micros, &output_micros))
    return fail (error, _ ("A price takes two amounts of money, such as 0.25 and 1.50: for what the model reads, and for what "
                           "it writes."));
  return TRUE;
}

static void
on_changed (BookgenWriteLimits *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
bookgen_write_limits_finalize (GObject *object)
{
  g_free (BOOKGEN_WRITE_LIMITS (object)->unpriced);
  G_OBJECT_CLASS (bookgen_write_limits_parent_class)->finalize (object);
}

static void
bookgen_write_limits_class_init (BookgenWriteLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bookgen_write_limits_finalize;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_LIMITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-limits.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, at_once_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, budget_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, budget);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, input_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, input);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, output_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, output);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bookgen_write_limits_init (BookgenWriteLimits *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
