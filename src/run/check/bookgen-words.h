/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One word of a text as it is compared: without case, in its place. */
typedef struct {
  guint64 hash;
  guint32 start;   /* bytes of the text */
  guint16 length;  /* bytes */
  guint8 breaks;   /* something other than a blank stands before it: a phrase does not go across */
  guint8 wide;     /* a character of a script without blanks, which is a word for itself */
} BookgenWord;

/* Adds the words of the LENGTH bytes of TEXT (UTF-8) from START to WORDS (GArray of BookgenWord). Marks and markup between
 * words are passed over. At most 4 GB of text. */
void bookgen_words_add (GArray *words, const char *text, gsize start, gsize length);
GArray *bookgen_words_new (const char *text);
/* The hash of the N words from FIRST, in their order. */
guint64 bookgen_words_hash (const BookgenWord *first, guint n);

G_END_DECLS
