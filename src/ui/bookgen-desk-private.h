/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book-pipeline.h"
#include "bookgen-desk.h"

G_BEGIN_DECLS

/* For the files that make up the desk: bookgen-desk.c and -chapters.c. Looks at every chapter. */
void bookgen_desk_count_chapters (BookgenDesk *self, BookgenDeskCount *count);
BookgenBookPipeline *bookgen_desk_get_pipeline (BookgenDesk *self);

G_END_DECLS
