/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-pace.h"

/* Answers that the means remember, about. */
#define MEMORY 20
/* An answer of fewer tokens tells more of the line than of the model. */
#define LEAST_TOKENS 50
/* Beyond these a count is taken for wrong. */
#define LEAST_FACTOR 0.2
#define MOST_FACTOR 50.0
/* Tokens a second of a server that nothing holds back. */
#define UNHINDERED 20000

static void
move_towards (double *mean, double value, guint answers)
{
  *mean = answers == 0 || *mean <= 0 ? value : *mean + (value - *mean) / MIN (answers + 1, MEMORY);
}

static void
take_factor (double *mean, gint64 counted, gint64 estimated, guint answers)
{
  if (counted > 0 && estimated >= LEAST_TOKENS)
    move_towards (mean, CLAMP ((double) counted / estimated, LEAST_FACTOR, MOST_FACTOR), answers);
}

void
bookgen_pace_add (BookgenPace *self, const BookgenAnswerFacts *facts)
{
  gint64 tokens = facts->output_tokens >= 0 ? facts->output_tokens : facts->estimated_output_tokens;

  take_factor (&self->input_factor, facts->input_tokens, facts->estimated_input_tokens, self->answers);
  take_factor (&self->output_factor, facts->output_tokens, facts->estimated_output_tokens, self->answers);
  if (tokens < LEAST_TOKENS || facts->first_token_us <= 0 || facts->answer_us <= 0)
    return;
  move_towards (&self->first_token_ms, facts->first_token_us / 1e3, self->answers);
  move_towards (&self->tokens_per_second, tokens / (facts->answer_us / 1e6), self->answers);
  self->answers = MIN (self->answers + 1, MEMORY);
}

void
bookgen_pace_set_known (BookgenPace *self, guint first_token_ms, guint tokens_per_second)
{
  *self = (BookgenPace){ MEMORY, first_token_ms, tokens_per_second > 0 ? tokens_per_second : UNHINDERED, 1, 1 };
}
