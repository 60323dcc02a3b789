/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* One book: Book, Chapters, Progress; what stands in its way; and while something is written, how far it is. Signal "say"
 * (const char *sentence): something to be said in passing. */
#define BOOKGEN_TYPE_BOOK_VIEW (bookgen_book_view_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookView, bookgen_book_view, BOOKGEN, BOOK_VIEW, GtkWidget)

/* Nullable. What was typed into the book shown before is stored. */
void bookgen_book_view_set_desk (BookgenBookView *self, BookgenDesk *desk);
/* The line of the outline the cursor is on; nullable, borrowed. */
BookgenUnit *bookgen_book_view_get_selected (BookgenBookView *self);

/* A picture that was dropped at X, Y goes into the chapter that is shown. FALSE for any other file, and where none is shown. */
gboolean bookgen_book_view_take_picture (BookgenBookView *self, GFile *file, double x, double y);

G_END_DECLS
