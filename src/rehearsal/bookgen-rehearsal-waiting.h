/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Answers that come whole, after the time that making them would take: pictures and speech. */
typedef struct _BookgenRehearsalWaiting BookgenRehearsalWaiting;

/* One has been sent, or whom it was for has gone. */
typedef void (*BookgenRehearsalWaitingEnded) (gint64 charged_tokens, gint64 used_tokens, gpointer user_data);

BookgenRehearsalWaiting *bookgen_rehearsal_waiting_new (GMainContext *context, BookgenRehearsalWaitingEnded ended,
                                                        gpointer user_data);
/* Drops what still waits. */
void bookgen_rehearsal_waiting_free (BookgenRehearsalWaiting *self);
/* Answers MESSAGE with BODY of TYPE after WAIT_MS. */
void bookgen_rehearsal_waiting_add (BookgenRehearsalWaiting *self, SoupServerMessage *message, GBytes *body, const char *type,
                                    gint64 wait_ms, gint64 charged_tokens, gint64 used_tokens);

G_END_DECLS
