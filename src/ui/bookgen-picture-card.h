/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-picture-plan.h"

G_BEGIN_DECLS

/* One picture of a chapter: drawn or brought, it is shown; planned, it says what is to be drawn. Its words are edited in place
 * and kept when they are left. Signals "draw", "bring" and "remove": the author asks for that. */
#define BOOKGEN_TYPE_PICTURE_CARD (bookgen_picture_card_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPictureCard, bookgen_picture_card, BOOKGEN, PICTURE_CARD, GtkWidget)

BookgenPictureCard *bookgen_picture_card_new (BookgenBook *book, BookgenPicturePlan *plan, int number);
int bookgen_picture_card_get_number (BookgenPictureCard *self);
/* Shows it as the plan has it now. BUSY: it is being drawn; PRICE_MICROS: what drawing costs, -1 unknown. */
void bookgen_picture_card_update (BookgenPictureCard *self, gboolean busy, gint64 price_micros);

G_END_DECLS
