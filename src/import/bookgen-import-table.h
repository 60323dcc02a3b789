/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-import.h"

G_BEGIN_DECLS

#define BOOKGEN_IMPORT_TABLE_MAX_COLUMNS 64

/* An outline in rows, wherever the table stood. Rows are arrays of char *, never NULL. */
typedef struct _BookgenImportTable BookgenImportTable;

/* Adds what the rows hold to IMPORT's items, from LEVEL on. */
BookgenImportTable *bookgen_import_table_new (BookgenImport *import, int level);
void bookgen_import_table_free (BookgenImportTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenImportTable, bookgen_import_table_free)

/* A row that names the columns: one of them for titles, and half of them known, or two where it is SURELY a table. */
gboolean bookgen_import_table_is_header (GPtrArray *row, gboolean surely);
/* Before any other row. Without one the first row's look says what the columns are. */
void bookgen_import_table_take_header (BookgenImportTable *self, GPtrArray *row);
void bookgen_import_table_add_row (BookgenImportTable *self, GPtrArray *row);
/* All of it, where the first row names the columns; returns FALSE, and adds nothing, where it does not. */
gboolean bookgen_import_table_read (GPtrArray *rows, BookgenImport *import, int level);
/* The same of a table in Markdown, "| a | b |"; FALSE where TEXT is none. */
gboolean bookgen_import_table_read_markdown (const char *text, BookgenImport *import, int level);

G_END_DECLS
