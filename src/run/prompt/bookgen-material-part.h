/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-endpoint.h"

G_BEGIN_DECLS

/* What a request holds of the material that its author gave a chapter and the book: all of it, or as much as the model reads. */

/* Tokens of material a request to ENDPOINT may hold: what its models can be taken to read. */
gint64 bookgen_material_part_get_limit (BookgenEndpoint *endpoint);
/* MATERIAL: array of BookgenMaterial with texts. Each under its name; what does not fit is left out at the end. Ours to free; NULL
 * for none. */
char *bookgen_material_part_make (GPtrArray *material, gint64 most_tokens);
/* Changes when any of it does; "" for none. Ours to free. */
char *bookgen_material_part_digest (GPtrArray *material);
/* The same of what BOOK has now for the unit, without loading texts. */
char *bookgen_material_part_digest_now (BookgenBook *book, const char *unit_id);
/* What to tell the author where not all of it goes into a request; NULL where all of it does. From counts alone. Ours to free. */
char *bookgen_material_part_dup_warning (BookgenBook *book, const char *unit_id, BookgenEndpoint *endpoint);

G_END_DECLS
