/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-plan-row.h"

#include "bookgen-forecast.h"
#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-money-text.h"
#include "bookgen-plan-changes.h"
#include "bookgen-plan-window.h"
#include "bookgen-provider-window.h"
#include "bookgen-style.h"
#include "bookgen-version-menu.h"

#include <glib/gi18n-lib.h>

struct _BookgenPlanRow
{
  AdwActionRow parent_instance;
  GtkButton *read;
  GtkButton *make;
  GtkLabel *make_label;
  BookgenDesk *desk;          /* nullable */
  BookgenForecast *forecast;  /* nullable: of a plan that is to be made */
  BookgenEndpoint *endpoint;  /* nullable: who is to make it */
  GCancellable *cancellable;  /* nullable: while its key is loaded */
};

enum { STARTED, SAY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenPlanRow, bookgen_plan_row, ADW_TYPE_ACTION_ROW)

static BookgenBook *
get_book (BookgenPlanRow *self)
{
  return bookgen_desk_get_book (self->desk);
}

static GtkWindow *
get_window (BookgenPlanRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
say (BookgenPlanRow *self, const char *sentence)
{
  g_signal_emit (self, signals[SAY], 0, sentence);
}

/* How the plan is */

static char *
dup_none (BookgenPlanRow *self)
{
  g_autoptr (BookgenStyle) style = bookgen_style_from_json (bookgen_book_get_setting (get_book (self), "style"));

  if (*style->sample != '\0')
    return g_strdup (_ ("None yet. The passage you chose will be its voice."));
  return g_strdup (_ ("None yet. It is made before the first chapter, and every chapter is written from it."));
}

static char *
dup_made (BookgenPlanRow *self, const BookgenRevisionData *plan)
{
  g_autofree char *time = bookgen_version_dup_time (plan->made_at_ms);
  guint others = bookgen_plan_changes_get_count (bookgen_desk_get_plan_changes (self->desk));
  g_autofree char *made = NULL;
  g_autofree char *changed = NULL;

  /* Translators: %s is a time, as 10:41, or a date */
  made = g_strdup_printf (plan->origin == BOOKGEN_ORIGIN_MODEL ? _ ("Made: %s") : _ ("Changed by you: %s"), time);
  if (others == 0)
    return g_steal_pointer (&made);
  changed = g_strdup_printf (ngettext ("%u chapter is older than the plan or the brief it is made from",
                                       "%u chapters are older than the plan or the brief they are made from", others),
                             others);
  return g_strdup_printf ("%s\n%s", made, changed);
}

static void
show_price (BookgenPlanRow *self)
{
  const BookgenEstimate *estimate = self->forecast ? bookgen_forecast_get (self->forecast, BOOKGEN_MODE_PARALLEL) : NULL;
  gint64 micros = estimate ? (estimate->low.cost_micros + estimate->high.cost_micros) / 2 : 0;
  g_autofree char *money = NULL;
  g_autofree char *label = NULL;

  if (estimate && estimate->high.cost_micros > 0)
    money = bookgen_money_dup_about (micros);
  label = money ? g_strdup_printf (_ ("_Make the Plan · about %s"), money) : g_strdup (_ ("_Make the Plan…"));
  gtk_label_set_label (self->make_label, label);
}

/* As the book is written, but for the plan alone; where there is one, it is not made again. */
static BookgenRunSettings *
dup_settings (BookgenPlanRow *self)
{
  BookgenRunSettings *settings = bookgen_run_settings_from_json (bookgen_book_get_setting (get_book (self), "run"));

  settings->context = settings->stop_after_plan = TRUE;
  settings->plan_only = settings->rehearsal = FALSE;
  g_clear_pointer (&settings->units, g_strfreev);
  return settings;
}

/* Whom the book names, else the first there is; NULL for none. New reference. */
static BookgenEndpoint *
dup_endpoint (const char *name)
{
  g_autoptr (GPtrArray) endpoints = bookgen_endpoints_load (NULL);

  for (guint i = 0; name && endpoints && i < endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_name (g_ptr_array_index (endpoints, i)), name) == 0)
      return g_object_ref (g_ptr_array_index (endpoints, i));
  return endpoints && endpoints->len > 0 ? g_object_ref (g_ptr_array_index (endpoints, 0)) : NULL;
}

static void
ask_price (BookgenPlanRow *self)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self);
  g_autoptr (BookgenEndpoint) endpoint = dup_endpoint (settings->endpoint);

  if (!endpoint)
    return;
  if (!self->forecast)
    {
      self->forecast = bookgen_forecast_new (self->desk);
      g_signal_connect_swapped (self->forecast, "changed", G_CALLBACK (show_price), self);
    }
  settings->plan_only = TRUE;
  bookgen_forecast_ask (self->forecast, settings, endpoint);
}

