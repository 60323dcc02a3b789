/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A passage that two chapters share. */
typedef struct {
  guint first, second;         /* which texts; first < second */
  gsize first_start, first_length;   /* bytes */
  gsize second_start, second_length;
  guint words;                 /* so many are the same; a character of Chinese or Japanese counts half */
} BookgenOverlap;

/* Finds what chapters say in the same words, by the fingerprints of every few words (winnowing: Schleimer, Wilkerson and Aiken,
 * “Winnowing: local algorithms for document fingerprinting”, 2003). Time and memory grow in a straight line with the text; what
 * is kept of a text are its fingerprints, about ten bytes a word. */
typedef struct _BookgenOverlaps BookgenOverlaps;

BookgenOverlaps *bookgen_overlaps_new (void);
void bookgen_overlaps_free (BookgenOverlaps *self);
/* The next text. WORDS (GArray of BookgenWord) are those of it that are compared. */
void bookgen_overlaps_add (BookgenOverlaps *self, const GArray *words);
/* Every shared passage of about a sentence or more, the longest first, at most MOST: GArray of BookgenOverlap, the caller's.
 * What stands in very many chapters is found between neighbours alone. */
GArray *bookgen_overlaps_find (BookgenOverlaps *self, guint most);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenOverlaps, bookgen_overlaps_free)

G_END_DECLS
