/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A chapter longer than a model writes in one reply is written in consecutive turns. Pure: what the next turn is to write
 * follows from the words of the turns before it alone, so that a run that was killed goes on as if nothing had happened. */
typedef struct {
  guint words;    /* how many the turn is asked for; 0: the text is as long as it gets */
  gboolean last;  /* as far as can be said, no other follows */
  double from;    /* the share of the brief it is for: 0 to 1 */
  double to;
} BookgenPortion;

/* What a model is taken to deliver in one reply until it has shown otherwise. */
#define BOOKGEN_PORTION_WORDS 1800
#define BOOKGEN_PORTION_MAX_TURNS 60

/* TARGET words in all; CAPACITY words a reply delivers; WRITTEN the words of each of the N turns so far. */
BookgenPortion bookgen_portion_next (guint target, guint capacity, const guint *written, guint n);
/* What a model is now taken to deliver, after it was asked for ASKED words, brought WRITTEN and ended by itself. */
guint bookgen_portion_learn (guint capacity, guint asked, guint written);
/* The share of BRIEF a turn is for: its lines or, where it is one, its sentences. "" where a share would say nothing that the
 * whole does not. Ours to free. */
char *bookgen_portion_dup_share (const BookgenPortion *self, const char *brief);

G_END_DECLS
