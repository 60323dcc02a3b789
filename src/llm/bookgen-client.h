/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-chat.h"
#include "bookgen-endpoint.h"
#include "bookgen-media-answer.h"
#include "bookgen-pace.h"
#include "bookgen-reply.h"

G_BEGIN_DECLS

/* Talks to models over HTTP, on the thread-default main context. One attempt a call and never more (its only resend: a
 * stale connection, before the first byte); retries are the engine's. A call that ends, in whatever way, holds no
 * connection slot afterwards. Redirects are never followed. */
#define BOOKGEN_TYPE_CLIENT (bookgen_client_get_type ())
G_DECLARE_FINAL_TYPE (BookgenClient, bookgen_client, BOOKGEN, CLIENT, GObject)

/* Its construct property "tls-database" (GTlsDatabase) says whose certificates are good, instead of those the system trusts. */
BookgenClient *bookgen_client_new (void);
/* FIRST_BYTE_S: 0 waits for ever (local models load for minutes). Defaults: cloud 300 and 120, local 0 and 300. */
void bookgen_client_set_timeouts (BookgenClient *self, guint first_byte_s, guint idle_s);
/* Keeps what answers teach (fields that a model refuses, that it has answered) in the file PATH, and begins with what is
 * there; without this it lasts as long as the client. Both
 * programs use $XDG_CACHE_HOME/bookgen/learned.json. */
void bookgen_client_remember (BookgenClient *self, const char *path);
/* Whether the last whole answer of ENDPOINT's model was for this KEY (nullable), as far as is remembered. */
gboolean bookgen_client_has_answered (BookgenClient *self, BookgenEndpoint *endpoint, const char *key);
/* The requests and tokens a minute that it allowed when it was last asked; -1 where nothing is known. */
void bookgen_client_get_limits (BookgenClient *self, BookgenEndpoint *endpoint, gint64 *requests, gint64 *tokens);
/* How quickly it answers, as ENDPOINT itself knows or as far as is remembered: all zero where nothing is known. */
void bookgen_client_get_pace (BookgenClient *self, BookgenEndpoint *endpoint, BookgenPace *pace);

/* How many words ENDPOINT's model delivers in one reply, as far as that was learned; 0 where it was not. */
guint bookgen_client_get_reply_words (BookgenClient *self, BookgenEndpoint *endpoint);
void bookgen_client_set_reply_words (BookgenClient *self, BookgenEndpoint *endpoint, guint words);

/* How many tokens ENDPOINT's model reads, prompt and answer together, as far as a list of models or a refusal has said; 0 where
 * none has. */
gint64 bookgen_client_get_context_tokens (BookgenClient *self, BookgenEndpoint *endpoint);

/* Sends CHAT and fills REPLY until it is complete, cut, refused or cancelled. KEY may be NULL. Finish returns TRUE only for
 * a complete answer (its finish may still be LENGTH or REFUSED); else the error is a sentence and the reply's failure says
 * what kind, with the text so far kept in the reply. Cancelling: G_IO_ERROR_CANCELLED. */
void bookgen_client_chat_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, BookgenChat *chat,
                                BookgenReply *reply, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean bookgen_client_chat_finish (BookgenClient *self, GAsyncResult *result, GError **error);
/* One picture after PROMPT, or TEXT (at most BOOKGEN_SPEECH_MAX_CHARS characters) in VOICE, by the endpoint's model, over the
 * OpenAI protocol. Finish: NULL with G_IO_ERROR_CANCELLED where it was cancelled, else an answer, which may be a failure. */
void bookgen_client_draw_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, const char *prompt,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void bookgen_client_speak_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, const char *voice,
                                 const char *text, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BookgenMediaAnswer *bookgen_client_media_finish (BookgenClient *self, GAsyncResult *result, GError **error);
/* The names of the models the endpoint offers. Finish: NULL-terminated, the caller's. */
void bookgen_client_models_async (BookgenClient *self, BookgenEndpoint *endpoint, const char *key, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
char **bookgen_client_models_finish (BookgenClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
