/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-outline.h"
#include "bookgen-prompt-file.h"
#include "bookgen-run-settings.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* Tokens of answer a text of WORDS may take: twice its length at 1.4 tokens a word (room for a wordy model and for scripts
 * with more tokens), and as much again, at least 2,048, for a model that thinks first. */
gint64 bookgen_planner_output_limit (guint words);
/* Whether each unit of STAGE knows the one before. */
gboolean bookgen_planner_is_in_order (const BookgenStage *stage, const BookgenRunSettings *settings);
/* Pure: crosses an outline with a pipeline, a selection and the settings, giving tasks in reading order (the book's own
 * first). RECORDS (bookgen_task_key () -> BookgenTaskRecord; nullable) give what is already done; a task done by the rehearsal server
 * counts as to do unless the settings are a rehearsal's. The result: array of BookgenTask, the caller's; its tasks borrow
 * from PIPELINE, and name each other by index. */
GPtrArray *bookgen_planner_plan (BookgenPipeline *pipeline, BookgenOutline *outline, const BookgenRunSettings *settings,
                                 GHashTable *records);
/* Adds to what the prompts of TASKS are expected to have what is in them of material: MATERIAL says how many tokens by unit id
 * (GUINT_TO_POINTER), and PROMPTS which stages are given it. */
void bookgen_planner_add_material (GPtrArray *tasks, BookgenPrompts *prompts, GHashTable *material);

G_END_DECLS
