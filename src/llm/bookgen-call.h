/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-dialect.h"
#include "bookgen-host.h"
#include "bookgen-reply.h"

G_BEGIN_DECLS

/* One HTTP request and what becomes of it, from the queue to the last byte. It reads when it is told to (drain) and looks at
 * the clock when it is told to (watch), so that one timer serves all. */
typedef struct _BookgenCall BookgenCall;

/* All in milliseconds; 0 waits for ever. */
typedef struct {
  guint connect_ms;
  guint first_byte_ms;
  guint idle_ms;
} BookgenPatience;

typedef struct {
  void (*reading) (BookgenCall *call, gpointer user_data); /* bytes may come now: drain it from time to time */
  void (*ended) (BookgenCall *call, gpointer user_data);   /* once; nothing is called after it */
} BookgenCallEvents;

/* A chat when REPLY is given, which is then filled; else the body is collected. BODY: what is posted, NULL for a GET. */
BookgenCall *bookgen_call_new (const BookgenDialect *dialect, const char *url, const char *key, GBytes *body, BookgenReply *reply,
                               BookgenPatience patience, const BookgenCallEvents *events, gpointer user_data);
BookgenCall *bookgen_call_ref (BookgenCall *self);
void bookgen_call_unref (BookgenCall *self);
/* The body that is collected is a picture or speech: large, and as long in coming as it may be silent. Before it starts. */
void bookgen_call_expect_media (BookgenCall *self);
void bookgen_call_start (BookgenCall *self, BookgenHost *host);
/* Reads what has come, without waiting, for one turn. BUFFER is scratch. TRUE when more may be there. */
gboolean bookgen_call_drain (BookgenCall *self, char *buffer, gsize size, gint64 now_us);
void bookgen_call_watch (BookgenCall *self, gint64 now_us);
void bookgen_call_cancel (BookgenCall *self);

/* NULL when all went well; valid in and after ended (). */
const BookgenFailure *bookgen_call_get_failure (BookgenCall *self);
/* What was collected. */
const GByteArray *bookgen_call_get_body (BookgenCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenCall, bookgen_call_unref)

G_END_DECLS
