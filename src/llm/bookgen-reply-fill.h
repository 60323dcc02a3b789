/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-json.h"
#include "bookgen-reply.h"

G_BEGIN_DECLS

/* How an answer is filled: for the dialects and the client alone. */

/* Pieces of text, each a string node; what is no string is ignored. */
void bookgen_reply_add_text (BookgenReply *self, BookgenJson *json, BookgenJsonNode node);
void bookgen_reply_add_whole_text (BookgenReply *self, BookgenJson *json, BookgenJsonNode node); /* everything so far */
void bookgen_reply_add_reasoning (BookgenReply *self, BookgenJson *json, BookgenJsonNode node);
void bookgen_reply_add_refusal (BookgenReply *self, BookgenJson *json, BookgenJsonNode node);
void bookgen_reply_set_model (BookgenReply *self, BookgenJson *json, BookgenJsonNode node);

/* NAME is the provider's own word for it. */
void bookgen_reply_set_finish (BookgenReply *self, BookgenFinish finish);
void bookgen_reply_set_complete (BookgenReply *self);
BookgenTokens *bookgen_reply_edit_tokens (BookgenReply *self);
void bookgen_reply_set_rate_headers (BookgenReply *self, const BookgenRateHeaders *headers);
/* Takes FAILURE; only the first counts. */
void bookgen_reply_take_failure (BookgenReply *self, BookgenFailure *failure);

void bookgen_reply_first_byte (BookgenReply *self, gint64 now_us);
void bookgen_reply_begin (BookgenReply *self);
/* No more comes: text that was held back, to see what it would become, is let out. */
void bookgen_reply_end (BookgenReply *self);
/* Bytes of text, reasoning and refusal that have come so far. */
gsize bookgen_reply_get_taken (BookgenReply *self);
/* The text or the reasoning grew past what any answer has. */
gboolean bookgen_reply_is_too_large (BookgenReply *self);

G_END_DECLS
