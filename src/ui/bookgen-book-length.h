/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* How long the whole book is to be: in words, and about how many pages that is. */
#define BOOKGEN_TYPE_BOOK_LENGTH (bookgen_book_length_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookLength, bookgen_book_length, BOOKGEN, BOOK_LENGTH, GtkWidget)

/* Nullable. */
void bookgen_book_length_set_outline (BookgenBookLength *self, BookgenOutline *outline);

G_END_DECLS
