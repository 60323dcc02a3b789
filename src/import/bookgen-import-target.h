/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a text is to be, as outlines say it: "About 2,200 words.", "Target: 1.500–2.000 Wörter", "(environ 900 mots)".
 * Of a range it is the middle; 0 where nothing is said. */
#define BOOKGEN_IMPORT_MAX_TARGET_WORDS 1000000

/* TEXT is nothing but the length, as in a field for it: "2,400", "about 2,400 words". */
guint bookgen_import_target_read (const char *text);
/* At the end of a title: "The Sea (2,400 words)", "The Sea – ca. 2,400 words". It is cut off TITLE. */
guint bookgen_import_target_take_from_title (char *title);
/* In a line of its own, which is cut out of TEXT, or as the last sentence, which stays. */
guint bookgen_import_target_take_from_text (GString *text);

G_END_DECLS
