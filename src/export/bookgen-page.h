/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-heading-levels.h"
#include "bookgen-markup.h"
#include "bookgen-references.h"

G_BEGIN_DECLS

/* What Markdown and raw HTML share while one page of the book is written. */
typedef struct {
  BookgenMarkup *markup;
  BookgenReferences *references; /* NULL: no link within the book leads anywhere */
  const BookgenAnchors *anchors; /* of this page */
  GPtrArray *notes;              /* sentences for the report, owned by the caller */
  const char *title;             /* for these sentences */
  const char *language;          /* of the book */
  BookgenHeadingLevels levels;
  gboolean raw_is_literal;       /* raw HTML is shown, not used */
} BookgenPage;

/* The level to write for a heading of LEVEL (1–6): 2 at the top, and never a step of two downwards. */
guint bookgen_page_heading_level (BookgenPage *self, guint level);
/* The attributes of a link, ours to free; NULL, with a note, when it leads nowhere. */
char *bookgen_page_dup_link_attributes (BookgenPage *self, const char *destination, const char *title);
/* A picture that is not in the book: its description in its place, and a note. */
void bookgen_page_add_missing_picture (BookgenPage *self, const char *description, const char *source);
/* The same sentence is noted once. */
void bookgen_page_add_note (BookgenPage *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
