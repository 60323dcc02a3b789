/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-bin-entry.h"

G_BEGIN_DECLS

BookgenBinEntry *bookgen_bin_entry_new (BookgenUnit *unit, const char *parent_id, guint position, gint64 removed_at_ms,
                                        guint words, guint n_texts);

G_END_DECLS
