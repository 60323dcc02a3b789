/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-write-who.h"

#include "bookgen-provider-window.h"

#include <glib/gi18n-lib.h>

struct _BookgenWriteWho
{
  AdwPreferencesGroup parent_instance;
  AdwComboRow *who_row;
  BookgenDesk *desk;    /* owned; NULL before it is shown */
  GPtrArray *endpoints; /* BookgenEndpoint, as in the row, which has Try without cost behind them */
  char *wrong;          /* nullable: why the list of providers cannot be read */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (BookgenWriteWho, bookgen_write_who, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_rehearsal (BookgenWriteWho *self)
{
  return adw_combo_row_get_selected (self->who_row) >= self->endpoints->len;
}

BookgenEndpoint *
bookgen_write_who_get_endpoint (BookgenWriteWho *self)
{
  g_return_val_if_fail (BOOKGEN_IS_WRITE_WHO (self), NULL);
  return is_rehearsal (self) ? NULL : g_ptr_array_index (self->endpoints, adw_combo_row_get_selected (self->who_row));
}

/* Nothing but placeholders is left to write: a rehearsal would end before it began. */
static gboolean
rehearses_again (BookgenWriteWho *self)
{
  BookgenDeskCount count;

  bookgen_desk_count (self->desk, &count);
  return is_rehearsal (self) && count.placeholders >= count.missing;
}

void
bookgen_write_who_take (BookgenWriteWho *self, BookgenRunSettings *settings)
{
  BookgenEndpoint *endpoint = bookgen_write_who_get_endpoint (self);

  settings->pause_ms = endpoint ? bookgen_endpoint_get_pause_ms (endpoint) : 0;
  settings->rehearsal = endpoint == NULL;
  settings->rehearse_again = rehearses_again (self);
  g_free (settings->endpoint);
  settings->endpoint = endpoint ? g_strdup (bookgen_endpoint_get_name (endpoint)) : NULL;
  g_free (settings->model);
  settings->model = endpoint ? g_strdup (bookgen_endpoint_get_model (endpoint)) : NULL;
}

/* The list */

static guint
find_endpoint (BookgenWriteWho *self, const char *name)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    if (g_strcmp0 (bookgen_endpoint_get_name (g_ptr_array_index (self->endpoints, i)), name) == 0)
      return i;
  return 0;
}

static void
show_names (BookgenWriteWho *self)
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
load_endpoints (BookgenWriteWho *self, const char *chosen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) endpoints = bookgen_endpoints_load (&error);

  g_free (self->wrong);
  self->wrong = error ? g_markup_escape_text (error->message, -1) : NULL;
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  self->endpoints = endpoints ? g_steal_pointer (&endpoints) : g_ptr_array_new_with_free_func (g_object_unref);
  show_names (self);
  adw_combo_row_set_selected (self->who_row, find_endpoint (self, chosen));
}

static void
show_subtitle (BookgenWriteWho *self)
{
  const char *what = self->wrong ? self->wrong : "";

  if (rehearses_again (self))
    what = _ ("Every chapter holds a placeholder already; they are written again");
  else if (is_rehearsal (self) && !self->wrong)
    what = _ ("A clearly marked placeholder, to see how it goes");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->who_row), what);
}

static void
on_who (BookgenWriteWho *self)
{
  if (!self->desk)
    return;
  show_subtitle (self);
  g_signal_emit (self, changed_signal, 0);
}

/* The providers */

static void
on_provider_done (BookgenWriteWho *self, const char *name)
{
  load_endpoints (self, name);
  if (*name == '\0')
    adw_combo_row_set_selected (self->who_row, self->endpoints->len);
}

static void
on_providers (BookgenWriteWho *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  BookgenProviderWindow *window = bookgen_provider_window_new (parent, TRUE);

  g_signal_connect_object (window, "chosen", G_CALLBACK (on_provider_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

void
bookgen_write_who_show (BookgenWriteWho *self, BookgenDesk *desk, const BookgenRunSettings *settings)
{
  g_return_if_fail (BOOKGEN_IS_WRITE_WHO (self));
  load_endpoints (self, settings->endpoint);
  if (settings->rehearsal)
    adw_combo_row_set_selected (self->who_row, self->endpoints->len);
  else if (self->endpoints->len == 0)
    g_signal_connect (self, "map", G_CALLBACK (on_providers), NULL);
  self->desk = g_object_ref (desk);
  show_subtitle (self);
}

/* Widget */

static void
bookgen_write_who_dispose (GObject *object)
{
  BookgenWriteWho *self = BOOKGEN_WRITE_WHO (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->wrong, g_free);
  G_OBJECT_CLASS (bookgen_write_who_parent_class)->dispose (object);
}

static void
bookgen_write_who_class_init (BookgenWriteWhoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_write_who_dispose;
  changed_signal = g_signal_new ("changed", BOOKGEN_TYPE_WRITE_WHO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-write-who.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenWriteWho, who_row);
  gtk_widget_class_bind_template_callback (widget_class, on_who);
  gtk_widget_class_bind_template_callback (widget_class, on_providers);
}

static void
bookgen_write_who_init (BookgenWriteWho *self)
{
  self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
