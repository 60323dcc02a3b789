/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* One line of the outline in full: title, brief, fields, material; and for a chapter its text. Signal "say"
 * (const char *sentence). */
#define BOOKGEN_TYPE_CHAPTER_PAGE (bookgen_chapter_page_get_type ())
G_DECLARE_FINAL_TYPE (BookgenChapterPage, bookgen_chapter_page, BOOKGEN, CHAPTER_PAGE, GtkWidget)

/* Both nullable. What was typed into the chapter shown before is stored. */
void bookgen_chapter_page_show (BookgenChapterPage *self, BookgenDesk *desk, BookgenUnit *unit);
/* Selects a passage of the text that is shown, in bytes, and goes there. LENGTH 0: nothing. */
void bookgen_chapter_page_point_at (BookgenChapterPage *self, gsize start, gsize length);
void bookgen_chapter_page_save (BookgenChapterPage *self);

/* See bookgen_chapter_text_bring_picture (). */
gboolean bookgen_chapter_page_bring_picture (BookgenChapterPage *self, GFile *file, double x, double y);

G_END_DECLS
