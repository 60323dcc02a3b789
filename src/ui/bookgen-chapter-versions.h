/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-autosave.h"
#include "bookgen-desk.h"
#include "bookgen-versions-popover.h"

G_BEGIN_DECLS

/* Which version of a chapter is its text, as the author chooses: another one, or a new one with something put back that was taken
 * out of the answer. What was typed is a version first, so that the way back is open. Signal "chosen" (guint64 start, guint64
 * length): the current text is another one now, with a passage to be shown, in bytes; length 0 for none. Signal "say" (const char
 * *sentence, gboolean undo): a problem, or what bookgen_chapter_versions_undo () takes back. */
#define BOOKGEN_TYPE_CHAPTER_VERSIONS (bookgen_chapter_versions_get_type ())
G_DECLARE_FINAL_TYPE (BookgenChapterVersions, bookgen_chapter_versions, BOOKGEN, CHAPTER_VERSIONS, GObject)

BookgenChapterVersions *bookgen_chapter_versions_new (BookgenAutosave *autosave);
/* Both nullable. */
void bookgen_chapter_versions_set_chapter (BookgenChapterVersions *self, BookgenDesk *desk, BookgenUnit *unit);
void bookgen_chapter_versions_fill (BookgenChapterVersions *self, BookgenVersionsPopover *popover);
void bookgen_chapter_versions_use (BookgenChapterVersions *self, gint64 id);
void bookgen_chapter_versions_put_back (BookgenChapterVersions *self, guint index);
void bookgen_chapter_versions_undo (BookgenChapterVersions *self);

G_END_DECLS
