/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words that models put around a text, and the holes they leave in it, known by patterns in the languages that books
 * are mostly written in. A pattern must be sure: what is taken out wrongly is the author's loss. */

/* PARAGRAPH announces the text that follows ("Certainly! Here is the chapter:"). */
gboolean bookgen_chatter_is_preamble (const char *paragraph);
/* PARAGRAPH offers more, counts the words or says that the chapter ends here. */
gboolean bookgen_chatter_is_postamble (const char *paragraph);
/* The first placeholder in LINE ("[Insert quotation]"): the caller's; NULL for none. */
char *bookgen_chatter_dup_placeholder (const char *line);
/* PARAGRAPH, the first of a text, says that the model will not write it. */
gboolean bookgen_chatter_is_refusal (const char *paragraph);
/* PARAGRAPH, the first of a text, is the model's thinking ("Okay, the user wants a chapter …"). */
gboolean bookgen_chatter_is_thought (const char *paragraph);
/* Where the model speaks of itself ("as an AI, I"): the caller's; NULL for none. */
char *bookgen_chatter_dup_self (const char *paragraph);

G_END_DECLS
