/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-picture.h"

#include <cmark-gfm.h>

G_BEGIN_DECLS

/* Where in a chapter its pictures stand: behind a block at the top, so never within code, a list, a table or a note. */
typedef struct _BookgenPlacing BookgenPlacing;

/* DOCUMENT must outlive it. */
BookgenPlacing *bookgen_placing_new (cmark_node *document);
void bookgen_placing_free (BookgenPlacing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPlacing, bookgen_placing_free)

/* The block behind which something with this anchor stands: that of the first paragraph or heading which begins with its
 * words, whatever their case, marks and spaces. NULL is the beginning. FALSE when no paragraph begins so. */
gboolean bookgen_placing_find (const BookgenPlacing *self, const char *anchor, cmark_node **block);
/* The same of a picture; NOTES gains a sentence where its place is not found. TITLE is the chapter's. */
cmark_node *bookgen_placing_find_picture (const BookgenPlacing *self, const BookgenPicture *picture, const char *title,
                                          GPtrArray *notes);

G_END_DECLS
