/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-provider-window.h"
#include "bookgen-rehearsal.h"
#include "bookgen-ui-resources.h"

/* The window of providers by itself, with one model server on this machine, which is looked for where it is. Says where
 * that is, and "chosen: NAME" at the end.
 *
 *   provider-screens [choosing] */

static void
on_chosen (BookgenProviderWindow *window, const char *name, gpointer user_data)
{
  g_print ("chosen: %s\n", name);
}

static guint
read_port (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static void
present (gboolean choosing, const BookgenPlace *place)
{
  GtkWidget *parent = gtk_window_new ();
  BookgenProviderWindow *window;

  gtk_window_set_title (GTK_WINDOW (parent), "A window behind");
  gtk_window_set_default_size (GTK_WINDOW (parent), 800, 600);
  gtk_window_present (GTK_WINDOW (parent));
  window = bookgen_provider_window_new (GTK_WINDOW (parent), choosing);
  bookgen_provider_window_look_at (window, place, 1);
  g_signal_connect (window, "chosen", G_CALLBACK (on_chosen), NULL);
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (gtk_window_destroy), parent);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  BookgenRehearsalOptions options = { .first_token_ms = 5 };
  g_autoptr (BookgenRehearsal) server = bookgen_rehearsal_new (&options, NULL);
  BookgenPlace place = { "Ollama", 0, BOOKGEN_DIALECT_OPENAI };

  adw_init ();
  bookgen_ui_register_resource ();
  place.port = read_port (bookgen_rehearsal_get_base_url (server));
  g_print ("%s\n", bookgen_rehearsal_get_base_url (server));
  present (g_strcmp0 (argv[1], "choosing") == 0, &place);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
