/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The length in bytes of the number at the start of TEXT, 0 where there is none, and its value. */

/* A word: "three", "twenty-one", "erster", "deuxième", "вторая". */
gsize bookgen_import_number_word_scan (const char *text, guint *value);
/* Figures that count in order: "1st", "2.", "3ème", "1ª". */
gsize bookgen_import_number_ordinal_scan (const char *text, guint *value);
/* One sign: "①", "Ⅳ", "3" on a key. */
gsize bookgen_import_number_sign_scan (const char *text, guint *value);

G_END_DECLS
