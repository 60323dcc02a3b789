/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-window.h"

#include "bookgen-client.h"
#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-provider-test.h"

#include <glib/gi18n-lib.h>

#define MODELS_SHOWN 200

struct _BookgenProviderWindow
{
  AdwWindow parent_instance;
  AdwPreferencesGroup *saved_group;
  AdwComboRow *provider_row;
  AdwEntryRow *address_row;
  AdwComboRow *dialect_row;
  AdwPasswordEntryRow *key_row;
  AdwEntryRow *model_row;
  GtkMenuButton *models;
  GtkStringList *model_names;
  GtkWidget *busy;
  GtkLabel *result;
  GtkWidget *test;
  GtkWidget *add;
  GPtrArray *saved_rows;     /* GtkWidget, borrowed from the group */
  GPtrArray *endpoints;      /* BookgenEndpoint, saved ones, the preferred one first */
  BookgenClient *client;     /* for the names of models */
  GCancellable *cancellable; /* of the test under way, or the names; one at a time */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (BookgenProviderWindow, bookgen_provider_window, ADW_TYPE_WINDOW)

static void
say (BookgenProviderWindow *self, const char *sentence, gboolean good)
{
  const char *style[] = { good ? "success" : "error", NULL };

  gtk_label_set_label (self->result, sentence ? sentence : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->result), style);
  gtk_widget_set_visible (GTK_WIDGET (self->result), sentence != NULL);
  gtk_widget_set_visible (self->busy, FALSE);
  gtk_widget_set_sensitive (self->test, TRUE);
}

/* One request at a time: a new one ends the one before. Borrowed. */
static GCancellable *
start_asking (BookgenProviderWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  say (self, NULL, TRUE);
  gtk_widget_set_visible (self->busy, TRUE);
  gtk_widget_set_sensitive (self->test, FALSE);
  return self->cancellable;
}

/* What was typed */

static const BookgenKnownProvider *
get_known (BookgenProviderWindow *self)
{
  guint n_providers;
  const BookgenKnownProvider *providers = bookgen_known_providers (&n_providers);
  guint selected = adw_combo_row_get_selected (self->provider_row);

  return &providers[MIN (selected, n_providers - 1)];
}

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* "https://api.example.org/v1" -> "api.example.org" */
static char *
dup_host (const char *address)
{
  g_autofree char *host = NULL;

  if (g_uri_split_network (address, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL) && host)
    return g_steal_pointer (&host);
  return g_strdup (address);
}

static BookgenEndpoint *
make_endpoint (BookgenProviderWindow *self, GError **error)
{
  const BookgenKnownProvider *known = get_known (self);
  const char *address = known->address ? known->address : get_text (self->address_row);
  BookgenDialectKind dialect = known->address ? known->dialect : adw_combo_row_get_selected (self->dialect_row);
  g_autofree char *name = known->address ? g_strdup (_ (known->name)) : dup_host (address);

  return bookgen_endpoint_new (name, address, dialect, get_text (self->model_row), error);
}

static const char *
get_key (BookgenProviderWindow *self)
{
  return *get_text (self->key_row) ? get_text (self->key_row) : NULL;
}

static void
on_typed (BookgenProviderWindow *self)
{
  const BookgenKnownProvider *known = get_known (self);
  gboolean has_address = known->address || *get_text (self->address_row);
  gboolean complete = has_address && *get_text (self->model_row);

  gtk_widget_set_sensitive (self->test, complete);
  gtk_widget_set_sensitive (self->add, complete);
  gtk_widget_set_sensitive (GTK_WIDGET (self->models), has_address);
}

static void
on_provider (BookgenProviderWindow *self)
{
  const BookgenKnownProvider *known = get_known (self);

  gtk_widget_set_visible (GTK_WIDGET (self->address_row), known->address == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->dialect_row), known->address == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), known->needs_key);
  say (self, NULL, TRUE);
  on_typed (self);
}

/* Names of models, asked for when the menu is opened */

static void
on_models (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, &error);
  guint n_names = names ? g_strv_length (names) : 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (self, error ? error->message : NULL, FALSE);
  if (n_names > MODELS_SHOWN)
    g_clear_pointer (&names[MODELS_SHOWN], g_free);
  gtk_string_list_splice (self->model_names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model_names)),
                          (const char *const *) names);
  on_typed (self);
}

static void
on_models_asked (BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = NULL;

  endpoint = make_endpoint (self, &error);
  if (endpoint)
    bookgen_client_models_async (self->client, endpoint, get_key (self), start_asking (self), on_models, g_object_ref (self));
  else
    say (self, error->message, FALSE);
}

static void
on_model_chosen (GtkListView *list, guint position, BookgenProviderWindow *self)
{
  const char *name = gtk_string_list_get_string (self->model_names, position);

  gtk_editable_set_text (GTK_EDITABLE (self->model_row), name);
  gtk_menu_button_popdown (self->models);
}

/* Test */

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_provider_test_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, sentence ? sentence : error->message, sentence != NULL);
}

