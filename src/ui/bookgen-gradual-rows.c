/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-gradual-rows.h"

/* Of the main loop's time, at once. A row takes a quarter of a millisecond to make. */
#define SLICE_US 3000
/* More than any list makes widgets for. */
#define ROWS_WITH_WIDGETS 500

static gboolean
is_whole (GtkSliceListModel *rows)
{
  GListModel *items = gtk_slice_list_model_get_model (rows);
  guint size = gtk_slice_list_model_get_size (rows);

  return size >= ROWS_WITH_WIDGETS || size >= g_list_model_get_n_items (items);
}

static gboolean
on_idle (gpointer user_data)
{
  GtkSliceListModel *rows = user_data;
  gint64 end_us = g_get_monotonic_time () + SLICE_US;

  while (!is_whole (rows) && g_get_monotonic_time () < end_us)
    gtk_slice_list_model_set_size (rows, gtk_slice_list_model_get_size (rows) + 1);
  if (!is_whole (rows))
    return G_SOURCE_CONTINUE;
  gtk_slice_list_model_set_size (rows, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

void
bookgen_gradual_rows_begin (GtkSliceListModel *rows)
{
  gboolean growing = gtk_slice_list_model_get_size (rows) != G_MAXUINT;

  gtk_slice_list_model_set_size (rows, 0);
  if (!growing)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, g_object_ref (rows), g_object_unref);
}

GtkSliceListModel *
bookgen_gradual_rows_new (GListModel *items)
{
  return gtk_slice_list_model_new (g_object_ref (items), 0, G_MAXUINT);
}
