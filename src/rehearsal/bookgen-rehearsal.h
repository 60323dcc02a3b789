/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A local model server that speaks the same wire as a provider and costs nothing. It runs on a thread of its own, so that
 * neither it nor the program it serves holds up the other, listens on 127.0.0.1 only and continues its own text exactly:
 * the text of a chapter depends on its number, title and length alone. */
#define BOOKGEN_TYPE_REHEARSAL (bookgen_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (BookgenRehearsal, bookgen_rehearsal, BOOKGEN, REHEARSAL, GObject)

typedef struct {
  guint port;                /* 0: any free one */
  guint first_token_ms;
  guint tokens_per_second;   /* of each stream; 0: as fast as it goes */
  guint requests_per_minute; /* 0: no limit; token buckets, capacity = the limit */
  guint tokens_per_minute;   /* 0: no limit */
  guint max_concurrent;      /* 0: no limit */
  const char *const *faults; /* KIND, KIND@N or KIND@NxTIMES, NULL-terminated; NULL for none; see bookgen-rehearsal-fault.c */
  guint picture_ms;          /* how long drawing takes; 0: as long as its tokens */
  guint minute_ms;           /* how long its minute is, to try limits in less time; 0: 60,000 */
  guint context_tokens;      /* how much its model reads, as the list of models says; 0: not a word on it */
} BookgenRehearsalOptions;

#define BOOKGEN_REHEARSAL_DEFAULTS { .first_token_ms = 300, .tokens_per_second = 200 }

/* Starts serving before it returns. NULL with error: port taken, or a fault that is none (the message names it). */
BookgenRehearsal *bookgen_rehearsal_new (const BookgenRehearsalOptions *options, GError **error);
/* "http://127.0.0.1:PORT/v1" */
const char *bookgen_rehearsal_get_base_url (BookgenRehearsal *self);
/* What GET /rehearsal/stats gives: one JSON object with "requests", "requests_per_chapter" ({"1": …}), "concurrent",
 * "peak_concurrent", "answered_429", "connections", "prompt_tokens", "cached_tokens", "output_tokens". The caller's. */
char *bookgen_rehearsal_dup_stats (BookgenRehearsal *self);
/* Ends all connections and the thread; also done by the last unref. */
void bookgen_rehearsal_stop (BookgenRehearsal *self);

G_END_DECLS
