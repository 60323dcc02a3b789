/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the server counts. Written on the server's thread, read on any. */
typedef struct _BookgenRehearsalStats BookgenRehearsalStats;

BookgenRehearsalStats *bookgen_rehearsal_stats_new (void);
void bookgen_rehearsal_stats_free (BookgenRehearsalStats *self);
void bookgen_rehearsal_stats_connected (BookgenRehearsalStats *self);
/* CHAPTER 0: a request that is about no chapter. */
void bookgen_rehearsal_stats_requested (BookgenRehearsalStats *self, guint chapter);
void bookgen_rehearsal_stats_answered_429 (BookgenRehearsalStats *self);
void bookgen_rehearsal_stats_began (BookgenRehearsalStats *self, gint64 prompt_tokens, gint64 cached_tokens);
void bookgen_rehearsal_stats_ended (BookgenRehearsalStats *self, gint64 output_tokens);
guint bookgen_rehearsal_stats_get_concurrent (BookgenRehearsalStats *self);
/* {"requests", "requests_per_chapter": {"1": …}, "concurrent", "peak_concurrent", "answered_429", "connections",
 *  "prompt_tokens", "cached_tokens", "output_tokens"}; prompt_tokens include the cached ones. The caller's. */
char *bookgen_rehearsal_stats_to_json (BookgenRehearsalStats *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalStats, bookgen_rehearsal_stats_free)

G_END_DECLS
