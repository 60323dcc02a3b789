/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/* A window to drag from, as a file manager or a browser offers what it has, which says when the other side would take it:
 *
 *   drag-source file:///… …      files
 *   drag-source --html TEXT      a piece of a web page */

static GdkContentProvider *
make_content (char **args)
{
  gboolean html = g_strcmp0 (args[1], "--html") == 0;
  g_autofree char *text = html ? g_strdup (args[2]) : g_strjoinv ("\r\n", args + 1);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (html ? "text/html" : "text/uri-list", bytes);
}

static void
on_selected_action (GdkDrag *drag)
{
  if (gdk_drag_get_selected_action (drag) != 0)
    g_print ("taken\n");
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag)
{
  g_signal_connect (drag, "notify::selected-action", G_CALLBACK (on_selected_action), NULL);
}

static GtkWidget *
make_window (GdkContentProvider *content)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("Drag from here");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_drag_source_set_content (source, content);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), NULL);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "Something to drag");
  gtk_window_set_default_size (GTK_WINDOW (window), 240, 240);
  gtk_window_set_child (GTK_WINDOW (window), label);
  return window;
}

int
main (int argc, char **argv)
{
  g_autoptr (GdkContentProvider) content = NULL;

  gtk_init ();
  if (argc < 2)
    return 1;
  content = make_content (argv);
  gtk_window_present (GTK_WINDOW (make_window (content)));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
