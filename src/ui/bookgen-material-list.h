/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-book.h"

G_BEGIN_DECLS

/* What one line of the outline is written from: its material, each with a button that takes it away, and one that adds files.
 * Signal "say" (const char *sentence). */
#define BOOKGEN_TYPE_MATERIAL_LIST (bookgen_material_list_get_type ())
G_DECLARE_FINAL_TYPE (BookgenMaterialList, bookgen_material_list, BOOKGEN, MATERIAL_LIST, GtkWidget)

/* BOOK nullable; UNIT_ID "" for the book itself. */
void bookgen_material_list_show (BookgenMaterialList *self, BookgenBook *book, const char *unit_id);

G_END_DECLS
