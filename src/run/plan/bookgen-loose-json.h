/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads what a model calls JSON: the object or list that stands in TEXT, with chatter or a fence around it, commas too many or
 * too few, line breaks within strings, single or curly quotes, comments, bare words; an end that was cut off is closed. Of
 * several the longest. Bounded in depth; linear in the length of TEXT. NULL where there is none. */
JsonNode *bookgen_loose_json_read (const char *text);

/* There is an object or list in TEXT, and it is closed: what came is all of it, whatever its sender says. Strict. */
gboolean bookgen_loose_json_is_whole (const char *text);

/* Members, whatever they are: a list becomes its texts in one, a number what it says, null and what is missing "". One line
 * feed between two texts, blanks at the ends gone, at most MOST_CHARS characters. Ours to free. */
char *bookgen_loose_json_dup_text (JsonObject *object, const char *name, guint most_chars);
/* The same as a list of at most MOST texts of MOST_CHARS: a text becomes the list of its lines, without their bullets. Empty
 * ones are left out. Never NULL. */
GStrv bookgen_loose_json_dup_list (JsonObject *object, const char *name, guint most, guint most_chars);
/* A number, also out of a text ("Chapter 12"); 0 else. */
guint bookgen_loose_json_get_count (JsonObject *object, const char *name);
/* The member as an array: an object with members "a", "b" is an array of these, each with its name as "name" where it has
 * none. NULL where it is neither; else a new reference. */
JsonArray *bookgen_loose_json_dup_array (JsonObject *object, const char *name);

G_END_DECLS
