/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-revision.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a book remembers of its texts: the facts of every revision, which one of each unit is current, and which units are
 * held. It knows what is stored and stores nothing. */
typedef struct _BookgenTexts BookgenTexts;

BookgenTexts *bookgen_texts_new (void);
void bookgen_texts_free (BookgenTexts *self);
/* Revisions come in the order of their ids. */
void bookgen_texts_add (BookgenTexts *self, BookgenRevision *facts);
/* Returns the revision when it became current just now; NULL when it was already, or is not one of this unit. */
BookgenRevision *bookgen_texts_set_current (BookgenTexts *self, const char *unit_id, gint64 revision_id);
/* Borrowed; NULL where there is none. */
BookgenRevision *bookgen_texts_find (BookgenTexts *self, gint64 id);
BookgenRevision *bookgen_texts_get_current (BookgenTexts *self, const char *unit_id);
BookgenRevision *bookgen_texts_get_newest (BookgenTexts *self, const char *unit_id, const char *stage);
gint64 bookgen_texts_get_last_id (BookgenTexts *self);
/* Whether the unit has any revision. */
gboolean bookgen_texts_has (BookgenTexts *self, const char *unit_id);
/* The unit is gone for good. */
void bookgen_texts_drop (BookgenTexts *self, const char *unit_id);
/* The revisions of a unit, newest first; the list follows what is added. New reference. */
GListModel *bookgen_texts_dup_list (BookgenTexts *self, const char *unit_id);
/* Counted. */
void bookgen_texts_hold (BookgenTexts *self, const char *unit_id);
void bookgen_texts_release (BookgenTexts *self, const char *unit_id);
gboolean bookgen_texts_is_held (BookgenTexts *self, const char *unit_id);

G_END_DECLS
