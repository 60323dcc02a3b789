/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The few words that a book has which are not its author's. They are in the book's language, not in the program's: the
 * same book gives the same bytes wherever it is exported. */
typedef enum {
  BOOKGEN_WORDING_UNTITLED,
  BOOKGEN_WORDING_CHAPTER, /* of a chapter without a title; its number follows */
  BOOKGEN_WORDING_PART,
  BOOKGEN_WORDING_CONTENTS,
  BOOKGEN_WORDING_TITLE_PAGE,
  BOOKGEN_WORDING_BEGIN,   /* where reading begins */
  BOOKGEN_WORDING_PICTURE,
  BOOKGEN_WORDING_BACK,    /* from a note back to the text */
  BOOKGEN_WORDING_ACCESSIBILITY,
  BOOKGEN_WORDING_PICTURES_DESCRIBED,
  BOOKGEN_WORDING_PICTURES_UNDESCRIBED,
  BOOKGEN_WORDING_REHEARSAL_TITLE,
  BOOKGEN_WORDING_REHEARSAL,
  BOOKGEN_N_WORDINGS,
} BookgenWording;

/* LANGUAGE is BCP 47; English where we have no words of it. */
const char *bookgen_wording_get (const char *language, BookgenWording what);

G_END_DECLS
