/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-stats.h"
#include "bookgen-rehearsal.h"

G_BEGIN_DECLS

/* What is served at which path. It lives in one main context; but for its making it belongs to the thread that runs it. */
typedef struct _BookgenRehearsalService BookgenRehearsalService;

/* STATS is borrowed. The error is a sentence: a fault that is none, or a port that is taken. */
BookgenRehearsalService *bookgen_rehearsal_service_new (const BookgenRehearsalOptions *options, BookgenRehearsalStats *stats,
                                                        GMainContext *context, GError **error);
/* Closes all connections, those in mid-answer too. */
void bookgen_rehearsal_service_free (BookgenRehearsalService *self);
guint bookgen_rehearsal_service_get_port (BookgenRehearsalService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenRehearsalService, bookgen_rehearsal_service_free)

G_END_DECLS
