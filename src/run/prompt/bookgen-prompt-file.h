/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bookgen-pipeline.h"

G_BEGIN_DECLS

/* The prompt files of a pipeline: data/prompts/NAME.md, or the author's own in $XDG_DATA_HOME/bookgen/prompts/. They have places
 * in double braces: {{title}}, {{brief}}, … A line with an empty place is left out, and so is a paragraph in which all places
 * are empty. Lines at the head, "openings: a scene | a question" and "structures: …", say what is dealt to chapters. */
typedef struct _BookgenPrompts BookgenPrompts;

/* Loads and checks the prompt files of PIPELINE's stages that may be on. The error names file and line. */
BookgenPrompts *bookgen_prompts_load (BookgenPipeline *pipeline, GError **error);
void bookgen_prompts_free (BookgenPrompts *self);
/* The file NAME with VALUES (place -> text) filled in. Ours to free. */
char *bookgen_prompts_fill (BookgenPrompts *self, const char *name, GHashTable *values);
/* Whether the file NAME has the place PLACE. */
gboolean bookgen_prompts_has_place (BookgenPrompts *self, const char *name, const char *place);
/* The kind of opening, and of structure, that NAME deals to the chapter at PLACE, from 0; "" where it deals none. Borrowed. */
const char *bookgen_prompts_deal_opening (BookgenPrompts *self, const char *name, const char *seed, guint place);
const char *bookgen_prompts_deal_structure (BookgenPrompts *self, const char *name, const char *seed, guint place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BookgenPrompts, bookgen_prompts_free)

G_END_DECLS
