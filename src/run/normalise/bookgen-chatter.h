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

G_END_DECLS
