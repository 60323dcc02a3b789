/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-ready.h"

#include "bookgen-forecast.h"
#include "bookgen-keyring.h"
#include "bookgen-money-text.h"
#include "bookgen-plan-window.h"
#include "bookgen-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _BookgenPlanReady
{
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkLabel *error;
  GtkButton *one;
  GtkButton *all;
  GtkWidget *buttons;
  BookgenDesk *desk;            /* nullable */
  BookgenForecast *of_one;      /* nullable: what one chapter takes */
  BookgenForecast *of_all;      /* nullable: what all of them take */
  BookgenRunSettings *asked;    /* nullable: what is to be written once the key is there */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BookgenPlanReady, bookgen_plan_ready, GTK_TYPE_WIDGET)

gboolean
bookgen_plan_ready_applies (BookgenDesk *desk)
{
  BookgenRun *run = bookgen_desk_get_run (desk);
  BookgenTotals totals;

  if (!run || bookgen_run_get_state (run) != BOOKGEN_RUN_ENDED || !bookgen_run_get_settings (run)->stop_after_plan)
    return FALSE;
  bookgen_run_get_totals (run, &totals);
  return totals.chapters == 0 && bookgen_desk_get_plan (desk);
}

/* As the run was asked for, but past the plan: all of its chapters, or the first. */
static BookgenRunSettings *
dup_settings (BookgenPlanReady *self, gboolean only_one)
{
  BookgenRunSettings *settings = bookgen_run_settings_copy (bookgen_run_get_settings (bookgen_desk_get_run (self->desk)));

  settings->stop_after_plan = settings->plan_only = FALSE;
  if (!settings->units)
    settings->units = bookgen_desk_dup_missing (self->desk);
  for (guint i = 1; only_one && i < g_strv_length (settings->units); i++)
    g_clear_pointer (&settings->units[i], g_free);
  return settings;
}

/* What it costs is said on the button once it is known. */
static void
show_price (BookgenPlanReady *self, BookgenForecast *forecast, GtkButton *button, const char *words)
{
  BookgenMode mode = bookgen_run_get_settings (bookgen_desk_get_run (self->desk))->mode;
  const BookgenEstimate *estimate = bookgen_forecast_get (forecast, mode);
  gint64 micros = estimate ? (estimate->low.cost_micros + estimate->high.cost_micros) / 2 : 0;
  g_autofree char *money = bookgen_money_dup_about (micros);
  /* Translators: a button that spends money: "Write All · about $0.40". */
  g_autofree char *label = g_strdup_printf (_ ("%s · about %s"), words, money);

  gtk_button_set_label (button, micros > 0 ? label : words);
}

static void
on_forecast (BookgenPlanReady *self, BookgenForecast *forecast)
{
  if (forecast == self->of_one)
    show_price (self, forecast, self->one, _ ("Write _One Chapter First"));
  else
    show_price (self, forecast, self->all, _ ("Write _All"));
}

static void
forget (BookgenPlanReady *self, BookgenForecast **forecast)
{
  if (*forecast)
    g_signal_handlers_disconnect_by_data (*forecast, self);
  g_clear_object (forecast);
}

static void
forget_forecasts (BookgenPlanReady *self)
{
  forget (self, &self->of_one);
  forget (self, &self->of_all);
}

static BookgenForecast *
ask_price (BookgenPlanReady *self, gboolean only_one)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self, only_one);
  BookgenForecast *forecast = bookgen_forecast_new (self->desk);

  g_signal_connect_swapped (forecast, "changed", G_CALLBACK (on_forecast), self);
  bookgen_forecast_ask (forecast, settings, bookgen_run_get_endpoint (bookgen_desk_get_run (self->desk)));
  return forecast;
}

static void
show_title (BookgenPlanReady *self)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self, FALSE);
  guint n_units = g_strv_length (settings->units);
  g_autofree char *title = g_strdup_printf (ngettext ("The plan is ready. %u chapter will be written from it.",
                                                      "The plan is ready. %u chapters will be written from it.", n_units),
                                            n_units);

  gtk_label_set_label (self->title, title);
}

static void
show_error (BookgenPlanReady *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_sensitive (self->buttons, TRUE);
}

void
bookgen_plan_ready_show (BookgenPlanReady *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_PLAN_READY (self));
  if (!desk || self->desk != desk)
    forget_forecasts (self);
  g_set_object (&self->desk, desk);
  if (!desk || self->of_one)
    return;
  show_error (self, NULL);
  show_title (self);
  self->of_one = ask_price (self, TRUE);
  self->of_all = ask_price (self, FALSE);
}

/* Writing */

static void
start (BookgenPlanReady *self, const char *key)
{
  g_autoptr (BookgenRunSettings) settings = g_steal_pointer (&self->asked);
  g_autoptr (BookgenEndpoint) endpoint = g_object_ref (bookgen_run_get_endpoint (bookgen_desk_get_run (self->desk)));
  g_autoptr (GError) error = NULL;

  forget_forecasts (self);
  bookgen_desk_write (self->desk, settings->rehearsal ? NULL : endpoint, key, settings, &error);
  show_error (self, error ? error->message : NULL);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);
  g_autoptr (BookgenPlanReady) self = user_data;

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
  else if (!error && self->desk && self->asked)
    start (self, key);
  bookgen_keyring_free_key (key);
}

static void
write_chapters (BookgenPlanReady *self, gboolean only_one)
{
  BookgenEndpoint *endpoint = bookgen_run_get_endpoint (bookgen_desk_get_run (self->desk));

  g_clear_pointer (&self->asked, bookgen_run_settings_free);
  self->asked = dup_settings (self, only_one);
  gtk_widget_set_sensitive (self->buttons, FALSE);
  if (self->asked->rehearsal)
    start (self, NULL);
  else
    bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), self->cancellable, on_key, g_object_ref (self));
}

static void
on_one (BookgenPlanReady *self)
{
  write_chapters (self, TRUE);
}

static void
on_all (BookgenPlanReady *self)
{
  write_chapters (self, FALSE);
}

static void
on_read (BookgenPlanReady *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (bookgen_plan_window_new (GTK_WINDOW (root), self->desk)));
}

/* Widget */

static void
bookgen_plan_ready_dispose (GObject *object)
{
  BookgenPlanReady *self = BOOKGEN_PLAN_READY (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  forget_forecasts (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->asked, bookgen_run_settings_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bookgen_plan_ready_parent_class)->dispose (object);
}

static void
bookgen_plan_ready_class_init (BookgenPlanReadyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_plan_ready_dispose;
  g_type_ensure (BOOKGEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-plan-ready.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanReady, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanReady, error);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanReady, one);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanReady, all);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanReady, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
  gtk_widget_class_bind_template_callback (widget_class, on_one);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
}

static void
bookgen_plan_ready_init (BookgenPlanReady *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Large text in a narrow window. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->one)), TRUE);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->all)), TRUE);
}
