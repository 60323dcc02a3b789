/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BOOKGEN_BLOCK_PROSE,
  BOOKGEN_BLOCK_HEADING,
  BOOKGEN_BLOCK_STRUCTURE, /* list, quotation, table, HTML, rule */
  BOOKGEN_BLOCK_CODE,
} BookgenBlockKind;

/* What stands between blank lines of a Markdown text. */
typedef struct {
  BookgenBlockKind kind;
  guint level;         /* of a heading */
  gsize start, length; /* bytes of the text; of a heading: what it says, without its marks */
} BookgenBlock;

/* The blocks of TEXT in order: GArray of BookgenBlock. */
GArray *bookgen_blocks_split (const char *text);
/* The length of the sentence that TEXT (LENGTH bytes of prose) begins with, blanks after it included; LENGTH when it is the
 * last one. */
gsize bookgen_blocks_measure_sentence (const char *text, gsize length);

G_END_DECLS
