/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-dialect.h"

G_BEGIN_DECLS

/* What comes back for one request, and what it comes to: the events of a chat go into its reply; anything else (an error, a
 * page, a list) is collected. It does no I/O and is told the time. */
typedef struct _BookgenAnswer BookgenAnswer;

typedef enum {
  BOOKGEN_ANSWER_COMING,
  BOOKGEN_ANSWER_OVER,  /* the protocol says that nothing more comes; bytes are passed over */
  BOOKGEN_ANSWER_ENDED, /* nothing is to be read; see the failure */
} BookgenAnswerState;

/* REPLY: NULL where the body is wanted. SECRET (nullable) never gets into a failure. */
BookgenAnswer *bookgen_answer_new (const BookgenDialect *dialect, BookgenReply *reply, const char *secret);
void bookgen_answer_free (BookgenAnswer *self);

/* What is collected is a picture or speech: large, and long in coming. */
void bookgen_answer_expect_media (BookgenAnswer *self);
/* The head came. CODING: its Content-Encoding; nullable. */
void bookgen_answer_begin (BookgenAnswer *self, guint status, const char *coding, gint64 now_us);
void bookgen_answer_push (BookgenAnswer *self, const char *bytes, gsize length, gint64 now_us);
/* All bytes have come, or none will come any more. */
void bookgen_answer_end (BookgenAnswer *self, gint64 now_us);
/* The connection broke: after the end of the answer that costs nothing. */
void bookgen_answer_break (BookgenAnswer *self);
/* Ends what has gone on for too long, though bytes come. */
void bookgen_answer_watch (BookgenAnswer *self, gint64 now_us);

BookgenAnswerState bookgen_answer_get_state (BookgenAnswer *self);
/* Once it has ended: why it is none; NULL for a good one. The caller's. */
BookgenFailure *bookgen_answer_dup_failure (BookgenAnswer *self);
/* What was collected. */
const GByteArray *bookgen_answer_get_body (BookgenAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenAnswer, bookgen_answer_free)

G_END_DECLS
