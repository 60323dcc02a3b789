/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-dialect.h"
#include "bookgen-pace.h"

G_BEGIN_DECLS

/* What the answers of one model at one address have taught: which fields it takes, for which key it has answered,
 * within which limits, and how quickly. Kept in a file where one is given, so that a refusal is paid for once; a damaged or
 * foreign file counts as an empty one. */
typedef struct _BookgenLearned BookgenLearned;

/* PATH NULL: for as long as the program runs. */
BookgenLearned *bookgen_learned_new (const char *path);
void bookgen_learned_free (BookgenLearned *self);
/* FALSE when nothing has been learned. */
gboolean bookgen_learned_get_fields (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenFields *fields);
void bookgen_learned_set_fields (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenFields fields);
/* KEY (nullable) as a number that tells it from another and gives nothing of it away; never 0. */
guint bookgen_learned_make_key_mark (BookgenEndpoint *endpoint, const char *key);
gboolean bookgen_learned_has_answered (BookgenLearned *self, BookgenEndpoint *endpoint, guint key_mark);
void bookgen_learned_set_answered (BookgenLearned *self, BookgenEndpoint *endpoint, guint key_mark);
/* Requests and tokens a minute, as headers told last; -1 where they told nothing. */
void bookgen_learned_get_limits (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 *requests, gint64 *tokens);
void bookgen_learned_set_limits (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 requests, gint64 tokens);
/* All zero where nothing is known. */
void bookgen_learned_get_pace (BookgenLearned *self, BookgenEndpoint *endpoint, BookgenPace *pace);
void bookgen_learned_add_answer (BookgenLearned *self, BookgenEndpoint *endpoint, const BookgenAnswerFacts *facts);
/* How many words the model delivers in one reply; 0 where nothing is known. */
guint bookgen_learned_get_reply_words (BookgenLearned *self, BookgenEndpoint *endpoint);
void bookgen_learned_set_reply_words (BookgenLearned *self, BookgenEndpoint *endpoint, guint words);
/* How many tokens the model reads, prompt and answer together; 0 where nobody has said. */
gint64 bookgen_learned_get_context_tokens (BookgenLearned *self, BookgenEndpoint *endpoint);
void bookgen_learned_set_context_tokens (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 tokens);
/* How long an answer of the model may be asked for; 0 where it has refused none. */
gint64 bookgen_learned_get_output_tokens (BookgenLearned *self, BookgenEndpoint *endpoint);
void bookgen_learned_set_output_tokens (BookgenLearned *self, BookgenEndpoint *endpoint, gint64 tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenLearned, bookgen_learned_free)

G_END_DECLS
