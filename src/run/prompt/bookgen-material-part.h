/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-endpoint.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* What a request holds of the material that its author gave a chapter and the book: all of it, or as much as the model reads. */

/* Tokens of material a request to ENDPOINT (nullable: nobody yet, or a rehearsal) may hold: half of what its model reads, CONTEXT_TOKENS in all; 0: nobody has said how
 * much, and what is usual counts. */
gint64 bookgen_material_part_get_limit (BookgenEndpoint *endpoint, gint64 context_tokens);
/* MATERIAL: array of BookgenMaterial with texts. Each under its name; what does not fit is left out at the end. Ours to free; NULL
 * for none. */
char *bookgen_material_part_make (GPtrArray *material, gint64 most_tokens);
/* Changes when any of it does; "" for none. Ours to free. */
char *bookgen_material_part_digest (GPtrArray *material);
/* The same of a book that is only read. NULL with error. */
char *bookgen_material_part_digest_read (BookgenSnapshot *snapshot, const char *unit_id, GError **error);
gboolean bookgen_material_part_has_any (BookgenBook *book);
/* What to tell the author where not all of it goes into a request; NULL where all of it does. From counts alone. Ours to free. */
char *bookgen_material_part_dup_warning (BookgenBook *book, const char *unit_id, gint64 most_tokens);
/* The same of each chapter that is written, a line each with its title, and no more than a few; NULL for none. Ours to free. */
char *bookgen_material_part_dup_warnings (BookgenBook *book, gint64 most_tokens);
/* Tokens of it that a request for each unit will hold, from counts alone: unit id -> tokens (GUINT_TO_POINTER), for units that
 * have any. Ours to free. */
GHashTable *bookgen_material_part_count_tokens (BookgenBook *book, gint64 most_tokens);
/* The same of a book that is only read. */
GHashTable *bookgen_material_part_count_read_tokens (BookgenSnapshot *snapshot, gint64 most_tokens, GError **error);

G_END_DECLS
