/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What is answered to a request for a picture or for speech. */
typedef struct {
  guint chapter;        /* of the line "Chapter N: TITLE" in the prompt; 0 for none */
  gint64 prompt_tokens;
  gint64 output_tokens; /* of a picture as many as its size, of speech as many as its text */
  GBytes *body;         /* owned */
  const char *type;     /* of the body */
} BookgenRehearsalMedia;

void bookgen_rehearsal_media_free (BookgenRehearsalMedia *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalMedia, bookgen_rehearsal_media_free)

/* NULL, with PROBLEM set, for what is no such request. */
typedef BookgenRehearsalMedia *(*BookgenRehearsalMediaReader) (SoupMessageBody *body, const char **problem);
BookgenRehearsalMedia *bookgen_rehearsal_media_read_picture (SoupMessageBody *body, const char **problem);
BookgenRehearsalMedia *bookgen_rehearsal_media_read_speech (SoupMessageBody *body, const char **problem);

G_END_DECLS
