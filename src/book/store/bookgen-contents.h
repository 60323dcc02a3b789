/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-connection.h"

G_BEGIN_DECLS

/* Everything of a book that is kept in memory: all but its texts, as it was at one moment. */
typedef struct
{
  GHashTable *values;      /* what the book says of itself: name -> value */
  GHashTable *settings;    /* name -> value */
  BookgenOutline *outline;
  GPtrArray *revisions;    /* of BookgenRevision without text, oldest first */
  GHashTable *current_ids; /* unit id -> gint64 */
  GPtrArray *bin;          /* of BookgenBinned */
  GPtrArray *material;     /* of BookgenMaterial without text */
  GHashTable *settled;     /* set of names, bookgen-store-settled.h */
  GPtrArray *tasks;        /* of BookgenTaskRecord */
  BookgenUsage usage;
  gint64 data_version;     /* changes when another connection commits */
} BookgenContents;

/* Only revisions after the one with the id AFTER. */
BookgenContents *bookgen_contents_load (BookgenConnection *connection, gint64 after, GError **error);
void bookgen_contents_free (BookgenContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenContents, bookgen_contents_free)

G_END_DECLS
