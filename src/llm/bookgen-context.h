/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-json.h"

G_BEGIN_DECLS

/* How many tokens a model reads, prompt and answer together, and how many it writes, as providers say it here and there; 0 where they do not. Pure. */

/* Of ITEM, one model of a list. */
gint64 bookgen_context_of_item (BookgenJson *json, BookgenJsonNode item);
/* What a provider said (nullable) that refused a request for its length. */
gint64 bookgen_context_of_refusal (const char *message);
/* How long an answer may be asked for at most, by what a provider said (nullable) that refused one as too long. */
gint64 bookgen_context_of_output_refusal (const char *message);

G_END_DECLS
