/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* What an outliner's keys do to the tree; each call is one undo step. They return FALSE, and change nothing, where the move
 * makes no sense (the first cannot go up). */

/* Below the unit above it. A chapter that gets units below it becomes a part, a lesson a module. */
gboolean bookgen_outline_indent (BookgenOutline *outline, BookgenUnit *unit);
/* Behind the group it stands in. */
gboolean bookgen_outline_outdent (BookgenOutline *outline, BookgenUnit *unit);
/* One place up (STEP -1) or down (1); past the end of its group into the next one. */
gboolean bookgen_outline_shift (BookgenOutline *outline, BookgenUnit *unit, int step);
/* A new empty unit where Enter would put it: behind UNIT, as the first of a group, at the end where UNIT is NULL. GROUP makes
 * a part or module. Borrowed. */
BookgenUnit *bookgen_outline_add_behind (BookgenOutline *outline, BookgenUnit *unit, gboolean group);
/* The unit that is selected once UNIT is gone: the next, else the one before, else its group; NULL when it was alone. */
BookgenUnit *bookgen_outline_get_neighbour (BookgenOutline *outline, BookgenUnit *unit);
/* The siblings of UNIT (borrowed), and its place among them (G_MAXUINT: it is not in the tree). */
GListModel *bookgen_outline_get_siblings (BookgenOutline *outline, BookgenUnit *unit, guint *position);

G_END_DECLS
