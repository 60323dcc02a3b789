/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The Markdown of one chapter made fit to stand below a heading of LEVEL (1–6), among other chapters: its own headings come
 * below that one without skipped levels, and code or HTML that never ends does not swallow what follows. NOTE_PREFIX, NULL
 * for none, begins the labels of its notes, so that the [^1] of two chapters stay two. Everything else stays as it is.
 * TEXT is UTF-8. Ends in a newline; ours to free. */
char *bookgen_chapter_text_dup (const char *text, guint level, const char *note_prefix);

G_END_DECLS
