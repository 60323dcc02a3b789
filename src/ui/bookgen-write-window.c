/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-window.h"

#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-provider-window.h"

#include <glib/gi18n-lib.h>

struct _BookgenWriteWindow
{
  AdwWindow parent_instance;
  GtkCheckButton *parallel;
  GtkCheckButton *sequential;
  AdwComboRow *chapters_row;
  AdwComboRow *who_row;
  GtkWidget *at_once_row;
  GtkSpinButton *at_once;
  GtkButton *write;
  GtkLabel *error;
  BookgenDesk *desk;             /* owned */
  BookgenRunSettings *settings;  /* owned: the book's, changed by what is chosen here */
  GPtrArray *endpoints;          /* BookgenEndpoint, as in the row, which has Try without cost behind them */
  GArray *selections;            /* Selection, as in the row */
  GCancellable *cancellable;
};

typedef enum { SELECTION_MISSING, SELECTION_STOPPED, SELECTION_ALL } Selection;

static guint started_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWindow, bookgen_write_window, ADW_TYPE_WINDOW)

static void
show_error (BookgenWriteWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), TRUE);
}

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

static void
on_mode (BookgenWriteWindow *self)
{
  gtk_widget_set_visible (self->at_once_row, gtk_check_button_get_active (self->parallel));
}

static void
show_settings (BookgenWriteWindow *self)
{
  gboolean sequential = self->settings->mode == BOOKGEN_MODE_SEQUENTIAL;

  gtk_check_button_set_active (sequential ? self->sequential : self->parallel, TRUE);
  gtk_spin_button_set_value (self->at_once, self->settings->at_once);
  on_mode (self);
}

static void
take_settings (BookgenWriteWindow *self)
{
  BookgenRunSettings *settings = self->settings;
  BookgenEndpoint *endpoint = get_endpoint (self);

  /* A number that is still being typed counts. */
  gtk_spin_button_update (self->at_once);
  settings->mode = gtk_check_button_get_active (self->sequential) ? BOOKGEN_MODE_SEQUENTIAL : BOOKGEN_MODE_PARALLEL;
  settings->at_once = gtk_spin_button_get_value_as_int (self->at_once);
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

static void
on_write (BookgenWriteWindow *self)
{
  BookgenEndpoint *endpoint = get_endpoint (self);

  show_error (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write), FALSE);
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
  g_clear_object (&self->desk);
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
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, chapters_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, who_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, at_once_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, at_once);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, write);
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWindow, error);
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
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->write));
  return self;
}
