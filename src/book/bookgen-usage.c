/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookgen-usage.h"

/* Adds what OTHER used. A cost of -1 is unknown and stays so whatever is added to it. */
void
bookgen_usage_add (BookgenUsage *self, const BookgenUsage *other)
{
  self->input_tokens += other->input_tokens;
  self->cached_tokens += other->cached_tokens;
  self->cache_write_tokens += other->cache_write_tokens;
  self->output_tokens += other->output_tokens;
  self->reasoning_tokens += other->reasoning_tokens;
  self->requests += other->requests;
  self->estimated |= other->estimated;
  if (self->cost_micros < 0 || other->cost_micros < 0)
    self->cost_micros = -1;
  else
    self->cost_micros += other->cost_micros;
}

void
bookgen_request_free (BookgenRequest *self)
{
  g_free (self->stage);
  g_free (self->unit_id);
  g_free (self->model);
  g_free (self);
}