static void
forget_forecast (BookgenPlanRow *self)
{
  if (self->forecast)
    g_signal_handlers_disconnect_by_data (self->forecast, self);
  g_clear_object (&self->forecast);
}

static void
show (BookgenPlanRow *self)
{
  BookgenRevision *plan = bookgen_desk_get_plan (self->desk);
  gboolean active = bookgen_desk_get_active (self->desk);
  g_autofree char *state = plan ? dup_made (self, bookgen_revision_get (plan)) : dup_none (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  gtk_widget_set_visible (GTK_WIDGET (self->read), plan != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->make), plan == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), bookgen_book_get_writable (get_book (self)) && !active
                                                         && bookgen_outline_count (bookgen_desk_get_outline (self->desk), TRUE) > 0);
  show_price (self);
  if (!plan && !active && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_price (self);
}

static void
on_map (BookgenPlanRow *self)
{
  if (self->desk)
    show (self);
}

/* Reading it */

static void
on_read (BookgenPlanRow *self)
{
  gtk_window_present (GTK_WINDOW (bookgen_plan_window_new (get_window (self), self->desk)));
}

/* Having it made */

static void
start (BookgenPlanRow *self, const char *key)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self);
  g_autoptr (GError) error = NULL;

  g_free (settings->endpoint);
  settings->endpoint = g_strdup (bookgen_endpoint_get_name (self->endpoint));
  g_free (settings->model);
  settings->model = g_strdup (bookgen_endpoint_get_model (self->endpoint));
  if (bookgen_desk_write (self->desk, self->endpoint, key, settings, &error))
    g_signal_emit (self, signals[STARTED], 0);
  else
    say (self, error->message);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenPlanRow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (error)
    say (self, error->message);
  else if (!key && bookgen_known_provider_has_address (bookgen_endpoint_get_address (self->endpoint)))
    say (self, _ ("There is no key for this provider. Type it under “Providers…” and save."));
  else if (self->desk && !bookgen_desk_get_active (self->desk))
    start (self, key);
  bookgen_keyring_free_key (key);
}

/* ENDPOINT is taken. */
static void
make_with (BookgenPlanRow *self, BookgenEndpoint *endpoint)
{
  g_clear_object (&self->endpoint);
  self->endpoint = endpoint;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), self->cancellable, on_key, g_object_ref (self));
}

static void
on_provider (BookgenPlanRow *self, const char *name)
{
  BookgenEndpoint *endpoint = *name != '\0' && self->desk ? dup_endpoint (name) : NULL;

  if (endpoint)
    make_with (self, endpoint);
  else
    say (self, _ ("Try without cost makes placeholders, and no plan to read. A plan needs a provider."));
}

static void
on_make (BookgenPlanRow *self)
{
  g_autoptr (BookgenRunSettings) settings = dup_settings (self);
  BookgenEndpoint *endpoint = dup_endpoint (settings->endpoint);
  BookgenProviderWindow *window;

  if (endpoint)
    {
      make_with (self, endpoint);
      return;
    }
  window = bookgen_provider_window_new (get_window (self), TRUE);
  g_signal_connect_object (window, "chosen", G_CALLBACK (on_provider), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

void
bookgen_plan_row_set_desk (BookgenPlanRow *self, BookgenDesk *desk)
{
  g_return_if_fail (BOOKGEN_IS_PLAN_ROW (self));
  forget_forecast (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->desk)
    {
      g_signal_handlers_disconnect_by_data (bookgen_desk_get_plan_changes (self->desk), self);
      g_signal_handlers_disconnect_by_data (self->desk, self);
    }
  g_set_object (&self->desk, desk);
  if (!desk)
    return;
  g_signal_connect_swapped (desk, "moved", G_CALLBACK (show), self);
  g_signal_connect_swapped (desk, "notify::active", G_CALLBACK (show), self);
  g_signal_connect_swapped (bookgen_desk_get_plan_changes (desk), "changed", G_CALLBACK (show), self);
  show (self);
}

/* Widget */

static void
bookgen_plan_row_dispose (GObject *object)
{
  BookgenPlanRow *self = BOOKGEN_PLAN_ROW (object);

  bookgen_plan_row_set_desk (self, NULL);
  g_clear_object (&self->endpoint);
  G_OBJECT_CLASS (bookgen_plan_row_parent_class)->dispose (object);
}

static void
bookgen_plan_row_class_init (BookgenPlanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_plan_row_dispose;
  signals[STARTED] = g_signal_new ("started", BOOKGEN_TYPE_PLAN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAY] = g_signal_new ("say", BOOKGEN_TYPE_PLAN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-plan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanRow, read);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanRow, make);
  gtk_widget_class_bind_template_child (widget_class, BookgenPlanRow, make_label);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
}

static void
bookgen_plan_row_init (BookgenPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}
