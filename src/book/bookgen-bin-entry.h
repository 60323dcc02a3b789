/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-unit.h"

G_BEGIN_DECLS

/* Something the author deleted that has text or material in it: a unit with all that was below it. It lies in the book's
 * bin until it is restored or emptied. Its facts never change; when something is written of it after all, the bin has
 * another entry for it. */
#define BOOKGEN_TYPE_BIN_ENTRY (bookgen_bin_entry_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBinEntry, bookgen_bin_entry, BOOKGEN, BIN_ENTRY, GObject)

/* The unit, with the children it had, under the id it had and will have again. Borrowed. */
BookgenUnit *bookgen_bin_entry_get_unit (BookgenBinEntry *self);
/* Words of the current texts of the unit and of all below it; how many of these units have a text. */
guint bookgen_bin_entry_get_words (BookgenBinEntry *self);
guint bookgen_bin_entry_get_n_texts (BookgenBinEntry *self);
/* Milliseconds since 1970. */
gint64 bookgen_bin_entry_get_removed_at_ms (BookgenBinEntry *self);
/* Id of the unit it stood below ("": at the top level), which may be gone, and how many stood before it there. */
const char *bookgen_bin_entry_get_parent_id (BookgenBinEntry *self);
guint bookgen_bin_entry_get_position (BookgenBinEntry *self);

G_END_DECLS
