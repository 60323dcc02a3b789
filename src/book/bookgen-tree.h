/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* The units of an outline: which are below which, found by their ids, numbered in reading order, and the id of the next
 * one. It changes when it is told to, and tells nobody. */
typedef struct _BookgenTree BookgenTree;

BookgenTree *bookgen_tree_new (void);
void bookgen_tree_free (BookgenTree *self);
/* The top level: a GListModel of BookgenUnit. Borrowed. */
GListModel *bookgen_tree_get_top (BookgenTree *self);
/* The units directly below PARENT, or the top level for NULL. Borrowed. */
GListModel *bookgen_tree_get_siblings (BookgenTree *self, BookgenUnit *parent);
/* Borrowed; NULL where there is none. */
BookgenUnit *bookgen_tree_find (BookgenTree *self, const char *id);
gboolean bookgen_tree_has (BookgenTree *self, BookgenUnit *unit);
/* LIKELY is where it was the last time; looking there first makes undoing a large step quick. */
guint bookgen_tree_get_position (BookgenTree *self, BookgenUnit *unit, guint likely);

/* Makes the unit and all below it known by their ids, or not any more. */
void bookgen_tree_enter (BookgenTree *self, BookgenUnit *unit);
void bookgen_tree_leave (BookgenTree *self, BookgenUnit *unit);
/* Puts units that are nowhere below PARENT, one after the other from POSITION on (G_MAXUINT: at the end). */
void bookgen_tree_attach (BookgenTree *self, GPtrArray *units, BookgenUnit *parent, guint position);
/* Takes units that follow one another from where they are. LIKELY: as above, of the first. */
void bookgen_tree_detach (BookgenTree *self, GPtrArray *units, guint likely);
/* Copies of UNITS of another tree, with all below them, under ids that are new here, known already, and still nowhere;
 * what they depend on they depend on among themselves. Array of BookgenUnit. */
GPtrArray *bookgen_tree_dup_copies (BookgenTree *self, GListModel *units);
/* The same with the units of OTHER themselves, which knows none of them any more; to take them out of its lists would cost as
 * much again, and nobody looks there. */
GPtrArray *bookgen_tree_take_units (BookgenTree *self, BookgenTree *other);

GRefString *bookgen_tree_dup_next_id (BookgenTree *self);
guint64 bookgen_tree_get_next_number (BookgenTree *self);
/* Never goes back. */
void bookgen_tree_set_next_number (BookgenTree *self, guint64 number);

/* In reading order, with references; shared, so not to be changed. */
GPtrArray *bookgen_tree_dup_units (BookgenTree *self, gboolean only_written);
guint bookgen_tree_count (BookgenTree *self, gboolean only_written);
guint bookgen_tree_get_number (BookgenTree *self, BookgenUnit *unit);
/* The words a written unit is to have, where the whole book is to have LENGTH_WORDS (0: nobody said). */
guint bookgen_tree_get_words (BookgenTree *self, BookgenUnit *unit, guint length_words);
/* A unit has become one that is written, or is not any more, or how long it is to be has changed. */
void bookgen_tree_forget_numbers (BookgenTree *self);

G_END_DECLS
