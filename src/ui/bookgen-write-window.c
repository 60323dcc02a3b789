/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-window.h"

#include "bookgen-estimate-text.h"
#include "bookgen-feasible.h"
#include "bookgen-forecast.h"
#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-provider-window.h"

#include <glib/gi18n-lib.h>

struct _BookgenWriteWindow
{
  AdwWindow parent_instance;
  GtkCheckButton *parallel;
  GtkCheckButton *sequential;
  GtkCheckButton *hybrid;
  AdwActionRow *mode_rows[BOOKGEN_MODE_HYBRID + 1];
  AdwComboRow *chapters_row;
  AdwComboRow *who_row;
  AdwActionRow *at_once_row;
  GtkSpinButton *at_once;
  AdwActionRow *budget_row;
  GtkEditable *budget;
  AdwComboRow *content_row;
  AdwActionRow *pictures_row;
  GtkSwitch *pictures;
  AdwActionRow *narration_row;
  GtkWidget *plan_row;
  GtkSwitch *plan;
  GtkSwitch *narration;
  GtkButton *write;
  GtkLabel *error;
  BookgenDesk *desk;             /* owned */
  BookgenForecast *forecast;     /* owned */
  BookgenPipeline *pipeline;     /* nullable */
  BookgenRunSettings *settings;  /* owned: the book's, changed by what is chosen here */
  GPtrArray *endpoints;          /* BookgenEndpoint, as in the row, which has Try without cost behind them */
  GArray *selections;            /* Selection, as in the row */
  GCancellable *cancellable;
};

typedef enum { SELECTION_MISSING, SELECTION_STOPPED, SELECTION_ALL } Selection;

/* By BookgenMode. */
static const char *const mode_row_names[] = { "parallel_row", "sequential_row", "hybrid_row" };

static guint started_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWindow, bookgen_write_window, ADW_TYPE_WINDOW)

static void
show_error (BookgenWriteWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), TRUE);
}

static void on_changed (BookgenWriteWindow *self);

/* Who writes */

static gboolean
is_rehearsal (BookgenWriteWindow *self)
{
  return adw_combo_row_get_selected (self->who_row) >= self->endpoints->len;
}

/* The one chosen; NULL for Try without cost. Borrowed. */
static BookgenEndpoint *
get_endpoint (BookgenWriteWindow *self)
{
  return is_rehearsal (self) ? NULL : g_ptr_array_index (self->endpoints, adw_combo_row_get_selected (self->who_row));
}

static guint
find_endpoint (BookgenWriteWindow *self, const char *name)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_name (g_ptr_array_index (self->endpoints, i)), name) == 0)
      return i;
  return 0;
}

static void
show_who (BookgenWriteWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->endpoints->len; i++)
    {
      BookgenEndpoint *endpoint = g_ptr_array_index (self->endpoints, i);
      gtk_string_list_take (names, g_strdup_printf ("%s · %s", bookgen_endpoint_get_name (endpoint),
                                                    bookgen_endpoint_get_model (endpoint)));
    }
  gtk_string_list_append (names, _ ("Try without cost"));
  adw_combo_row_set_model (self->who_row, G_LIST_MODEL (names));
}

static void
load_endpoints (BookgenWriteWindow *self, const char *chosen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) endpoints = bookgen_endpoints_load (&error);

  if (error)
    show_error (self, error->message);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  self->endpoints = endpoints ? g_steal_pointer (&endpoints) : g_ptr_array_new_with_free_func (g_object_unref);
  show_who (self);
  adw_combo_row_set_selected (self->who_row, find_endpoint (self, chosen));
}

/* Nothing but placeholders is left to write: a rehearsal would end before it began. */
static gboolean
rehearses_again (BookgenWriteWindow *self)
{
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  return is_rehearsal (self) && count.placeholders >= count.missing;
}

/* What the author set for that provider; else one for a model on this machine, which has one pair of hands. */
static void
show_at_once (BookgenWriteWindow *self, BookgenEndpoint *endpoint)
{
  guint at_once = bookgen_endpoint_get_at_once (endpoint);

  if (at_once > 0 || bookgen_endpoint_is_local (endpoint))
    gtk_spin_button_set_value (self->at_once, MAX (at_once, 1));
}

static void
on_who (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = get_endpoint (self);
  const char *what = "";

  if (self->desk && rehearses_again (self))
    what = _ ("Every chapter holds a placeholder already; they are written again");
  else if (is_rehearsal (self))
    what = _ ("A clearly marked placeholder, to see how it goes");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->who_row), what);
  if (endpoint)
    show_at_once (self, endpoint);
  on_changed (self);
}

