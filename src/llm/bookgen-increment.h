/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Most providers send what is new since the last event; some send everything so far, each time. Which of the two it is shows
 * after a few pieces: as long as each begins with the one before, they are held back. In doubt text is kept rather than lost. */
typedef struct _BookgenIncrement BookgenIncrement;

BookgenIncrement *bookgen_increment_new (void);
void bookgen_increment_free (BookgenIncrement *self);
/* Appends to OUT what PIECE (valid UTF-8) adds to the text. */
void bookgen_increment_push (BookgenIncrement *self, const char *piece, gsize length, GString *out);
/* PIECE is known to be everything so far. */
void bookgen_increment_push_whole (BookgenIncrement *self, const char *piece, gsize length, GString *out);
/* The answer is over: what was held back comes out. */
void bookgen_increment_end (BookgenIncrement *self, GString *out);
/* Bytes that are held back. */
gsize bookgen_increment_get_held (BookgenIncrement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenIncrement, bookgen_increment_free)

G_END_DECLS
