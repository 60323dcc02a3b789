/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_ORIGIN_MODEL,
  BOOKGEN_ORIGIN_ME,   /* typed in the editor */
  BOOKGEN_ORIGIN_FILE, /* came back from a file */
} BookgenOrigin;

/* One text of one unit at one stage: what a finished task made, or what the author wrote. Immutable once stored. The plan
 * of the book is a revision of no unit. */
#define BOOKGEN_TYPE_REVISION (bookgen_revision_get_type ())
G_DECLARE_FINAL_TYPE (BookgenRevision, bookgen_revision, BOOKGEN, REVISION, GObject)

typedef struct {
  gint64 id;          /* the store's; 0 before it is stored */
  char *unit_id;      /* "" for the book itself */
  char *stage;        /* "write", "plan", … */
  int item;           /* for stages made for each item of a list; else 0 */
  BookgenOrigin origin;
  char *text;         /* Markdown; NULL where only the facts were loaded */
  char *raw;          /* the model's reply before normalising; NULL when it is the same, or not loaded */
  char *model;        /* NULL when no model wrote it */
  char *made_from;    /* JSON object: revisions, digests of the plan's parts, material, prompt hash; NULL for none */
  char *findings;     /* JSON array of what is to be looked at; NULL for none */
  char *removed;      /* JSON array of what the normaliser took out; NULL for none */
  guint words;
  gint64 made_at_ms;  /* since 1970, UTC */
  gboolean rehearsal; /* a placeholder that no model wrote */
} BookgenRevisionData;

/* Copies DATA (NULL strings where the field allows; "" for the rest). */
BookgenRevision *bookgen_revision_new (const BookgenRevisionData *data);
/* Borrowed, for the revision's life. */
const BookgenRevisionData *bookgen_revision_get (BookgenRevision *self);
/* Words as people count them: runs of letters and digits (with inner ' and -); each Han, kana or Thai character for itself. */
guint bookgen_revision_count_words (const char *text);

G_END_DECLS
