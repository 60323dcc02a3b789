/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "bookgen-draft-window.h"

#include "bookgen-import-draft.h"
#include "bookgen-keyring.h"
#include "bookgen-known-provider.h"
#include "bookgen-outline-draft.h"
#include "bookgen-rehearsal.h"

#include <glib/gi18n-lib.h>

struct _BookgenDraftWindow
{
  AdwWindow parent_instance;
  GtkWidget *form;
  GtkTextView *idea;
  AdwComboRow *kind_row;
  GtkSpinButton *chapters;
  AdwEntryRow *readers_row;
  AdwComboRow *who_row;
  GtkButton *draft;
  GtkWidget *busy;
  GtkLabel *error;
  GPtrArray *endpoints;        /* owned; BookgenEndpoint, as in the row, which has Try without cost behind them */
  BookgenClient *client;       /* owned */
  BookgenRehearsal *rehearsal; /* owned, nullable: while it drafts */
  BookgenOutlineIdea *asked;   /* owned, nullable: while it is drafted */
  GCancellable *cancellable;   /* owned, nullable: the same */
};

static guint drafted_signal;

G_DEFINE_FINAL_TYPE (BookgenDraftWindow, bookgen_draft_window, ADW_TYPE_WINDOW)

static void
show_busy (BookgenDraftWindow *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_visible (self->busy, busy);
  gtk_button_set_label (self->draft, busy ? _ ("_Stop") : _ ("_Draft"));
}

static void
show_error (BookgenDraftWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
end (BookgenDraftWindow *self, const char *sentence)
{
  show_error (self, sentence);
  show_busy (self, FALSE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->rehearsal);
}

/* What is asked */

static char *
dup_idea (BookgenDraftWindow *self)
{
  GtkTextIter start, last;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->idea), &start, &last);
  return g_strstrip (gtk_text_buffer_get_text (gtk_text_view_get_buffer (self->idea), &start, &last, FALSE));
}

static void
on_idea_changed (BookgenDraftWindow *self)
{
  g_autofree char *idea = dup_idea (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->draft), *idea != '\0');
}

static BookgenOutlineIdea *
make_idea (BookgenDraftWindow *self)
{
  static const char *const kinds[] = { NULL, "nonfiction", "fiction", "course" };
  g_autofree char *idea = dup_idea (self);
  const char *readers = gtk_editable_get_text (GTK_EDITABLE (self->readers_row));
  guint kind = MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1);

  return bookgen_outline_idea_new (idea, kinds[kind], *readers ? readers : NULL, gtk_spin_button_get_value_as_int (self->chapters));
}

const BookgenOutlineIdea *
bookgen_draft_window_get_idea (BookgenDraftWindow *self)
{
  g_return_val_if_fail (BOOKGEN_IS_DRAFT_WINDOW (self), NULL);
  return self->asked;
}

/* Drafting */

static gboolean
check (const char *answer, gboolean last, gpointer data, GError **error)
{
  const BookgenDraftWindow *self = data;
  g_autoptr (BookgenImport) import = bookgen_import_draft (answer, self->asked->chapters, last, error);

  return import != NULL;
}

static void
on_drafted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenDraftWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = bookgen_outline_draft_finish (result, NULL, &error);
  BookgenImport *import = answer ? bookgen_import_draft (answer, self->asked->chapters, TRUE, &error) : NULL;

  end (self, !import && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? error->message : NULL);
  if (!import)
    return;
  g_signal_emit (self, drafted_signal, 0, import);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (BookgenDraftWindow *self, BookgenEndpoint *endpoint, const char *key)
{
  g_clear_pointer (&self->asked, bookgen_outline_idea_free);
  self->asked = make_idea (self);
  bookgen_outline_draft_async (self->asked, self->client, endpoint, key, check, self, self->cancellable, on_drafted,
                               g_object_ref (self));
}

static void
start_rehearsal (BookgenDraftWindow *self)
{
  const BookgenRehearsalOptions options = BOOKGEN_REHEARSAL_DEFAULTS;
  g_autoptr (GError) error = NULL;
  g_autoptr (BookgenEndpoint) endpoint = NULL;

  self->rehearsal = bookgen_rehearsal_new (&options, &error);
  if (self->rehearsal)
    endpoint = bookgen_endpoint_new (_ ("Try without cost"), bookgen_rehearsal_get_base_url (self->rehearsal),
                                     BOOKGEN_DIALECT_OPENAI, "rehearsal", &error);
  if (!endpoint)
    {
      end (self, error->message);
      return;
    }
  bookgen_endpoint_mark_rehearsal (endpoint);
  start (self, endpoint, NULL);
}

/* NULL for Try without cost. Borrowed. */
static BookgenEndpoint *
get_endpoint (BookgenDraftWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->who_row);

  return selected < self->endpoints->len ? self->endpoints->pdata[selected] : NULL;
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BookgenDraftWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = bookgen_keyring_load_finish (result, &error);
  BookgenEndpoint *endpoint = get_endpoint (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (self, NULL);
  else if (error)
    end (self, error->message);
  else if (!key && bookgen_known_provider_has_address (bookgen_endpoint_get_address (endpoint)))
    end (self, _ ("There is no key for this provider. Type it under “Providers…” and save."));
  else
    start (self, endpoint, key);
  bookgen_keyring_free_key (key);
}

static void
on_draft (BookgenDraftWindow *self)
{
  BookgenEndpoint *endpoint = get_endpoint (self);

  if (self->cancellable)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  show_error (self, NULL);
  show_busy (self, TRUE);
  self->cancellable = g_cancellable_new ();
  if (endpoint)
    bookgen_keyring_load_async (bookgen_endpoint_get_address (endpoint), self->cancellable, on_key, g_object_ref (self));
  else
    start_rehearsal (self);
}

/* Who drafts */

static void
show_who (BookgenDraftWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GError) error = NULL;

  self->endpoints = bookgen_endpoints_load (&error);
  if (error)
    show_error (self, error->message);
  if (!self->endpoints)
    self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->endpoints->len; i++)
    gtk_string_list_append (names, bookgen_endpoint_get_name (self->endpoints->pdata[i]));
  gtk_string_list_append (names, _ ("Try without cost"));
  adw_combo_row_set_model (self->who_row, G_LIST_MODEL (names));
}

/* Window */

static gboolean
bookgen_draft_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (BOOKGEN_DRAFT_WINDOW (window)->cancellable);
  return GTK_WINDOW_CLASS (bookgen_draft_window_parent_class)->close_request (window);
}

static void
bookgen_draft_window_dispose (GObject *object)
{
  BookgenDraftWindow *self = BOOKGEN_DRAFT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->rehearsal);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->asked, bookgen_outline_idea_free);
  G_OBJECT_CLASS (bookgen_draft_window_parent_class)->dispose (object);
}

static void
bookgen_draft_window_class_init (BookgenDraftWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bookgen_draft_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bookgen_draft_window_close_request;
  drafted_signal = g_signal_new ("drafted", BOOKGEN_TYPE_DRAFT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/BookGen/ui/bookgen-draft-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, form);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, idea);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, chapters);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, readers_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, who_row);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, draft);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, BookgenDraftWindow, error);
  gtk_widget_class_bind_template_callback (widget_class, on_draft);
}

static void
bookgen_draft_window_init (BookgenDraftWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->client = bookgen_client_new ();
  show_who (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->idea), "changed", G_CALLBACK (on_idea_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->idea));
}

BookgenDraftWindow *
bookgen_draft_window_new (GtkWindow *parent)
{
  return g_object_new (BOOKGEN_TYPE_DRAFT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
}
