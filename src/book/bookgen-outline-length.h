/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the length of a book is dealt to its chapters. WORDS has one number a chapter, in reading order: its own target, or 0
 * where it has none; afterwards what it is to have. Targets stay; what they leave of LENGTH_WORDS is dealt to the others
 * evenly, the first ones having the odd words, so that all together are exactly the length. Where less than
 * BOOKGEN_LEAST_DEALT_WORDS is left for each, each has that, and the book becomes longer. A length of 0 deals nothing. */
#define BOOKGEN_LEAST_DEALT_WORDS 100
void bookgen_outline_deal_words (guint length_words, guint *words, guint n_chapters);

G_END_DECLS
