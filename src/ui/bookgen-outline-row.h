/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* One line of the outline: number, title (renamed in place) and mark. Signals: "renamed" (const char *title) when Enter is
 * pressed or the field is left; "rename-ended" (gboolean by_enter) after it, also after Escape. */
#define BOOKGEN_TYPE_OUTLINE_ROW (bookgen_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutlineRow, bookgen_outline_row, BOOKGEN, OUTLINE_ROW, GtkWidget)

GtkWidget *bookgen_outline_row_new (void);
/* ROW of a tree of units (NULL: none). DESK (nullable) says the marks; OUTLINE the numbers. Both borrowed until unbound. Number
 * and mark are shown by the next refresh. */
void bookgen_outline_row_bind (BookgenOutlineRow *self, GtkTreeListRow *row, BookgenOutline *outline, BookgenDesk *desk);
BookgenUnit *bookgen_outline_row_get_unit (BookgenOutlineRow *self); /* borrowed, nullable */
void bookgen_outline_row_start_rename (BookgenOutlineRow *self);
gboolean bookgen_outline_row_is_renaming (BookgenOutlineRow *self);
gboolean bookgen_outline_row_is_expanded (BookgenOutlineRow *self);
/* Its bounds are those of the title. Borrowed. */
GtkWidget *bookgen_outline_row_get_title_widget (BookgenOutlineRow *self);
/* Shows number and mark as they are now. */
void bookgen_outline_row_refresh (BookgenOutlineRow *self);

G_END_DECLS
