/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts children side by side, and what does not fit below: buttons and rows stay whole in a narrow window or with large text.
 * A child that expands is asked for no more than its minimum when lines are filled, and takes what its line has left.
 * Property "spacing", in pixels, between children and between lines. */
#define BOOKGEN_TYPE_WRAP_LAYOUT (bookgen_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWrapLayout, bookgen_wrap_layout, BOOKGEN, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
