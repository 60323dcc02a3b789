/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-page.h"

G_BEGIN_DECLS

/* The notes of one page, the references to them, and the way back from each to the first of its own (EPUB SSV 1.1,
 * DPUB-ARIA). */
typedef struct _BookgenFootnotes BookgenFootnotes;

/* PAGE must outlive it. */
BookgenFootnotes *bookgen_footnotes_new (BookgenPage *page);
void bookgen_footnotes_free (BookgenFootnotes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenFootnotes, bookgen_footnotes_free)

void bookgen_footnotes_write_reference (BookgenFootnotes *self, cmark_node *reference);
/* Opens the element of the next note, in the order of the first references. */
void bookgen_footnotes_open (BookgenFootnotes *self, cmark_node *note);
/* Where a paragraph begins: the way back, when it is a note's first one. */
void bookgen_footnotes_write_way_back (BookgenFootnotes *self);

G_END_DECLS
