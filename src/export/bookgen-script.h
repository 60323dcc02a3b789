/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the letters of a text say about it. */

/* Whether a language's usual script runs from right to left: by the script subtag where the tag has one ("az-Arab"), else
 * by the language. LANGUAGE is BCP 47. */
gboolean bookgen_script_is_rtl (const char *language);
/* "rtl" or "ltr" after the first letter whose direction is strong (Unicode Standard Annex 9, rule P2); NULL where no
 * letter has one. */
const char *bookgen_script_get_direction (const char *text);
/* The language that the script of most of the letters in TEXT fixes ("ja", "ko", "he", "th", …); NULL where it fixes none,
 * or where LANGUAGE is written in that script. */
const char *bookgen_script_get_language (const char *text, const char *language);

G_END_DECLS
