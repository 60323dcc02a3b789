/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* What an outliner's keys and its pointer do to the tree; each call is one undo step. They return FALSE, and change nothing,
 * where the move makes no sense (the first cannot go up). UNITS: array of BookgenUnit, in reading order, none of them below
 * another (bookgen_outline_dup_topmost). */

/* Those of UNITS that are below no other one of them; UNITS is in reading order, and so is the result. New references. */
GPtrArray *bookgen_outline_dup_topmost (GPtrArray *units);
/* Below the unit above them. A chapter that gets units below it becomes a part, a lesson a module. */
gboolean bookgen_outline_indent (BookgenOutline *outline, GPtrArray *units);
/* Behind the group they stand in. */
gboolean bookgen_outline_outdent (BookgenOutline *outline, GPtrArray *units);
/* One place up (STEP -1) or down (1); past the end of their group into the next one. */
gboolean bookgen_outline_shift (BookgenOutline *outline, GPtrArray *units, int step);
/* Below PARENT (NULL: to the top level), in front of what stands at POSITION there now (G_MAXUINT: at the end), one after the
 * other. FALSE where PARENT is, or is below, one of UNITS. */
gboolean bookgen_outline_move_to (BookgenOutline *outline, GPtrArray *units, BookgenUnit *parent, guint position);
void bookgen_outline_remove_all (BookgenOutline *outline, GPtrArray *units);
/* Units that left this tree come back into it, one after the other. */
void bookgen_outline_put_back_all (BookgenOutline *outline, GPtrArray *units, BookgenUnit *parent, guint position);
gboolean bookgen_outline_is_below_any (BookgenUnit *unit, GPtrArray *units); /* or one of them; UNIT nullable */
/* A new empty unit where Enter would put it: behind UNIT, as the first of a group, at the end where UNIT is NULL. GROUP makes
 * a part or module. Borrowed. */
BookgenUnit *bookgen_outline_add_behind (BookgenOutline *outline, BookgenUnit *unit, gboolean group);
/* Where something pasted goes: where Enter behind UNIT (nullable) would put a line; parts go behind the part UNIT is in.
 * PARENT: borrowed, NULL for the top level. */
void bookgen_outline_find_paste_place (BookgenOutline *outline, BookgenUnit *unit, gboolean parts, BookgenUnit **parent,
                                       guint *position);
/* The unit that is selected once UNITS are gone: the next, else the one before, else their group; NULL when nothing is left. */
BookgenUnit *bookgen_outline_get_neighbour (BookgenOutline *outline, GPtrArray *units);
/* The siblings of UNIT (borrowed), and its place among them (G_MAXUINT: it is not in the tree). */
GListModel *bookgen_outline_get_siblings (BookgenOutline *outline, BookgenUnit *unit, guint *position);

G_END_DECLS
