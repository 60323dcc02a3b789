/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-finding.h"
#include "bookgen-known.h"

G_BEGIN_DECLS

/* Pure: what the Markdown TEXT claims that stands in nothing KNOWN: quotations, years, amounts, percentages, links, DOIs and
 * “a study”, each as a BOOKGEN_FINDING_CLAIM with its sentence as the remark, in the order of the text. That one is found says
 * nothing of whether it is true. Linear in the length. Array of BookgenFinding, the caller's. */
GPtrArray *bookgen_claims_find (const char *text, BookgenKnown *known);

G_END_DECLS
