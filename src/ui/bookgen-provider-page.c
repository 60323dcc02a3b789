/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-page.h"

#include "bookgen-keyring.h"
#include "bookgen-provider-form.h"
#include "bookgen-provider-test.h"

#include <glib/gi18n-lib.h>

/* What is done with the provider as it was filled in. */
typedef void (*Step) (BookgenProviderPage *self, BookgenEndpoint *endpoint);

struct _BookgenProviderPage
{
  GtkWidget parent_instance;
  AdwWindowTitle *title;
  GtkScrolledWindow *scroller;
  BookgenProviderForm *form;
  GtkLabel *result;
  GtkWidget *test;
  GtkWidget *save;
  GtkButton *remove;
  BookgenProviderList *list; /* borrowed */
  BookgenClient *client;     /* owned; for the names of models */
  BookgenEndpoint *edited;   /* nullable: as it stands in the list */
  GCancellable *cancellable; /* of what is under way; one at a time */
  char *agreed;              /* nullable: the address that may be reached without encryption */
  Step agreed_step;          /* what waits for that */
  char *asked_address;       /* nullable: whose models the form has */
};

static guint saved_signal;

G_DEFINE_FINAL_TYPE (BookgenProviderPage, bookgen_provider_page, GTK_TYPE_WIDGET)

static void
show_result (BookgenProviderPage *self, const char *sentence, const char *style)
{
  const char *styles[] = { style, NULL };

  gtk_label_set_label (self->result, sentence ? sentence : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->result), styles);
  gtk_widget_set_visible (GTK_WIDGET (self->result), sentence != NULL);
}

static void
say (BookgenProviderPage *self, const char *sentence, gboolean good)
{
  show_result (self, sentence, good ? "success" : "error");
}

static void
end_asking (BookgenProviderPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  say (self, NULL, TRUE);
}

/* One request at a time: a new one ends the one before. Words instead of something that turns: where each frame is drawn
 * without a graphics card, what moves all the time keeps the answer from being read. Borrowed. */
static GCancellable *
start_asking (BookgenProviderPage *self)
{
  end_asking (self);
  self->cancellable = g_cancellable_new ();
  show_result (self, _ ("Asking the provider…"), "dim-label");
  return self->cancellable;
}

static void
on_changed (BookgenProviderPage *self)
{
  gboolean complete = bookgen_provider_form_is_complete (self->form);

  gtk_widget_set_sensitive (self->test, complete);
  gtk_widget_set_sensitive (self->save, complete);
}

/* An address without encryption is asked about, once */

static void take_step (BookgenProviderPage *self, Step step);

static void
on_plain_response (AdwMessageDialog *dialog, const char *response, BookgenProviderPage *self)
{
  if (!g_str_equal (response, "agree"))
    return;
  g_free (self->agreed);
  self->agreed = g_strdup (bookgen_provider_form_get_address (self->form));
  take_step (self, self->agreed_step);
}

static void
ask_whether_plain (BookgenProviderPage *self, Step step)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _ ("Send Without Encryption?"), NULL);

  self->agreed_step = step;
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("%s is in your own network, and what is sent there is not encrypted. Everybody in that "
                                     "network can read your key and your book on the way."),
                                  bookgen_provider_form_get_address (self->form));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "agree", _ ("_Send Anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "agree", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_plain_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_step (BookgenProviderPage *self, Step step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = bookgen_provider_form_make_endpoint (self->form, self->agreed, &error);

  if (endpoint)
    step (self, endpoint);
  else if (bookgen_endpoint_may_be_plain (bookgen_provider_form_get_address (self->form)))
    ask_whether_plain (self, step);
  else
    say (self, error->message, FALSE);
}

/* The key, as typed or as stored */

/* What is sent, once the key is at hand. */
typedef void (*Sending) (BookgenProviderPage *self, BookgenEndpoint *endpoint, const char *key);

typedef struct
{
  BookgenProviderPage *page; /* owned */
  BookgenEndpoint *endpoint; /* owned */
  Sending send;
} Looking;

static void
looking_free (Looking *self)
{
  g_object_unref (self->page);
  g_object_unref (self->endpoint);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looking, looking_free)

