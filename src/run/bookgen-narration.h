/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-pipeline.h"
#include "bookgen-snapshot.h"

G_BEGIN_DECLS

/* What a chapter is read aloud from: its text and a voice. A reading is of both, so that a book whose voice was changed says
 * which chapters have the old one. */

/* The one that SETTINGS name, else one that every model of the OpenAI protocol has. Borrowed. */
const char *bookgen_narration_get_voice (const BookgenRunSettings *settings);
/* What a reading of SPOKEN (bookgen_spoken_from_markdown ()) in VOICE is known by. Ours to free. */
char *bookgen_narration_digest (const char *spoken, const char *voice);
/* The stage of PIPELINE that speaks; NULL for none. Borrowed. */
const BookgenStage *bookgen_narration_find_stage (const BookgenPipeline *pipeline);
/* Ids of the units that were read aloud from another text than their current one, or in another voice than that of SETTINGS,
 * or by another model than MODEL (nullable: any); in reading order. What a rehearsal read counts for a rehearsal alone.
 * Blocking, and loads those texts: for threads and the terminal. NULL-terminated, the caller's. */
GStrv bookgen_narration_find_changed (BookgenSnapshot *snapshot, const BookgenPipeline *pipeline,
                                      const BookgenRunSettings *settings, const char *model, GError **error);

G_END_DECLS
