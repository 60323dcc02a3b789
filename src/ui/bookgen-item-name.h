/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names the item of a list or grid that CHILD fills, or CHILD itself where it is in none. A screen reader is on the item, which
 * takes no name from what is in it (GtkListItem:accessible-label came with GTK 4.12). */
void bookgen_item_name_set (GtkWidget *child, const char *name);

G_END_DECLS