static Looking *
looking_new (BookgenProviderPage *page, BookgenEndpoint *endpoint, Sending send)
{
  Looking *self = g_new0 (Looking, 1);

  *self = (Looking){ g_object_ref (page), g_object_ref (endpoint), send };
  return self;
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (!error)
    looking->send (looking->page, looking->endpoint, key);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (looking->page, error->message, FALSE);
  bookgen_keyring_free_key (key);
}

static void
send_with_key (BookgenProviderPage *self, BookgenEndpoint *endpoint, Sending send)
{
  if (bookgen_provider_form_get_key (self->form))
    send (self, endpoint, bookgen_provider_form_get_key (self->form));
  else
    bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), start_asking (self), on_key,
                                looking_new (self, endpoint, send));
}

/* Names of models, asked for when a menu is opened */

static void
show_models (BookgenProviderPage *self, const char *const *names, const char *address)
{
  const char *note = names && names[0] ? NULL : _ ("This provider names no models. Type the name of one.");

  g_free (self->asked_address);
  self->asked_address = g_strdup (address);
  bookgen_provider_form_set_models (self->form, names, note);
}

static void
on_models (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  BookgenProviderPage *self = looking->page;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = bookgen_client_models_finish (BOOKGEN_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (self, NULL, FALSE);
  if (names)
    show_models (self, (const char *const *) names, bookgen_endpoint_get_address (looking->endpoint));
  else
    bookgen_provider_form_set_models (self->form, NULL, error->message);
}

static void
send_for_models (BookgenProviderPage *self, BookgenEndpoint *endpoint, const char *key)
{
  bookgen_provider_form_set_models (self->form, NULL, _ ("Asking the provider…"));
  bookgen_client_models_async (self->client, endpoint, key, start_asking (self), on_models, looking_new (self, endpoint, NULL));
}

static void
ask_models (BookgenProviderPage *self, BookgenEndpoint *endpoint)
{
  if (g_strcmp0 (self->asked_address, bookgen_endpoint_get_address (endpoint)) != 0)
    send_with_key (self, endpoint, send_for_models);
}

static void
on_models_wanted (BookgenProviderPage *self)
{
  if (*bookgen_provider_form_get_address (self->form))
    take_step (self, ask_models);
  else
    bookgen_provider_form_set_models (self->form, NULL, _ ("Type the address first."));
}

/* Test */

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = bookgen_provider_test_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, sentence ? sentence : error->message, sentence != NULL);
}

static void
send_test (BookgenProviderPage *self, BookgenEndpoint *endpoint, const char *key)
{
  bookgen_provider_test_async (endpoint, key, start_asking (self), on_tested, g_object_ref (self));
}

static void
test (BookgenProviderPage *self, BookgenEndpoint *endpoint)
{
  send_with_key (self, endpoint, send_test);
}

static void
on_test (BookgenProviderPage *self)
{
  take_step (self, test);
}

/* Saving */

static void
on_key_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stays = FALSE;

  if (bookgen_keyring_save_finish (result, &stays, &error))
    g_signal_emit (looking->page, saved_signal, 0, bookgen_endpoint_get_name (looking->endpoint), stays);
  else
    say (looking->page, error->message, FALSE);
}

static void
keep_key (BookgenProviderPage *self, BookgenEndpoint *endpoint)
{
  show_result (self, _ ("Waiting for your desktop's keyring…"), "dim-label");
  bookgen_keyring_save_async (bookgen_endpoint_get_address (endpoint), bookgen_provider_form_get_key (self->form), NULL,
                              on_key_kept, looking_new (self, endpoint, NULL));
}

static void
store (BookgenProviderPage *self, BookgenEndpoint *endpoint)
{
  g_autoptr (GError) error = NULL;
  const char *old = self->edited ? bookgen_endpoint_get_name (self->edited) : NULL;

  end_asking (self);
  if (!bookgen_provider_list_put (self->list, endpoint, old, &error))
    {
      say (self, error->message, FALSE);
      return;
    }
  if (self->edited)
    bookgen_provider_list_drop_key (self->list, bookgen_endpoint_get_address (self->edited));
  g_set_object (&self->edited, endpoint);
  if (bookgen_provider_form_get_key (self->form))
    keep_key (self, endpoint);
  else
    g_signal_emit (self, saved_signal, 0, bookgen_endpoint_get_name (endpoint), TRUE);
}

