/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import-reader.h"

G_BEGIN_DECLS

/* What the readers of text documents have in common: paragraphs, some of them headings. Where a document has no headings,
 * its paragraphs are read as plain lines. Where the whole text is wanted, and no outline, they are written down as Markdown. */
typedef struct {
  BookgenImport *import; /* borrowed */
  GString *lines;        /* owned; every paragraph, for documents without headings */
  GString *row;          /* owned; the cells of a table's row so far */
  guint n_rows;          /* of the table before it */
  gboolean has_title;
  guint n_asked;         /* paragraphs that were no title */
  gboolean bold;         /* the next paragraph is all bold and short: a heading where there are no others */
  GArray *bold_lines;    /* owned; which of the lines were such */
  guint n_lines;
} BookgenImportPaper;

BookgenImportPaper bookgen_import_paper_begin (BookgenImport *import);
/* LEVEL is 1 for the highest. An empty heading is none. */
void bookgen_import_paper_add_heading (BookgenImportPaper *self, int level, const char *text);
/* LIST is how deep in lists the paragraph is, 0 outside. */
void bookgen_import_paper_add_paragraph (BookgenImportPaper *self, guint list, const char *text);
/* One cell of a table, and the end of its row, or (N_CELLS 0) of the table: only where the whole text is wanted. */
void bookgen_import_paper_add_cell (BookgenImportPaper *self, const char *text);
void bookgen_import_paper_end_row (BookgenImportPaper *self, guint n_cells);
void bookgen_import_paper_set_title (BookgenImportPaper *self, const char *text);
/* Reads the lines if there were no headings, and clears SELF. */
gboolean bookgen_import_paper_end (BookgenImportPaper *self, const BookgenImportSource *source, GError **error);

G_END_DECLS
