/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-progress.h"

G_BEGIN_DECLS

/* How far one chapter is: a thin bar that is drawn, not laid out, so that a hundred of them can move ten times a second.
 * What it says is in the words beside it; it is hidden from screen readers. */
#define BOOKGEN_TYPE_PROGRESS_BAR (bookgen_progress_bar_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProgressBar, bookgen_progress_bar, BOOKGEN, PROGRESS_BAR, GtkWidget)

/* FRACTION 0–1. SHOWN decides the colour. Queues a redraw only where a pixel could change. */
void bookgen_progress_bar_show (BookgenProgressBar *self, double fraction, BookgenShown shown);

G_END_DECLS
