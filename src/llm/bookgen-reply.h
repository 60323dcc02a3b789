/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"

G_BEGIN_DECLS

/* Why the model stopped, in few words of our own. */
typedef enum {
  BOOKGEN_FINISH_NONE,     /* it has not, as far as the protocol says */
  BOOKGEN_FINISH_STOP,
  BOOKGEN_FINISH_LENGTH,   /* cut at the output limit or the context window */
  BOOKGEN_FINISH_REFUSED,  /* refusal or content filter */
  BOOKGEN_FINISH_OTHER,    /* ended for a reason we do not know */
} BookgenFinish;

typedef struct {
  gint64 input_tokens;      /* the whole prompt, cached included; -1 unknown, as all below */
  gint64 cached_tokens;
  gint64 cache_write_tokens;
  gint64 output_tokens;     /* reasoning included */
  gint64 reasoning_tokens;
  gint64 cost_micros;       /* where the provider says it (OpenRouter) */
} BookgenTokens;

/* What the server's headers said of its limits; -1 where it said nothing. */
typedef struct {
  gint64 requests_limit, requests_remaining, requests_reset_ms;
  gint64 tokens_limit, tokens_remaining, tokens_reset_ms;
  gint64 reset_error_ms; /* how far off the resets may be, either way: they were told in whole seconds */
  gboolean no_retry;     /* the same request would fail again */
} BookgenRateHeaders;

/* One answer, growing while it comes in. The client's tick appends; who shows or keeps the text pulls it by its own offset.
 * Signal "began": once, at the first event of the answer's body. */
#define BOOKGEN_TYPE_REPLY (bookgen_reply_get_type ())
G_DECLARE_FINAL_TYPE (BookgenReply, bookgen_reply, BOOKGEN, REPLY, GObject)

BookgenReply *bookgen_reply_new (void);
/* The text so far: append-only, valid UTF-8 at every moment, without reasoning or think tags. Borrowed until the next
 * return to the main loop. */
const char *bookgen_reply_get_text (BookgenReply *self, gsize *length);
/* Characters of reasoning that came in and were kept out of the text. */
gsize bookgen_reply_get_reasoning_length (BookgenReply *self);
gboolean bookgen_reply_get_began (BookgenReply *self);
/* TRUE only when the protocol said that the answer is complete. */
gboolean bookgen_reply_get_complete (BookgenReply *self);
BookgenFinish bookgen_reply_get_finish (BookgenReply *self);
const char *bookgen_reply_get_refusal (BookgenReply *self);
const char *bookgen_reply_get_model (BookgenReply *self);
const BookgenTokens *bookgen_reply_get_tokens (BookgenReply *self);
const BookgenRateHeaders *bookgen_reply_get_rate_headers (BookgenReply *self);
/* NULL while none is known. */
const BookgenFailure *bookgen_reply_get_failure (BookgenReply *self);
/* g_get_monotonic_time () at the first byte of the body; 0 before. */
gint64 bookgen_reply_get_first_byte_at_us (BookgenReply *self);

G_END_DECLS
