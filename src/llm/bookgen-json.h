/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A strict reader (RFC 8259) for the one small JSON text of an event, because a model's wire is not always clean Unicode:
 * a string may end in half a surrogate pair whose other half begins the next event, and may hold \u0000. It keeps a flat
 * list of the nodes and no copy of the text, is used again for the next text, and is bounded in depth. */
typedef struct _BookgenJson BookgenJson;

/* A node is an index; every reading function takes BOOKGEN_JSON_NONE for "is not there" and answers in kind. */
typedef int BookgenJsonNode;
#define BOOKGEN_JSON_NONE (-1)
#define BOOKGEN_JSON_ROOT 0

typedef enum {
  BOOKGEN_JSON_MISSING,
  BOOKGEN_JSON_NULL,
  BOOKGEN_JSON_BOOLEAN,
  BOOKGEN_JSON_NUMBER,
  BOOKGEN_JSON_STRING,
  BOOKGEN_JSON_ARRAY,
  BOOKGEN_JSON_OBJECT,
} BookgenJsonKind;

BookgenJson *bookgen_json_new (void);
void bookgen_json_free (BookgenJson *self);

/* Reads one JSON value from the start of TEXT, which must stay as it is while nodes are read. USED gets the bytes read, white
 * space after the value included: less than LENGTH when something follows. FALSE: no JSON, nothing can be read. */
gboolean bookgen_json_parse (BookgenJson *self, const char *text, gsize length, gsize *used);

BookgenJsonKind bookgen_json_kind (BookgenJson *self, BookgenJsonNode node);
/* The member NAME of an object; of several, the last. */
BookgenJsonNode bookgen_json_member (BookgenJson *self, BookgenJsonNode object, const char *name);
/* for (item = bookgen_json_first (json, array); item != BOOKGEN_JSON_NONE; item = bookgen_json_next (json, array, item)) */
BookgenJsonNode bookgen_json_first (BookgenJson *self, BookgenJsonNode array);
BookgenJsonNode bookgen_json_next (BookgenJson *self, BookgenJsonNode array, BookgenJsonNode item);

/* Appends the string, decoded, and says whether NODE is one. PENDING (nullable) carries a high surrogate from one text to
 * the next, 0 for none; a surrogate without its other half, and U+0000, become U+FFFD. */
gboolean bookgen_json_append_string (BookgenJson *self, BookgenJsonNode node, GString *out, gunichar *pending);
/* The string, or a number as it was written; else NULL. */
char *bookgen_json_dup_text (BookgenJson *self, BookgenJsonNode node);
gboolean bookgen_json_is (BookgenJson *self, BookgenJsonNode node, const char *string);
/* A number that is there and not negative, or a string that is one; else FALLBACK. */
gint64 bookgen_json_count (BookgenJson *self, BookgenJsonNode node, gint64 fallback);
double bookgen_json_double (BookgenJson *self, BookgenJsonNode node, double fallback);
gboolean bookgen_json_true (BookgenJson *self, BookgenJsonNode node);

/* Writing: appends TEXT (valid UTF-8) as a JSON string with its quotes. */
void bookgen_json_write_string (GString *out, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenJson, bookgen_json_free)

G_END_DECLS
