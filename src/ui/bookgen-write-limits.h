/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-forecast.h"

G_BEGIN_DECLS

/* Before writing: how many at once, and what the book may cost. Signal "changed". */
#define BOOKGEN_TYPE_WRITE_LIMITS (bookgen_write_limits_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteLimits, bookgen_write_limits, BOOKGEN, WRITE_LIMITS, AdwPreferencesGroup)

void bookgen_write_limits_show (BookgenWriteLimits *self, const BookgenRunSettings *settings);
/* What the author set for that provider; else one for a model on this machine, which has one pair of hands. */
void bookgen_write_limits_suggest (BookgenWriteLimits *self, BookgenEndpoint *endpoint);
/* Asks for the price of ENDPOINT's model (nullable) where no list has it. */
void bookgen_write_limits_show_endpoint (BookgenWriteLimits *self, BookgenEndpoint *endpoint);
/* What hangs on the way that SETTINGS have, and what is known of it. */
void bookgen_write_limits_show_forecast (BookgenWriteLimits *self, const BookgenRunSettings *settings,
                                         BookgenForecast *forecast);
/* The model whose price was typed, and what a million tokens cost. Borrowed; NULL where there is none. */
const char *bookgen_write_limits_get_price (BookgenWriteLimits *self, gint64 *input_micros, gint64 *output_micros);
/* A cap is wanted that cannot be kept. */
gboolean bookgen_write_limits_lack_price (BookgenWriteLimits *self);
/* FALSE where what was typed is no amount of money. */
gboolean bookgen_write_limits_take (BookgenWriteLimits *self, BookgenRunSettings *settings, GError **error);

G_END_DECLS
