/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-chat.h"
#include "bookgen-endpoint.h"
#include "bookgen-event-stream.h"
#include "bookgen-json.h"
#include "bookgen-reply.h"

G_BEGIN_DECLS

/* Fields of a request that not every server takes. What to send at first depends on the host; an answer that refuses a field
 * takes it away (bookgen_fields_without). */
typedef enum {
  BOOKGEN_FIELD_STREAM_OPTIONS = 1 << 0,        /* OpenAI: usage in the stream */
  BOOKGEN_FIELD_MAX_COMPLETION_TOKENS = 1 << 1, /* OpenAI: instead of max_tokens */
  BOOKGEN_FIELD_PROMPT_CACHE_KEY = 1 << 2,      /* OpenAI: requests of one run meet the same cache */
  BOOKGEN_FIELD_CACHE_CONTROL = 1 << 3,         /* Anthropic, OpenRouter for its models: the shared part is to be cached */
  BOOKGEN_FIELD_CONTEXT_GUARD = 1 << 4,         /* Ollama: an error instead of a prompt cut from the front */
  BOOKGEN_FIELD_THINK = 1 << 5,                 /* Ollama: no thinking, which would eat the answer's limit */
  BOOKGEN_FIELD_NO_THINKING = 1 << 6,           /* DeepSeek: the same */
  BOOKGEN_FIELD_PLAIN = 1 << 7,                 /* all: the answer in one piece, from a server that will not stream */
  BOOKGEN_FIELDS_ALL = (1 << 8) - 1,
} BookgenFields;

typedef struct {
  const char *name;
  const char *value;
} BookgenHeader;

/* One way to speak to a model: pure functions from a chat to a body and from the texts of the answer to a reply. */
typedef struct {
  const char *chat_path;        /* appended to the endpoint's address */
  const char *models_path;
  const char *key_header;
  const char *key_prefix;       /* before the key in that header */
  const BookgenHeader *headers; /* further ones, up to one without a name */
  /* The request as JSON, the caller's. */
  char *(*make_body) (const BookgenChat *chat, const char *model, BookgenFields fields);
  /* One JSON text of the answer, which is no error. TRUE: the protocol says that nothing more comes. */
  gboolean (*read) (BookgenJson *json, BookgenReply *reply);
} BookgenDialect;

extern const BookgenDialect bookgen_dialect_openai;
extern const BookgenDialect bookgen_dialect_anthropic;
extern const BookgenDialect bookgen_dialect_ollama;

const BookgenDialect *bookgen_dialect_get (BookgenDialectKind kind);

/* What a host is known to take. HOST may be NULL. */
BookgenFields bookgen_fields_for_host (BookgenDialectKind kind, const char *host);
/* FIELDS without the one a provider named; FALSE when there is nothing of ours to leave out. */
gboolean bookgen_fields_without (BookgenFields fields, const char *param, BookgenFields *fewer);

/* Reads one event into REPLY: several JSON texts run together, errors in any shape, [DONE], heartbeats. AT_END: no more bytes
 * come, so that half a JSON text is a cut, not garbage. SECRET never gets into a message. TRUE when nothing more is to come:
 * the answer is over or has failed (see the reply). */
gboolean bookgen_dialect_read_event (const BookgenDialect *self, BookgenJson *json, const BookgenEvent *event, gboolean at_end,
                                     const char *secret, BookgenReply *reply);
/* The models' names in the body of a list; NULL when it is none. */
char **bookgen_dialect_read_models (const char *body, gsize length);
/* How many tokens MODEL reads by the same body; 0 where it does not say. */
gint64 bookgen_dialect_read_context (const char *body, gsize length, const char *model);

/* Parts the dialects share. */
void bookgen_dialect_write_turns (GString *body, const BookgenChat *chat);
gint64 bookgen_dialect_count (BookgenJson *json, BookgenJsonNode object, const char *name, gint64 fallback);

G_END_DECLS
