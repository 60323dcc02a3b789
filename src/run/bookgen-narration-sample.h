/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-client.h"
#include "bookgen-prices.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

/* How a book would sound, before it is read aloud: the first sentences of the first chapter that is to be, as one request.
 * It is paid for, so it is counted with the book's other requests, and kept: the same words in the same voice by the same
 * model are not bought again. */
typedef struct {
  char *text;        /* what is read */
  GBytes *bytes;
  char *media_type;  /* "audio/mpeg", … */
  gint64 ms;         /* -1: it cannot be told */
  gint64 cost_micros; /* -1 unknown; 0 where it was kept from before, or costs nothing */
  gboolean kept;     /* from before */
} BookgenNarrationSample;

/* Characters a sample has at most: half a minute. */
#define BOOKGEN_NARRATION_SAMPLE_CHARS 400

void bookgen_narration_sample_free (BookgenNarrationSample *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenNarrationSample, bookgen_narration_sample_free)

/* "mp3": what a file of MEDIA_TYPE is called. */
const char *bookgen_narration_sample_get_suffix (const char *media_type);
/* The first sentences of MARKDOWN as they are read aloud; NULL where there is nothing to read. Pure. Ours to free. */
char *bookgen_narration_sample_dup_text (const char *markdown);
/* What a sample by ENDPOINT's model for speech costs, as far as is known: millionths; -1 unknown. */
gint64 bookgen_narration_sample_guess_micros (BookgenPrices *prices, BookgenEndpoint *endpoint);
/* The chapter is the first of SETTINGS' selection that has a text, and where none has, its title and brief are read. ENDPOINT
 * has the models of all jobs; KEY is nullable. Nothing is asked for that SETTINGS' budget does not allow. */
void bookgen_narration_sample_async (BookgenBook *book, BookgenClient *client, BookgenEndpoint *endpoint, const char *key,
                                     const BookgenRunSettings *settings, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* The error is a sentence. */
BookgenNarrationSample *bookgen_narration_sample_finish (GAsyncResult *result, GError **error);

G_END_DECLS
