/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-limits.h"
#include "bookgen-rehearsal-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _BookgenRehearsalWire BookgenRehearsalWire;

typedef enum {
  BOOKGEN_REHEARSAL_FINISH_STOP,
  BOOKGEN_REHEARSAL_FINISH_LENGTH,
  BOOKGEN_REHEARSAL_FINISH_REFUSED,
} BookgenRehearsalFinish;

/* One answer, and what every frame of it says of it. */
typedef struct {
  const BookgenRehearsalWire *wire;
  char *id;
  char *model;      /* escaped for JSON */
  gint64 created_s; /* Unix time */
  char *frame_head; /* what every frame of its text begins with */
  gboolean stream;
  gboolean include_usage;
  gint64 prompt_tokens; /* the cached and the written ones included */
  gint64 cached_tokens;
  gint64 cache_write_tokens;
  gint64 output_tokens; /* so far */
} BookgenRehearsalReply;

/* An error as providers say it; all strings but MESSAGE may be NULL. */
typedef struct {
  guint status;
  const char *type;
  const char *code;
  const char *param;
  const char *message;
} BookgenRehearsalTrouble;

/* How one provider speaks. Each function appends to OUT; JSON strings come in escaped, without their quotes. */
struct _BookgenRehearsalWire {
  const char *stream_type; /* Content-Type of a stream */
  const char *broken;      /* a frame whose JSON is broken */
  gboolean events;         /* frames are server-sent events; else lines */
  const char *(*read) (JsonObject *body, BookgenRehearsalRequest *request); /* what is wrong with it; NULL for nothing */
  char *(*make_frame_head) (const BookgenRehearsalReply *reply);
  void (*begin) (GString *out, const BookgenRehearsalReply *reply);
  void (*piece) (GString *out, const BookgenRehearsalReply *reply, const char *escaped, gsize length);
  void (*end) (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish);
  void (*done) (GString *out); /* what may be missing after the end; NULL for nothing */
  void (*whole) (GString *out, const BookgenRehearsalReply *reply, BookgenRehearsalFinish finish, const char *escaped,
                 gsize length);
  void (*error) (GString *out, const BookgenRehearsalTrouble *trouble);
  void (*error_frame) (GString *out, const BookgenRehearsalTrouble *trouble);
  void (*limits) (SoupMessageHeaders *headers, const BookgenRehearsalAllowance *allowance);
};

extern const BookgenRehearsalWire bookgen_rehearsal_wire_openai;
extern const BookgenRehearsalWire bookgen_rehearsal_wire_anthropic;
extern const BookgenRehearsalWire bookgen_rehearsal_wire_ollama;

BookgenRehearsalReply *bookgen_rehearsal_reply_new (const BookgenRehearsalWire *wire, const BookgenRehearsalRequest *request,
                                                    guint serial);
void bookgen_rehearsal_reply_free (BookgenRehearsalReply *self);
/* Appends LENGTH bytes of TEXT as the inside of a JSON string; ASCII_ONLY writes all else as \u escapes. */
void bookgen_rehearsal_append_escaped (GString *out, const char *text, gsize length, gboolean ascii_only);
/* Appends "text" or null. */
void bookgen_rehearsal_append_json (GString *out, const char *text);
void bookgen_rehearsal_append_int (GString *out, const char *before, gint64 number, const char *after);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalReply, bookgen_rehearsal_reply_free)

G_END_DECLS
