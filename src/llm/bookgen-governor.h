/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-reply.h"

G_BEGIN_DECLS

/* Why a start must wait. */
typedef enum {
  BOOKGEN_WAIT_NONE,
  BOOKGEN_WAIT_SLOT,        /* as many run as may */
  BOOKGEN_WAIT_PAUSE,       /* the pause between starts */
  BOOKGEN_WAIT_RETRY_AFTER, /* the provider asked us to wait */
  BOOKGEN_WAIT_REQUESTS,    /* its requests for this minute are used up */
  BOOKGEN_WAIT_TOKENS,      /* its tokens for this minute are used up */
  BOOKGEN_WAIT_CAPACITY,    /* it is overloaded; fewer at once for a while */
  BOOKGEN_WAIT_FIRST,       /* the first request has not begun to answer yet */

  /* Never of the governor: limits of the run. */
  BOOKGEN_WAIT_STAGE,       /* as many of this stage run as may */
  BOOKGEN_WAIT_MODULES,     /* as many modules are being written as may */
  BOOKGEN_WAIT_LESSONS,     /* as many lessons of this module are being written as may */
  BOOKGEN_WAIT_BUDGET,      /* what runs could use up the budget */
} BookgenWait;

typedef struct {
  gboolean go;
  gint64 not_before_us; /* when to ask again; G_MAXINT64: after the next end of a request */
  BookgenWait why;
} BookgenPermit;

/* Keeps one endpoint's limits: how many at once, requests and tokens a minute as its headers tell, Retry-After, the pause
 * between starts. Pure: the time comes in (monotonic microseconds), nothing goes out. */
typedef struct _BookgenGovernor BookgenGovernor;

BookgenGovernor *bookgen_governor_new (guint at_once);
void bookgen_governor_free (BookgenGovernor *self);
void bookgen_governor_set_at_once (BookgenGovernor *self, guint at_once); /* may shrink below what runs: nothing is cancelled */
guint bookgen_governor_get_at_once (BookgenGovernor *self);
void bookgen_governor_set_pause_ms (BookgenGovernor *self, guint pause_ms);
/* One request first, the others once it has begun to answer (new key, or a prompt cache to warm). */
void bookgen_governor_set_first_alone (BookgenGovernor *self, gboolean first_alone);

/* What the provider's headers told of a minute in an earlier run, -1 where nothing: holds until this run's first answer says
 * otherwise or says nothing. */
void bookgen_governor_expect_limits (BookgenGovernor *self, gint64 requests, gint64 tokens, gint64 now_us);

BookgenPermit bookgen_governor_ask (BookgenGovernor *self, gint64 expected_tokens, gint64 now_us);
/* What happened, told in this order for each request: started, (began), ended. */
void bookgen_governor_started (BookgenGovernor *self, gint64 expected_tokens, gint64 now_us);
void bookgen_governor_began (BookgenGovernor *self, const BookgenRateHeaders *headers, gint64 now_us);
/* USED_TOKENS -1 where unknown. FAILURE NULL on success. */
void bookgen_governor_ended (BookgenGovernor *self, gint64 expected_tokens, gint64 used_tokens,
                             const BookgenRateHeaders *headers, const BookgenFailure *failure, gint64 now_us);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenGovernor, bookgen_governor_free)

G_END_DECLS
