/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-store-outline.h"
#include "bookgen-store-values.h"

G_BEGIN_DECLS

/* What an author changed in outline, title and settings since the last time it was stored: a few notes for each change,
 * so that a change costs little however large the book is. */
typedef struct _BookgenPending BookgenPending;

/* What is stored together. */
typedef struct
{
  GHashTable *values[2];          /* by BookgenValues: name -> value (NULL: to be taken away) */
  BookgenOutlineChanges *outline; /* NULL for none */
  GPtrArray *removed;             /* of BookgenUnit: the same ones as in OUTLINE */
} BookgenChanges;

/* NOTIFY comes with each change. */
BookgenPending *bookgen_pending_new (BookgenOutline *outline, GCallback notify, gpointer data);
void bookgen_pending_free (BookgenPending *self);
void bookgen_pending_set_value (BookgenPending *self, BookgenValues which, const char *name, const char *value);
/* NULL where nothing is pending. */
BookgenChanges *bookgen_pending_take (BookgenPending *self);
/* They could not be stored. */
void bookgen_pending_put_back (BookgenPending *self, BookgenChanges *changes);

/* In the store's thread. */
gboolean bookgen_changes_write (BookgenConnection *connection, BookgenChanges *self, GError **error);
void bookgen_changes_free (BookgenChanges *self);

G_END_DECLS
