/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bookgen-import.h"

G_BEGIN_DECLS

/* The texts that stand under the headings of what is imported, and for each of them, or for all at once, whether it is the
 * brief of its chapter, material for it, or the finished chapter. */
#define BOOKGEN_TYPE_IMPORT_TEXTS (bookgen_import_texts_get_type ())
G_DECLARE_FINAL_TYPE (BookgenImportTexts, bookgen_import_texts, BOOKGEN, IMPORT_TEXTS, GtkWidget)

/* Nullable; borrowed until another one is set. */
void bookgen_import_texts_set_import (BookgenImportTexts *self, BookgenImport *import);

G_END_DECLS
