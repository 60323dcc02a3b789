/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-rehearsal-request.h"

G_BEGIN_DECLS

/* What the model says to REQUEST; the caller's. A request with a chapter's lines gets that chapter's text, one with a
 * plan's line a plan of the outline it holds; all else gets a sentence.
 * Where an assistant's turn holds the beginning of the answer, only what follows that beginning is said, byte for byte; a
 * line feed when nothing is left, because an answer is never empty. */
char *bookgen_rehearsal_answer (const BookgenRehearsalRequest *request);

G_END_DECLS
