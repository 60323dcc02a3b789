/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-library.h"

G_BEGIN_DECLS

/* The start: a grid of the books on the shelf, the first tile makes a new one; without a book, what to do first. Property
 * "library" (construct). Signals: "open" (const char *path), "trash" (const char *path, const char *title). */
#define BOOKGEN_TYPE_SHELF_PAGE (bookgen_shelf_page_get_type ())
G_DECLARE_FINAL_TYPE (BookgenShelfPage, bookgen_shelf_page, BOOKGEN, SHELF_PAGE, GtkWidget)

void bookgen_shelf_page_set_library (BookgenShelfPage *self, BookgenLibrary *library);

G_END_DECLS
