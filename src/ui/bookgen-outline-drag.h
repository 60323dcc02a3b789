/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* Dragging lines of the outline to another place of it (or, as text, to another program). The place is shown while the
 * pointer is over it, and whether it is one; Escape lets go of them where they were. */
typedef struct _BookgenOutlineDrag BookgenOutlineDrag;

/* VIEW is borrowed, and outlives it. */
BookgenOutlineDrag *bookgen_outline_drag_new (BookgenOutlineView *view);
void bookgen_outline_drag_free (BookgenOutlineDrag *self);
/* Draws the place over the view. */
void bookgen_outline_drag_snapshot (BookgenOutlineDrag *self, GtkSnapshot *snapshot);

G_END_DECLS
