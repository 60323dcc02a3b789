/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"

G_BEGIN_DECLS

/* A book as it was at one moment: a read-only connection whose one read transaction is the immutable snapshot. Blocking:
 * for worker threads and the terminal. Any program may take one while another writes. Errors: BOOKGEN_BOOK_ERROR. */
typedef struct _BookgenSnapshot BookgenSnapshot;

/* Looks at application id, version and quick_check before anything else. */
BookgenSnapshot *bookgen_snapshot_open (const char *path, GError **error);
void bookgen_snapshot_free (BookgenSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenSnapshot, bookgen_snapshot_free)

const char *bookgen_snapshot_get_title (BookgenSnapshot *self);
const char *bookgen_snapshot_get_author (BookgenSnapshot *self);
const char *bookgen_snapshot_get_language (BookgenSnapshot *self);
const char *bookgen_snapshot_get_uuid (BookgenSnapshot *self);
/* Milliseconds since 1970 of the last change to anything that is exported. */
gint64 bookgen_snapshot_get_changed_at_ms (BookgenSnapshot *self);
/* The same of the last time a program opened the book for writing. */
gint64 bookgen_snapshot_get_opened_at_ms (BookgenSnapshot *self);
const char *bookgen_snapshot_get_setting (BookgenSnapshot *self, const char *name);
/* Built on first use; borrowed. */
BookgenOutline *bookgen_snapshot_get_outline (BookgenSnapshot *self);
/* The current revision of a unit with its text, new reference; NULL without error where there is none. */
BookgenRevision *bookgen_snapshot_dup_current (BookgenSnapshot *self, const char *unit_id, GError **error);
/* Every revision of the book, oldest first, without texts: array of BookgenRevision, the caller's. */
GPtrArray *bookgen_snapshot_dup_revisions (BookgenSnapshot *self, GError **error);
GPtrArray *bookgen_snapshot_dup_tasks (BookgenSnapshot *self, GError **error);
/* What counts of a unit's pictures and speech, by stage, then in the order of its list, else by item, without bytes: array of
 * BookgenMedia. And the bytes of one. */
GPtrArray *bookgen_snapshot_dup_media (BookgenSnapshot *self, const char *unit_id, GError **error);
GBytes *bookgen_snapshot_dup_media_bytes (BookgenSnapshot *self, gint64 id, GError **error);
/* The book's list of requests from SINCE_MS to UNTIL_MS inclusive, oldest first: array of BookgenRequest. */
GPtrArray *bookgen_snapshot_dup_requests (BookgenSnapshot *self, gint64 since_ms, gint64 until_ms, GError **error);
/* Money and tokens of every request ever made for this book. */
gboolean bookgen_snapshot_get_usage (BookgenSnapshot *self, BookgenUsage *usage, GError **error);
/* Whether the author settled a finding of the unit, by its key. */
gboolean bookgen_snapshot_is_settled (BookgenSnapshot *self, const char *unit_id, const char *key);
/* What is attached to a unit ("": to the book), with texts: array of BookgenMaterial, the caller's. */
GPtrArray *bookgen_snapshot_dup_material (BookgenSnapshot *self, const char *unit_id, GError **error);
/* The newest revision of a unit ("": of the book) at a stage, with its text, new reference; NULL without error where there is
 * none. */
BookgenRevision *bookgen_snapshot_dup_newest (BookgenSnapshot *self, const char *unit_id, const char *stage, GError **error);
/* Who writes the book now; NULL when nobody does. Ours to free. */
char *bookgen_snapshot_dup_owner (BookgenSnapshot *self);
/* Written units, and those of them with a current text that is not a placeholder. */
void bookgen_snapshot_count (BookgenSnapshot *self, guint *units, guint *written, guint *rehearsed);

G_END_DECLS
