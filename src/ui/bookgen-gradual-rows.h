/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkListView makes widgets for as many as 200 items at once, many more than are seen, and a GtkGridView more still, which
 * takes a tenth of a second. This hands a list its items a few at a time instead, those at the top first, until it has all
 * that it makes widgets for; then it has all items. */

/* The model to give a list in place of ITEMS. */
GtkSliceListModel *bookgen_gradual_rows_new (GListModel *items);
/* Before many items come at once. What the list has by then goes, and it begins from the top again. */
void bookgen_gradual_rows_begin (GtkSliceListModel *rows);

G_END_DECLS
