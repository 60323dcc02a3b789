/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-retry.h"

/* The rules come from RFC 9110 (15.5, 15.6: what a status says of a second try) and the error pages of OpenAI, Anthropic,
 * Mistral, DeepSeek, Groq and OpenRouter. A generation that is sent again is paid again, so only what can clear by waiting
 * is, and never for ever. */

enum {
  FIRST_WAIT_MS = 1000,
  LONGEST_WAIT_MS = 60 * 1000,
  LONGEST_ASKED_WAIT_MS = 5 * 60 * 1000, /* a provider that asks for more is a matter for the person */
  ASKED_WAIT_SPREAD_MS = 250,            /* so that not all come back in the same millisecond */
  MANY_TRIES = 8,
  FEW_TRIES = 4,
};

/* How many attempts a kind is worth in all; 0: what can never succeed by itself. */
static guint
tries_of (const BookgenFailure *failure)
{
  switch (failure->kind)
    {
    case BOOKGEN_FAILURE_RATE:
    case BOOKGEN_FAILURE_CAPACITY:
    case BOOKGEN_FAILURE_SERVER:
      return MANY_TRIES;
    case BOOKGEN_FAILURE_CONNECT:
    case BOOKGEN_FAILURE_FIRST_BYTE:
    case BOOKGEN_FAILURE_IDLE:
    case BOOKGEN_FAILURE_CUT:
    case BOOKGEN_FAILURE_GARBAGE:
    case BOOKGEN_FAILURE_PARAMETER:
      return FEW_TRIES;
    default:
      return 0;
    }
}

/* Whether every other request to the same endpoint would fail in the same way. */
static gboolean
concerns_all (const BookgenFailure *failure)
{
  switch (failure->kind)
    {
    case BOOKGEN_FAILURE_TLS:
    case BOOKGEN_FAILURE_REDIRECT:
    case BOOKGEN_FAILURE_QUOTA:
    case BOOKGEN_FAILURE_KEY:
    case BOOKGEN_FAILURE_MODEL:
      return TRUE;
    case BOOKGEN_FAILURE_REQUEST:
      return failure->status == 404 || failure->status == 405; /* the address is not that of a model */
    case BOOKGEN_FAILURE_RATE:
    case BOOKGEN_FAILURE_CAPACITY:
    case BOOKGEN_FAILURE_SERVER:
      return failure->retry_after_ms >= LONGEST_ASKED_WAIT_MS;
    default:
      return FALSE;
    }
}

static gint64
wait_ms (const BookgenFailure *failure, guint attempts, double spread)
{
  gint64 ceiling;

  if (failure->kind == BOOKGEN_FAILURE_PARAMETER)
    return 0;
  if (failure->retry_after_ms >= 0)
    return failure->retry_after_ms + (gint64) (spread * ASKED_WAIT_SPREAD_MS);
  ceiling = (gint64) FIRST_WAIT_MS << MIN (attempts - 1, 10);
  return (gint64) (spread * MIN (ceiling, LONGEST_WAIT_MS));
}

BookgenRetryAdvice
bookgen_retry_advise (const BookgenFailure *failure, guint attempts, double spread)
{
  BookgenRetryAdvice advice = { .action = BOOKGEN_RETRY_GIVE_UP };

  g_return_val_if_fail (failure != NULL && attempts >= 1, advice);
  g_return_val_if_fail (spread >= 0.0 && spread < 1.0, advice);

  if (concerns_all (failure))
    advice.action = BOOKGEN_RETRY_STOP_RUN;
  else if (!failure->final && attempts < tries_of (failure) && failure->retry_after_ms < LONGEST_ASKED_WAIT_MS)
    advice = (BookgenRetryAdvice){ BOOKGEN_RETRY_AGAIN, wait_ms (failure, attempts, spread) };
  else if (failure->kind == BOOKGEN_FAILURE_CONNECT)
    advice.action = BOOKGEN_RETRY_STOP_RUN; /* offline, for this chapter as for all others */
  return advice;
}