static void
on_provider_done (BookgenWriteWindow *self, const char *name)
{
  load_endpoints (self, name);
  if (*name == '\0')
    adw_combo_row_set_selected (self->who_row, self->endpoints->len);
}

static void
on_providers (BookgenWriteWindow *self)
{
  BookgenProviderWindow *window = bookgen_provider_window_new (GTK_WINDOW (self), TRUE);

  g_signal_connect_object (window, "chosen", G_CALLBACK (on_provider_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Which chapters */

static void
add_selection (BookgenWriteWindow *self, GtkStringList *names, Selection selection, char *name)
{
  gtk_string_list_take (names, name);
  g_array_append_val (self->selections, selection);
}

static void
show_selections (BookgenWriteWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  if (count.missing == count.units)
    add_selection (self, names, SELECTION_MISSING, g_strdup_printf (_ ("All %u"), count.units));
  else
    add_selection (self, names, SELECTION_MISSING, g_strdup_printf (_ ("Only what is missing (%u)"), count.missing));
  if (count.stopped > 0 && count.stopped < count.missing)
    add_selection (self, names, SELECTION_STOPPED, g_strdup_printf (_ ("Only what stopped (%u)"), count.stopped));
  if (count.missing < count.units)
    add_selection (self, names, SELECTION_ALL, g_strdup_printf (_ ("All %u; what is written stays"), count.units));
  adw_combo_row_set_model (self->chapters_row, G_LIST_MODEL (names));
}

static GStrv
dup_units (BookgenWriteWindow *self)
{
  switch (g_array_index (self->selections, Selection, adw_combo_row_get_selected (self->chapters_row)))
    {
    case SELECTION_STOPPED:
      return bookgen_desk_dup_stopped (self->desk);
    case SELECTION_ALL:
      return NULL;
    case SELECTION_MISSING:
    default:
      return bookgen_desk_dup_missing (self->desk);
    }
}

/* How */

static BookgenMode
get_mode (BookgenWriteWindow *self)
{
  if (gtk_check_button_get_active (self->hybrid))
    return BOOKGEN_MODE_HYBRID;
  return gtk_check_button_get_active (self->sequential) ? BOOKGEN_MODE_SEQUENTIAL : BOOKGEN_MODE_PARALLEL;
}

static void
take_settings (BookgenWriteWindow *self)
{
  BookgenRunSettings *settings = self->settings;
  BookgenEndpoint *endpoint = get_endpoint (self);

  settings->mode = get_mode (self);
  settings->at_once = gtk_spin_button_get_value_as_int (self->at_once);
  settings->content = adw_combo_row_get_selected (self->content_row);
  settings->pictures = gtk_switch_get_active (self->pictures);
  settings->narration = gtk_switch_get_active (self->narration);
  settings->stop_after_plan = gtk_widget_get_visible (self->plan_row) && gtk_switch_get_active (self->plan);
  settings->plan_only = FALSE;
  settings->pause_ms = endpoint ? bookgen_endpoint_get_pause_ms (endpoint) : 0;
  settings->rehearsal = endpoint == NULL;
  settings->rehearse_again = rehearses_again (self);
  g_strfreev (settings->units);
  settings->units = dup_units (self);
  g_free (settings->endpoint);
  settings->endpoint = endpoint ? g_strdup (bookgen_endpoint_get_name (endpoint)) : NULL;
  g_free (settings->model);
  settings->model = endpoint ? g_strdup (bookgen_endpoint_get_model (endpoint)) : NULL;
}

/* What each way gives, and what it takes where that is known. */
static void
show_mode (BookgenWriteWindow *self, BookgenMode mode)
{
  static const char *const gives[] = {
    N_ ("Every chapter on its own; as fast as the longest one"),
    N_ ("Each knows the one before; slower"),
    N_ ("Fast, and with smooth passages from each to the next"),
  };
  const BookgenEstimate *estimate = bookgen_forecast_get (self->forecast, mode);
  g_autofree char *takes = NULL;
  g_autofree char *text = NULL;

  if (estimate)
    takes = bookgen_estimate_dup_text (estimate, bookgen_forecast_get_currency (self->forecast));
  /* A row's subtitle is markup. */
  text = g_markup_printf_escaped (takes ? "%s\n%s" : "%s", _ (gives[mode]), takes);
  adw_action_row_set_subtitle (self->mode_rows[mode], text);
}

static void
show_write (BookgenWriteWindow *self, const BookgenEstimate *estimate)
{
  gint64 micros = estimate ? (estimate->low.cost_micros + estimate->high.cost_micros) / 2 : 0;
  g_autofree char *money = bookgen_money_dup_text (micros, bookgen_forecast_get_currency (self->forecast));
  g_autofree char *label = g_strdup_printf (_ ("_Write · about %s"), money);

  gtk_button_set_label (self->write, micros >= 5000 ? label : _ ("_Write"));
}

static void
show_budget (BookgenWriteWindow *self, const BookgenEstimate *estimate)
{
  gboolean unknown = estimate && estimate->high.cost_micros < 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->budget_row), !is_rehearsal (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->budget), !unknown);
  text = unknown ? g_strdup (_ ("What this model costs is not known, so no limit can be kept"))
                 : g_strdup_printf (_ ("%s, for the whole book with what it has cost already"),
                                    bookgen_forecast_get_currency (self->forecast));
  adw_action_row_set_subtitle (self->budget_row, text);
}

static void
show_forecast (BookgenWriteWindow *self)
{
  const BookgenEstimate *chosen = bookgen_forecast_get (self->forecast, get_mode (self));
  g_autofree char *limit = chosen ? bookgen_estimate_dup_limit (chosen) : g_strdup (_ ("Can be changed while it writes"));

  for (guint mode = 0; mode < G_N_ELEMENTS (self->mode_rows); mode++)
    show_mode (self, mode);
  adw_action_row_set_subtitle (self->at_once_row, limit);
  show_budget (self, chosen);
  show_write (self, chosen);
}

static gboolean
has_stage_on (BookgenPipeline *pipeline, BookgenOn on)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    if (((BookgenStage *) g_ptr_array_index (pipeline->stages, i))->on == on)
      return TRUE;
  return FALSE;
}

