/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-book.h"
#include "bookgen-chat.h"
#include "bookgen-task.h"

G_BEGIN_DECLS

/* What a task is made of. Prompt files (data/prompts/NAME.md, or the author's own in $XDG_DATA_HOME/bookgen/prompts/) have
 * places in double braces: {{title}}, {{brief}}, … A line with an empty place is left out, and so is a paragraph in which all
 * places are empty. Outside the editable file, and last in every chapter's request, stand the lines "Chapter N: TITLE" and
 * "Target: W words"; in a request for the whole book "Plan for N chapters". */
typedef struct _BookgenPrompts BookgenPrompts;

/* Loads and checks the prompt files of PIPELINE's stages that are on. The error names file and line. */
BookgenPrompts *bookgen_prompts_load (BookgenPipeline *pipeline, GError **error);
void bookgen_prompts_free (BookgenPrompts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPrompts, bookgen_prompts_free)

/* The part that all requests of a run share, byte for byte: book, outline with briefs (at most 16,000 characters of them:
 * past that titles only, past that what fits) and the PLAN (nullable). */
GRefString *bookgen_prompt_make_shared (BookgenBook *book, const char *plan);
/* The request of one task. BEFORE (nullable) is the text before it, of which the end is given. PARTIAL (nullable) is the kept
 * text to go on from: added as the assistant's turn, then a user turn that asks to go on from its last words. */
BookgenChat *bookgen_prompt_make_chat (BookgenPrompts *self, BookgenBook *book, GRefString *shared, const BookgenTask *task,
                                       const char *before, const char *partial);

G_END_DECLS
