/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* Whether BYTES begin as a ZIP archive does. */
gboolean bookgen_import_is_zip (GBytes *bytes);
/* The names of all entries, in small letters; NULL where BYTES are no archive. Every reader asks for some: going through a large
 * archive again for each would take seconds. */
GHashTable *bookgen_import_zip_dup_entries (GBytes *bytes);
/* Whether ENTRIES (NULL: none) have an entry of this name. */
gboolean bookgen_import_zip_has (GHashTable *entries, const char *entry);
/* The text of an entry, decoded; NULL without ERROR where there is no such entry and it is OPTIONAL. What unpacks to more than 64 MB, or to
 * more than 200 times the archive, is refused: that is how archives attack. */
char *bookgen_import_zip_dup_text (GBytes *archive, const char *entry, gboolean optional, gsize *length, GError **error);

/* The name of the first entry that ends in SUFFIX; NULL where there is none. */
char *bookgen_import_zip_find (GBytes *archive, const char *suffix);
/* The texts of the entries that end in SUFFIX, by their names; of each at most the first MAX_BYTES, of all at most 64 MB. */
GHashTable *bookgen_import_zip_dup_texts (GBytes *archive, const char *suffix, gsize max_bytes);

G_END_DECLS
