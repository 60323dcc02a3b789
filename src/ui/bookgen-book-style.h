/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* How the book is to be written, in its author's words. What is typed is kept as it is typed. */
#define BOOKGEN_TYPE_BOOK_STYLE (bookgen_book_style_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookStyle, bookgen_book_style, BOOKGEN, BOOK_STYLE, AdwPreferencesGroup)

void bookgen_book_style_set_book (BookgenBookStyle *self, BookgenBook *book); /* nullable */
/* Shows what the book says now, where that is not what is shown. */
void bookgen_book_style_show (BookgenBookStyle *self);

G_END_DECLS
