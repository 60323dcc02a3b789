/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-engine.h"

G_BEGIN_DECLS

/* What becomes of a task when its attempt ends, in whatever way: pure. Each sets what the task remembers and returns the state
 * it goes to. */

/* Whether what TASK has kept is gone on from: a few words are not worth it, a whole turn always is. */
gboolean bookgen_transition_keeps (const BookgenTask *task);

BookgenTaskState bookgen_transition_done (BookgenTask *task);
/* A turn of a long text is whole: neither a failure nor a continuation after a cut. */
BookgenTaskState bookgen_transition_turn (BookgenTask *task, gsize kept_chars);
/* Stored, with findings: to do once more, and only once. REFUSED: it was no text, and nothing is there without the repair. */
BookgenTaskState bookgen_transition_repair (BookgenTask *task, gboolean refused);
BookgenTaskState bookgen_transition_cancelled (BookgenTask *task, gsize kept_chars);
/* SPREAD in [0, 1) spreads retries. STOPS_RUN is set where no other request can succeed either. */
BookgenTaskState bookgen_transition_failed (BookgenTask *task, const BookgenFailure *failure, gsize kept_chars, double spread,
                                            gint64 now_us, gboolean *stops_run);
/* Left out by the author; what was stored already is not. */
BookgenTaskState bookgen_transition_skipped (const BookgenTask *task);
/* Takes a copy of FAILURE (nullable). */
void bookgen_transition_set_failure (BookgenTask *task, const BookgenFailure *failure);

G_END_DECLS
