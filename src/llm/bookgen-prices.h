/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-reply.h"

G_BEGIN_DECLS

/* The dated price list (data/prices.json), with the author's own file ($XDG_CONFIG_HOME/bookgen/prices.json) over it. */
typedef struct _BookgenPrices BookgenPrices;

BookgenPrices *bookgen_prices_load (GError **error);
void bookgen_prices_free (BookgenPrices *self);
/* Millionths of the list's currency; -1 when MODEL has no price. TOKENS' own cost comes first where it is known. */
gint64 bookgen_prices_cost_micros (BookgenPrices *self, const char *model, const BookgenTokens *tokens);
/* Whether the author's own file prices MODEL, by this name: also one on this machine then costs something. */
gboolean bookgen_prices_is_own (BookgenPrices *self, const char *model);
const char *bookgen_prices_get_currency (BookgenPrices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPrices, bookgen_prices_free)

G_END_DECLS