static void
on_save (BookgenProviderPage *self)
{
  take_step (self, store);
}

/* What is shown */

static void
on_key_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);

  if (!error)
    say (self, NULL, TRUE);
  if (!error)
    bookgen_provider_form_tell_key (self->form, key != NULL);
  bookgen_keyring_free_key (key);
}

void
bookgen_provider_page_leave (BookgenProviderPage *self)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_PAGE (self));
  end_asking (self);
  g_clear_object (&self->edited);
  g_clear_pointer (&self->agreed, g_free);
  g_clear_pointer (&self->asked_address, g_free);
  bookgen_provider_form_clear (self->form, self->list, TRUE);
}

/* KNOWN: one of those that are known is to be chosen. */
static void
begin (BookgenProviderPage *self, gboolean known, const char *title)
{
  bookgen_provider_page_leave (self);
  bookgen_provider_form_clear (self->form, self->list, known);
  adw_window_title_set_title (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->remove), FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
bookgen_provider_page_add (BookgenProviderPage *self, gboolean known)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_PAGE (self));
  begin (self, known, _ ("Add a Provider"));
}

void
bookgen_provider_page_add_found (BookgenProviderPage *self, BookgenEndpoint *endpoint, const char *const *models)
{
  g_autofree char *name = NULL;
  g_autoptr (BookgenEndpoint) named = NULL;

  g_return_if_fail (BOOKGEN_IS_PROVIDER_PAGE (self));
  begin (self, FALSE, bookgen_endpoint_get_name (endpoint));
  name = bookgen_provider_list_dup_free_name (self->list, bookgen_endpoint_get_name (endpoint));
  named = bookgen_endpoint_new (name, bookgen_endpoint_get_address (endpoint), bookgen_endpoint_get_dialect (endpoint),
                                models[0], NULL);
  bookgen_provider_form_show (self->form, named);
  show_models (self, models, bookgen_endpoint_get_address (endpoint));
}

void
bookgen_provider_page_edit (BookgenProviderPage *self, BookgenEndpoint *endpoint)
{
  const char *address = bookgen_endpoint_get_address (endpoint);

  g_return_if_fail (BOOKGEN_IS_PROVIDER_PAGE (self));
  begin (self, FALSE, bookgen_endpoint_get_name (endpoint));
  self->edited = g_object_ref (endpoint);
  if (bookgen_endpoint_get_plain (endpoint))
    self->agreed = g_strdup (address);
  bookgen_provider_form_show (self->form, endpoint);
  gtk_widget_set_visible (GTK_WIDGET (self->remove), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "s", bookgen_endpoint_get_name (endpoint));
  bookgen_keyring_load_async (address, start_asking (self), on_key_known, g_object_ref (self));
}

void
bookgen_provider_page_set_up (BookgenProviderPage *self, BookgenProviderList *list, BookgenClient *client)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_PAGE (self));
  self->list = list;
  g_set_object (&self->client, client);
}

/* Widget */

static void
bookgen_provider_page_dispose (GObject *object)
{
  BookgenProviderPage *self = BOOKGEN_PROVIDER_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->edited);
  g_clear_pointer (&self->agreed, g_free);
  g_clear_pointer (&self->asked_address, g_free);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (bookgen_provider_page_parent_class)->dispose (object);
}

static void
bookgen_provider_page_class_init (BookgenProviderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_provider_page_dispose;
  saved_signal = g_signal_new ("saved", BOOKGEN_TYPE_PROVIDER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_STRING, G_TYPE_BOOLEAN);
  g_type_ensure (BOOKGEN_TYPE_PROVIDER_FORM);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "provider.back", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, title);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, form);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, result);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, test);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, save);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderPage, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_models_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
bookgen_provider_page_init (BookgenProviderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
