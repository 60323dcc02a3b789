/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-picture.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

typedef enum { BOOKGEN_SECTION_PART, BOOKGEN_SECTION_CHAPTER } BookgenSectionKind;

/* One piece of the finished book, in reading order. */
typedef struct {
  BookgenSectionKind kind;
  char *id;       /* the unit's */
  guint depth;    /* 0 = top level */
  guint number;   /* 1-based over the chapters of the outline; 0 for parts */
  char *title;
  char *text;     /* Markdown, levels from h2 (G10); NULL where nothing is written: the export says so */
  gboolean rehearsal;
  GPtrArray *pictures;   /* BookgenPicture; NULL for none, as the next */
  GPtrArray *recordings; /* BookgenMedia: the text spoken, piece by piece */
} BookgenSection;

/* The finished manuscript: what every exporter reads. Made from one snapshot, so it is one moment of the book. */
typedef struct {
  char *title, *author, *language, *uuid;
  gint64 changed_at_ms;
  GPtrArray *sections; /* BookgenSection */
  guint chapters;      /* that belong in the book */
  guint written;       /* of these, with text in this export */
  BookgenSnapshot *snapshot; /* pictures and speech are read from it when they are written; NULL without any */
  gboolean rehearsal;  /* every text is a placeholder: the book begins with a page that says so */
} BookgenManuscript;

/* Takes SNAPSHOT. Errors: BOOKGEN_BOOK_ERROR. */
BookgenManuscript *bookgen_manuscript_new (BookgenSnapshot *snapshot, GError **error);
void bookgen_manuscript_free (BookgenManuscript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenManuscript, bookgen_manuscript_free)

/* The bytes of a picture or recording, read now; new reference. */
GBytes *bookgen_manuscript_dup_bytes (const BookgenManuscript *self, BookgenMedia *media, GError **error);

G_END_DECLS