/* Shown where such books can have it; with the reason where who writes cannot do it. The rehearsal does everything. */
static void
show_switch (BookgenWriteWindow *self, BookgenOn on, AdwActionRow *row, GtkSwitch *widget, const char *what)
{
  g_autoptr (BookgenRunSettings) trial = bookgen_run_settings_new ();
  g_autoptr (GError) error = NULL;
  BookgenEndpoint *endpoint = get_endpoint (self);
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), self->pipeline && has_stage_on (self->pipeline, on));
  if (!self->pipeline)
    return;
  trial->pictures = on == BOOKGEN_ON_PICTURES;
  trial->narration = on == BOOKGEN_ON_NARRATION;
  gtk_widget_set_sensitive (GTK_WIDGET (row), !endpoint || bookgen_feasible (self->pipeline, trial, endpoint, &error));
  if (error)
    gtk_switch_set_active (widget, FALSE);
  subtitle = g_markup_escape_text (error ? error->message : what, -1);
  adw_action_row_set_subtitle (row, subtitle);
}

static void
show_switches (BookgenWriteWindow *self)
{
  gtk_widget_set_visible (self->plan_row, self->desk && self->settings->context && !is_rehearsal (self)
                                              && !bookgen_desk_get_plan (self->desk));
  show_switch (self, BOOKGEN_ON_PICTURES, self->pictures_row, self->pictures, _ ("Planned for each chapter, then drawn"));
  show_switch (self, BOOKGEN_ON_NARRATION, self->narration_row, self->narration, _ ("Each chapter read aloud, in order"));
}

static void
on_changed (BookgenWriteWindow *self)
{
  if (!self->forecast)
    return;
  show_switches (self);
  take_settings (self);
  bookgen_forecast_ask (self->forecast, self->settings, get_endpoint (self));
  show_forecast (self);
}

static void
on_mode (BookgenWriteWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->at_once_row), get_mode (self) != BOOKGEN_MODE_SEQUENTIAL);
  if (self->forecast)
    show_forecast (self);
}

static void
show_kind (BookgenWriteWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->pipeline = bookgen_pipeline_load (self->settings->pipeline, &error);
  gtk_switch_set_active (self->pictures, self->settings->pictures);
  gtk_switch_set_active (self->narration, self->settings->narration);
  show_switches (self);
  if (error)
    show_error (self, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->mode_rows[BOOKGEN_MODE_HYBRID]),
                          self->pipeline && has_stage_on (self->pipeline, BOOKGEN_ON_HYBRID));
  gtk_widget_set_visible (GTK_WIDGET (self->content_row), self->pipeline && has_stage_on (self->pipeline, BOOKGEN_ON_LABS));
  adw_combo_row_set_selected (self->content_row, self->settings->content);
}

