/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-finding.h"
#include "bookgen-plan.h"
#include "bookgen-run-settings.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What a whole answer becomes: the text of a revision by the kind of its stage, and what is to be said of it. */
typedef struct {
  char *text;          /* chapter, plan or list as it is kept; "" when the answer was empty */
  char *raw;           /* the answer as it came; NULL when it is the same */
  char *said;          /* what stood after the mark of what is carried over; NULL for nothing */
  char *removed;       /* JSON of what the normaliser took out; NULL for nothing */
  GPtrArray *findings; /* BookgenFinding */
  char *note;          /* what one repair could mend, told to the model; NULL for nothing */
  guint turns;
  char *refusal;       /* the text is one: its first words; NULL else */
  gboolean lacks_end;  /* a repair would go on from where it stops; NOTE is NULL then */
} BookgenProduct;

void bookgen_product_free (BookgenProduct *self);
/* A sentence for the author, to be looked at. */
void bookgen_product_add_remark (BookgenProduct *self, const char *sentence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenProduct, bookgen_product_free)

/* CHECKS: whether a text is looked through, and whether it may be asked for once more. PARTIAL: all that came of TASK. MAKING:
 * where the plan stands as far as it is made, NULL for nothing of it; what an answer adds to it is there at once. BEFORE
 * (nullable): the list that a new one comes after. A very long text is normalised in a worker thread. Finish never fails; the
 * caller's. */
void bookgen_product_make_async (const BookgenTask *task, BookgenChecks checks, const char *partial, BookgenOutline *outline,
                                BookgenPlan **making, const char *before, GAsyncReadyCallback callback, gpointer user_data);
BookgenProduct *bookgen_product_make_finish (GAsyncResult *result);

G_END_DECLS
