/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-prices.h"
#include "bookgen-reply.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* One attempt at one task while it runs: the reply as it comes in, the text it makes, and how much of it is stored. */
typedef struct {
  guint task;                /* index in the engine's array */
  BookgenTaskRecord *record; /* borrowed from the run; its partial is the text kept from earlier attempts */
  GCancellable *cancellable; /* owned, as all below */
  BookgenReply *reply;
  char *kept;                /* what earlier attempts wrote, joined and trimmed; NULL when this one begins anew */
  GStrv turns;               /* the same turn by turn; the last is the one gone on from, "" where one begins; NULL as above */
  gint64 started_us;         /* monotonic */
  char *note;                /* what a repair is asked to mend; NULL for none */
  GString *text;             /* all of it, as shown: append-only */
  gint64 prompt_tokens;      /* our estimate, for a request that leaves no count */
  gsize taken_bytes;         /* of the reply's text, these are in text */
  gsize stored_bytes;        /* and these are with the store */
  gint64 stored_tokens;      /* our guess of what those are */
  gsize counted_bytes;       /* of text; always before a blank */
  guint words;               /* in these */
  gboolean continuing;
  gboolean hides;            /* what comes in now is carried over, and no part of the text */
} BookgenJob;

BookgenJob *bookgen_job_new (guint task, BookgenTaskRecord *record, gboolean continuing);
void bookgen_job_free (BookgenJob *self);
/* Takes what came in since the last time. With LAST also the few words that were held back to see whether a continuation
 * repeats what was there. */
void bookgen_job_pull (BookgenJob *self, gboolean last);
/* Hands what came in since the last time to BOOK, and notes it in the record. */
void bookgen_job_store (BookgenJob *self, BookgenBook *book);
/* What its request used as far as is stored: as the provider counted, else by our guess. PRICES NULL: costs are unknown. */
BookgenUsage bookgen_job_count (BookgenJob *self, BookgenPrices *prices, BookgenEndpoint *endpoint);
/* The same for the book, in case that nobody comes back to say more: once as it is sent, then as more comes in. */
void bookgen_job_store_open (BookgenJob *self, BookgenBook *book, BookgenPrices *prices, BookgenEndpoint *endpoint);
/* The same for the last time: the model said that its answer is complete, and the text is, or GOES_ON in another turn. */
void bookgen_job_complete (BookgenJob *self, BookgenBook *book, gboolean goes_on);
/* What was complete stops in the middle of a sentence: the next attempt goes on from there. */
void bookgen_job_take_up (BookgenJob *self, BookgenBook *book);
/* Words so far; cheap. */
guint bookgen_job_get_words (BookgenJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenJob, bookgen_job_free)

G_END_DECLS