static void
show_settings (BookgenWriteWindow *self)
{
  GtkCheckButton *const modes[] = { self->parallel, self->sequential, self->hybrid };
  g_autofree char *budget = g_strdup_printf ("%.2f", self->settings->budget_micros / 1e6);

  gtk_check_button_set_active (modes[self->settings->mode], TRUE);
  gtk_spin_button_set_value (self->at_once, self->settings->at_once);
  gtk_editable_set_text (self->budget, self->settings->budget_micros >= 0 ? budget : "");
  show_kind (self);
  on_mode (self);
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
  BookgenEndpoint *endpoint = get_endpoint (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error)
    show_error (self, error->message);
  else if (!key && bookgen_known_provider_has_address (bookgen_endpoint_get_address (endpoint)))
    show_error (self, _ ("There is no key for this provider. Type it under “Providers…” and save."));
  else
    start (self, endpoint, key);
  bookgen_keyring_free_key (key);
}

/* A limit that is set for what cannot be priced, or for nothing, is none. */
static gboolean
take_budget (BookgenWriteWindow *self)
{
  self->settings->budget_micros = -1;
  return is_rehearsal (self) || !gtk_widget_get_sensitive (GTK_WIDGET (self->budget))
         || bookgen_money_from_text (gtk_editable_get_text (self->budget), &self->settings->budget_micros);
}

/* A lesson gets its lab where labs are asked for: a line of the outline, which can be undone there. */
static void
add_labs (BookgenWriteWindow *self)
{
  BookgenBook *book = bookgen_desk_get_book (self->desk);

  if (gtk_widget_get_visible (GTK_WIDGET (self->content_row))
      && adw_combo_row_get_selected (self->content_row) != BOOKGEN_CONTENT_THEORY)
    bookgen_outline_add_labs (bookgen_book_get_outline (book), bookgen_book_get_language (book));
}

static void
on_write (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = get_endpoint (self);

  show_error (self, NULL);
  if (!take_budget (self))
    {
      show_error (self, _ ("“Stop at” is no amount of money. Type a number such as 2.50, or nothing for no limit."));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), FALSE);
  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->at_once);
  add_labs (self);
  take_settings (self);
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
  g_clear_pointer (&self->pipeline, bookgen_pipeline_unref);
  g_clear_pointer (&self->settings, bookgen_run_settings_free);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->selections, g_array_unref);
  G_OBJECT_CLASS (bookgen_write_window_parent_class)->dispose (object);
}

static void
bookgen_write_window_class_init (BookgenWriteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_write_window_dispose;
  started_signal = g_signal_new ("started", BOOKGEN_TYPE_WRITE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, parallel);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, sequential);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, hybrid);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, budget_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, budget);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, content_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, pictures_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, pictures);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, narration_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, plan_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, plan);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, narration);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, chapters_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, who_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, at_once_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, write);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, error);
  for (guint mode = 0; mode < G_N_ELEMENTS (mode_row_names); mode++)
    gtk_widget_class_bind_template_child_full (widget_class, mode_row_names[mode], FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_who);
  gtk_widget_class_bind_template_callback (widget_class, on_providers);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
}

static void
bookgen_write_window_init (BookgenWriteWindow *self)
{
  self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  self->selections = g_array_new (FALSE, FALSE, sizeof (Selection));
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint mode = 0; mode < G_N_ELEMENTS (self->mode_rows); mode++)
    self->mode_rows[mode] = ADW_ACTION_ROW (gtk_widget_get_template_child (GTK_WIDGET (self), BOOKGEN_TYPE_WRITE_WINDOW,
                                                                           mode_row_names[mode]));
}

BookgenWriteWindow *
bookgen_write_window_new (GtkWindow *parent, BookgenDesk *desk)
{
  BookgenWriteWindow *self = g_object_new (BOOKGEN_TYPE_WRITE_WINDOW, "transient-for", parent, NULL);
  const char *stored = bookgen_book_get_setting (bookgen_desk_get_book (desk), "run");

  self->desk = g_object_ref (desk);
  self->settings = bookgen_run_settings_from_json (stored);
  load_endpoints (self, self->settings->endpoint);
  if (self->settings->rehearsal)
    adw_combo_row_set_selected (self->who_row, self->endpoints->len);
  show_settings (self);
  if (!stored)
    on_who (self);
  show_selections (self);
  if (self->endpoints->len == 0 && !self->settings->rehearsal)
    g_signal_connect (self, "map", G_CALLBACK (on_providers), NULL);
  self->forecast = bookgen_forecast_new (desk);
  g_signal_connect_swapped (self->forecast, "changed", G_CALLBACK (show_forecast), self);
  on_changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->write));
  return self;
}
