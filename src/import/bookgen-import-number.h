/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_IMPORT_SCHEME_NONE,
  BOOKGEN_IMPORT_SCHEME_LABEL,  /* "Chapter 3:", "Part I", "第3章" */
  BOOKGEN_IMPORT_SCHEME_DOTTED, /* "1.2" */
  BOOKGEN_IMPORT_SCHEME_ARABIC, /* "1.", "1)", "(1)" */
  BOOKGEN_IMPORT_SCHEME_BARE,   /* "1 Title": a number only among others in sequence */
  BOOKGEN_IMPORT_SCHEME_YEAR,   /* "1984.": a number only after 1983 */
  BOOKGEN_IMPORT_SCHEME_ROMAN,  /* "IV." */
  BOOKGEN_IMPORT_SCHEME_LETTER, /* "A.": may be an initial, or a Roman number */
} BookgenImportScheme;

/* The number at the start of a title. */
typedef struct {
  BookgenImportScheme scheme;
  BookgenImportLabel label;
  guint value;      /* the last component */
  guint components; /* of a dotted number, else 1 */
  gboolean small;   /* "iv.", "a)" */
  const char *start; /* in the text: the number without label and punctuation */
  gsize length;
  const char *rest; /* in the text: what follows, may be empty */
} BookgenImportNumber;

/* Looks for a number at the start of TEXT, which has no leading space. What may as well be a word (a year, "3 ways to…",
 * "I. Newton") is found only with the schemes BARE, ROMAN and LETTER, and then it is the caller who looks at its
 * neighbours. Returns FALSE where there is none. */
gboolean bookgen_import_number_scan (const char *text, BookgenImportNumber *number);
/* The value as a Roman number, where a LETTER can be one; 0 else. */
guint bookgen_import_number_get_roman (const BookgenImportNumber *number);

G_END_DECLS
