/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* A unit that was deleted by itself, with what was below it, and where it stood. */
typedef struct {
  BookgenUnit *unit; /* owned */
  GRefString *parent_id;
  guint position;
  gint64 removed_at_ms;
} BookgenBinned;

void bookgen_binned_free (BookgenBinned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenBinned, bookgen_binned_free)

/* Everything in the bin, the first deleted first: array of BookgenBinned. */
GPtrArray *bookgen_store_bin_load (BookgenConnection *connection, GError **error);
/* Deletes the units with these IDS (char *) and everything that is kept of them; what their requests used stays in the sums.
 * What was deleted by itself below one of them stays. */
gboolean bookgen_store_bin_empty (BookgenConnection *connection, GPtrArray *ids, GError **error);
/* Deletes what lies in the bin and has neither text nor material in it: nobody would miss it. */
gboolean bookgen_store_bin_sweep (BookgenConnection *connection, GError **error);
/* Gives back what deleting has left free in the file, where that is much of it. Outside any transaction. */
gboolean bookgen_store_bin_reclaim (BookgenConnection *connection, GError **error);

G_END_DECLS
