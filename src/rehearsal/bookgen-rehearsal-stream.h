/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-fault.h"

G_BEGIN_DECLS

/* One answer on its way out, by its own schedule. */
typedef struct _BookgenRehearsalStream BookgenRehearsalStream;

typedef enum {
  BOOKGEN_STREAM_GOES_ON,
  BOOKGEN_STREAM_ENDED,  /* all is written; the connection is good for another request */
  BOOKGEN_STREAM_CLOSED, /* the connection is of no more use, or the client has left */
} BookgenStreamState;

/* Takes REPLY. TEXT is what it says, at most MAX_TOKENS pieces of it (-1: all). The first piece is due at FIRST_US, the next
 * PIECE_US microseconds later (0: all at once), monotonic time. MESSAGE's response headers are sent along. */
BookgenRehearsalStream *bookgen_rehearsal_stream_new (SoupServerMessage *message, BookgenRehearsalReply *reply,
                                                      const char *text, gint64 max_tokens, gint64 first_us, double piece_us,
                                                      BookgenFaultKind fault, const BookgenRehearsalTrouble *trouble);
void bookgen_rehearsal_stream_free (BookgenRehearsalStream *self);
/* Writes what is due. */
BookgenStreamState bookgen_rehearsal_stream_advance (BookgenRehearsalStream *self, gint64 now_us);
/* When advance is to be called again: the next piece's time by the ideal schedule, however late the last one was. */
gint64 bookgen_rehearsal_stream_get_due_us (BookgenRehearsalStream *self, gint64 now_us);
gboolean bookgen_rehearsal_stream_is_left (BookgenRehearsalStream *self);
const BookgenRehearsalReply *bookgen_rehearsal_stream_get_reply (BookgenRehearsalStream *self);
/* For ENDED: the connection goes back to SERVER. */
void bookgen_rehearsal_stream_give_back (BookgenRehearsalStream *self, SoupServer *server);

G_END_DECLS
