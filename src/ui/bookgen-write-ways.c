/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-ways.h"

#include "bookgen-estimate-text.h"

#include <glib/gi18n-lib.h>

#define N_MODES (BOOKGEN_MODE_HYBRID + 1)

struct _BookgenWriteWays
{
  AdwPreferencesGroup parent_instance;
  GtkCheckButton *checks[N_MODES];
  AdwActionRow *rows[N_MODES];
};

/* By BookgenMode. */
static const char *const check_names[] = { "parallel", "sequential", "hybrid" };
static const char *const row_names[] = { "parallel_row", "sequential_row", "hybrid_row" };

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWays, bookgen_write_ways, ADW_TYPE_PREFERENCES_GROUP)

static BookgenMode
get_mode (BookgenWriteWays *self)
{
  BookgenMode mode = BOOKGEN_MODE_HYBRID;

  while (mode > BOOKGEN_MODE_PARALLEL && !gtk_check_button_get_active (self->checks[mode]))
    mode--;
  return mode;
}

void
bookgen_write_ways_take (BookgenWriteWays *self, BookgenRunSettings *settings)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WAYS (self));
  settings->mode = get_mode (self);
}

void
bookgen_write_ways_show (BookgenWriteWays *self, const BookgenRunSettings *settings, BookgenPipeline *pipeline)
{
  gboolean joins = pipeline && bookgen_pipeline_offers (pipeline, BOOKGEN_ON_HYBRID);

  g_return_if_fail (BOOKGEN_IS_WRITE_WAYS (self));
  gtk_check_button_set_active (self->checks[settings->mode], TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[BOOKGEN_MODE_HYBRID]), joins);
}

/* What a way gives, and what it takes where that is known. */
static void
show_row (BookgenWriteWays *self, BookgenMode mode, BookgenForecast *forecast)
{
  static const char *const gives[] = {
    N_ ("Every chapter on its own; as fast as the longest one"),
    N_ ("Each knows the one before; slower"),
    N_ ("Fast, and with smooth passages from each to the next"),
  };
  const BookgenEstimate *estimate = bookgen_forecast_get (forecast, mode);
  g_autofree char *takes = NULL;
  g_autofree char *text = NULL;

  if (estimate)
    takes = bookgen_estimate_dup_text (estimate);
  /* A row's subtitle is markup. */
  text = g_markup_printf_escaped (takes ? "%s\n%s" : "%s", _ (gives[mode]), takes);
  adw_action_row_set_subtitle (self->rows[mode], text);
}

void
bookgen_write_ways_show_forecast (BookgenWriteWays *self, BookgenForecast *forecast)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WAYS (self));
  for (guint mode = 0; mode < N_MODES; mode++)
    show_row (self, mode, forecast);
}

static void
on_toggled (BookgenWriteWays *self, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    g_signal_emit (self, changed_signal, 0);
}

static void
bookgen_write_ways_class_init (BookgenWriteWaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_WAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-ways.ui");
  for (guint mode = 0; mode < N_MODES; mode++)
    {
      gtk_widget_class_bind_template_child_full (widget_class, check_names[mode], FALSE, 0);
      gtk_widget_class_bind_template_child_full (widget_class, row_names[mode], FALSE, 0);
    }
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static GObject *
get_child (BookgenWriteWays *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), BOOKGEN_TYPE_WRITE_WAYS, name);
}

static void
bookgen_write_ways_init (BookgenWriteWays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint mode = 0; mode < N_MODES; mode++)
    {
      self->checks[mode] = GTK_CHECK_BUTTON (get_child (self, check_names[mode]));
      self->rows[mode] = ADW_ACTION_ROW (get_child (self, row_names[mode]));
    }
}
