/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-provider-window.h"

#include "bookgen-message-bar.h"
#include "bookgen-provider-page.h"

#include <glib/gi18n-lib.h>

struct _BookgenProviderWindow
{
  AdwWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  BookgenMessageBar *message;
  AdwPreferencesGroup *found_group;
  AdwPreferencesGroup *saved_group;
  GtkWidget *rehearsal_group;
  BookgenProviderPage *page;
  GPtrArray *found_rows;      /* GtkWidget, borrowed from the group, as the saved ones */
  GPtrArray *saved_rows;
  GPtrArray *found;           /* nullable: BookgenDiscovered */
  BookgenProviderList *list;
  BookgenClient *client;
  GCancellable *cancellable;  /* of the look at local servers */
  const BookgenPlace *places; /* borrowed; NULL: the usual ones */
  guint n_places;
  guint look_source;
  gboolean choosing;
  char *chosen;               /* nullable: goes out when the message about it was read */
  BookgenEndpoint *removed;   /* nullable: may still be put back, at removed_at; its key is kept until then */
  guint removed_at;
  AdwToast *undo;             /* nullable, borrowed: offers that */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (BookgenProviderWindow, bookgen_provider_window, ADW_TYPE_WINDOW)

static void
show_list (BookgenProviderWindow *self)
{
  bookgen_provider_page_leave (self->page);
  gtk_stack_set_visible_child_name (self->pages, "list");
}

static void
finish (BookgenProviderWindow *self, const char *name)
{
  g_signal_emit (self, chosen_signal, 0, name);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Rows */

static GtkWidget *
make_button (const char *icon_name, const char *text, const char *action, GVariant *target)
{
  GtkWidget *button = icon_name ? gtk_button_new_from_icon_name (icon_name) : gtk_button_new_with_label (text);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (icon_name)
    {
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

/* The row's activatable widget is named after the row as well. */
static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  return row;
}

static void
remove_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/* What runs on this machine */

static GtkWidget *
make_found_row (BookgenDiscovered *found, guint index)
{
  guint n_models = g_strv_length (found->models);
  g_autofree char *names = n_models > 0 ? g_strjoinv (", ", found->models) : g_strdup (_ ("It has no model yet"));
  GtkWidget *row = make_row (bookgen_endpoint_get_name (found->endpoint), names);
  GtkWidget *button = make_button (NULL, _ ("Use…"), "provider.use", g_variant_new_uint32 (index));

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_found (BookgenProviderWindow *self)
{
  gboolean any = FALSE;

  remove_rows (self->found_group, self->found_rows);
  for (guint i = 0; self->found && i < self->found->len; i++)
    {
      BookgenDiscovered *found = g_ptr_array_index (self->found, i);

      any = TRUE;
      if (!bookgen_provider_list_has_address (self->list, bookgen_endpoint_get_address (found->endpoint)))
        add_row (self->found_group, self->found_rows, make_found_row (found, i));
    }
  if (self->found_rows->len > 0)
    adw_preferences_group_set_description (self->found_group, _ ("Free of charge, and nothing leaves this computer"));
  else if (any)
    adw_preferences_group_set_description (self->found_group, _ ("What runs here is set up already."));
  else
    adw_preferences_group_set_description (self->found_group,
                                           _ ("No model server runs here. Ollama, LM Studio and others are shown while they do."));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenProviderWindow) self = user_data;
  GPtrArray *found = bookgen_discovery_look_finish (result, NULL);

  if (!found) /* cancelled: the window goes, or looks anew */
    return;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  show_found (self);
}

static void
look (BookgenProviderWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bookgen_discovery_look_async (self->client, self->places, self->n_places, self->cancellable, on_found, g_object_ref (self));
}

/* The look is short: while the window is drawn for the first time it would be over before anybody was heard. */
static gboolean
look_when_drawn (gpointer user_data)
{
  BookgenProviderWindow *self = user_data;

  self->look_source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
on_look (GtkWidget *widget, const char *action, GVariant *parameter)
{
  look (BOOKGEN_PROVIDER_WINDOW (widget));
}

static void
on_use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);
  BookgenDiscovered *found = g_ptr_array_index (self->found, g_variant_get_uint32 (parameter));

  bookgen_provider_page_add_found (self->page, found->endpoint, (const char *const *) found->models);
  gtk_stack_set_visible_child_name (self->pages, "page");
}

/* What is set up */

static void
add_preferred (AdwActionRow *row)
{
  GtkWidget *label = gtk_label_new (_ ("Preferred"));

  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("starred-symbolic"));
  adw_action_row_add_suffix (row, label);
}

static GtkWidget *
make_saved_row (BookgenProviderWindow *self, guint index)
{
  BookgenEndpoint *endpoint = bookgen_provider_list_get (self->list, index);
  const char *name = bookgen_endpoint_get_name (endpoint);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", bookgen_endpoint_get_model (endpoint),
                                               bookgen_endpoint_get_address (endpoint));
  g_autofree char *prefer = g_strdup_printf (_ ("Prefer %s"), name);
  GtkWidget *row = make_row (name, subtitle);
  GtkWidget *edit = make_button ("document-edit-symbolic", _ ("Change"), "provider.edit", g_variant_new_string (name));

