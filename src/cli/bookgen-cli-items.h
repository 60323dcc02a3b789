/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-pipeline.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* "Pictures 2 of 4": of each stage of PIPELINE (nullable) that makes the items of a unit's list how many are made, of how many
 * that are planned, with " · " between. RECORDS: BookgenTaskRecord. The caller's; "" where nothing is planned, NULL with
 * error. */
char *bookgen_cli_items_word (BookgenSnapshot *snapshot, const BookgenPipeline *pipeline, GPtrArray *records,
                              const char *unit_id, GError **error);

G_END_DECLS
