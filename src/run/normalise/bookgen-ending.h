/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TEXT (LENGTH bytes of UTF-8) ends as a sentence does: with its language's mark, before closing quotation marks, brackets
 * and emphasis. */
gboolean bookgen_ending_is_sentence (const char *text, gsize length);
/* The last block of the Markdown TEXT stops in the middle: of a sentence, table row, link or emphasis, or at a heading. An
 * open code block is not looked for. */
gboolean bookgen_ending_looks_cut (const char *text);

G_END_DECLS
