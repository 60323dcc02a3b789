/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-picture-list.h"

G_BEGIN_DECLS

/* The pictures of one chapter, as they are planned and made, and what the author makes of them. Each change is a version of the
 * list, stored at once. Which stages plan and draw follows from the book's pipeline. Signal "changed". */
#define BOOKGEN_TYPE_PICTURE_PLAN (bookgen_picture_plan_get_type ())
G_DECLARE_FINAL_TYPE (BookgenPicturePlan, bookgen_picture_plan, BOOKGEN, PICTURE_PLAN, GObject)

/* Loads what there is; "changed" tells when it is there. */
BookgenPicturePlan *bookgen_picture_plan_new (BookgenBook *book, const char *unit_id);
/* Borrowed until the next return to the main loop, as what is made for an item: NULL for nothing yet. */
const BookgenPictureList *bookgen_picture_plan_get_list (BookgenPicturePlan *self);
BookgenMedia *bookgen_picture_plan_get_made (BookgenPicturePlan *self, int number);

/* NULL leaves one as it is, and so does nothing to draw. */
void bookgen_picture_plan_edit (BookgenPicturePlan *self, int number, const char *caption, const char *alt, const char *draw);
/* The picture that may be drawn already is kept, and not shown. */
void bookgen_picture_plan_remove (BookgenPicturePlan *self, int number);
/* Puts back what was removed last; nothing happens where nothing was. */
void bookgen_picture_plan_undo_remove (BookgenPicturePlan *self);
/* The author's own picture, from a file called NAME: for the planned one of NUMBER, or, where that is 0, as a new one after the
 * paragraph that begins with ANCHOR. FALSE with a sentence when the book cannot take it. */
gboolean bookgen_picture_plan_bring (BookgenPicturePlan *self, int number, GBytes *bytes, const char *name, const char *anchor,
                                     GError **error);

G_END_DECLS
