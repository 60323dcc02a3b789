/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-form.h"

#include "bookgen-known-provider.h"
#include "bookgen-model-row.h"

#include <glib/gi18n-lib.h>

#define MODELS_SHOWN 400
#define AT_ONCE_LOCAL 1
#define AT_ONCE_ELSEWHERE 3

struct _BookgenProviderForm
{
  GtkWidget parent_instance;
  AdwComboRow *provider_row;
  AdwEntryRow *name_row;
  AdwEntryRow *address_row;
  AdwComboRow *dialect_row;
  AdwPasswordEntryRow *key_row;
  BookgenModelRow *model_row;
  AdwExpanderRow *jobs_row;
  BookgenModelRow *plan_row;
  BookgenModelRow *review_row;
  BookgenModelRow *pictures_row;
  BookgenModelRow *speech_row;
  GtkSpinButton *at_once;
  GtkSpinButton *pause_s;
  GtkStringList *model_names;
  BookgenProviderList *list; /* borrowed */
  guint proposed_at_once;    /* what at_once was set to; another number is the author's */
};

enum { CHANGED, MODELS_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BookgenProviderForm, bookgen_provider_form, GTK_TYPE_WIDGET)

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (gpointer row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
}

/* The one chosen; NULL where an address is typed. */
static const BookgenKnownProvider *
get_known (BookgenProviderForm *self)
{
  guint n_providers;
  const BookgenKnownProvider *providers = bookgen_known_providers (&n_providers);
  guint selected = adw_combo_row_get_selected (self->provider_row);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->provider_row)) || selected >= n_providers)
    return NULL;
  return &providers[selected];
}

const char *
bookgen_provider_form_get_address (BookgenProviderForm *self)
{
  const BookgenKnownProvider *known;

  g_return_val_if_fail (BOOKGEN_IS_PROVIDER_FORM (self), NULL);
  known = get_known (self);
  return known ? known->address : get_text (self->address_row);
}

const char *
bookgen_provider_form_get_key (BookgenProviderForm *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PROVIDER_FORM (self), NULL);
  return *get_text (self->key_row) ? get_text (self->key_row) : NULL;
}

gboolean
bookgen_provider_form_is_complete (BookgenProviderForm *self)
{
  g_return_val_if_fail (BOOKGEN_IS_PROVIDER_FORM (self), FALSE);
  return *bookgen_provider_form_get_address (self) && *get_text (self->model_row);
}

static void
take_models (BookgenProviderForm *self, BookgenEndpoint *endpoint)
{
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PLAN, get_text (self->plan_row));
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_REVIEW, get_text (self->review_row));
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_PICTURES, get_text (self->pictures_row));
  bookgen_endpoint_set_model_for (endpoint, BOOKGEN_JOB_SPEECH, get_text (self->speech_row));
}

static void
take_limits (BookgenProviderForm *self, BookgenEndpoint *endpoint)
{
  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->at_once);
  gtk_spin_button_update (self->pause_s);
  bookgen_endpoint_set_limits (endpoint, gtk_spin_button_get_value_as_int (self->at_once),
                               gtk_spin_button_get_value (self->pause_s) * 1000);
}

BookgenEndpoint *
bookgen_provider_form_make_endpoint (BookgenProviderForm *self, const char *agreed, GError **error)
{
  const BookgenKnownProvider *known = get_known (self);
  BookgenDialectKind dialect = known ? known->dialect : adw_combo_row_get_selected (self->dialect_row);
  const char *address = bookgen_provider_form_get_address (self);
  g_autofree char *name = g_strstrip (g_strdup (get_text (self->name_row)));
  g_autofree char *model = g_strstrip (g_strdup (get_text (self->model_row)));
  BookgenEndpoint *endpoint = g_strcmp0 (agreed, address) == 0
                                  ? bookgen_endpoint_new_plain (name, address, dialect, model, error)
                                  : bookgen_endpoint_new (name, address, dialect, model, error);

  if (!endpoint)
    return NULL;
  take_models (self, endpoint);
  take_limits (self, endpoint);
  return endpoint;
}

/* One at once for a model on this machine, which has one pair of hands. */
static void
propose_at_once (BookgenProviderForm *self)
{
  g_autoptr (BookgenEndpoint) endpoint = bookgen_endpoint_new ("", bookgen_provider_form_get_address (self), BOOKGEN_DIALECT_OPENAI, "", NULL);
  guint proposed = endpoint && bookgen_endpoint_is_local (endpoint) ? AT_ONCE_LOCAL : AT_ONCE_ELSEWHERE;

  if ((guint) gtk_spin_button_get_value_as_int (self->at_once) != self->proposed_at_once)
    return;
  self->proposed_at_once = proposed;
  gtk_spin_button_set_value (self->at_once, proposed);
}

