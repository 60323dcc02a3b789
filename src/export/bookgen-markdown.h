/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-manuscript.h"

G_BEGIN_DECLS

/* One file of a book in Markdown. */
typedef struct {
  char *name;          /* "03-the-harbour.md", "images/img-0001.png" */
  char *text;          /* NULL for a picture or a recording, */
  BookgenMedia *media; /* whose bytes are read when it is written */
} BookgenMarkdownFile;

/* The whole book as one text, which comes last and has NAME, and its pictures in a folder of that name: "book-images/".
 * Array of BookgenMarkdownFile, the caller's. NOTES gains sentences about what has no place, here and below. */
GPtrArray *bookgen_markdown_new_book (const BookgenManuscript *manuscript, const char *name, GPtrArray *notes);

/* The book as a folder: one file for each written chapter, whose first line carries the unit's id, its pictures and
 * recordings before it, in "images/" and "audio/"; at last "index.md" with the book's title and contents. The same array. */
GPtrArray *bookgen_markdown_new_folder (const BookgenManuscript *manuscript, GPtrArray *notes);

G_END_DECLS
