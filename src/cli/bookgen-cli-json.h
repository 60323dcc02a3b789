/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-run.h"

G_BEGIN_DECLS

/* A run as JSON lines on standard output: one for each change of a task's state, and at most four a second for each that is
 * being written. Costs are in the price list's currency; null where they are not known. */
typedef struct _BookgenCliJson BookgenCliJson;

/* Follows RUN until it is freed, which must be before RUN is. */
BookgenCliJson *bookgen_cli_json_new (BookgenRun *run);
/* Writes what has not been written yet. */
void bookgen_cli_json_update (BookgenCliJson *self);
void bookgen_cli_json_free (BookgenCliJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCliJson, bookgen_cli_json_free)

/* The last line. EXPORTS: char *, the files that were made. */
void bookgen_cli_json_print_summary (const BookgenTotals *totals, const char *book_path, GPtrArray *exports);

G_END_DECLS
