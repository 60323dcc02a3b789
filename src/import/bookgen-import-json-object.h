/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bookgen-import-item.h"

G_BEGIN_DECLS

/* What somebody's JSON object says of a unit, whatever its keys are called: "chapterTitle", "chapter_title" and "Chapter title" are
 * one key. Strings are borrowed from the object unless they are dup'd; NULL where it says nothing. */

/* The string NODE holds; NULL where it is none. NODE may be NULL. */
const char *bookgen_import_json_string (JsonNode *node);

char *bookgen_import_json_object_dup_title (JsonObject *object);
gboolean bookgen_import_json_object_has_title (JsonObject *object);
/* As the top of a file: the book's title, its author, what it is about. */
const char *bookgen_import_json_object_get_book (JsonObject *object);
const char *bookgen_import_json_object_get_author (JsonObject *object);
const char *bookgen_import_json_object_get_notes (JsonObject *object);
/* How deep a unit in a flat list stands; 0 where nothing is said. */
int bookgen_import_json_object_get_level (JsonObject *object);
guint bookgen_import_json_object_get_words (JsonObject *object);
/* What it says it is, where that is one of our words; else OTHERWISE. */
BookgenImportLabel bookgen_import_json_object_get_label (JsonObject *object, BookgenImportLabel otherwise);
/* Brief, points, number and words. Returns whether there was one. */
gboolean bookgen_import_json_object_fill (JsonObject *object, BookgenImportItem *item);

typedef void (*BookgenImportJsonChildren) (const char *key, JsonNode *node, BookgenImportLabel label, gpointer data);
/* The lists and objects in which units stand, in the order of the parts, chapters and sections that they are. */
void bookgen_import_json_object_foreach_children (JsonObject *object, BookgenImportJsonChildren each, gpointer data);

/* "1", "1.2", "chapter_3" */
gboolean bookgen_import_json_key_is_number (const char *key);
/* A key of what is said about a unit, and no unit's own title. */
gboolean bookgen_import_json_key_is_detail (const char *key);

G_END_DECLS
