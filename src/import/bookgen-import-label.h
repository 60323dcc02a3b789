/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"

G_BEGIN_DECLS

/* Where TEXT begins with a word such as "Chapter", in any of the languages known: past it; NULL else. */
const char *bookgen_import_label_skip (const char *text, BookgenImportLabel *label);
/* Whether TEXT is the title of front or back matter, which has no number: "Introduction", "Epilogue: …", "Index ..... 9". */
gboolean bookgen_import_label_is_matter (const char *text);
/* Whether TEXT says no more than that a list of contents follows: "Contents", "Outline". */
gboolean bookgen_import_label_is_contents (const char *text);

G_END_DECLS
