/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-client.h"
#include "bookgen-estimate.h"
#include "bookgen-progress.h"
#include "bookgen-run-settings.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* The totals of a run. */
typedef struct {
  guint chapters;    /* units that are to be written in this run */
  guint done;        /* of these, those to look at included */
  guint to_look_at;
  guint writing, waiting, failed, skipped;
  guint max_in_flight;
  gboolean cache_fails; /* the provider's prompt cache should work and does not: each chapter pays for its whole prompt */
  gint64 elapsed_ms;
  gint64 busy_ms;    /* what its requests took, one after another */
  gint64 left_ms;    /* an estimate; -1 unknown yet */
  BookgenUsage usage; /* of this run */
  BookgenBound expected_low, expected_high; /* for all of this run, as far as is known now; both zero until it is */
} BookgenTotals;

typedef enum {
  BOOKGEN_RUN_IDLE,    /* planned, not started */
  BOOKGEN_RUN_WRITING,
  BOOKGEN_RUN_PAUSING, /* starts nothing more; some still write */
  BOOKGEN_RUN_PAUSED,
  BOOKGEN_RUN_STOPPING,
  BOOKGEN_RUN_ENDED,   /* everything that could be done is done, stopped or halted */
} BookgenRunState;

#define BOOKGEN_TYPE_RUN_STATE (bookgen_run_state_get_type ())
GType bookgen_run_state_get_type (void);

/* One book being written: executes what the engine says and feeds back what happens. It is the list model of progress: one
 * BookgenProgress per unit that is written, in reading order. Property "state".
 * Signals: "task-changed" (guint task) after each change of a task's state; "progressed" ten times a second while it writes,
 * after the rows have been told: totals and live texts may have grown; "ended" when all that came of it is on the disk. */
#define BOOKGEN_TYPE_RUN (bookgen_run_get_type ())
G_DECLARE_FINAL_TYPE (BookgenRun, bookgen_run, BOOKGEN, RUN, GObject)

/* Whether a run could be made with SETTINGS: their pipeline and its prompt files are read, every stage can be done, and a
 * budget can be kept with what ENDPOINT's models cost. */
gboolean bookgen_run_check_settings (const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GError **error);
/* Plans the run; starts nothing. KEY (nullable) is copied to memory that is wiped. SETTINGS are kept in the book. Errors: an
 * unknown or wrong pipeline or prompt file, nothing to write, a book that is not ours to write. */
BookgenRun *bookgen_run_new (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                             const BookgenRunSettings *settings, GError **error);
BookgenRunState bookgen_run_get_state (BookgenRun *self);
BookgenBook *bookgen_run_get_book (BookgenRun *self);
BookgenEndpoint *bookgen_run_get_endpoint (BookgenRun *self);
const BookgenRunSettings *bookgen_run_get_settings (BookgenRun *self);
void bookgen_run_get_totals (BookgenRun *self, BookgenTotals *totals);
/* Why no request can succeed (key, credit, model, storage); NULL else. And the same as a sentence (ours to free). */
const BookgenFailure *bookgen_run_get_halt (BookgenRun *self);
char *bookgen_run_dup_halt_text (BookgenRun *self);

void bookgen_run_start (BookgenRun *self); /* also goes on after a pause, a stop or a halt */
void bookgen_run_pause (BookgenRun *self);
/* Cancels what is being written; its text so far is kept. "ended" follows when everything is on the disk. */
void bookgen_run_stop (BookgenRun *self);
void bookgen_run_retry_all (BookgenRun *self);
void bookgen_run_set_limits (BookgenRun *self, guint at_once, guint pause_ms);
void bookgen_run_set_module_limits (BookgenRun *self, guint modules_at_once, guint lessons_at_once);
/* What the book may cost in all, in millionths; -1 for no cap. A higher one goes on where the old one stopped the run. */
void bookgen_run_set_budget (BookgenRun *self, gint64 cap_micros);

BookgenProgress *bookgen_run_get_progress (BookgenRun *self, const char *unit_id); /* borrowed; NULL for none; "" the book's */
void bookgen_run_retry (BookgenRun *self, const char *unit_id);   /* or continue */
/* Makes one item of a unit's list, a picture, by itself, whether the run goes on or not; also one that was made already: the
 * newest counts. Nothing happens where the run has no such item. */
void bookgen_run_make_item (BookgenRun *self, const char *unit_id, int item);
void bookgen_run_skip (BookgenRun *self, const char *unit_id);
void bookgen_run_cancel (BookgenRun *self, const char *unit_id);
/* Leaves out what has stopped of a unit where an earlier text of it is done: it is left as drafted. */
void bookgen_run_leave_as_drafted (BookgenRun *self, const char *unit_id);
/* Leaves out all that is open of the stage: "Stop joining". */
void bookgen_run_stop_stage (BookgenRun *self, const char *stage_id);
/* Takes up again what was left out of the stage, from the unit on. What is done stays. */
void bookgen_run_resume_stage (BookgenRun *self, const char *stage_id, const char *unit_id);
void bookgen_run_write_next (BookgenRun *self, const char *unit_id);
/* Has the unit's text, which is done, written once more: NOTE (bookgen_finding_dup_note ()) says what is to be mended. Of the two
 * texts the better one counts. FALSE where no text of it is done. */
gboolean bookgen_run_mend (BookgenRun *self, const char *unit_id, const char *note);
/* The text of a unit as it grows: NULL when it is not being written, though its pictures may be drawn. Pull it by your own
 * offset; borrowed until the next return to the main loop. It starts anew (a shorter length) when an attempt starts from the
 * beginning. */
const char *bookgen_run_get_live_text (BookgenRun *self, const char *unit_id, gsize *length);

/* For the terminal's lines: every task of the run, and what one has used and written so far. */
GPtrArray *bookgen_run_get_tasks (BookgenRun *self);
void bookgen_run_get_task_facts (BookgenRun *self, guint task, BookgenUsage *usage, guint *words, char **reason);

G_END_DECLS
