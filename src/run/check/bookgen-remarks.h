/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-finding.h"

G_BEGIN_DECLS

/* What a second model remarks on a chapter. Kept as a list of that chapter, as bookgen_remarks_to_json () has it, and as the
 * findings of that list, which are placed by the words they quote when they are shown.
 *
 * From our JSON, or from whatever a model calls JSON: array of BookgenFinding, without places, at most
 * BOOKGEN_REMARKS_MAX; NULL where ANSWER has no list of remarks. The caller's. */
#define BOOKGEN_REMARKS_MAX 30
GPtrArray *bookgen_remarks_from_answer (const char *answer);
/* {"items": [{"quote", "remark"}]}. The caller's. */
char *bookgen_remarks_to_json (const GPtrArray *remarks);

G_END_DECLS