static void
on_test (BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = make_endpoint (self, &error);

  if (endpoint)
    bookgen_provider_test_async (endpoint, get_key (self), start_asking (self), on_tested, g_object_ref (self));
  else
    say (self, error->message, FALSE);
}

/* Saved ones */

static void show_saved (BookgenProviderWindow *self);

static void
on_remove (GtkButton *button, BookgenProviderWindow *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  g_autoptr (GError) error = NULL;

  g_ptr_array_remove_index (self->endpoints, index);
  if (!bookgen_endpoints_save (self->endpoints, &error))
    say (self, error->message, FALSE);
  show_saved (self);
}

static GtkWidget *
make_saved_row (BookgenProviderWindow *self, guint index)
{
  BookgenEndpoint *endpoint = g_ptr_array_index (self->endpoints, index);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", bookgen_endpoint_get_model (endpoint),
                                               bookgen_endpoint_get_address (endpoint));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bookgen_endpoint_get_name (endpoint));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove this provider"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove this provider"), -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_saved (BookgenProviderWindow *self)
{
  for (guint i = 0; i < self->saved_rows->len; i++)
    adw_preferences_group_remove (self->saved_group, g_ptr_array_index (self->saved_rows, i));
  g_ptr_array_set_size (self->saved_rows, 0);
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      GtkWidget *row = make_saved_row (self, i);
      adw_preferences_group_add (self->saved_group, row);
      g_ptr_array_add (self->saved_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->saved_group), self->endpoints->len > 0);
}

/* Adding */

/* In front: the last one added is the one preferred. One of the same name is replaced. */
static gboolean
store_endpoint (BookgenProviderWindow *self, BookgenEndpoint *endpoint, GError **error)
{
  const char *name = bookgen_endpoint_get_name (endpoint);

  for (guint i = self->endpoints->len; i > 0; i--)
    if (g_str_equal (bookgen_endpoint_get_name (g_ptr_array_index (self->endpoints, i - 1)), name))
      g_ptr_array_remove_index (self->endpoints, i - 1);
  g_ptr_array_insert (self->endpoints, 0, g_object_ref (endpoint));
  return bookgen_endpoints_save (self->endpoints, error);
}

static void
finish (BookgenProviderWindow *self, const char *name)
{
  g_signal_emit (self, chosen_signal, 0, name);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_not_kept_response (AdwMessageDialog *dialog, const char *response, BookgenProviderWindow *self)
{
  finish (self, bookgen_endpoint_get_name (g_ptr_array_index (self->endpoints, 0)));
}

static void
say_not_kept (BookgenProviderWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The key is kept until BookGen closes"),
                                              _ ("This desktop has no keyring that BookGen can use, and a key is never written "
                                                 "to a file. Next time it has to be typed again."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Understood"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_not_kept_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_key_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean persistent = FALSE;

  if (!bookgen_keyring_save_finish (result, &persistent, &error))
    say (self, error->message, FALSE);
  else if (!persistent)
    say_not_kept (self);
  else
    finish (self, bookgen_endpoint_get_name (g_ptr_array_index (self->endpoints, 0)));
}

static void
on_add (BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = make_endpoint (self, &error);

  if (!endpoint || !store_endpoint (self, endpoint, &error))
    say (self, error->message, FALSE);
  else if (get_key (self))
    bookgen_keyring_save_async (bookgen_endpoint_get_address (endpoint), get_key (self), NULL, on_key_kept,
                                g_object_ref (self));
  else
    finish (self, bookgen_endpoint_get_name (endpoint));
}

static void
on_without_cost (BookgenProviderWindow *self)
{
  finish (self, "");
}

/* Window */

static void
load_saved (BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->endpoints = bookgen_endpoints_load (&error);
  if (!self->endpoints)
    self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  if (error)
    say (self, error->message, FALSE);
  show_saved (self);
}

static void
list_known (BookgenProviderWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_providers;
  const BookgenKnownProvider *providers = bookgen_known_providers (&n_providers);

  for (guint i = 0; i < n_providers; i++)
    gtk_string_list_append (names, _ (providers[i].name));
  adw_combo_row_set_model (self->provider_row, G_LIST_MODEL (names));
}

static void
bookgen_provider_window_dispose (GObject *object)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->saved_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (bookgen_provider_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, saved_group);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, provider_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, dialect_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, key_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, model_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, models);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, model_names);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, result);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, test);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, add);
  gtk_widget_class_bind_template_callback (widget_class, on_provider);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_models_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_model_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_without_cost);
}

static void
bookgen_provider_window_class_init (BookgenProviderWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_provider_window_dispose;
  chosen_signal = g_signal_new ("chosen", BOOKGEN_TYPE_PROVIDER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-provider-window.ui");
  bind_children (widget_class);
}

static void
bookgen_provider_window_init (BookgenProviderWindow *self)
{
  self->saved_rows = g_ptr_array_new ();
  self->client = bookgen_client_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  list_known (self);
  load_saved (self);
  on_provider (self);
}

BookgenProviderWindow *
bookgen_provider_window_new (GtkWindow *parent)
{
  return g_object_new (BOOKGEN_TYPE_PROVIDER_WINDOW, "transient-for", parent, NULL);
}
