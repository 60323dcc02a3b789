/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-endpoint.h"
#include "bookgen-outline.h"
#include "bookgen-run-settings.h"

G_BEGIN_DECLS

typedef struct {
  gint64 input_tokens, output_tokens;
  gint64 cost_micros; /* of the price list's currency; -1 unknown */
  gint64 ms;
} BookgenCliBound;

/* What writing a book takes, before anything is sent: between LOW and HIGH. */
typedef struct {
  guint requests;
  guint chapters;
  guint at_once;     /* chapters at a time */
  const char *limit; /* what keeps it from being more: "mode", "at-once", "chapters" */
  BookgenCliBound low, high;
} BookgenCliGuess;

/* Guesses for what is not done in OUTLINE by its RECORDS (BookgenTaskRecord; nullable). ENDPOINT NULL: nobody yet, or a
 * rehearsal where SETTINGS say so. The error is that of a pipeline that cannot be read. */
gboolean bookgen_cli_guess (BookgenCliGuess *self, BookgenOutline *outline, GPtrArray *records,
                            const BookgenRunSettings *settings, BookgenEndpoint *endpoint, GError **error);
/* In lines for people. */
void bookgen_cli_guess_tell (const BookgenCliGuess *self, void (*tell) (const char *format, ...));

G_END_DECLS
