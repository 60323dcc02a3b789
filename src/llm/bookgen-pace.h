/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How quickly one model has answered so far, and how far our counts of tokens are off there: running means. All zero:
 * nothing is known. */
typedef struct {
  guint answers;            /* that it was learned from */
  double first_token_ms;    /* from the request to the first byte of the answer */
  double tokens_per_second; /* of the answer, from then on */
  double input_factor;      /* tokens the provider counts for each that we count in a prompt */
  double output_factor;     /* the same for the text of an answer: what the model thinks is counted, too */
} BookgenPace;

/* What one whole answer shows. */
typedef struct {
  gint64 first_token_us, answer_us;              /* from the request to the first byte; from there to the end */
  gint64 input_tokens, output_tokens;            /* as the provider counts; -1 unknown */
  gint64 estimated_input_tokens, estimated_output_tokens; /* as we do */
} BookgenAnswerFacts;

/* A server whose pace is known without asking, and which counts as we do: the one that rehearses. TOKENS_PER_SECOND 0: as fast
 * as it goes. */
void bookgen_pace_set_known (BookgenPace *self, guint first_token_ms, guint tokens_per_second);
/* Takes FACTS into the means, the newest answers weighing most. What is unknown, or too short to tell anything, changes
 * nothing. */
void bookgen_pace_add (BookgenPace *self, const BookgenAnswerFacts *facts);

G_END_DECLS
