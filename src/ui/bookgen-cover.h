/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drawn cover: title and author on a colour that follows from the title, and a line along the lower edge as long as the
 * book is far. Properties "title", "author", "fraction" (0–1; below 0 draws no line). */
#define BOOKGEN_TYPE_COVER (bookgen_cover_get_type ())
G_DECLARE_FINAL_TYPE (BookgenCover, bookgen_cover, BOOKGEN, COVER, GtkWidget)

void bookgen_cover_set_title (BookgenCover *self, const char *title);
void bookgen_cover_set_author (BookgenCover *self, const char *author);
void bookgen_cover_set_fraction (BookgenCover *self, double fraction);
/* The cover's colour for TITLE: the same title always has the same one. Dark enough for white text (contrast ≥ 4.5). */
void bookgen_cover_pick_colour (const char *title, GdkRGBA *colour);

G_END_DECLS
