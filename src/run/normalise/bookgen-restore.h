/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-removal.h"
#include "bookgen-revision.h"

G_BEGIN_DECLS

/* Pure: TEXT with REMOVAL back where it stood in RAW, the reply. Where the reply was one wrapper, or written with \n, that is the
 * whole reply. NULL where it cannot be put back: characters that no text may have, or words whose place has gone from TEXT. The
 * caller's. */
char *bookgen_restore_removal (const char *text, const char *raw, const BookgenRemoval *removal);
/* The same as a new version, the author's, of REVISION, which has its text. ANSWER, which has its raw reply, is what REVISION goes
 * back to, or the same: the version has its list without the removal at INDEX, and without what goes with that. NULL where there
 * is no such removal, or it cannot be put back. */
BookgenRevision *bookgen_restore_revision (BookgenRevision *revision, BookgenRevision *answer, guint index);
/* Where NOW, a text with something put into OLD, has it: bytes, whole characters, without blanks at its ends. LENGTH 0 for
 * nothing. */
void bookgen_restore_find_place (const char *old, const char *now, gsize *start, gsize *length);

G_END_DECLS
