/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* What a row says of a text that is done: the gravest finding kept with REVISION that the author has not settled, as a
 * sentence, and how many more there are. Claims are not spoken of. NULL where there is nothing to look at. The caller's. */
char *bookgen_verdict_of (BookgenBook *book, BookgenRevision *revision);

G_END_DECLS
