/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* MARKDOWN as it is read aloud: words without markup, code, pictures, links' addresses and notes, a blank line between
 * paragraphs. Linear. Ours to free. */
char *bookgen_spoken_from_markdown (const char *markdown);

/* A piece of a chapter: below what providers take, and short enough that it is heard, and paid for, by the minute. */
#define BOOKGEN_SPOKEN_PIECE_CHARS 3000
/* TEXT in pieces of at most MAX_CHARS characters, cut at the ends of sentences, where there are none at blanks, and else
 * anywhere. Nothing but white space is left out. NULL-terminated, the caller's. */
GStrv bookgen_spoken_cut (const char *text, guint max_chars);

G_END_DECLS
