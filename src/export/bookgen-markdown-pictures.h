/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TEXT, the Markdown of one chapter, with its pictures (BookgenPicture; NULL for none) behind their paragraphs, as files in
 * FOLDER. NOTES gains sentences about those whose place is not found. TITLE is the chapter's. Ours to free. */
char *bookgen_markdown_pictures_dup (const char *text, GPtrArray *pictures, const char *folder, const char *title,
                                     GPtrArray *notes);

/* The lines of TEXT, counted from 1, behind which something with each of ANCHORS stands: 0 for the beginning, the last one where
 * no paragraph begins so. As many as anchors; free with g_free (). */
guint *bookgen_markdown_pictures_find_lines (const char *text, const char *const *anchors);

G_END_DECLS
