/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"

G_BEGIN_DECLS

/* The inverse of import: an outline as text that other programs read too, and that imports back to the same tree. Titles,
 * kinds, briefs, target words, writers, what is left out of the book or locked, and what depends on what are carried, in marks
 * that others do not show or pass over; texts are not. JSON carries the length of the book too. */
typedef enum {
  BOOKGEN_OUTLINE_TEXT_MARKDOWN, /* headings, and a comment below each */
  BOOKGEN_OUTLINE_TEXT_OPML,     /* OPML 2.0, with attributes in a namespace of our own */
  BOOKGEN_OUTLINE_TEXT_JSON,
} BookgenOutlineTextForm;

/* Whether a file of this name holds an outline, not a book: .opml, .outline.md or .outline.json. FORM may be NULL. */
gboolean bookgen_outline_text_form_of (const char *name, BookgenOutlineTextForm *form);

/* TITLE and AUTHOR are the book's, "" where there is none. What text cannot hold (control characters; of a title also line
 * ends and spaces around it) becomes spaces or is left out. The result is the caller's. */
char *bookgen_outline_text_dup (BookgenOutline *outline, const char *title, const char *author, BookgenOutlineTextForm form);

G_END_DECLS
