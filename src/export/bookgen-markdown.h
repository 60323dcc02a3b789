/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* The whole book as one Markdown text, ours to free. */
char *bookgen_markdown_dup_book (const BookgenManuscript *manuscript);

/* One file of a folder of chapters. */
typedef struct {
  char *name; /* "03-the-harbour.md" */
  char *text;
} BookgenMarkdownFile;

/* The book as a folder: "index.md" with its title and contents, and one file for each written chapter, whose first line
 * carries the unit's id. Array of BookgenMarkdownFile, the caller's. */
GPtrArray *bookgen_markdown_new_folder (const BookgenManuscript *manuscript);

G_END_DECLS
