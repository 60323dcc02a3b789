/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-references.h"

G_BEGIN_DECLS

/* The table of contents: two levels, every part and chapter that is in the book. */
typedef struct {
  char *title;   /* plain text, never empty */
  char *page_id; /* "ch-0003" */
  guint level;   /* 0 or 1; the first is 0 */
  BookgenSectionKind kind;
  guint section; /* index in the manuscript */
} BookgenTocEntry;

/* Array of BookgenTocEntry, in reading order. */
GPtrArray *bookgen_toc_new (const BookgenManuscript *manuscript, BookgenReferences *references);

/* The navigation document (EPUB 3.3 section 7). */
char *bookgen_toc_dup_nav (GPtrArray *toc, const BookgenManuscript *manuscript);
/* The same for readers of EPUB 2. IDENTIFIER is the book's. */
char *bookgen_toc_dup_ncx (GPtrArray *toc, const BookgenManuscript *manuscript, const char *title,
                                const char *identifier);

G_END_DECLS