  if (index == 0)
    add_preferred (ADW_ACTION_ROW (row));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button ("non-starred-symbolic", prefer, "provider.prefer",
                                                                  g_variant_new_string (name)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), edit);
  return row;
}

static void
show_saved (BookgenProviderWindow *self)
{
  guint size = bookgen_provider_list_get_size (self->list);

  remove_rows (self->saved_group, self->saved_rows);
  for (guint i = 0; i < size; i++)
    add_row (self->saved_group, self->saved_rows, make_saved_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->saved_group), size > 0);
  show_found (self);
}

static void
say_failed (BookgenProviderWindow *self, const GError *error)
{
  bookgen_message_bar_say (self->message, error->message, _ ("_Dismiss"));
}

static void
on_prefer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!bookgen_provider_list_prefer (self->list, g_variant_get_string (parameter, NULL), &error))
    say_failed (self, error);
  show_saved (self);
}

static void
on_edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);
  BookgenEndpoint *endpoint = bookgen_provider_list_find (self->list, g_variant_get_string (parameter, NULL), NULL);

  if (!endpoint)
    return;
  bookgen_provider_page_edit (self->page, endpoint);
  gtk_stack_set_visible_child_name (self->pages, "page");
}

/* Removing, which can be undone as long as the toast is there */

static void
forget_removed (BookgenProviderWindow *self)
{
  self->undo = NULL;
  if (self->removed)
    bookgen_provider_list_drop_key (self->list, bookgen_endpoint_get_address (self->removed));
  g_clear_object (&self->removed);
}

static void
on_undo (AdwToast *toast, BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (toast != self->undo || !self->removed)
    return;
  if (!bookgen_provider_list_insert (self->list, self->removed_at, self->removed, &error))
    say_failed (self, error);
  forget_removed (self);
  show_saved (self);
}

static void
on_undo_gone (AdwToast *toast, BookgenProviderWindow *self)
{
  if (toast == self->undo)
    forget_removed (self);
}

static void
offer_undo (BookgenProviderWindow *self)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s is removed"), bookgen_endpoint_get_name (self->removed));
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  self->undo = adw_toast_new (escaped);
  adw_toast_set_button_label (self->undo, _ ("_Undo"));
  g_signal_connect_object (self->undo, "button-clicked", G_CALLBACK (on_undo), self, 0);
  g_signal_connect_object (self->undo, "dismissed", G_CALLBACK (on_undo_gone), self, 0);
  adw_toast_overlay_add_toast (self->toasts, self->undo);
}

static void
on_remove (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GError) error = NULL;
  guint index = 0;
  BookgenEndpoint *found = bookgen_provider_list_find (self->list, name, &index);
  g_autoptr (BookgenEndpoint) endpoint = found ? g_object_ref (found) : NULL;

  if (!endpoint)
    return;
  if (self->undo)
    adw_toast_dismiss (self->undo);
  if (bookgen_provider_list_remove (self->list, name, &error))
    {
      self->removed = g_steal_pointer (&endpoint);
      self->removed_at = index;
      offer_undo (self);
    }
  else
    say_failed (self, error);
  show_saved (self);
  show_list (self);
}

/* Adding */

static void
on_add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);

  bookgen_provider_page_add (self->page, g_variant_get_boolean (parameter));
  gtk_stack_set_visible_child_name (self->pages, "page");
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_list (BOOKGEN_PROVIDER_WINDOW (widget));
}

