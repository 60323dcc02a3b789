/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-desk.h"
#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* Before writing: which chapters, and what each of them gets besides its text. Signal "changed". */
#define BOOKGEN_TYPE_WRITE_WHAT (bookgen_write_what_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteWhat, bookgen_write_what, BOOKGEN, WRITE_WHAT, AdwPreferencesGroup)

/* PIPELINE nullable: a kind of book that cannot be read. */
void bookgen_write_what_show (BookgenWriteWhat *self, BookgenDesk *desk, const BookgenRunSettings *settings,
                              BookgenPipeline *pipeline);
/* ENDPOINT (NULL: Try without cost) is to write it: what it cannot do is said. */
void bookgen_write_what_show_endpoint (BookgenWriteWhat *self, BookgenEndpoint *endpoint);
/* Lessons are to have labs. */
gboolean bookgen_write_what_wants_labs (BookgenWriteWhat *self);
void bookgen_write_what_take (BookgenWriteWhat *self, BookgenRunSettings *settings);

G_END_DECLS
