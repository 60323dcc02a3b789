/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-limits.h"

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

static void
show_budget (BookgenWriteLimits *self, const BookgenEstimate *estimate)
{
  gboolean unknown = estimate && estimate->high.cost_micros < 0;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->budget), !unknown);
  text = unknown ? g_strdup (_ ("What this model costs is not known, so no limit can be kept"))
                 : g_strdup_printf (_ ("%s, for the whole book with what it has cost already"), bookgen_money_get_currency ());
  adw_action_row_set_subtitle (self->budget_row, text);
}

void
bookgen_write_limits_show_forecast (BookgenWriteLimits *self, const BookgenRunSettings *settings, BookgenForecast *forecast)
{
  const BookgenEstimate *estimate = bookgen_forecast_get (forecast, settings->mode);
  g_autofree char *limit = estimate ? bookgen_estimate_dup_limit (estimate) : g_strdup (_ ("Can be changed while it writes"));

  g_return_if_fail (BOOKGEN_IS_WRITE_LIMITS (self));
  adw_action_row_set_subtitle (self->at_once_row, limit);
  gtk_widget_set_visible (GTK_WIDGET (self->at_once_row), settings->mode != BOOKGEN_MODE_SEQUENTIAL);
  gtk_widget_set_visible (GTK_WIDGET (self->budget_row), !settings->rehearsal);
  show_budget (self, estimate);
}

/* A limit that is set for what cannot be priced, or for nothing, is none. */
gboolean
bookgen_write_limits_take (BookgenWriteLimits *self, BookgenRunSettings *settings)
{
  g_return_val_if_fail (BOOKGEN_IS_WRITE_LIMITS (self), FALSE);
  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->at_once);
  settings->at_once = gtk_spin_button_get_value_as_int (self->at_once);
  settings->budget_micros = -1;
  return settings->rehearsal || !gtk_widget_get_sensitive (GTK_WIDGET (self->budget))
         || bookgen_money_from_text (gtk_editable_get_text (self->budget), &settings->budget_micros);
}

static void
on_changed (BookgenWriteLimits *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
bookgen_write_limits_class_init (BookgenWriteLimitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_LIMITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-limits.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, at_once_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, budget_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteLimits, budget);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bookgen_write_limits_init (BookgenWriteLimits *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
