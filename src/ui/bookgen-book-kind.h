/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"

G_BEGIN_DECLS

/* What kind of book it is, and for one with lessons what each of them has. Kept with how the book is written; while something
 * is being written it stays as it is. Signal "say" (const char *): a sentence about what was done. */
#define BOOKGEN_TYPE_BOOK_KIND (bookgen_book_kind_get_type ())
G_DECLARE_FINAL_TYPE (BookgenBookKind, bookgen_book_kind, BOOKGEN, BOOK_KIND, AdwPreferencesGroup)

void bookgen_book_kind_set_desk (BookgenBookKind *self, BookgenDesk *desk); /* nullable */

G_END_DECLS
