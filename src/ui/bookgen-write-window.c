/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-window.h"

#include "bookgen-forecast.h"
#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-module-limits.h"
#include "bookgen-money-text.h"
#include "bookgen-write-limits.h"
#include "bookgen-write-voice.h"
#include "bookgen-write-ways.h"
#include "bookgen-write-what.h"
#include "bookgen-write-who.h"

#include <glib/gi18n-lib.h>

struct _BookgenWriteWindow
{
  AdwWindow parent_instance;
  BookgenWriteWays *ways;
  BookgenWriteLimits *limits;
  BookgenModuleLimits *module_limits;
  BookgenWriteWhat *what;
  BookgenWriteVoice *voice;
  BookgenWriteWho *who;
  GtkButton *write;
  GtkLabel *error;
  gboolean has_modules;
  BookgenDesk *desk;            /* owned */
  BookgenForecast *forecast;    /* owned; NULL before it is shown */
  BookgenRunSettings *settings; /* owned: the book's, changed by what is chosen here */
  GCancellable *cancellable;
};

static guint started_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWindow, bookgen_write_window, ADW_TYPE_WINDOW)

static void
show_error (BookgenWriteWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), !bookgen_write_limits_lack_price (self->limits));
}

/* What is chosen. FALSE where what was typed is no amount of money. */
static gboolean
take_settings (BookgenWriteWindow *self, GError **error)
{
  bookgen_write_ways_take (self->ways, self->settings);
  bookgen_write_what_take (self->what, self->settings);
  bookgen_write_voice_take (self->voice, self->settings);
  bookgen_write_who_take (self->who, self->settings);
  bookgen_module_limits_take (self->module_limits, self->settings);
  return bookgen_write_limits_take (self->limits, self->settings, error);
}

/* What it takes */

static void
show_write (BookgenWriteWindow *self)
{
  const BookgenEstimate *estimate = bookgen_forecast_get (self->forecast, self->settings->mode);
  gint64 micros = estimate ? (estimate->low.cost_micros + estimate->high.cost_micros) / 2 : 0;
  g_autofree char *money = bookgen_money_dup_about (micros);
  g_autofree char *label = g_strdup_printf (_ ("_Write · about %s"), money);

  gtk_button_set_label (self->write, micros > 0 ? label : _ ("_Write"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), !bookgen_write_limits_lack_price (self->limits));
}

static void
show_forecast (BookgenWriteWindow *self)
{
  bookgen_write_ways_show_forecast (self->ways, self->forecast);
  bookgen_write_limits_show_forecast (self->limits, self->settings, self->forecast);
  gtk_widget_set_visible (GTK_WIDGET (self->module_limits), self->has_modules && self->settings->mode != BOOKGEN_MODE_SEQUENTIAL);
  show_write (self);
}

static void
take_price (BookgenWriteWindow *self)
{
  gint64 input_micros = -1, output_micros = -1;
  const char *model = bookgen_write_limits_get_price (self->limits, &input_micros, &output_micros);

  bookgen_forecast_set_price (self->forecast, model, model ? input_micros : -1, output_micros);
}

static void
on_changed (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = bookgen_write_who_get_endpoint (self->who);

  if (!self->forecast)
    return;
  bookgen_write_what_show_endpoint (self->what, endpoint);
  bookgen_write_limits_show_endpoint (self->limits, endpoint);
  take_settings (self, NULL);
  take_price (self);
  bookgen_write_voice_show_settings (self->voice, self->settings, endpoint);
  bookgen_forecast_ask (self->forecast, self->settings, endpoint);
  show_forecast (self);
}

/* What all ways take is known already. */
static void
on_way (BookgenWriteWindow *self)
{
  if (!self->forecast)
    return;
  take_settings (self, NULL);
  show_forecast (self);
}

static void
on_who (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = bookgen_write_who_get_endpoint (self->who);

  if (endpoint)
    bookgen_write_limits_suggest (self->limits, endpoint);
  on_changed (self);
}

/* Writing */

static void
start (BookgenWriteWindow *self, BookgenEndpoint *endpoint, const char *key)
{
  g_autoptr (GError) error = NULL;

  if (!bookgen_desk_write (self->desk, endpoint, key, self->settings, &error))
    {
      show_error (self, error->message);
      return;
    }
  g_signal_emit (self, started_signal, 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);
  g_autoptr (BookgenWriteWindow) self = user_data;
  BookgenEndpoint *endpoint;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  endpoint = bookgen_write_who_get_endpoint (self->who);
  if (error)
    show_error (self, error->message);
  else if (!key && bookgen_known_provider_has_address (bookgen_endpoint_get_address (endpoint)))
    show_error (self, _ ("There is no key for this provider. Type it under “Providers…” and save."));
  else
    start (self, endpoint, key);
  bookgen_keyring_free_key (key);
}

