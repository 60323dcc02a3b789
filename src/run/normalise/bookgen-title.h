/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a title comes down to when two are compared: letters and digits alone, in one case, single spaces between words; no
 * markup, emoji or punctuation; "Chapter 3:", "IV." and "第3章" in front are gone, unless nothing else would be left.
 * LABELLED (nullable): whether such a number with its word stood in front. The result is the caller's. */
char *bookgen_title_fold (const char *title, gssize length, gboolean *labelled);
/* The same of a title that is asked for again and again, as each chapter of a book is when another one ends: it is folded once.
 * From any thread. */
char *bookgen_title_fold_known (const char *title);
/* TITLE says a number and no more: "Chapter 3", "第3章". */
gboolean bookgen_title_is_only_number (const char *title, gssize length);

G_END_DECLS
