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
/* What hangs on the way that SETTINGS have, and what is known of it. */
void bookgen_write_limits_show_forecast (BookgenWriteLimits *self, const BookgenRunSettings *settings,
                                         BookgenForecast *forecast);
/* FALSE where what was typed is no amount of money: then there is no cap. */
gboolean bookgen_write_limits_take (BookgenWriteLimits *self, BookgenRunSettings *settings);

G_END_DECLS
