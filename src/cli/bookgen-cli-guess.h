/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-estimate.h"

G_BEGIN_DECLS

/* $XDG_CACHE_HOME/bookgen/learned.json, where clients keep what answers teach. Ours to free. */
char *bookgen_cli_dup_learned_path (void);
/* Estimates what is not done in OUTLINE by its RECORDS (BookgenTaskRecord; nullable). ENDPOINT NULL: nobody yet, or a
 * rehearsal where SETTINGS say so. MATERIAL as in BookgenEstimateBasis. The error is that of a pipeline that cannot be read. */
gboolean bookgen_cli_guess (BookgenEstimate *estimate, BookgenOutline *outline, GPtrArray *records,
                            const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GHashTable *material,
                            GError **error);
/* How many tokens of material a request to ENDPOINT (nullable) holds at most, by what is known of its model. */
gint64 bookgen_cli_guess_material_tokens (BookgenEndpoint *endpoint);
/* In lines for people. ENDPOINT is who it was made for. */
void bookgen_cli_guess_tell (const BookgenEstimate *estimate, BookgenEndpoint *endpoint, void (*tell) (const char *format, ...));

G_END_DECLS
