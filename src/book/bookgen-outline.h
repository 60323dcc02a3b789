/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* The tree of a book's units. It is the list model of the top level that the views show (each unit gives the model of its
 * children), and the only way to change a unit: every change is a command that can be undone. It does no I/O; the book
 * listens to "changed" and stores.
 *
 * An outline that belongs to no book (an importer's result) is the same type. It may be built in a worker thread and then
 * handed over.
 *
 * Signal "changed" (BookgenUnit *unit, BookgenOutlineChange what): after each change, also by undo and redo. Units that
 * come or go together, as a tree that is added, have all come or gone before the first is told.
 * For REMOVED the unit and all below it have left the tree (they keep their ids and texts). */
typedef enum {
  BOOKGEN_OUTLINE_ADDED,   /* the unit and all below it came into the tree */
  BOOKGEN_OUTLINE_REMOVED,
  BOOKGEN_OUTLINE_MOVED,
  BOOKGEN_OUTLINE_EDITED,  /* one of its properties */
} BookgenOutlineChange;

#define BOOKGEN_TYPE_OUTLINE_CHANGE (bookgen_outline_change_get_type ())
GType bookgen_outline_change_get_type (void);

#define BOOKGEN_TYPE_OUTLINE (bookgen_outline_get_type ())
G_DECLARE_FINAL_TYPE (BookgenOutline, bookgen_outline, BOOKGEN, OUTLINE, GObject)

BookgenOutline *bookgen_outline_new (void);

/* Adds a unit below PARENT (NULL: at the top level) at POSITION among its siblings (G_MAXUINT: last). Returns the new
 * unit, borrowed. TITLE is UTF-8; an empty one is kept. */
BookgenUnit *bookgen_outline_add (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenUnitKind kind,
                                  const char *title);
/* Takes copies of UNITS (of BookgenUnit; a whole outline is such a list), with all below them, into this outline, with new ids
 * below PARENT at POSITION. What they depend on they depend on among themselves. */
void bookgen_outline_add_tree (BookgenOutline *self, BookgenUnit *parent, guint position, GListModel *units);
/* The same with all units of OTHER, and without a copy: they themselves come over, under new ids. OTHER is spent, and must only be let go. */
void bookgen_outline_take_tree (BookgenOutline *self, BookgenUnit *parent, guint position, BookgenOutline *other);
void bookgen_outline_remove (BookgenOutline *self, BookgenUnit *unit);
/* Brings a unit that left this tree back into it, with all below it and under the ids they had. */
void bookgen_outline_put_back (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position);
/* Returns FALSE, and changes nothing, when PARENT is UNIT itself or below it. POSITION counts without UNIT. */
gboolean bookgen_outline_move (BookgenOutline *self, BookgenUnit *unit, BookgenUnit *parent, guint position);
/* Sets one writable property of UNIT ("title", "brief", "kind", "target-words", "writer", "in-book", "locked",
 * "depends-on"). Nothing happens when the value is the same. Consecutive edits of the same text property are one undo
 * step until another command or bookgen_outline_end_edit (). */
void bookgen_outline_edit (BookgenOutline *self, BookgenUnit *unit, const char *property, const GValue *value);
void bookgen_outline_edit_string (BookgenOutline *self, BookgenUnit *unit, const char *property, const char *value);
void bookgen_outline_end_edit (BookgenOutline *self);

/* The length the whole book is to have, in words; 0 where nobody said. Property "length-words", which notifies; setting it is
 * a command like any other. A unit's own target holds; the others are dealt what is left (bookgen-outline-length.h). */
guint bookgen_outline_get_length_words (BookgenOutline *self);
void bookgen_outline_set_length_words (BookgenOutline *self, guint words);
/* The words a written unit is to have: its own target, else, where it is in the book, its share of the length; 0 where there
 * is neither, and for groups. The planner and the terminal ask this. O(n) once after a change. */
guint bookgen_outline_get_words (BookgenOutline *self, BookgenUnit *unit);

/* Gives every lesson of an outline that has no labs one, after it: "Lab: TITLE", in LANGUAGE (BCP 47, nullable) where its word
 * is known, with the lesson's brief. An outline without lessons has its chapters for them. One undo step. Returns how many
 * were added. */
guint bookgen_outline_add_labs (BookgenOutline *self, const char *language);
/* The same for every lesson that no lab stands behind, in an outline that may have some; and how many these are. */
guint bookgen_outline_add_missing_labs (BookgenOutline *self, const char *language);
guint bookgen_outline_count_missing_labs (BookgenOutline *self);
/* All commands between begin and end are one undo step. They nest. */
void bookgen_outline_begin (BookgenOutline *self);
void bookgen_outline_end (BookgenOutline *self);
/* Properties "can-undo" and "can-redo" notify. */
gboolean bookgen_outline_can_undo (BookgenOutline *self);
gboolean bookgen_outline_can_redo (BookgenOutline *self);
void bookgen_outline_undo (BookgenOutline *self);
void bookgen_outline_redo (BookgenOutline *self);
/* Forgets what could be undone: after loading. */
void bookgen_outline_forget_changes (BookgenOutline *self);

/* Borrowed; NULL when no such unit is in the tree. O(1). */
BookgenUnit *bookgen_outline_find (BookgenOutline *self, const char *id);
/* All units of the tree in reading order (depth first), or only those that text is written for, as it is now: with references,
 * and not to be changed, since all who ask share it until the tree changes. */
GPtrArray *bookgen_outline_dup_units (BookgenOutline *self, gboolean only_written);
guint bookgen_outline_count (BookgenOutline *self, gboolean only_written);
/* 1-based number of a written unit in reading order, over the whole book; 0 for groups. O(n) once after a change. */
guint bookgen_outline_get_number (BookgenOutline *self, BookgenUnit *unit);

/* For the store, which knows ids: puts a unit back exactly. Not undoable, emits nothing. */
BookgenUnit *bookgen_outline_restore (BookgenOutline *self, BookgenUnit *parent, const char *id, BookgenUnitKind kind,
                                      const char *title);
/* The number the next new unit will have ("u" + number). The store keeps it so that ids are never used again. */
guint64 bookgen_outline_get_next_number (BookgenOutline *self);
void bookgen_outline_set_next_number (BookgenOutline *self, guint64 number);

G_END_DECLS
