/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TEXT, the Markdown of one chapter, with its pictures (BookgenPicture; NULL for none) behind their paragraphs, as files in
 * FOLDER. NOTES gains sentences about those whose place is not found. TITLE is the chapter's. Ours to free. */
char *bookgen_markdown_pictures_dup (const char *text, GPtrArray *pictures, const char *folder, const char *title,
                                     GPtrArray *notes);

G_END_DECLS
