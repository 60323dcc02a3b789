/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kept text of an unfinished task is stored exactly as it came in, with this character where another attempt went on.
 * It is joined only when it is read, so nothing has to be waited for before a piece is safe. */
#define BOOKGEN_PARTIAL_SEAM "\x1e"

/* This one stands where an answer came whole and the text goes on in another: between the turns of a long chapter, the
 * requests of a long plan. */
#define BOOKGEN_PARTIAL_TURN "\x1d"

/* And this one stands at its end once the model said that it is complete: should storing it as a text of the book fail, or the
 * program die just then, it is not asked for again. */
#define BOOKGEN_PARTIAL_END "\x04"

/* Both stand where an answer that was said to be complete stopped in the middle of a sentence and was gone on from: once in a
 * text, and no more. */
#define BOOKGEN_PARTIAL_TAKEN_UP BOOKGEN_PARTIAL_END BOOKGEN_PARTIAL_SEAM

gboolean bookgen_partial_is_complete (const char *partial);
gboolean bookgen_partial_is_taken_up (const char *partial);
/* The turns so far, each with its attempts joined: their ends trimmed to whole words, the next joined to it by the rules for
 * continuations (repeated words go). The last is the one that has begun, "" where none has. NULL-terminated, never empty;
 * ours to free. */
GStrv bookgen_partial_split (const char *partial);
/* All of it as one text. Where a turn says what it carries over, that is left out; SAID (nullable) gets what the last one
 * that did so said, NULL for none. Ours to free, both. */
char *bookgen_partial_join (const char *partial, char **said);
/* The same of turns that were split. */
char *bookgen_partial_join_turns (GStrv turns, char **said);
/* The words of each of the N turns that are whole, what they carry over not counted; ENDED: the last one is whole too. Ours to
 * free. */
guint *bookgen_partial_count_words (const char *partial, gboolean ended, guint *n);
/* Cuts TEXT, in place, back to the last blank, so that a continuation begins with a whole word; text without blanks near its
 * end (Chinese, Japanese) is left. */
void bookgen_partial_trim (char *text);

G_END_DECLS
