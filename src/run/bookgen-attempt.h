/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"
#include "bookgen-job.h"
#include "bookgen-plan.h"
#include "bookgen-prices.h"
#include "bookgen-prompt-file.h"

G_BEGIN_DECLS

/* What an attempt works with; all borrowed, and there until it has ended. */
typedef struct {
  BookgenBook *book;
  BookgenClient *client;
  BookgenEndpoint *endpoint;
  const char *key;            /* NULL for none */
  BookgenPrompts *prompts;
  BookgenPrices *prices;      /* NULL: costs are unknown */
  GRefString *shared;
  BookgenPlan *plan;          /* of the chapters; NULL for none */
  BookgenPlan **making;       /* the plan as far as it is made; an answer that brings more of it puts the new one there */
  const char *seed;           /* of the deal of openings; NULL: from the title */
  gint64 material_tokens;     /* of material at most */
  BookgenChecks checks;
  const char *voice;          /* that reads aloud */
  const BookgenTask *task;
  const BookgenTask *previous; /* in order: the one whose text and carry-over count; NULL for none */
  gboolean in_order;          /* it is asked what it hands on, and told what was handed on */
} BookgenAttemptContext;

typedef enum {
  BOOKGEN_OUTCOME_DONE,      /* the text is on the disk */
  BOOKGEN_OUTCOME_TURN,      /* the answer is whole, but the text goes on in another turn */
  BOOKGEN_OUTCOME_REPAIR,    /* the text is on the disk, and one more request could mend what note says. Without a
                              * revision it was a refusal: a version of the unit, but no text of it */
  BOOKGEN_OUTCOME_FAILED,
  BOOKGEN_OUTCOME_CANCELLED,
  BOOKGEN_OUTCOME_STORAGE,   /* the book could not be written: failure says why in a sentence */
} BookgenOutcomeKind;

typedef struct {
  BookgenOutcomeKind kind;
  BookgenFailure *failure;   /* FAILED, STORAGE */
  BookgenRevision *revision; /* DONE, REPAIR: as stored, with its text */
  char *note;                /* REPAIR: for the job that mends it */
  BookgenUsage usage;        /* of this attempt; already in the job's record */
  gint64 used_tokens;        /* -1 unknown */
  gsize kept_chars;          /* text of this task that is kept for a continuation */
} BookgenOutcome;

void bookgen_outcome_free (BookgenOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenOutcome, bookgen_outcome_free)

/* One attempt from beginning to end: stores the task as running, asks the model, and stores what came of it. JOB is borrowed
 * until the callback; who wants to see the text grow pulls it from there. Cancelled through the job's cancellable. */
void bookgen_attempt_async (BookgenJob *job, const BookgenAttemptContext *context, GAsyncReadyCallback callback,
                            gpointer user_data);
/* Never fails: the outcome says what happened. The caller's. */
BookgenOutcome *bookgen_attempt_finish (GAsyncResult *result);

G_END_DECLS
