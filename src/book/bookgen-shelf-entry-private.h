/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-library.h"

G_BEGIN_DECLS

/* What a look at one file of the shelf has found. */
typedef struct
{
  char *path;
  char *stamp;         /* of the file when it was looked at: while it stays, there is nothing new in it */
  char *uuid;          /* NULL where the file could not be read */
  char *title;
  char *author;
  char *problem;       /* a sentence; NULL where there is none */
  guint units;         /* that text is written for */
  guint written;
  gint64 opened_at_ms;
} BookgenShelfFacts;

/* Blocking. */
BookgenShelfFacts *bookgen_shelf_facts_load (const char *path, const char *stamp);
void bookgen_shelf_facts_free (BookgenShelfFacts *self);

/* Takes FACTS. */
BookgenShelfEntry *bookgen_shelf_entry_new (BookgenShelfFacts *facts);
/* Takes FACTS, of the same path; notifies what is different. */
void bookgen_shelf_entry_update (BookgenShelfEntry *self, BookgenShelfFacts *facts);
const BookgenShelfFacts *bookgen_shelf_entry_get_facts (BookgenShelfEntry *self);

G_END_DECLS
