/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bookgen-element.h"

#include <stdlib.h>
#include <string.h>

#define INLINE BOOKGEN_ELEMENT_INLINE, BOOKGEN_CONTENT_PHRASING
#define VOID_INLINE BOOKGEN_ELEMENT_INLINE, BOOKGEN_CONTENT_NONE
#define FLOW BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_FLOW
#define HEADING BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_PHRASING

/* Content models after the HTML standard, section 4. Cells with headings in them and terms with blocks are narrowed to
 * phrasing, which every reader shows. By name, for bsearch. */
static const BookgenElement elements[] = {
  { "a", INLINE, NULL, "href" },
  { "abbr", INLINE },
  { "aside", FLOW },
  { "b", INLINE },
  { "bdi", INLINE },
  { "bdo", INLINE },
  { "blockquote", FLOW },
  { "br", VOID_INLINE },
  { "cite", INLINE },
  { "code", INLINE },
  { "dd", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_FLOW, "dl" },
  { "del", INLINE },
  { "details", FLOW, NULL, "open" },
  { "dfn", INLINE },
  { "div", FLOW },
  { "dl", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_TERMS },
  { "dt", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_PHRASING, "dl" },
  { "em", INLINE },
  { "figcaption", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_FLOW, "figure" },
  { "figure", FLOW },
  { "h1", HEADING },
  { "h2", HEADING },
  { "h3", HEADING },
  { "h4", HEADING },
  { "h5", HEADING },
  { "h6", HEADING },
  { "hr", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_NONE },
  { "i", INLINE },
  { "img", VOID_INLINE },
  { "ins", INLINE },
  { "kbd", INLINE },
  { "li", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_FLOW, "ol ul" },
  { "mark", INLINE },
  { "ol", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_ITEMS, NULL, "start type reversed" },
  { "p", BOOKGEN_ELEMENT_PARAGRAPH, BOOKGEN_CONTENT_PHRASING },
  { "pre", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_PHRASING },
  { "q", INLINE },
  { "rp", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_PHRASING, "ruby" },
  { "rt", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_PHRASING, "ruby" },
  { "ruby", BOOKGEN_ELEMENT_INLINE, BOOKGEN_CONTENT_RUBY },
  { "s", INLINE },
  { "samp", INLINE },
  { "section", FLOW },
  { "small", INLINE },
  { "span", INLINE },
  { "strong", INLINE },
  { "sub", INLINE },
  { "summary", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_PHRASING, "details" },
  { "sup", INLINE },
  { "table", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_SECTIONS },
  { "tbody", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_ROWS, "table" },
  { "td", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_FLOW, "tr", "colspan rowspan" },
  { "th", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_PHRASING, "tr", "colspan rowspan scope" },
  { "thead", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_ROWS, "table" },
  { "tr", BOOKGEN_ELEMENT_PART, BOOKGEN_CONTENT_CELLS, "tbody thead" },
  { "u", INLINE },
  { "ul", BOOKGEN_ELEMENT_BLOCK, BOOKGEN_CONTENT_ITEMS },
  { "var", INLINE },
  { "wbr", VOID_INLINE },
};

static int
compare_name (gconstpointer name, gconstpointer element)
{
  return strcmp (name, ((const BookgenElement *) element)->name);
}

const BookgenElement *
bookgen_element_find (const char *name)
{
  return bsearch (name, elements, G_N_ELEMENTS (elements), sizeof elements[0], compare_name);
}

gboolean
bookgen_element_is (const BookgenElement *self, const char *name)
{
  return strcmp (self->name, name) == 0;
}

gboolean
bookgen_element_list_has (const char *list, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = list; at && *at; at = strchr (at, ' ') ? strchr (at, ' ') + 1 : NULL)
    if (strncmp (at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}
