/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* How the whole run is: a bar, the totals in words, Pause and Stop. Below the book while something is written, and at the
 * head of Progress. */
#define BOOKGEN_TYPE_RUN_BAR (bookgen_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (BookgenRunBar, bookgen_run_bar, BOOKGEN, RUN_BAR, GtkWidget)

void bookgen_run_bar_set_desk (BookgenRunBar *self, BookgenDesk *desk); /* nullable */

G_END_DECLS
