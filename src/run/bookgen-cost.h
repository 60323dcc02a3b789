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
/* What one request of TASK can cost at most: the whole output limit, and a prompt that is longer than expected, with
 * SHARED_TOKENS of what all requests share (0 where that is not known yet). */
gint64 bookgen_cost_most_micros (BookgenPrices *prices, BookgenEndpoint *endpoint, const BookgenTask *task,
                                 gint64 shared_tokens);

G_END_DECLS
