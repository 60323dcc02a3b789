/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-mark.h"
#include "bookgen-plan-changes.h"
#include "bookgen-run.h"

G_BEGIN_DECLS

/* One open book on the author's desk, and what is being done with it: the book, the run that writes it (at most one at a
 * time) and the server of Try without cost. All pages of a book look at its desk; a run goes on while no page shows it.
 *
 * Properties: "book" (construct), "run" (nullable), "active" (something is being written, or is paused in the middle),
 * "problem" (a sentence that stands until it is dealt with; NULL for none). All notify.
 * Signal "moved": marks, counts or totals may have changed; at most ten times a second. */
#define BOOKGEN_TYPE_DESK (bookgen_desk_get_type ())
G_DECLARE_FINAL_TYPE (BookgenDesk, bookgen_desk, BOOKGEN, DESK, GObject)

typedef struct {
  guint units;        /* that have text, or will */
  guint written;      /* of these, with a text that is no placeholder */
  guint placeholders; /* with a text of Try without cost */
  guint missing;      /* the model's to write: without a text, or with a placeholder */
  guint stopped;      /* the model's, stopped or interrupted in the last run */
} BookgenDeskCount;

BookgenDesk *bookgen_desk_new (BookgenBook *book, BookgenClient *client);
BookgenBook *bookgen_desk_get_book (BookgenDesk *self); /* borrowed, as all below */
BookgenClient *bookgen_desk_get_client (BookgenDesk *self);
BookgenOutline *bookgen_desk_get_outline (BookgenDesk *self);
BookgenRun *bookgen_desk_get_run (BookgenDesk *self);
gboolean bookgen_desk_get_active (BookgenDesk *self);
const char *bookgen_desk_get_problem (BookgenDesk *self);
void bookgen_desk_clear_problem (BookgenDesk *self);
void bookgen_desk_tell_problem (BookgenDesk *self, const char *sentence);
void bookgen_desk_count (BookgenDesk *self, BookgenDeskCount *count);
BookgenMark bookgen_desk_get_mark (BookgenDesk *self, BookgenUnit *unit);
/* Chapters that are being written now. */
guint bookgen_desk_get_writing (BookgenDesk *self);
/* "7 of 19 chapters are written", with the placeholders where there are some. Ours to free. */
char *bookgen_desk_dup_summary (BookgenDesk *self);

/* Whether a stage of this id makes a chapter's text: lists of pictures and remarks are revisions of it, too. */
gboolean bookgen_desk_is_text (BookgenDesk *self, const char *stage_id);

/* The plan that chapters are written from, without text; NULL for none. What a rehearsal made is none. */
BookgenRevision *bookgen_desk_get_plan (BookgenDesk *self);
/* Which chapters were written before that plan, or their brief, changed. */
BookgenPlanChanges *bookgen_desk_get_plan_changes (BookgenDesk *self);

/* Ids of the chapters a selection means, for BookgenRunSettings.units; the caller's. */
GStrv bookgen_desk_dup_missing (BookgenDesk *self);
GStrv bookgen_desk_dup_stopped (BookgenDesk *self);

/* Plans a run and starts it. With SETTINGS->rehearsal the built-in server writes and ENDPOINT and KEY are NULL. The error
 * is a sentence. */
gboolean bookgen_desk_write (BookgenDesk *self, BookgenEndpoint *endpoint, const char *key,
                             const BookgenRunSettings *settings, GError **error);
/* The same for one item of a chapter's list, a picture, alone: nothing else starts, and SETTINGS are not kept in the book. */
gboolean bookgen_desk_make_item (BookgenDesk *self, BookgenEndpoint *endpoint, const char *key,
                                 const BookgenRunSettings *settings, const char *unit_id, int item, GError **error);
/* Stops what is being written, waits for it (its text so far is kept), and closes the book. */
void bookgen_desk_close_async (BookgenDesk *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bookgen_desk_close_finish (BookgenDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
