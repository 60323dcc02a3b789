/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-anchors.h"
#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* Where the pages of a book are and what links between them lead to. */
typedef struct _BookgenReferences BookgenReferences;

/* MANUSCRIPT must outlive it. */
BookgenReferences *bookgen_references_new (const BookgenManuscript *manuscript);
void bookgen_references_free (BookgenReferences *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenReferences, bookgen_references_free)

/* "ch-0003" for the third chapter of the outline, "part-0001" for the first part: the name of the page's file without its
 * suffix, and the beginning of every id in it. NULL for what is not in the book. Borrowed. */
const char *bookgen_references_get_page_id (BookgenReferences *self, guint section);

/* What to write as the target of a link on the page that OWN is of, ours to free: an address of the web or of mail, a place
 * on the page, or one in another chapter, found by its title or unit id ("the-harbour.md", "03-the-harbour.md#pilots",
 * "u7"). NULL when there is no such place. */
char *bookgen_references_resolve (BookgenReferences *self, const BookgenAnchors *own, const char *destination);

G_END_DECLS
