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
/* What one picture costs, as bookgen_client_draw_async () asks for it, with a prompt of PROMPT_TOKENS, where the answer does
 * not say what it was. Millionths; -1 unknown. */
gint64 bookgen_prices_picture_micros (BookgenPrices *self, const char *model, gint64 prompt_tokens);
/* What it costs to have CHARACTERS read aloud, which took MS of speech (-1: not known yet, and guessed where the model is
 * billed by the minute). Millionths; -1 unknown. */
gint64 bookgen_prices_speech_micros (BookgenPrices *self, const char *model, gint64 characters, gint64 ms);
/* Whether speech of MODEL is billed by the minute, so that before it is there its price is a guess. */
gboolean bookgen_prices_counts_minutes (BookgenPrices *self, const char *model);
/* Whether the author's own file prices MODEL, by this name: also one on this machine then costs something. */
gboolean bookgen_prices_is_own (BookgenPrices *self, const char *model);
/* From now on MODEL's text costs INPUT and OUTPUT, for a million tokens of each. What else is priced of it stays. */
void bookgen_prices_set_text (BookgenPrices *self, const char *model, double input, double output);
/* The same in the author's own file, for both programs. Its other prices stay, and one that cannot be read stays as it is. */
gboolean bookgen_prices_keep_text (const char *model, double input, double output, GError **error);
const char *bookgen_prices_get_currency (BookgenPrices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPrices, bookgen_prices_free)

G_END_DECLS
