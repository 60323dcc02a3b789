/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bookgen-forecast.h"
#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* Before writing: in which order, with what each way gives and takes. Signal "changed". */
#define BOOKGEN_TYPE_WRITE_WAYS (bookgen_write_ways_get_type ())
G_DECLARE_FINAL_TYPE (BookgenWriteWays, bookgen_write_ways, BOOKGEN, WRITE_WAYS, AdwPreferencesGroup)

void bookgen_write_ways_show (BookgenWriteWays *self, const BookgenRunSettings *settings, BookgenPipeline *pipeline);
void bookgen_write_ways_show_forecast (BookgenWriteWays *self, BookgenForecast *forecast);
void bookgen_write_ways_take (BookgenWriteWays *self, BookgenRunSettings *settings);

G_END_DECLS
