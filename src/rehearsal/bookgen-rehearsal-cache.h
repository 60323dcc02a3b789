/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-request.h"

G_BEGIN_DECLS

/* The prompt cache: which beginnings of prompts were read before. Automatic: any beginning in steps of 128 tokens, from
 * 1,024 on; marked: the beginnings that the sender marked, from 1,024 tokens on. As with a real one, a beginning can be read
 * from the cache only once the answer to its first request has begun, and for five minutes after its last use. Pure: the
 * time comes in, monotonic microseconds. */
typedef struct _BookgenRehearsalCache BookgenRehearsalCache;

typedef struct {
  gint64 read_tokens, written_tokens;
} BookgenRehearsalCacheUse;

BookgenRehearsalCache *bookgen_rehearsal_cache_new (void);
void bookgen_rehearsal_cache_free (BookgenRehearsalCache *self);
/* Looks REQUEST's prompt up at NOW_US, and keeps it for others from BEGINS_US on, when its answer begins. */
BookgenRehearsalCacheUse bookgen_rehearsal_cache_use (BookgenRehearsalCache *self, const BookgenRehearsalRequest *request,
                                                      gint64 now_us, gint64 begins_us);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalCache, bookgen_rehearsal_cache_free)

G_END_DECLS
