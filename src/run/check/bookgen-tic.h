/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A turn of phrase that a book uses too often. */
typedef struct {
  guint chapters;      /* that have it */
  guint text;          /* the first one */
  gsize start, length; /* bytes of that text */
} BookgenTic;

/* Finds phrases of three to five words that stand in a third of the chapters (at least four), with a word in them that carries
 * meaning, and not in the outline. Two readings, in the same order, then the result. The memory is bounded whatever the book's
 * size: the first reading counts in a table of fixed size, which only says what the second need not look at. */
typedef struct _BookgenTics BookgenTics;

/* TEXTS: how many there will be. OUTLINE: titles and briefs as one text. */
BookgenTics *bookgen_tics_new (guint texts, const char *outline);
void bookgen_tics_free (BookgenTics *self);
/* The first reading of the next text. WORDS: GArray of BookgenWord. */
void bookgen_tics_read (BookgenTics *self, const GArray *words);
/* The second reading. */
void bookgen_tics_read_again (BookgenTics *self, const char *text, const GArray *words);
/* The longest phrases in the most chapters first, at most MOST; none is part of another in as many chapters. GArray of
 * BookgenTic, the caller's. */
GArray *bookgen_tics_find (BookgenTics *self, guint most);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenTics, bookgen_tics_free)

G_END_DECLS
