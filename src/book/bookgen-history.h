/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* Where a unit is, or that it is in no tree. */
typedef struct
{
  gboolean in_tree;
  BookgenUnit *parent; /* owned; NULL at the top level */
  guint position;      /* among its siblings, not counting itself */
} BookgenPlace;

/* One change that can be taken back: of the place of a unit, or of several that follow one another there, or of one
 * property of one unit or of the outline itself. */
typedef struct
{
  GPtrArray *units;     /* of owned BookgenUnit; one for an edit, none for one of the outline itself */
  BookgenPlace from;
  BookgenPlace to;
  const char *property; /* interned; NULL for a change of place */
  GValue before;
  GValue after;
} BookgenCommand;

/* What was done to an outline, in steps that are taken back and done again whole. It remembers, and changes no unit. */
typedef struct _BookgenHistory BookgenHistory;

BookgenHistory *bookgen_history_new (void);
void bookgen_history_free (BookgenHistory *self);
/* The change belongs to the open step, or is a step of its own; what was taken back before cannot be done again. Takes the
 * places. Returns the command, borrowed. */
const BookgenCommand *bookgen_history_add_place (BookgenHistory *self, GPtrArray *units, BookgenPlace from, BookgenPlace to);
/* UNIT is NULL for the outline itself. PROPERTY is interned. An edit of the text that is being typed belongs to the step that began it. */
void bookgen_history_add_edit (BookgenHistory *self, BookgenUnit *unit, const char *property, const GValue *before,
                               const GValue *after);
/* The next edit of the same text is a step of its own. */
void bookgen_history_end_edit (BookgenHistory *self);
/* All changes between begin and end are one step. They nest. */
void bookgen_history_begin (BookgenHistory *self);
void bookgen_history_end (BookgenHistory *self);
gboolean bookgen_history_can_undo (BookgenHistory *self);
gboolean bookgen_history_can_redo (BookgenHistory *self);
/* The step to take back, last command first, or to do again: array of BookgenCommand, new reference; NULL where there is
 * none. */
GPtrArray *bookgen_history_undo (BookgenHistory *self);
GPtrArray *bookgen_history_redo (BookgenHistory *self);
void bookgen_history_forget (BookgenHistory *self);
/* Forgets the steps that have to do with any of UNITS (set of BookgenUnit), and those behind them, which no undo or redo can
 * reach any more. */
void bookgen_history_forget_units (BookgenHistory *self, GHashTable *units);

G_END_DECLS
