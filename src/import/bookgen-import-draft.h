/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

/* The outline in ANSWER, what a model said when it was asked for one as JSON: an object with a title and children, each with a
 * title, a kind, a brief, words and children. Stricter than the reader of anybody's JSON, so that the model can be told what
 * is wrong: the error (BOOKGEN_IMPORT_ERROR) says it in English. N_CHAPTERS is how many units are to be written; 0: any number.
 * LENIENT takes another number, with a warning. */
BookgenImport *bookgen_import_draft (const char *answer, guint n_chapters, gboolean lenient, GError **error);

G_END_DECLS
