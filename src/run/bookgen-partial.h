/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kept text of an unfinished task is stored exactly as it came in, with this character where another attempt went on.
 * It is joined only when it is read, so nothing has to be waited for before a piece is safe. */
#define BOOKGEN_PARTIAL_SEAM "\x1e"

/* And this one stands at its end once the model said that it is complete: should storing it as a text of the book fail, or the
 * program die just then, it is not asked for again. */
#define BOOKGEN_PARTIAL_END "\x04"

gboolean bookgen_partial_is_complete (const char *partial);
/* The text so far as one: each attempt's end trimmed to whole words, the next one joined to it by the rules for
 * continuations (repeated words go). Ours to free. */
char *bookgen_partial_join (const char *partial);
/* Cuts TEXT, in place, back to the last blank, so that a continuation begins with a whole word; text without blanks near its
 * end (Chinese, Japanese) is left. */
void bookgen_partial_trim (char *text);

G_END_DECLS
