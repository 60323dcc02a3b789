/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-normalise.h"
#include "bookgen-revision.h"

G_BEGIN_DECLS

/* What JSON (nullable) says was taken out: array of BookgenRemoval, the caller's; never NULL. */
GPtrArray *bookgen_removals_from_json (const char *json);
/* Pure: TEXT with REMOVAL back where it stood in RAW, the reply. Where the reply was one wrapper, or written with \n, that is the
 * whole reply. NULL where it cannot be put back: characters that no text may have. The caller's. */
char *bookgen_restore_removal (const char *text, const char *raw, const BookgenRemoval *removal);
/* The same as a new version, the author's, of REVISION, which has its text: without the removal at INDEX of its list. NULL where
 * there is no such removal, or it cannot be put back. */
BookgenRevision *bookgen_restore_revision (BookgenRevision *revision, guint index);

G_END_DECLS
