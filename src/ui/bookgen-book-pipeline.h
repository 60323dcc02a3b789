/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* The pipeline a book is written with, as the settings of its run say it: read again only when they have changed, for it is asked
 * many times a second. The book is borrowed. */
typedef struct _BookgenBookPipeline BookgenBookPipeline;

BookgenBookPipeline *bookgen_book_pipeline_new (BookgenBook *book);
void bookgen_book_pipeline_free (BookgenBookPipeline *self);
/* Reads it again when it is asked for next: its file may have changed. */
void bookgen_book_pipeline_forget (BookgenBookPipeline *self);
/* Borrowed, until the settings change; NULL where it cannot be read. */
BookgenPipeline *bookgen_book_pipeline_get (BookgenBookPipeline *self);
/* The kinds of unit that such a book's text is written for, as bits: without labs where only theory is asked for. All of them
 * where it cannot be read. */
guint bookgen_book_pipeline_get_written_kinds (BookgenBookPipeline *self);

G_END_DECLS
