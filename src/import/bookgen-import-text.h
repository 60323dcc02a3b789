/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-import.h"

G_BEGIN_DECLS

/* What the text that stood under a heading of an imported file is to be. */
typedef enum {
  BOOKGEN_IMPORT_USE_BRIEF,    /* what the chapter must cover, as every text is at first */
  BOOKGEN_IMPORT_USE_MATERIAL, /* a note for its chapter */
  BOOKGEN_IMPORT_USE_CHAPTER,  /* the chapter, finished by the author */
} BookgenImportUse;

/* From so many words on a text is proposed to be a chapter. */
#define BOOKGEN_IMPORT_CHAPTER_WORDS 300

/* One such text; BookgenImport.texts has those of all units that have one, in reading order. */
typedef struct {
  BookgenUnit *unit;         /* borrowed from the import's outline */
  char *text;                /* owned; Markdown, with the sections below it under headings of their own */
  guint words;
  BookgenImportUse proposed; /* a proposal only: USE is brief until somebody sets it */
  BookgenImportUse use;

  /* For the import only; owned. */
  char *brief;    /* of the unit, while the text is one */
  char *left;     /* of the unit, when the text is material: what the sections are called */
  char *digest;   /* of the text */
} BookgenImportText;

/* For the division: the texts of the items from INDEX to before END, which became UNIT. */
void bookgen_import_add_unit_text (BookgenImport *self, BookgenUnit *unit, guint index, guint end);
void bookgen_import_text_free (BookgenImportText *self);

/* Also changes the unit in the import's outline, so that this is what a preview shows and what is added: a brief only where
 * the text is one, and who writes it. Not a command that could be undone. A part or module can be no chapter: there it stays
 * what it was. */
void bookgen_import_set_use (BookgenImport *self, BookgenImportText *text, BookgenImportUse use);
/* Takes the import's outline, which is spent then, into the book, below PARENT at POSITION, and stores the texts as they are used. For the tree it is
 * one command. What cannot be stored the book tells by "write-failed". */
void bookgen_import_add_to_book (BookgenImport *self, BookgenBook *book, BookgenUnit *parent, guint position);
/* Stores the texts in a book that was made of this outline (bookgen_book_create_async). */
void bookgen_import_add_texts (BookgenImport *self, BookgenBook *book);

G_END_DECLS
