/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-failure.h"
#include "bookgen-governor.h"
#include "bookgen-unit.h"
#include "bookgen-usage.h"

G_BEGIN_DECLS

/* What a row shows of a unit; the book has one too (unit NULL) for its totals and its own stages. */
typedef enum {
  BOOKGEN_SHOWN_TODO,        /* not asked for, or its turn has not come */
  BOOKGEN_SHOWN_WAITING,     /* could start, but something holds it: see reason */
  BOOKGEN_SHOWN_WRITING,
  BOOKGEN_SHOWN_DONE,
  BOOKGEN_SHOWN_TO_LOOK_AT,  /* done, with findings */
  BOOKGEN_SHOWN_STOPPED,     /* failed: see reason and step */
  BOOKGEN_SHOWN_INTERRUPTED, /* stopped by the author, a quit or a crash */
  BOOKGEN_SHOWN_SKIPPED,
} BookgenShown;

/* The one best next step of a row. */
typedef enum { BOOKGEN_STEP_NONE, BOOKGEN_STEP_STOP, BOOKGEN_STEP_RETRY, BOOKGEN_STEP_CONTINUE } BookgenStep;

#define BOOKGEN_TYPE_SHOWN (bookgen_shown_get_type ())
#define BOOKGEN_TYPE_STEP (bookgen_step_get_type ())
GType bookgen_shown_get_type (void);
GType bookgen_step_get_type (void);

/* Folded from a unit's tasks; notified at most ten times a second. Properties, all readable: "unit" (BookgenUnit) and one
 * for each of the facts: "number", "shown", "words", "target-words", "fraction", "reason", "step", "stages", "cost-micros"
 * (-1 unknown), "attempts". */
#define BOOKGEN_TYPE_PROGRESS (bookgen_progress_get_type ())
G_DECLARE_FINAL_TYPE (BookgenProgress, bookgen_progress, BOOKGEN, PROGRESS, GObject)

/* What a row shows. Strings are the caller's. */
typedef struct {
  guint number;          /* of the chapter; 0 for the book */
  BookgenShown shown;
  guint words, target_words;
  double fraction;       /* 0–1 */
  const char *reason;    /* a sentence, or "" */
  BookgenStep step;
  const char *stages;    /* "Text ✓ · Checked –", or "" */
  BookgenUsage usage;    /* of this unit, over all runs */
  guint attempts;
} BookgenProgressFacts;

/* For the run: UNIT NULL is the book's own. */
BookgenProgress *bookgen_progress_new (BookgenUnit *unit);
/* Takes over FACTS and notifies what differs. */
void bookgen_progress_update (BookgenProgress *self, const BookgenProgressFacts *facts);

BookgenUnit *bookgen_progress_get_unit (BookgenProgress *self); /* borrowed; NULL for the book */
/* Borrowed until the next return to the main loop. */
const BookgenProgressFacts *bookgen_progress_get_facts (BookgenProgress *self);

G_END_DECLS
