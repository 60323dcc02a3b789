/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* What became of a line of the imported outline. */
typedef enum {
  BOOKGEN_IMPORT_ROLE_UNIT,    /* a unit of the outline, of the item's kind */
  BOOKGEN_IMPORT_ROLE_BOOK,    /* the title of the book */
  BOOKGEN_IMPORT_ROLE_SECTION, /* deeper than chapters: a line in the brief of the unit above it */
} BookgenImportRole;

/* The word before a number, in whatever language: "Chapter 3", "Teil II". */
typedef enum {
  BOOKGEN_IMPORT_LABEL_NONE,
  BOOKGEN_IMPORT_LABEL_PART,
  BOOKGEN_IMPORT_LABEL_MODULE,
  BOOKGEN_IMPORT_LABEL_CHAPTER,
  BOOKGEN_IMPORT_LABEL_LESSON,
  BOOKGEN_IMPORT_LABEL_LAB,
  BOOKGEN_IMPORT_LABEL_SECTION,
} BookgenImportLabel;

/* One line of the tree a file holds, before it is divided into parts, chapters and briefs. The tree is kept as an array in
 * reading order. */
typedef struct {
  guint depth;        /* 0 at the top; at most one more than the item before */
  char *title;        /* one line without number and markup; "" only where a binder or map has a nameless item */
  char *number;       /* as the file has it: "1.2", "IV", "第3章"; "" where there is none */
  char *brief;        /* the text below this item alone, Markdown; may be empty */
  guint target_words; /* 0 where the file has none */
  BookgenImportRole role;
  BookgenUnitKind kind; /* for the role UNIT */
  BookgenWriter writer;

  /* Of an outline copied out of here. */
  gboolean left_out; /* not in the book */
  gboolean locked;
  char *id;          /* by which others of the outline name it; NULL for none */
  GStrv depends_on;  /* the ids of others; NULL for none */

  /* Set by the readers, for the division only. */
  gboolean marked; /* an outline copied out of here: kind, title and text are as they stand, nothing is guessed */
  int level;       /* any scale that grows with depth */
  BookgenImportLabel label;
  gboolean covers; /* a heading over the items that follow on its own level */
  GString *text;   /* owned; becomes brief */
} BookgenImportItem;

#define BOOKGEN_IMPORT_MAX_ITEMS 200000
#define BOOKGEN_IMPORT_MAX_DEPTH 64

GPtrArray *bookgen_import_items_new (void);
/* Adds an item with TITLE as the file has it (NULL: none). Past the greatest number it gives the last item again, so that
 * readers need not look: the front refuses such a file. Borrowed. */
BookgenImportItem *bookgen_import_items_add (GPtrArray *items, int level, const char *title);
/* The item that was added last, or NULL. Borrowed. */
BookgenImportItem *bookgen_import_items_last (GPtrArray *items);
/* Adds a block of text below the item, with an empty line between blocks. */
void bookgen_import_item_add_text (BookgenImportItem *self, const char *text, gssize length);
/* Adds one line right below the one before. */
void bookgen_import_item_add_line (BookgenImportItem *self, const char *text, gssize length);

/* The item is a unit of KIND, exactly as it stands. */
void bookgen_import_item_mark (BookgenImportItem *self, BookgenUnitKind kind);

/* For marked ones: an id, and ids with SEPARATOR between; NULL or "" for none. */
void bookgen_import_item_set_id (BookgenImportItem *self, const char *id);
void bookgen_import_item_set_depends_on (BookgenImportItem *self, const char *ids, const char *separator);

/* Turns levels, which may begin anywhere and skip, into depths. Returns the greatest. */
guint bookgen_import_items_find_depths (GPtrArray *items);
/* Whether any item is marked. */
gboolean bookgen_import_items_are_marked (GPtrArray *items);
/* The index after the last item below INDEX. */
guint bookgen_import_items_end (GPtrArray *items, guint index);
/* The tree as text, one title a line, a tab a level. */
char *bookgen_import_items_to_text (GPtrArray *items);

G_END_DECLS
