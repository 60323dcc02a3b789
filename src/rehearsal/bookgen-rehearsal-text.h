/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Placeholder prose: readable Markdown that says in its first line what it is. Pure functions: the same arguments give the
 * same bytes on every machine, so that a text can be taken up anywhere. */

/* About WORDS words (± 3 %, or a few words for a short text), the first line included. NUMBER and TITLE are the chapter's. */
char *bookgen_rehearsal_text_make (guint number, const char *title, guint words);
/* How many bytes the piece at AT has that one frame carries: a word or a part of one, about four characters, the white
 * space before it included, never half a character. 0 at the end. */
gsize bookgen_rehearsal_text_piece (const char *at);
guint bookgen_rehearsal_text_count_words (const char *text);
/* How many bytes of TEXT, which may begin in mid-paragraph, to say when one stops politely after about WORDS words: to the end of
 * a paragraph, or else of a sentence. */
gsize bookgen_rehearsal_text_stop (const char *text, guint words);
/* Tokens of TEXT as this server counts a prompt: four characters each. */
gint64 bookgen_rehearsal_text_count_tokens (const char *text);

G_END_DECLS