/* A lesson gets its lab where labs are asked for: a line of the outline, which can be undone there, and one more to write. */
static void
add_labs (BookgenWriteWindow *self)
{
  BookgenBook *book = bookgen_desk_get_book (self->desk);

  if (bookgen_write_what_wants_labs (self->what))
    bookgen_outline_add_labs (bookgen_book_get_outline (book), bookgen_book_get_language (book));
}

/* What was typed here is known everywhere. */
static gboolean
keep_price (BookgenWriteWindow *self, GError **error)
{
  gint64 input_micros, output_micros;
  const char *model = bookgen_write_limits_get_price (self->limits, &input_micros, &output_micros);

  return !model || bookgen_prices_keep_text (model, input_micros / 1e6, output_micros / 1e6, error);
}

static void
on_write (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = bookgen_write_who_get_endpoint (self->who);
  g_autoptr (GError) error = NULL;

  show_error (self, NULL);
  if (!take_settings (self, &error) || !keep_price (self, &error))
    {
      show_error (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), FALSE);
  add_labs (self);
  take_settings (self, NULL);
  if (endpoint)
    bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), self->cancellable, on_key, g_object_ref (self));
  else
    start (self, NULL, NULL);
}

/* Window */

static void
bookgen_write_window_dispose (GObject *object)
{
  BookgenWriteWindow *self = BOOKGEN_WRITE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->forecast)
    g_signal_handlers_disconnect_by_data (self->forecast, self);
  g_clear_object (&self->forecast);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  G_OBJECT_CLASS (bookgen_write_window_parent_class)->dispose (object);
}

static void
bookgen_write_window_class_init (BookgenWriteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_write_window_dispose;
  started_signal = g_signal_new ("started", BOOKGEN_TYPE_WRITE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (BOOKGEN_TYPE_WRITE_WAYS);
  g_type_ensure (BOOKGEN_TYPE_WRITE_LIMITS);
  g_type_ensure (BOOKGEN_TYPE_MODULE_LIMITS);
  g_type_ensure (BOOKGEN_TYPE_WRITE_WHAT);
  g_type_ensure (BOOKGEN_TYPE_WRITE_VOICE);
  g_type_ensure (BOOKGEN_TYPE_WRITE_WHO);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, ways);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, limits);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, module_limits);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, what);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, voice);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, who);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, write);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_way);
  gtk_widget_class_bind_template_callback (widget_class, on_who);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
}

/* Large text in a narrow window takes two lines, "Write · about" and the money. */
static void
let_wrap (GtkButton *button)
{
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (button));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_width_chars (label, 12);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
}

static void
bookgen_write_window_init (BookgenWriteWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  let_wrap (self->write);
}

static void
show_settings (BookgenWriteWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenPipeline) pipeline = bookgen_pipeline_load (self->settings->pipeline, &error);

  bookgen_write_who_show (self->who, self->desk, self->settings);
  bookgen_write_ways_show (self->ways, self->settings, pipeline);
  bookgen_write_limits_show (self->limits, self->settings);
  bookgen_module_limits_show (self->module_limits, self->settings);
  self->has_modules = bookgen_module_limits_apply (bookgen_desk_get_outline (self->desk));
  bookgen_write_what_show (self->what, self->desk, self->settings, pipeline);
  bookgen_write_voice_show (self->voice, self->desk, self->settings);
  if (error)
    show_error (self, error->message);
}

BookgenWriteWindow *
bookgen_write_window_new (GtkWindow *parent, BookgenDesk *desk)
{
  BookgenWriteWindow *self = g_object_new (BOOKGEN_TYPE_WRITE_WINDOW, "transient-for", parent, NULL);
  const char *stored = bookgen_book_get_setting (bookgen_desk_get_book (desk), "run");

  self->desk = g_object_ref (desk);
  self->settings = bookgen_pipeline_recall_settings (stored);
  show_settings (self);
  self->forecast = bookgen_forecast_new (desk);
  g_signal_connect_swapped (self->forecast, "changed", G_CALLBACK (show_forecast), self);
  if (self->settings->endpoint || self->settings->rehearsal)
    on_changed (self);
  else
    on_who (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->write));
  return self;
}
