/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bookgen-book-check.h"

G_BEGIN_DECLS

/* What is to be looked at, as the terminal says it. FINDINGS: as bookgen_book_check () gives them. */

/* How many there are in a unit for which it is to be looked at. */
guint bookgen_cli_findings_count (GPtrArray *findings, const char *unit_id);
/* Those of a unit, claims left out, a line each: place and sentence. */
void bookgen_cli_findings_print (GPtrArray *findings, const char *unit_id);
/* One as it is kept, with "key" and "sentence": an object, the caller's. */
JsonNode *bookgen_cli_findings_make_json (BookgenBookFinding *finding);
/* Those of a unit, claims included, as the member "findings" of the object that is open: as they are kept, with "key" and
 * "sentence". */
void bookgen_cli_findings_add_json (JsonBuilder *builder, GPtrArray *findings, const char *unit_id);

G_END_DECLS
