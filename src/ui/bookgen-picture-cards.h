/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The cards of a chapter's pictures, at their places in the view of its text: over the text, in room that is made for them
 * below the paragraph; the text itself has nothing of them. Signal "say" (const char *sentence, gboolean undo): a problem, or
 * what bookgen_picture_cards_undo () takes back. */
#define BOOKGEN_TYPE_PICTURE_CARDS (bookgen_picture_cards_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPictureCards, bookgen_picture_cards, BOOKGEN, PICTURE_CARDS, GObject)

/* VIEW is borrowed, and outlives it. */
BookgenPictureCards *bookgen_picture_cards_new (GtkTextView *view);
/* Both nullable. */
void bookgen_picture_cards_show (BookgenPictureCards *self, BookgenDesk *desk, BookgenUnit *unit);
/* The author's own picture, to stand after the paragraph at the view's X, Y; at a card it takes the place of that one's. */
void bookgen_picture_cards_bring (BookgenPictureCards *self, GFile *file, double x, double y);
void bookgen_picture_cards_undo (BookgenPictureCards *self);

G_END_DECLS