static void
on_typed (BookgenProviderForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_address (BookgenProviderForm *self)
{
  propose_at_once (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_models_wanted (BookgenProviderForm *self)
{
  g_signal_emit (self, signals[MODELS_WANTED], 0);
}

static void
on_provider (BookgenProviderForm *self)
{
  const BookgenKnownProvider *known = get_known (self);
  g_autofree char *name = NULL;

  if (!self->list)
    return;
  if (known)
    name = bookgen_provider_list_dup_free_name (self->list, known->name);
  set_text (self->name_row, name);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), !known);
  gtk_widget_set_visible (GTK_WIDGET (self->dialect_row), !known);
  on_address (self);
}

/* Models */

#define MODEL_ROWS(self) { self->model_row, self->plan_row, self->review_row, self->pictures_row, self->speech_row }

void
bookgen_provider_form_set_models (BookgenProviderForm *self, const char *const *names, const char *note)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  g_return_if_fail (BOOKGEN_IS_PROVIDER_FORM (self));
  BookgenModelRow *rows[] = MODEL_ROWS (self);
  for (guint i = 0; names && names[i] && i < MODELS_SHOWN; i++)
    g_ptr_array_add (shown, (gpointer) names[i]);
  g_ptr_array_add (shown, NULL);
  gtk_string_list_splice (self->model_names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model_names)),
                          (const char *const *) shown->pdata);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    bookgen_model_row_set_note (rows[i], note);
}

/* What is shown */

void
bookgen_provider_form_tell_key (BookgenProviderForm *self, gboolean stored)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_FORM (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 stored ? _ ("_Key: one is stored, type to replace it") : _ ("_Key"));
}

static void
show_job (BookgenModelRow *row, BookgenEndpoint *endpoint, BookgenModelJob job)
{
  set_text (row, bookgen_endpoint_get_own_model (endpoint, job));
}

void
bookgen_provider_form_show (BookgenProviderForm *self, BookgenEndpoint *endpoint)
{
  guint at_once = bookgen_endpoint_get_at_once (endpoint);

  g_return_if_fail (BOOKGEN_IS_PROVIDER_FORM (self));
  set_text (self->name_row, bookgen_endpoint_get_name (endpoint));
  set_text (self->address_row, bookgen_endpoint_get_address (endpoint));
  set_text (self->model_row, bookgen_endpoint_get_model (endpoint));
  adw_combo_row_set_selected (self->dialect_row, bookgen_endpoint_get_dialect (endpoint));
  show_job (self->plan_row, endpoint, BOOKGEN_JOB_PLAN);
  show_job (self->review_row, endpoint, BOOKGEN_JOB_REVIEW);
  show_job (self->pictures_row, endpoint, BOOKGEN_JOB_PICTURES);
  show_job (self->speech_row, endpoint, BOOKGEN_JOB_SPEECH);
  propose_at_once (self);
  if (at_once > 0)
    gtk_spin_button_set_value (self->at_once, at_once);
  gtk_spin_button_set_value (self->pause_s, bookgen_endpoint_get_pause_ms (endpoint) / 1000.0);
}

void
bookgen_provider_form_clear (BookgenProviderForm *self, BookgenProviderList *list, gboolean known)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_FORM (self));
  BookgenModelRow *models[] = MODEL_ROWS (self);

  self->list = list;
  set_text (self->address_row, NULL);
  set_text (self->key_row, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    set_text (models[i], NULL);
  bookgen_provider_form_set_models (self, NULL, NULL);
  bookgen_provider_form_tell_key (self, FALSE);
  adw_expander_row_set_expanded (self->jobs_row, FALSE);
  self->proposed_at_once = AT_ONCE_ELSEWHERE;
  gtk_spin_button_set_value (self->at_once, AT_ONCE_ELSEWHERE);
  gtk_spin_button_set_value (self->pause_s, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->provider_row), known);
  adw_combo_row_set_selected (self->provider_row, 0);
  on_provider (self);
}

static void
list_known (BookgenProviderForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_providers;
  const BookgenKnownProvider *providers = bookgen_known_providers (&n_providers);

  for (guint i = 0; i < n_providers; i++)
    gtk_string_list_append (names, providers[i].name);
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

/* Widget */

static void
bookgen_provider_form_dispose (GObject *object)
{
  BookgenProviderForm *self = BOOKGEN_PROVIDER_FORM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->model_names);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_provider_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, provider_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, dialect_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, key_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, model_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, jobs_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, plan_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, review_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, pictures_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, speech_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderForm, pause_s);
}

static void
bookgen_provider_form_class_init (BookgenProviderFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_provider_form_dispose;
  signals[CHANGED] = g_signal_new ("changed", BOOKGEN_TYPE_PROVIDER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MODELS_WANTED] = g_signal_new ("models-wanted", BOOKGEN_TYPE_PROVIDER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  g_type_ensure (BOOKGEN_TYPE_MODEL_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-provider-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_provider);
  gtk_widget_class_bind_template_callback (widget_class, on_address);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_models_wanted);
}

static void
bookgen_provider_form_init (BookgenProviderForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  BookgenModelRow *rows[] = MODEL_ROWS (self);

  self->model_names = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    bookgen_model_row_set_names (rows[i], G_LIST_MODEL (self->model_names));
  list_known (self);
}
