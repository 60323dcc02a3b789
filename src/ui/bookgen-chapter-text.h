/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The text of one chapter: live while it is written, else the current version, which the author may change. What the author
 * typed becomes a version of its own on save, after a pause, and whenever the chapter is left; from the first key on the
 * chapter is held, so that the run offers a new text instead of replacing what is being edited. Signal "say" (const char *):
 * a sentence about what was done. */
#define BOOKGEN_TYPE_CHAPTER_TEXT (bookgen_chapter_text_get_type ())
G_DECLARE_FINAL_TYPE (BookgenChapterText, bookgen_chapter_text, BOOKGEN, CHAPTER_TEXT, GtkWidget)

/* Saves and lets go of the chapter shown before. Both nullable. */
void bookgen_chapter_text_show (BookgenChapterText *self, BookgenDesk *desk, BookgenUnit *unit);
/* Selects a passage of the text, in bytes, and goes there, once it is loaded. LENGTH 0: nothing. */
void bookgen_chapter_text_point_at (BookgenChapterText *self, gsize start, gsize length);
/* Stores what was typed; nothing happens where nothing was. */
void bookgen_chapter_text_save (BookgenChapterText *self);

/* The author's own picture, to stand behind the paragraph at X, Y. FALSE where no text takes one. */
gboolean bookgen_chapter_text_bring_picture (BookgenChapterText *self, GFile *file, double x, double y);

G_END_DECLS
