/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-stream.h"

G_BEGIN_DECLS

/* Drives all streams of a server with one timer of its thread's main context. */
typedef struct _BookgenRehearsalClock BookgenRehearsalClock;

/* Called once for each stream, when it is no longer with the clock; the stream is freed afterwards. */
typedef void (*BookgenRehearsalEndedFunc) (BookgenRehearsalStream *stream, BookgenStreamState state, gint64 charged_tokens,
                                           gpointer user_data);

BookgenRehearsalClock *bookgen_rehearsal_clock_new (GMainContext *context, BookgenRehearsalEndedFunc ended,
                                                    gpointer user_data);
/* Drops the streams that still go on: their connections close. */
void bookgen_rehearsal_clock_free (BookgenRehearsalClock *self);
/* Takes STREAM. CHARGED_TOKENS is handed back at its end. */
void bookgen_rehearsal_clock_add (BookgenRehearsalClock *self, BookgenRehearsalStream *stream, gint64 charged_tokens);
/* Ends the streams whose clients have left, so that who cancels one request and sends another has one under way. */
void bookgen_rehearsal_clock_sweep (BookgenRehearsalClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalClock, bookgen_rehearsal_clock_free)

G_END_DECLS
