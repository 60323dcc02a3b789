/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* What the book says of itself, by these names… */
#define BOOKGEN_VALUE_UUID "uuid"
#define BOOKGEN_VALUE_TITLE "title"
#define BOOKGEN_VALUE_AUTHOR "author"
#define BOOKGEN_VALUE_LANGUAGE "language"
#define BOOKGEN_VALUE_NEXT_UNIT "next-unit"
#define BOOKGEN_VALUE_LENGTH_WORDS "length-words"   /* of the whole book; none: nobody said */
#define BOOKGEN_VALUE_CHANGED_AT_MS "changed-at-ms" /* the last change to anything that is exported */
#define BOOKGEN_VALUE_OPENED_AT_MS "opened-at-ms"
#define BOOKGEN_VALUE_OWNER "owner"                 /* "PROGRAM PROCESS", left by whoever wrote last */

/* … or a setting under a name of its user's choice: two tables of one shape. */
typedef enum {
  BOOKGEN_VALUES_BOOK,
  BOOKGEN_VALUES_SETTINGS,
} BookgenValues;

/* A table of owned names and owned values; NULL with error. */
GHashTable *bookgen_store_values_load (BookgenConnection *connection, BookgenValues which, GError **error);
/* VALUE NULL takes the name away. */
gboolean bookgen_store_values_set (BookgenConnection *connection, BookgenValues which, const char *name, const char *value,
                                   GError **error);
/* Notes that something that is exported has changed now. */
gboolean bookgen_store_values_touch (BookgenConnection *connection, GError **error);

G_END_DECLS
