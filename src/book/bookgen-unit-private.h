/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* For the outline and the store alone. */

BookgenUnit *bookgen_unit_new (const char *id, BookgenUnitKind kind, const char *title);
/* A unit with the same properties under another ID (taken), without children and dependencies. */
BookgenUnit *bookgen_unit_copy (BookgenUnit *self, GRefString *id);
/* For a unit that goes over to another outline: takes its new ID and gives back the one it had. */
GRefString *bookgen_unit_swap_id (BookgenUnit *self, GRefString *id);
/* VALUE has the property's own type. Returns FALSE, and notifies nothing, when it is the same already. */
gboolean bookgen_unit_set_value (BookgenUnit *self, const char *property, const GValue *value);
/* Makes every property what it is in OTHER. Returns whether one was different. */
gboolean bookgen_unit_assume (BookgenUnit *self, BookgenUnit *other);
/* PARENT is borrowed. */
void bookgen_unit_set_parent (BookgenUnit *self, BookgenUnit *parent);
/* Where the outline keeps its numbering. */
void bookgen_unit_set_number (BookgenUnit *self, guint number);
guint bookgen_unit_get_number (BookgenUnit *self);
/* The same for the words it is to have. */
void bookgen_unit_set_words (BookgenUnit *self, guint words);
guint bookgen_unit_get_words (BookgenUnit *self);
/* Id, title and brief as what they are inside, so that another thread can hold them without a copy. New references. */
GRefString *bookgen_unit_ref_id (BookgenUnit *self);
GRefString *bookgen_unit_ref_title (BookgenUnit *self);
GRefString *bookgen_unit_ref_brief (BookgenUnit *self);

G_END_DECLS
