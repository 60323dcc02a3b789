/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-item.h"

G_BEGIN_DECLS

/* What a column of a table holds. */
typedef enum {
  BOOKGEN_IMPORT_COLUMN_OTHER,
  BOOKGEN_IMPORT_COLUMN_LEVEL,  /* a number that says how deep */
  BOOKGEN_IMPORT_COLUMN_NUMBER, /* "1.2" */
  BOOKGEN_IMPORT_COLUMN_KIND,   /* "chapter", "lab" */
  BOOKGEN_IMPORT_COLUMN_GROUP,  /* a title above those of lower rank; blank or repeated where it goes on */
  BOOKGEN_IMPORT_COLUMN_TITLE,
  BOOKGEN_IMPORT_COLUMN_BRIEF,
  BOOKGEN_IMPORT_COLUMN_WORDS,
} BookgenImportColumn;

/* What a column with this word over it holds, in any of the languages known. LABEL is that of a group. */
BookgenImportColumn bookgen_import_column_find (const char *heading, BookgenImportLabel *label);
/* 1 for parts and modules, 2 for chapters and lessons, 3 for what is below them. */
guint bookgen_import_column_rank (BookgenImportLabel label);

G_END_DECLS