static void
on_saved (BookgenProviderPage *page, const char *name, gboolean key_stays, BookgenProviderWindow *self)
{
  if (self->choosing && key_stays)
    {
      finish (self, name);
      return;
    }
  g_free (self->chosen);
  self->chosen = g_strdup (self->choosing ? name : NULL);
  if (!key_stays)
    bookgen_message_bar_say (self->message,
                             _ ("This desktop has no keyring that BookGen can use, and a key is never written to a file. It is "
                                "kept until BookGen closes, and has to be typed again the next time."),
                             _ ("_Understood"));
  show_saved (self);
  show_list (self);
}

static void
on_message_button (BookgenProviderWindow *self)
{
  g_autofree char *chosen = g_steal_pointer (&self->chosen);

  bookgen_message_bar_say (self->message, NULL, NULL);
  if (chosen)
    finish (self, chosen);
}

static void
on_rehearse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  finish (BOOKGEN_PROVIDER_WINDOW (widget), "");
}

/* Window */

void
bookgen_provider_window_look_at (BookgenProviderWindow *self, const BookgenPlace *places, guint n_places)
{
  g_return_if_fail (BOOKGEN_IS_PROVIDER_WINDOW (self));
  self->places = places;
  self->n_places = n_places;
}

static void
bookgen_provider_window_map (GtkWidget *widget)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (widget);

  GTK_WIDGET_CLASS (bookgen_provider_window_parent_class)->map (widget);
  if (self->look_source == 0)
    self->look_source = g_idle_add_full (G_PRIORITY_LOW, look_when_drawn, self, NULL);
}

static void
bookgen_provider_window_dispose (GObject *object)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (object);

  forget_removed (self);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (bookgen_provider_window_parent_class)->dispose (object);
}

static void
bookgen_provider_window_finalize (GObject *object)
{
  BookgenProviderWindow *self = BOOKGEN_PROVIDER_WINDOW (object);

  g_ptr_array_unref (self->found_rows);
  g_ptr_array_unref (self->saved_rows);
  bookgen_provider_list_free (self->list);
  G_OBJECT_CLASS (bookgen_provider_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "provider.look", NULL, on_look);
  gtk_widget_class_install_action (widget_class, "provider.use", "u", on_use);
  gtk_widget_class_install_action (widget_class, "provider.prefer", "s", on_prefer);
  gtk_widget_class_install_action (widget_class, "provider.edit", "s", on_edit);
  gtk_widget_class_install_action (widget_class, "provider.remove", "s", on_remove);
  gtk_widget_class_install_action (widget_class, "provider.add", "b", on_add);
  gtk_widget_class_install_action (widget_class, "provider.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "provider.rehearse", NULL, on_rehearse);
}

static void
bookgen_provider_window_class_init (BookgenProviderWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_provider_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = bookgen_provider_window_finalize;
  widget_class->map = bookgen_provider_window_map;
  chosen_signal = g_signal_new ("chosen", BOOKGEN_TYPE_PROVIDER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  g_type_ensure (BOOKGEN_TYPE_MESSAGE_BAR);
  g_type_ensure (BOOKGEN_TYPE_PROVIDER_PAGE);
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-provider-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, message);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, found_group);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, saved_group);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, rehearsal_group);
  gtk_widget_class_bind_template_child (widget_class, BookgenProviderWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, on_message_button);
  gtk_widget_class_bind_template_callback (widget_class, on_saved);
}

static void
bookgen_provider_window_init (BookgenProviderWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->found_rows = g_ptr_array_new ();
  self->saved_rows = g_ptr_array_new ();
  self->client = bookgen_client_new ();
  self->list = bookgen_provider_list_load (&error);
  gtk_widget_init_template (GTK_WIDGET (self));
  bookgen_provider_page_set_up (self->page, self->list, self->client);
  show_saved (self);
  adw_preferences_group_set_description (self->found_group, _ ("Looking…"));
  if (error)
    say_failed (self, error);
}

BookgenProviderWindow *
bookgen_provider_window_new (GtkWindow *parent, gboolean choosing)
{
  BookgenProviderWindow *self = g_object_new (BOOKGEN_TYPE_PROVIDER_WINDOW, "transient-for", parent, NULL);

  self->choosing = choosing;
  gtk_window_set_title (GTK_WINDOW (self), choosing ? _ ("Who Writes?") : _ ("Providers"));
  gtk_widget_set_visible (self->rehearsal_group, choosing);
  return self;
}
