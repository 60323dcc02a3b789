/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The JSON in TEXT, which may stand in a fence or among a model's words, and have commas too many,
 * comments, single quotes or keys without any. Errors:
 * BOOKGEN_IMPORT_ERROR_TOO_LARGE where it nests too deep, else whatever the parser says. */
JsonNode *bookgen_import_json_parse (const char *text, GError **error);
/* Whether TEXT begins as JSON does, past comments. */
gboolean bookgen_import_json_starts (const char *text);
/* One object a line (JSON Lines) as an array of them; NULL where TEXT is something else. Ours to free. */
char *bookgen_import_json_dup_lines (const char *text);

G_END_DECLS
