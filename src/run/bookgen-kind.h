/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* A kind of book that an author can choose: a pipeline with the prompts it needs. */
typedef struct {
  char *name;                /* for bookgen_pipeline_load () and the settings of a run */
  char *title;               /* what a person calls it; where two are called the same, with the name behind it */
  char *problem;             /* why it cannot be used: a sentence that names the file and the line; NULL where it can */
  gboolean own;              /* a file of the author's */
  BookgenPipeline *pipeline; /* NULL where there is a problem */
} BookgenKind;

/* The built-in kinds, then the author's own by title; a file of the author's that is called as a built-in one stands in its
 * place. What is wrong with one hides no other. Array of BookgenKind, the caller's. */
GPtrArray *bookgen_kinds_list (void);
/* The place of the kind called NAME in KINDS; FALSE where it is not among them. */
gboolean bookgen_kinds_find (GPtrArray *kinds, const char *name, guint *place);
/* Makes BOOK one of the kind called NAME, in the settings it keeps for its run, with that kind's own ways of being written. */
void bookgen_kind_choose (BookgenBook *book, const char *name);

G_END_DECLS
