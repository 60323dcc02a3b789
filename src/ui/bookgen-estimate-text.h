/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-estimate.h"

G_BEGIN_DECLS

/* "about 6 min · $0.35–0.60": what a way of writing takes. Money is left out where nothing is paid.
 * Ours to free, as all below. */
char *bookgen_estimate_dup_text (const BookgenEstimate *self);
/* What keeps it from being quicker, as a sentence. */
char *bookgen_estimate_dup_limit (const BookgenEstimate *self);

G_END_DECLS
