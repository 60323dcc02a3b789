/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The outline as a tree that is edited in place, keyboard first: Enter new, F2 rename, Tab and Shift+Tab indent and outdent,
 * Alt+arrows move, Delete, Ctrl+X, C and V, Ctrl+Z and Ctrl+Shift+Z; or by dragging lines. Several may be selected. Ctrl+F
 * shows only what has a text in it. Without "editable" it only shows.
 *
 * Property "selected" (BookgenUnit, nullable; of several one) notifies. Signals: "activated" (BookgenUnit) when a line is
 * clicked; "refused" (const char *sentence) where something is not done, and why. */
#define BOOKGEN_TYPE_OUTLINE_VIEW (bookgen_outline_view_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutlineView, bookgen_outline_view, BOOKGEN, OUTLINE_VIEW, GtkWidget)

/* OUTLINE nullable. DESK (nullable) is where the marks come from, and who knows which chapters have a text. */
void bookgen_outline_view_set_outline (BookgenOutlineView *self, BookgenOutline *outline, BookgenDesk *desk,
                                       gboolean editable);
BookgenUnit *bookgen_outline_view_get_selected (BookgenOutlineView *self);
/* Selects UNIT, opens the groups above it, scrolls to it. */
void bookgen_outline_view_select (BookgenOutlineView *self, BookgenUnit *unit);
void bookgen_outline_view_undo (BookgenOutlineView *self);
void bookgen_outline_view_redo (BookgenOutlineView *self);
void bookgen_outline_view_search (BookgenOutlineView *self);

G_END_DECLS
