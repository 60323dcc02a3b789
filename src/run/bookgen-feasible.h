/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"
#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* Whether what SETTINGS ask for can be done at all, before anything is bought: every stage of PIPELINE that is on, and a
 * budget, for which the prices of ENDPOINT's models must be known (BOOKGEN_PIPELINE_ERROR_NO_PRICE). The error names what
 * cannot. */
gboolean bookgen_feasible (const BookgenPipeline *pipeline, const BookgenRunSettings *settings, BookgenEndpoint *endpoint,
                           GError **error);

G_END_DECLS
