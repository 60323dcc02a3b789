/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_UNIT_PART,
  BOOKGEN_UNIT_MODULE,
  BOOKGEN_UNIT_CHAPTER,
  BOOKGEN_UNIT_LESSON,
  BOOKGEN_UNIT_LAB,
} BookgenUnitKind;

typedef enum {
  BOOKGEN_WRITER_MODEL,
  BOOKGEN_WRITER_ME,
} BookgenWriter;

#define BOOKGEN_TYPE_UNIT_KIND (bookgen_unit_kind_get_type ())
#define BOOKGEN_TYPE_WRITER (bookgen_writer_get_type ())
GType bookgen_unit_kind_get_type (void);
GType bookgen_writer_get_type (void);

/* One line of the outline: a part, module, chapter, lesson or lab, and the units below it. It notifies its properties;
 * they are changed only through BookgenOutline, so that every change can be undone and is stored. */
#define BOOKGEN_TYPE_UNIT (bookgen_unit_get_type ())
G_DECLARE_FINAL_TYPE (BookgenUnit, bookgen_unit, BOOKGEN, UNIT, GObject)

/* "u7": unique in its book, also among removed units, and never used again. */
const char *bookgen_unit_get_id (BookgenUnit *self);
BookgenUnitKind bookgen_unit_get_kind (BookgenUnit *self);
const char *bookgen_unit_get_title (BookgenUnit *self);
/* What the text must cover; never NULL, may be empty. Markdown. */
const char *bookgen_unit_get_brief (BookgenUnit *self);
/* Words; 0 where the book's own length decides. */
guint bookgen_unit_get_target_words (BookgenUnit *self);
BookgenWriter bookgen_unit_get_writer (BookgenUnit *self);
/* FALSE leaves the unit, and all below it, out of exports. */
gboolean bookgen_unit_get_in_book (BookgenUnit *self);
gboolean bookgen_unit_get_locked (BookgenUnit *self);
/* Ids of the units whose text must exist first; NULL-terminated, never NULL. */
const char *const *bookgen_unit_get_depends_on (BookgenUnit *self);

/* Borrowed; NULL at the top level. */
BookgenUnit *bookgen_unit_get_parent (BookgenUnit *self);
/* The units directly below, in order: a GListModel of BookgenUnit, the same object for the unit's whole life. Borrowed. */
GListModel *bookgen_unit_get_children (BookgenUnit *self);
/* Asking this first spares a unit without any the list of its children. */
gboolean bookgen_unit_has_children (BookgenUnit *self);
/* Text is written for chapters, lessons and labs; parts and modules are groups. */
gboolean bookgen_unit_is_written (BookgenUnit *self);
/* "part", "module", "chapter", "lesson", "lab": the names used in files and on the terminal. */
const char *bookgen_unit_kind_to_string (BookgenUnitKind kind);
gboolean bookgen_unit_kind_from_string (const char *name, BookgenUnitKind *kind);

G_END_DECLS
