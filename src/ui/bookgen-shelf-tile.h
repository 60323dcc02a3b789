/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-library.h"

G_BEGIN_DECLS

/* One book of the shelf: its cover and how far it is. Property "entry" (BookgenShelfEntry, nullable: the tile New book).
 * Action "tile.trash", signal "trash" (BookgenShelfEntry). Action "tile.menu": what can be done with the book, or the ways to
 * a new one. */
#define BOOKGEN_TYPE_SHELF_TILE (bookgen_shelf_tile_get_type ())
G_DECLARE_FINAL_TYPE (BookgenShelfTile, bookgen_shelf_tile, BOOKGEN, SHELF_TILE, GtkWidget)

GtkWidget *bookgen_shelf_tile_new (void);
void bookgen_shelf_tile_set_entry (BookgenShelfTile *self, BookgenShelfEntry *entry);

G_END_DECLS
