/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"
#include "bookgen-outline-place.h"
#include "bookgen-outline-view.h"

G_BEGIN_DECLS

/* Lines of another program come into the outline, pasted or dropped: one undo step. */

typedef struct
{
  BookgenOutline *outline; /* owned: the one that was shown; nothing comes into another one */
  BookgenUnit *unit;       /* owned, nullable: the end */
  gboolean dropped;        /* on a side of it; else pasted where the cursor was */
  BookgenDropSide side;
} BookgenInsertPlace;

BookgenInsertPlace bookgen_insert_place_pasted (BookgenOutlineView *view);
BookgenInsertPlace bookgen_insert_place_dropped (BookgenOutlineView *view, BookgenUnit *unit, BookgenDropSide side);
void bookgen_insert_place_clear (BookgenInsertPlace *place);

/* Parts come behind the part the place is in. Selects what came, and says what was not understood. The outline of IMPORT is spent. */
void bookgen_outline_view_insert (BookgenOutlineView *view, BookgenImport *import, const BookgenInsertPlace *place);
/* COPIES where Ctrl+V puts lines. */
void bookgen_outline_view_insert_copies (BookgenOutlineView *view, BookgenOutline *copies);
/* N_UNITS that came below PARENT at POSITION (G_MAXUINT: at its end). */
void bookgen_outline_view_select_inserted (BookgenOutlineView *view, BookgenUnit *parent, guint position, guint n_units);
gboolean bookgen_outline_has_parts (BookgenOutline *outline);

G_END_DECLS
