/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The plan of a book: whether there is one, since when, who changed it, and the way to it: to read it, or to have it made.
 * Signals: "started" when it is being made; "say" (const char *): a sentence about what was done. */
#define BOOKGEN_TYPE_PLAN_ROW (bookgen_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPlanRow, bookgen_plan_row, BOOKGEN, PLAN_ROW, AdwActionRow)

void bookgen_plan_row_set_desk (BookgenPlanRow *self, BookgenDesk *desk); /* nullable */

G_END_DECLS
