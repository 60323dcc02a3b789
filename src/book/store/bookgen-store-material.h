/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"
#include "bookgen-material.h"

G_BEGIN_DECLS

/* Stores a new one and gives its id; 0 with error. */
gint64 bookgen_store_material_add (BookgenConnection *connection, BookgenMaterial *material, GError **error);
/* Takes it away for as long as the book is open, or brings it back. */
gboolean bookgen_store_material_set_removed (BookgenConnection *connection, gint64 id, gboolean removed, GError **error);
/* Drops for good what was taken away. */
gboolean bookgen_store_material_sweep (BookgenConnection *connection, GError **error);
/* All that is there, in the order in which it came, without texts: array of BookgenMaterial. */
GPtrArray *bookgen_store_material_load_facts (BookgenConnection *connection, GError **error);
/* That of one unit, with its texts. */
GPtrArray *bookgen_store_material_load (BookgenConnection *connection, const char *unit_id, GError **error);
/* The material as it is without text, under the id it was stored with. */
BookgenMaterial *bookgen_store_material_dup_facts (BookgenMaterial *material, gint64 id);

G_END_DECLS
