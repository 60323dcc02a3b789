/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-item-name.h"

static gboolean
is_item (GtkWidget *widget)
{
  GtkAccessibleRole role = widget ? gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) : GTK_ACCESSIBLE_ROLE_NONE;

  return role == GTK_ACCESSIBLE_ROLE_LIST_ITEM || role == GTK_ACCESSIBLE_ROLE_GRID_CELL;
}

void
bookgen_item_name_set (GtkWidget *child, const char *name)
{
  GtkWidget *around = gtk_widget_get_parent (child);

  gtk_accessible_update_property (GTK_ACCESSIBLE (is_item (around) ? around : child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
