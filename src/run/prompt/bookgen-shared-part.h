/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-plan.h"

G_BEGIN_DECLS

/* No more tokens than this are shared, whatever the length of the book. */
#define BOOKGEN_SHARED_TOKENS 6000

/* The part that all requests of a run share, byte for byte: the book, how its author wants it written, what PLAN (nullable) says
 * for all chapters, and the outline as far as it fits: with what each chapter is and owns, else with titles, else parts alone. */
GRefString *bookgen_shared_part_make (BookgenBook *book, const BookgenPlan *plan);
/* Whether it names every chapter; else each request says who its neighbours are. */
gboolean bookgen_shared_part_names_all (BookgenOutline *outline);

G_END_DECLS
