/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-client.h"

#include "canned-server.h"

G_BEGIN_DECLS

/* One attempt of the client, waited for (a minute at most). */
typedef struct {
  BookgenReply *reply;
  GError *error; /* NULL for a complete answer */
} Attempt;

Attempt *attempt_run (BookgenClient *client, BookgenEndpoint *endpoint, const char *key, BookgenChat *chat);
/* The same with a client, an endpoint at ADDRESS and a chat made for it. Where AWAITED is a silence (FIRST_BYTE, IDLE), the
 * client waits a second for its end; else it is patient. */
Attempt *attempt_at (const char *address, BookgenDialectKind dialect, const char *ask, BookgenFailureKind awaited);
/* The same at a server that answers with BYTES in writes of WRITE_SIZE bytes. */
Attempt *attempt_canned (BookgenDialectKind dialect, const char *bytes, CannedEnd end, gsize write_size);
Attempt *attempt_canned_in_silence (BookgenDialectKind dialect, const char *bytes, CannedEnd end, gsize write_size,
                                    BookgenFailureKind awaited);
void attempt_free (Attempt *self);
const char *attempt_get_text (Attempt *self);
/* NONE for a complete answer. */
BookgenFailureKind attempt_get_kind (Attempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* "Chapter 1: Tides" of WORDS words, asked of the rehearsal server. The caller's. */
char *attempt_make_ask (guint chapter, guint words);
BookgenEndpoint *attempt_make_endpoint (const char *address, BookgenDialectKind dialect);
/* Runs the main loop while *UNDER_WAY > 0; fails the test after a minute. */
void attempt_wait_while (const guint *under_way);

G_END_DECLS
