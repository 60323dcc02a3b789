/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A connection taken from SoupServer once its request was read. The answer is written on it directly, one send for all that
 * is due: this costs a tenth of one libsoup chunk a token, and lets an answer break off at any byte. Afterwards it can go
 * back to the server for its next request. */
typedef struct _BookgenRehearsalConnection BookgenRehearsalConnection;

/* NULL when there is none any more. MESSAGE is finished with this. */
BookgenRehearsalConnection *bookgen_rehearsal_connection_take (SoupServerMessage *message);
/* Closes it, unless it was given back. */
void bookgen_rehearsal_connection_free (BookgenRehearsalConnection *self);
/* Readable without anything to read: the client has closed its side. */
gboolean bookgen_rehearsal_connection_is_left (BookgenRehearsalConnection *self);
/* Keeps bytes to be sent by the next flush. */
void bookgen_rehearsal_connection_append (BookgenRehearsalConnection *self, const char *bytes, gsize length);
/* The same, as one chunk of a chunked body (RFC 9112, section 7.1). */
void bookgen_rehearsal_connection_append_chunk (BookgenRehearsalConnection *self, const char *bytes, gsize length);
/* Sends what the client takes without waiting. FALSE when the connection is gone. */
gboolean bookgen_rehearsal_connection_flush (BookgenRehearsalConnection *self);
/* Whether bytes are left that the last flush could not send. */
gboolean bookgen_rehearsal_connection_is_blocked (BookgenRehearsalConnection *self);
/* Its end, when it comes, is a reset. */
void bookgen_rehearsal_connection_end_with_reset (BookgenRehearsalConnection *self);
/* Back to SERVER, for the client's next request. */
void bookgen_rehearsal_connection_give_back (BookgenRehearsalConnection *self, SoupServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalConnection, bookgen_rehearsal_connection_free)

G_END_DECLS
