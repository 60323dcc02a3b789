/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-call.h"
#include "bookgen-client.h"
#include "bookgen-dialect.h"
#include "bookgen-learned.h"

G_BEGIN_DECLS

/* For the files that make up the client's one object: bookgen-client.c (hosts, the tick, lists of models), -chat.c
 * (answers, and what they teach) and -media.c (pictures and speech). */

struct _BookgenClient {
  GObject parent;

  GMainContext *context;  /* owned */
  GTlsDatabase *trusted;  /* nullable */
  GHashTable *hosts;      /* scheme://host:port -> BookgenHost */
  BookgenLearned *learned;
  GPtrArray *calls;       /* BookgenCall, all that have not ended */
  GPtrArray *live;        /* BookgenCall, those that bytes may come for */
  GSource *tick;          /* nullable: drains what is live */
  GSource *watch;         /* nullable: looks at the clock */
  guint turns;            /* taken so far */
  char *buffer;
  gboolean has_timeouts;
  guint first_byte_s;
  guint idle_s;
};

/* What belongs to one task of ours. */
typedef struct {
  BookgenCall *call;
  BookgenEndpoint *endpoint;
  GCancellable *cancellable; /* nullable */
  gulong cancelled_id;
  BookgenFields sent_fields;
  guint key_mark;
  gint64 sent_at_us;
  gint64 prompt_tokens;      /* by our count */
  gint64 limit_tokens;       /* of the answer, as it was sent */
  BookgenMediaReader read;   /* of a picture or speech: makes its answer of the body; NULL for all else */
  char *secret;              /* of these: the key, for what must not be shown; NULL for none */
  GByteArray *body;          /* of these: what came */
} BookgenErrand;

gboolean bookgen_client_check_key (const char *key, char **clean);
BookgenErrand *bookgen_errand_new (GTask *task, BookgenEndpoint *endpoint, GCancellable *cancellable);
GError *bookgen_client_error_of (const BookgenFailure *failure, BookgenEndpoint *endpoint);
GTask *bookgen_client_let_go (BookgenCall *call, gpointer user_data);
BookgenPatience bookgen_client_patience_for (BookgenClient *self, BookgenEndpoint *endpoint);
void bookgen_client_run_call (BookgenClient *self, GTask *task, BookgenErrand *errand, BookgenCall *call);
/* REPLY nullable. */
void bookgen_client_fail_key (GTask *task, BookgenEndpoint *endpoint, BookgenReply *reply);
void bookgen_client_on_reading (BookgenCall *call, gpointer user_data);

G_END_DECLS
