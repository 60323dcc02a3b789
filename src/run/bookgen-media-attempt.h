/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-attempt.h"

G_BEGIN_DECLS

/* One attempt at a task that draws or speaks, from beginning to end: stores it as running, reads what it is made from (the
 * item of a list; a piece of the unit's current text), asks for it, and stores what came together with the record. What is
 * spoken takes as many turns as the text has pieces, each kept by itself. As bookgen_attempt_async (), and ended by
 * bookgen_attempt_finish (). */
void bookgen_media_attempt_async (BookgenJob *job, const BookgenAttemptContext *context, GAsyncReadyCallback callback,
                                  gpointer user_data);

G_END_DECLS
