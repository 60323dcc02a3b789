/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-fault.h"
#include "bookgen-rehearsal-stats.h"

G_BEGIN_DECLS

/* What is answered at once and whole: lists, errors, faults. STATS counts those that say "too fast". */

void bookgen_rehearsal_respond (SoupServerMessage *message, guint status, const char *type, const char *body);
/* FALSE where the request is of another method, which is answered then. */
gboolean bookgen_rehearsal_is_method (SoupServerMessage *message, const char *method);
void bookgen_rehearsal_respond_trouble (BookgenRehearsalStats *stats, SoupServerMessage *message,
                                        const BookgenRehearsalWire *wire, const BookgenRehearsalTrouble *trouble);
void bookgen_rehearsal_respond_bad_request (BookgenRehearsalStats *stats, SoupServerMessage *message,
                                            const BookgenRehearsalWire *wire, const char *problem);
/* TRUE when FAULT is answered without any text. */
gboolean bookgen_rehearsal_respond_fault (BookgenRehearsalStats *stats, SoupServerMessage *message,
                                          const BookgenRehearsalWire *wire, const BookgenFaultInfo *fault);
/* To be asked again in WAIT_MS; below 0 never, because TOKENS are more than LIMIT_TOKENS, which a minute allows. */
void bookgen_rehearsal_respond_too_fast (BookgenRehearsalStats *stats, SoupServerMessage *message,
                                         const BookgenRehearsalWire *wire, gint64 wait_ms, gint64 tokens, guint limit_tokens);

G_END_DECLS
