/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the letters of a text say about it. */

/* Whether a language's usual script runs from right to left: by the script subtag where the tag has one ("az-Arab"), else
 * by the language. LANGUAGE is BCP 47. */
gboolean bookgen_script_is_rtl (const char *language);
/* dir and lang of a block of TEXT whose letters are not those of its book, which is in LANGUAGE and runs from right to left if
 * RTL; empty where they are. Ours to free. */
GString *bookgen_script_make_attributes (const char *text, const char *language, gboolean rtl);

G_END_DECLS
