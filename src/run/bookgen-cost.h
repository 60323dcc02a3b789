/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"
#include "bookgen-prices.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* Money, in millionths of the price list's currency; -1 unknown. A rehearsal costs nothing, and neither does a model on this
 * machine, unless the author's own price list has a price for it. */

/* What a request to ENDPOINT's model cost. PRICES nullable. */
gint64 bookgen_cost_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTokens *tokens);
/* What a picture that has come cost: by its answer's own count where there is one, else by the list. */
gint64 bookgen_cost_of_picture_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTokens *tokens);
/* What CHARACTERS read aloud cost, which took MS; -1: it is not spoken yet. */
gint64 bookgen_cost_of_speech_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, gint64 characters, gint64 ms);
/* Whether what STAGE does has a price there. ENDPOINT is that of the stage's own model. */
gboolean bookgen_cost_is_known (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenStage *stage);
/* What one request of TASK can cost at most. Of a text: the whole output limit, and a prompt that is longer than expected,
 * with SHARED_TOKENS of what all requests share (0 where that is not known yet); else one picture, or one piece of speech. */
gint64 bookgen_cost_most_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTask *task,
                                 gint64 shared_tokens);

G_END_DECLS
