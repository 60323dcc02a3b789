/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of a text that has to fit: bounded, cut between words where there are blanks, with "…" where something was left out. */

/* The first CHARS characters, blanks at the ends gone. Ours to free. */
char *bookgen_excerpt_cut (const char *text, guint chars);
/* The beginning, of at most about TOKENS tokens. Ours to free. */
char *bookgen_excerpt_head (const char *text, gint64 tokens);
/* The end, of at most about TOKENS tokens. Ours to free. */
char *bookgen_excerpt_tail (const char *text, gint64 tokens);
/* The last paragraph that is prose, of at most about TOKENS tokens. Ours to free; "" for none. */
char *bookgen_excerpt_last_paragraph (const char *text, gint64 tokens);
/* Control characters become blanks, carriage returns line feeds, in place. */
void bookgen_excerpt_clean (char *text, gsize length);
/* On one line. Ours to free. */
char *bookgen_excerpt_one_line (const char *text);

G_END_DECLS
