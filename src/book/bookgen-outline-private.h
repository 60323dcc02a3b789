/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-history.h"
#include "bookgen-outline.h"
#include "bookgen-tree.h"

G_BEGIN_DECLS

/* Makes the outline what OTHER, a later state of the same one, is. Units keep their objects; "changed" tells each
 * difference; it cannot be undone, nor can what was done before. */
void bookgen_outline_adopt (BookgenOutline *self, BookgenOutline *other);

/* Forgets the steps that have to do with the units of this set, which will never come back. */
void bookgen_outline_forget_units (BookgenOutline *self, GHashTable *units);

/* For the book, which has little to do for each of ten thousand units that come together, and so is not told one by one by
 * "changed". Signal "placed" (GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to): units that follow one
 * another have changed their place, come or gone. Signal "edited" (BookgenUnit *unit). Both come before "changed". */

/* For the files that make up the outline: bookgen-outline.c, -placing.c, -look.c and -adopt.c. */
BookgenTree *bookgen_outline_get_tree (BookgenOutline *self);
/* The command: changes the place of units that follow one another, or brings such as are nowhere. Takes the places. */
void bookgen_outline_change_place (BookgenOutline *self, GPtrArray *units, BookgenPlace from, BookgenPlace to);
/* Changes the place of units that follow one another and says so; no command that could be undone. */
void bookgen_outline_apply_place (BookgenOutline *self, GPtrArray *units, const BookgenPlace *from, const BookgenPlace *to);
/* Says that PROPERTY of the unit, or (NULL) any of them, has another value now. */
void bookgen_outline_tell_edited (BookgenOutline *self, BookgenUnit *unit, const char *property);

G_END_DECLS
