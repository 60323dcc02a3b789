/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* Dragging lines of the outline to another place of it (or, as text, to another program). The place is shown while the
 * pointer is over it, and whether it is one; Escape lets go of them where they were. */
typedef struct _BookgenOutlineDrag BookgenOutlineDrag;

typedef enum { BOOKGEN_DROP_BEFORE, BOOKGEN_DROP_INTO, BOOKGEN_DROP_AFTER } BookgenDropSide;

/* Where something dropped on a line goes. FRACTION: 0 at its top, 1 at its bottom. */
BookgenDropSide bookgen_drop_side_at (double fraction);
/* As a place in the tree: in front of POSITION below PARENT (borrowed, NULL: top level). OPEN: lines below UNIT are seen, so
 * right behind it is in front of the first of them. */
void bookgen_drop_find_place (BookgenOutline *outline, BookgenUnit *unit, BookgenDropSide side, gboolean open,
                              BookgenUnit **parent, guint *position);

/* VIEW is borrowed, and outlives it. */
BookgenOutlineDrag *bookgen_outline_drag_new (BookgenOutlineView *view);
void bookgen_outline_drag_free (BookgenOutlineDrag *self);
/* Draws the place over the view. */
void bookgen_outline_drag_snapshot (BookgenOutlineDrag *self, GtkSnapshot *snapshot);

G_END_DECLS
