/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-page.h"

G_BEGIN_DECLS

/* The pictures of one page of the book, each written when the renderer comes to its place. */
typedef struct _BookgenFigures BookgenFigures;

/* PICTURES (BookgenPicture; NULL for none) and DOCUMENT must outlive it. NOTES gains sentences about those which an EPUB
 * does not take, or whose place is not found. TITLE is the chapter's. */
BookgenFigures *bookgen_figures_new (GPtrArray *pictures, cmark_node *document, const char *title, GPtrArray *notes);
void bookgen_figures_free (BookgenFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenFigures, bookgen_figures_free)

/* Writes what stands before BLOCK, one at the top of the document; NULL is its end. Within an open table, list or the like,
 * which raw HTML can leave open, pictures wait until it is closed. */
void bookgen_figures_write_before (BookgenFigures *self, BookgenPage *page, cmark_node *block);

G_END_DECLS
