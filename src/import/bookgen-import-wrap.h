/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"

G_BEGIN_DECLS

/* Columns from which a line was probably broken because it was full, so that the next one goes on with its title. */
#define BOOKGEN_IMPORT_FULL_LINE 55

/* Whether NEXT goes on with the title whose last line is LINE, rather than being text below it. */
gboolean bookgen_import_line_goes_on (const char *line, const char *next);
/* Takes the first line of TEXT, and those it goes on in, as the item's title, the rest as its text. */
void bookgen_import_take_wrapped_title (BookgenImportItem *item, const char *text);

G_END_DECLS
