/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Formulas in Markdown. They must be known before Markdown reads the text, or it takes their backslashes, underlines and
 * asterisks for its own: $…$, $$…$$, \(…\) and \[…\] become code spans that begin with a non-character, which no other
 * text has. A “$” before a digit is money unless it has a partner on its line. */
char *bookgen_math_mark (const char *text, gsize length);

/* The TeX of a code span that bookgen_math_mark () made, ours to free, and whether it stands on lines of its own; NULL
 * when LITERAL is ordinary code. */
char *bookgen_math_dup_tex (const char *literal, gboolean *display);

/* What the author typed, where marks came to stand in text that is no Markdown after all (code, HTML, addresses). */
char *bookgen_math_dup_unmarked (const char *text);

G_END_DECLS
