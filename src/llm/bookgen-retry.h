/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_RETRY_AGAIN,     /* the same request again, not before wait_ms */
  BOOKGEN_RETRY_GIVE_UP,   /* this task stops, the others go on */
  BOOKGEN_RETRY_STOP_RUN,  /* key, credit, model, certificate: no request can succeed */
} BookgenRetryAction;

typedef struct {
  BookgenRetryAction action;
  gint64 wait_ms;       /* for AGAIN */
} BookgenRetryAdvice;

/* Pure. ATTEMPTS is how many have failed in a row (1 = the first). SPREAD in [0, 1) takes the place of a random number:
 * full jitter, up to 60 s. Rules: HTTP semantics and the providers' error pages; see retry.c. */
BookgenRetryAdvice bookgen_retry_advise (const BookgenFailure *failure, guint attempts, double spread);

G_END_DECLS
