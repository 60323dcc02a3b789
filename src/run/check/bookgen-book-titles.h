/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* A title or heading that two chapters have. */
typedef struct {
  guint first, second; /* as they were numbered when they were added */
  gsize start, length; /* of the second one's text; both 0 for its title */
} BookgenTitleTwice;

/* Finds chapters of one name, and headings that two chapters share. What three or more share is how the book is built
 * ("Exercises"), and one word alone ("Introduction") says too little. */
typedef struct _BookgenBookTitles BookgenBookTitles;

BookgenBookTitles *bookgen_book_titles_new (void);
void bookgen_book_titles_free (BookgenBookTitles *self);
/* The chapter with this number, and its text. */
void bookgen_book_titles_add (BookgenBookTitles *self, guint number, BookgenUnit *unit, const char *text);
/* GArray of BookgenTitleTwice, the caller's. */
GArray *bookgen_book_titles_find (BookgenBookTitles *self);

G_END_DECLS
