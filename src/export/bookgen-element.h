/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where an element may stand. */
typedef enum {
  BOOKGEN_ELEMENT_INLINE,
  BOOKGEN_ELEMENT_PARAGRAPH, /* a block that the next block ends */
  BOOKGEN_ELEMENT_BLOCK,
  BOOKGEN_ELEMENT_PART,      /* only inside its parents */
} BookgenElementRole;

/* What may stand in it. */
typedef enum {
  BOOKGEN_CONTENT_NONE,
  BOOKGEN_CONTENT_FLOW,
  BOOKGEN_CONTENT_PHRASING,
  BOOKGEN_CONTENT_ITEMS,    /* ul, ol */
  BOOKGEN_CONTENT_TERMS,    /* dl */
  BOOKGEN_CONTENT_SECTIONS, /* table */
  BOOKGEN_CONTENT_ROWS,     /* thead, tbody */
  BOOKGEN_CONTENT_CELLS,    /* tr */
  BOOKGEN_CONTENT_RUBY,
} BookgenContent;

/* One element of XHTML that a book may contain. */
typedef struct {
  const char *name;
  BookgenElementRole role;
  BookgenContent content;
  const char *parents;    /* of a part, separated by spaces */
  const char *attributes; /* that raw HTML may give it beside id, title, lang and dir; separated by spaces */
} BookgenElement;

/* NULL when a book may not contain it. */
const BookgenElement *bookgen_element_find (const char *name);
gboolean bookgen_element_is (const BookgenElement *self, const char *name);
/* Whether LIST, words separated by spaces, has WORD. */
gboolean bookgen_element_list_has (const char *list, const char *word);

G_END_DECLS
