/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one chapter hands to the next where chapters are written in order: its last paragraph, points made, terms introduced,
 * promises open. Kept as the text that the next one is told, at most BOOKGEN_CARRY_TOKENS long. */
#define BOOKGEN_CARRY_TOKENS 400

/* The line that stands between a chapter and what its writer says it hands on. */
#define BOOKGEN_CARRY_MARK "[[CARRIED OVER]]"

/* What asks for it: for the end of a request, outside the editable prompt. */
const char *bookgen_carry_get_request (void);
/* Where the mark's line begins in a reply, the last one if there are several; NULL for none. */
const char *bookgen_carry_find (const char *reply);
/* Of a chapter's TEXT, what stood after the mark (nullable), and what the plan says that it hands on (nullable, used where the
 * writer said nothing). Ours to free. */
char *bookgen_carry_make (const char *text, const char *said, const char *hands_on);

G_END_DECLS
