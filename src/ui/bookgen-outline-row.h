/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"
#include "bookgen-outline-model.h"

G_BEGIN_DECLS

/* One line of the outline: arrow, number, title (renamed in place) and mark. Signals: "renamed" (const char *title) when Enter is
 * pressed or the field is left; "rename-ended" (gboolean by_enter) after it, also after Escape. */
#define BOOKGEN_TYPE_OUTLINE_ROW (bookgen_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutlineRow, bookgen_outline_row, BOOKGEN, OUTLINE_ROW, GtkWidget)

GtkWidget *bookgen_outline_row_new (void);
/* UNIT nullable. DESK (nullable) says the marks, OUTLINE the numbers, MODEL what is open; all borrowed until unbound. Number and
 * mark are shown by the next refresh. */
void bookgen_outline_row_bind (BookgenOutlineRow *self, BookgenUnit *unit, BookgenOutline *outline, BookgenOutlineModel *model,
                               BookgenDesk *desk);
BookgenUnit *bookgen_outline_row_get_unit (BookgenOutlineRow *self); /* borrowed, nullable */
void bookgen_outline_row_start_rename (BookgenOutlineRow *self);
gboolean bookgen_outline_row_is_renaming (BookgenOutlineRow *self);
/* X in the row; not where there is nothing to open. */
gboolean bookgen_outline_row_is_on_arrow (BookgenOutlineRow *self, double x);
/* Its bounds are those of the title. Borrowed. */
GtkWidget *bookgen_outline_row_get_title_widget (BookgenOutlineRow *self);
/* Shows depth, number and mark as they are now. */
void bookgen_outline_row_refresh (BookgenOutlineRow *self);

G_END_DECLS
