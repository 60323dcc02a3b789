/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* What a chapter may wait for: the chapters in front of it, but none that waits for it itself, directly or through others
 * (it may have stood in front of them once). In reading order: array of new references, the caller's. */
GPtrArray *bookgen_depends_dup_choices (BookgenOutline *outline, BookgenUnit *unit);
/* Sets or takes away one of them: an undoable command. */
void bookgen_depends_set (BookgenOutline *outline, BookgenUnit *unit, BookgenUnit *on, gboolean depends);
gboolean bookgen_depends_has (BookgenUnit *unit, BookgenUnit *on);
/* "2, 5": the numbers of those that are still there; "" for none. Ours to free. */
char *bookgen_depends_dup_numbers (BookgenOutline *outline, BookgenUnit *unit);

G_END_DECLS
