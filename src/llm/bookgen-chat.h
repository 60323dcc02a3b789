/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum { BOOKGEN_ROLE_USER, BOOKGEN_ROLE_ASSISTANT } BookgenRole;

typedef struct {
  BookgenRole role;
  char *text;
} BookgenTurn;

/* One request to a model: the part that all requests of a run share (byte-identical, sent first as the system text), this
 * request's own turns, and the limit of the answer. Immutable once handed to the client. */
typedef struct {
  GRefString *shared;      /* NULL for none; one string for the whole run */
  GPtrArray *turns;        /* BookgenTurn, first is a user turn */
  gint64 max_output_tokens;
} BookgenChat;

BookgenChat *bookgen_chat_new (GRefString *shared, gint64 max_output_tokens);
void bookgen_chat_free (BookgenChat *self);
void bookgen_chat_add (BookgenChat *self, BookgenRole role, const char *text);
/* Tokens of the whole prompt: an estimate from characters by script (Latin ≈ 4 a token, Han, kana, Hangul ≈ 1, others ≈ 2). */
gint64 bookgen_chat_estimate_tokens (const BookgenChat *self);
gint64 bookgen_text_estimate_tokens (const char *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenChat, bookgen_chat_free)

G_END_DECLS
