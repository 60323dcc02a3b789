/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book-finding.h"
#include "bookgen-desk.h"

G_BEGIN_DECLS

/* One thing to look at: what it is, where, and what can be done about it. Of an overlap both passages can be seen.
 * Signals: "read", "mend", "fine": the author wants to see the place, to have it mended, or says that it is fine. */
#define BOOKGEN_TYPE_FINDING_ROW (bookgen_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenFindingRow, bookgen_finding_row, BOOKGEN, FINDING_ROW, GtkWidget)

GtkWidget *bookgen_finding_row_new (BookgenDesk *desk);
/* PRICE_MICROS: about what mending it costs; 0 for nothing, -1 unknown. FINDING NULL: none. */
void bookgen_finding_row_bind (BookgenFindingRow *self, BookgenBookFinding *finding, gint64 price_micros);
BookgenBookFinding *bookgen_finding_row_get_finding (BookgenFindingRow *self); /* borrowed, nullable */

G_END_DECLS
