/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-desk.h"
#include "bookgen-estimate.h"

G_BEGIN_DECLS

/* What each way of writing a book would take, worked out in a thread, soon after it was last asked. Signal "changed": an
 * answer has come or has lost its meaning. */
#define BOOKGEN_TYPE_FORECAST (bookgen_forecast_get_type ())
G_DECLARE_FINAL_TYPE (BookgenForecast, bookgen_forecast, BOOKGEN, FORECAST, GObject)

BookgenForecast *bookgen_forecast_new (BookgenDesk *desk);
/* For these settings (copied), whatever their mode. ENDPOINT is NULL for Try without cost. */
void bookgen_forecast_ask (BookgenForecast *self, const BookgenRunSettings *settings, BookgenEndpoint *endpoint);
/* What MODEL costs by the author's word, before the price list says so; negative: as the list says. */
void bookgen_forecast_set_price (BookgenForecast *self, const char *model, gint64 input_micros, gint64 output_micros);
/* Borrowed until the next return to the main loop; NULL while it is not known. */
const BookgenEstimate *bookgen_forecast_get (BookgenForecast *self, BookgenMode mode);

G_END_DECLS
