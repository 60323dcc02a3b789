/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* "3 parts, 19 chapters". Ours to free. */
char *bookgen_outline_dup_counts (BookgenOutline *outline);
/* The same, and with BOOK (nullable) the words that are written, of the length that is wanted: "3 parts, 19
 * chapters · 8,400 of 45,000 words". Ours to free. */
char *bookgen_outline_dup_totals (BookgenOutline *outline, BookgenBook *book);

G_END_DECLS
