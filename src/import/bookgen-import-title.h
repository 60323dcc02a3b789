/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"

G_BEGIN_DECLS

#define BOOKGEN_IMPORT_MAX_TITLE_CHARS 500

/* Makes every item's title one line of plain text: spaces collapsed, dot leaders and page numbers away, the number in its
 * own field, "(2400 words)" in target_words, an empty one "Untitled" unless NAMELESS items may be. Items need their depths: a
 * lone "I." or "3" is a number only among neighbours in sequence. */
void bookgen_import_titles_clean (GPtrArray *items, gboolean nameless);
/* The first 500 characters of a longer TITLE, up to a space where one is near; *REST, the caller's, is what follows or NULL. */
char *bookgen_import_title_cut (const char *title, char **rest);
/* Whether TEXT ends in the leaders and page number of a contents page. */
gboolean bookgen_import_title_has_page (const char *text);
/* TEXT on one line, trimmed, without soft hyphens and zero-width spaces. */
char *bookgen_import_title_collapse (const char *text);

G_END_DECLS
