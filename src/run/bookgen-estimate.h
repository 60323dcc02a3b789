/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"
#include "bookgen-outline.h"
#include "bookgen-pace.h"
#include "bookgen-pipeline.h"
#include "bookgen-prices.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

/* What keeps a run from having more chapters in work at a time. */
typedef enum {
  BOOKGEN_LIMIT_CHAPTERS, /* there are no more */
  BOOKGEN_LIMIT_MODE,     /* one after another */
  BOOKGEN_LIMIT_AT_ONCE,  /* the run's limit */
  BOOKGEN_LIMIT_PAUSE,    /* the pause between starts */
  BOOKGEN_LIMIT_MODULES,  /* modules at once */
  BOOKGEN_LIMIT_LESSONS,  /* lessons of a module at once */
  BOOKGEN_LIMIT_STAGE,    /* a stage's own */
  BOOKGEN_N_LIMITS
} BookgenLimit;

/* "chapters", "mode", "at-once", "pause-ms", "modules-at-once", "lessons-at-once", "stage": what files and the terminal call
 * it. */
const char *bookgen_limit_to_string (BookgenLimit limit);

typedef struct {
  guint requests;
  gint64 input_tokens, output_tokens; /* of texts */
  gint64 cost_micros; /* of the price list's currency; -1 unknown */
  gint64 ms;
} BookgenBound;

/* What writing takes, before anything is sent: between LOW and HIGH. */
typedef struct {
  guint requests; /* as low.requests */
  guint chapters; /* units that something is written for */
  guint at_once;  /* requests at a time, at most */
  BookgenLimit limit;
  guint unpriced; /* bits 1 << BookgenModelJob: models whose price is unknown, and with it the cost */
  BookgenBound low, high;
} BookgenEstimate;

/* What is known of who would write. All borrowed for the call. */
typedef struct {
  BookgenEndpoint *endpoint; /* NULL: nobody yet, or a rehearsal where the settings say so */
  BookgenPrices *prices;     /* NULL: unknown */
  BookgenPace pace;          /* all zero: unknown */
  GHashTable *material;      /* unit id -> tokens of material in its requests (GUINT_TO_POINTER); NULL: there is none */
} BookgenEstimateBasis;

/* For what is not done in OUTLINE by its RECORDS (bookgen_task_key () -> BookgenTaskRecord; nullable). Pure: the engine runs
 * on a virtual clock with the pace of the writer, or what is usual. Takes 20 ms for 300 chapters; more ask from a thread. */
void bookgen_estimate_make (BookgenEstimate *self, BookgenPipeline *pipeline, BookgenOutline *outline,
                            const BookgenRunSettings *settings, GHashTable *records, const BookgenEstimateBasis *basis);
/* The same in a thread; only the planning is done before it returns. */
void bookgen_estimate_async (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings,
                             GHashTable *records, const BookgenEstimateBasis *basis, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_estimate_finish (GAsyncResult *result, BookgenEstimate *self, GError **error);

G_END_DECLS
