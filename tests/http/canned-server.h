/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on 127.0.0.1 that answers each request with bytes given beforehand, to the letter, whatever was asked: what no
 * proper server can be made to say. It keeps what it was asked. */
typedef struct _CannedServer CannedServer;

typedef enum {
  CANNED_KEEP,  /* the connection waits for another request */
  CANNED_CLOSE,
  CANNED_RESET,
  CANNED_HOLD,  /* nothing more comes, and the connection stays open */
} CannedEnd;

CannedServer *canned_server_new (void);
void canned_server_free (CannedServer *self);
/* The next answer; the last one given answers all further requests. */
void canned_server_add (CannedServer *self, const char *bytes, CannedEnd end);
/* Answers go out in writes of SIZE bytes. */
void canned_server_set_write_size (CannedServer *self, gsize size);
const char *canned_server_get_address (CannedServer *self);
guint canned_server_count_requests (CannedServer *self);
guint canned_server_count_connections (CannedServer *self);
/* Head and body of a request; NULL when there were not so many. The caller's. */
char *canned_server_dup_request (CannedServer *self, guint index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

/* A whole answer. HEADERS: lines that end in CRLF. The caller's. */
char *canned_answer (guint status, const char *headers, const char *body);
/* A chunked 200 of TYPE (NULL for no Content-Type) in one chunk; without its last chunk where CUT. The caller's. */
char *canned_stream (const char *type, const char *body, gboolean cut);

G_END_DECLS
