/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-reply.h"

G_BEGIN_DECLS

/* A picture or a piece of speech, or why there is none. */
typedef struct {
  GBytes *bytes;           /* NULL with a failure */
  const char *media_type;  /* by its first bytes: "image/png", "audio/mpeg", … */
  BookgenTokens tokens;    /* -1 where the provider does not say */
  gint64 ms;               /* how long the speech takes; -1 for a picture, and where that cannot be told */
  BookgenFailure *failure; /* NULL when all went well */
} BookgenMediaAnswer;

void bookgen_media_answer_free (BookgenMediaAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenMediaAnswer, bookgen_media_answer_free)

/* What POST /images/generations (OpenAI) takes: one square picture, in the answer itself. Models of the gpt-image family
 * always give it so and refuse to be asked, but take a quality, which is what their price hangs on; others give a link unless
 * asked. */
GBytes *bookgen_media_make_picture_body (const char *model, const char *prompt);
/* What POST /audio/speech takes: TEXT of at most BOOKGEN_SPEECH_MAX_CHARS characters. */
#define BOOKGEN_SPEECH_MAX_CHARS 4096
/* The voices of OpenAI's models for speech; others take these names too, or have their own. NULL-terminated. */
extern const char *const bookgen_media_voices[];
GBytes *bookgen_media_make_speech_body (const char *model, const char *voice, const char *text);

/* Pure: from the body of an answer. Takes time with its size: for a thread. SECRET (nullable) is in no failure. Never NULL. */
typedef BookgenMediaAnswer *(*BookgenMediaReader) (const char *body, gsize length, const char *secret);
BookgenMediaAnswer *bookgen_media_read_picture (const char *body, gsize length, const char *secret);
BookgenMediaAnswer *bookgen_media_read_speech (const char *body, gsize length, const char *secret);
/* Takes FAILURE. */
BookgenMediaAnswer *bookgen_media_answer_new_failed (BookgenFailure *failure);

G_END_DECLS
