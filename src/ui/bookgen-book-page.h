/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* The book itself: its cover as the shelf shows it, title, author, language, kind, plan and style, and how far it is. Each change
 * is kept as it is made. Signals: "started" when its plan is being made; "say" (const char *): a sentence about what was done. */
#define BOOKGEN_TYPE_BOOK_PAGE (bookgen_book_page_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookPage, bookgen_book_page, BOOKGEN, BOOK_PAGE, GtkWidget)

void bookgen_book_page_set_desk (BookgenBookPage *self, BookgenDesk *desk); /* nullable */

G_END_DECLS
