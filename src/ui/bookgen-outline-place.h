/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline-row.h"
#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* A place in the outline that something can be dropped at, and how it is shown. */
typedef enum { BOOKGEN_DROP_BEFORE, BOOKGEN_DROP_INTO, BOOKGEN_DROP_AFTER } BookgenDropSide;

/* Where something dropped on a line goes. FRACTION: 0 at its top, 1 at its bottom. */
BookgenDropSide bookgen_drop_side_at (double fraction);
/* Y in the list. */
BookgenDropSide bookgen_drop_find_side (BookgenOutlineView *view, BookgenOutlineRow *row, double y);
/* "Behind “The harbour”", "To the end" where UNIT is NULL; the caller's. */
char *bookgen_drop_dup_sentence (BookgenUnit *unit, BookgenDropSide side);
/* As a place in the tree: in front of POSITION below PARENT (borrowed, NULL: top level). OPEN: lines below UNIT are seen, so
 * right behind it is in front of the first of them. */
void bookgen_drop_find_place (BookgenOutline *outline, BookgenUnit *unit, BookgenDropSide side, gboolean open,
                              BookgenUnit **parent, guint *position);
/* Over VIEW: a line where the titles of that level begin, or a frame around what it goes into. UNIT NULL: behind the last line. */
void bookgen_drop_draw_place (BookgenOutlineView *view, BookgenUnit *unit, BookgenDropSide side, gboolean refused,
                              GtkSnapshot *snapshot);

G_END_DECLS
